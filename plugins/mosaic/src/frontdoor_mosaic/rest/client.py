"""One call of the interface: the body checked, sent with a token, the answer believed where it fits the contract."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from attrs import frozen

from frontdoor.connectors.asking import Call
from frontdoor.connectors.doubt import no_answer, untrusted
from frontdoor.connectors.failures import RecordFault, RecordRejected, Unavailable
from frontdoor.secrets.references import SecretReader
from frontdoor.transport.http import Deadline, HttpAnswer, NoAnswer, NotSent, TooLarge, Transport
from frontdoor_mosaic.rest import bodies, faults
from frontdoor_mosaic.rest.contract import reference_contract
from frontdoor_mosaic.rest.tokens import Token, Tokens
from frontdoor_mosaic.settings import MosaicSettings


@frozen
class Request:
    """What to ask. `schema` is that of the body, `wanted` that of the answer, both names in the contract.

    A request with a `key` makes something, once per key: where its answer is missing, nobody knows whether it did.
    """

    method: str
    path: str
    wanted: str
    schema: str = ""
    body: Mapping[str, Any] | None = None
    key: str = ""


@frozen
class Refusal:
    """A conflict: the system holds what was to be made, or believes that it does. `problem` fits the contract."""

    problem: Mapping[str, Any]


class RestClient:
    """Calls the interface of the reference contract. May be used from several threads at once."""

    def __init__(self, settings: MosaicSettings, read_secret: SecretReader) -> None:
        self._settings = settings
        self._transport = Transport(
            settings.api,
            connect_seconds=settings.connect_seconds,
            max_answer_bytes=settings.max_answer_bytes,
            ca_file=settings.ca_file,
        )
        self._tokens = Tokens(
            self._transport, settings.client_id, settings.client_secret, read_secret, settings.source_name
        )

    def deadline(self, call: Call) -> Deadline:
        """When everything that one operation asks must be done."""
        return Deadline(min(call.deadline, self._settings.total_seconds))

    def ask(self, request: Request, call: Call, deadline: Deadline) -> Mapping[str, Any] | Refusal:
        """The answer's body, which fits the contract, or the refusal of a conflict. Raises any `ConnectorFailure`."""
        body = self._written(request)
        changes = bool(request.key)
        try:
            answer = self._sent(request, body, call, deadline)
        except TimeoutError:
            raise Unavailable(f"{self._settings.source_name} was not asked: there was no time left") from None
        except NotSent as problem:
            raise Unavailable(f"{self._settings.source_name} cannot be reached: {problem}") from None
        except NoAnswer as problem:
            raise no_answer(self._settings.source_name, str(problem), changes=changes) from None
        except TooLarge:
            most = self._settings.max_answer_bytes
            raise self.untrusted(f"it is larger than {most} bytes", changes=changes) from None
        return self._believed(answer, request, changes)

    def untrusted(self, reason: str, *, changes: bool) -> Exception:
        return untrusted(self._settings.source_name, reason, changes=changes)

    def close(self) -> None:
        self._transport.close()

    def _written(self, request: Request) -> bytes:
        """The body; raises `RecordRejected` by field for what the contract cannot carry."""
        if request.body is None:
            return b""
        misfits = reference_contract().misfits(request.schema, request.body)
        if misfits:
            raise RecordRejected([RecordFault(misfit.place, misfit.kind) for misfit in misfits])
        return bodies.write(request.body)

    def _sent(self, request: Request, body: bytes, call: Call, deadline: Deadline) -> HttpAnswer:
        """The answer to a request with a token. One that changes nothing is sent again after a refused token.

        A token that is refused in the very operation that it was asked for in means that our account is.
        """
        token = self._tokens.get(deadline)
        answer = self._send(request, body, call, token, deadline)
        if answer.status != 401:
            return answer
        self._tokens.drop(token)
        if token.asked_for_in is deadline:
            return answer
        if request.key:
            # What makes something is never sent twice in one call, not even after a clear refusal.
            raise Unavailable(f"{self._settings.source_name} took our token no longer: with a new one, try again")
        return self._send(request, body, call, self._tokens.get(deadline), deadline)

    def _send(self, request: Request, body: bytes, call: Call, token: Token, deadline: Deadline) -> HttpAnswer:
        headers = {
            "Accept": f"{bodies.JSON}, {bodies.PROBLEM}",
            "Accept-Encoding": "identity",
            "Authorization": f"Bearer {token.value.reveal()}",
            "X-Acting-For": _as_header("acting_for", call.acting_for),
            "X-Purpose": _as_header("purpose", call.purpose),
        }
        if body:
            headers["Content-Type"] = bodies.JSON
        if request.key:
            headers["Idempotency-Key"] = request.key
        deadline.remaining()
        return self._transport.send(request.method, request.path, body, headers, deadline, repeatable=not request.key)

    def _believed(self, answer: HttpAnswer, request: Request, changes: bool) -> Mapping[str, Any] | Refusal:
        succeeded = answer.status == (201 if changes else 200)
        wanted = request.wanted if succeeded else "Problem"
        try:
            told = bodies.json_of(answer)
            reason = "it does not fit the contract" if reference_contract().misfits(wanted, told) else ""
        except bodies.NotJson as problem:
            told, reason = {}, str(problem)
        if not succeeded:
            problem_told = {} if reason else told
            if answer.status == 409 and changes:
                if reason:
                    raise self.untrusted(f"HTTP 409, and {reason}", changes=changes)
                return Refusal(problem_told)
            raise faults.by_status(self._settings.source_name, answer, problem_told, changes=changes)
        if reason:
            raise self.untrusted(reason, changes=changes)
        if changes and answer.headers.get("location", "").rpartition("/")[2] != told["id"]:
            raise self.untrusted("its Location leads elsewhere", changes=changes)
        body: Mapping[str, Any] = told
        return body


def _as_header(field: str, text: str) -> str:
    written = quote(text, safe=" ", errors="surrogatepass").replace(" ", "%20")
    if not 1 <= len(written) <= 600:
        raise RecordRejected([RecordFault(field, "must be 1 to 200 characters")])
    return written
