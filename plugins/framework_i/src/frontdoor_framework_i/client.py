"""One SOAP call: the payload checked, the envelope sent, the answer believed only when it fits the contract."""

import secrets

from attrs import frozen
from lxml import etree

from frontdoor.connectors.asking import Call
from frontdoor.connectors.doubt import no_answer, untrusted
from frontdoor.connectors.failures import (
    ConnectorFailure,
    CredentialsRefused,
    RecordFault,
    RecordRejected,
    Unavailable,
)
from frontdoor.secrets.references import SecretMissing, SecretReader
from frontdoor.transport.http import Deadline, HttpAnswer, NoAnswer, NotSent, TooLarge, Transport
from frontdoor_framework_i import envelope, faults
from frontdoor_framework_i.contract import NAMESPACE, named, reference_contract
from frontdoor_framework_i.settings import FrameworkISettings


class Request:
    """A payload in the making: `add` puts a child with text into it, and says which field XML cannot carry."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        self.payload = etree.Element(named(operation), nsmap={"fwi": NAMESPACE})

    def add(self, local: str, text: str | None = None, parent: etree._Element | None = None) -> etree._Element:
        """A new last child of `parent` (the payload itself unless told); raises `RecordRejected`."""
        element = etree.SubElement(self.payload if parent is None else parent, named(local))
        try:
            element.text = text
        except ValueError:
            raise RecordRejected([RecordFault(local, "has a character that XML cannot carry")]) from None
        return element


@frozen
class Signed:
    """A request that fits the contract, ready to be asked."""

    operation: str
    id: str
    payload: etree._Element


class _Channel:
    """One way to the endpoint, with a ceiling of its own on what is read."""

    def __init__(self, settings: FrameworkISettings, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.transport = Transport(
            settings.address,
            connect_seconds=settings.connect_seconds,
            max_answer_bytes=most_bytes,
            ca_file=settings.ca_file,
        )


class SoapClient:
    """Calls the operations of the reference contract. May be used from several threads at once."""

    def __init__(self, settings: FrameworkISettings, read_secret: SecretReader) -> None:
        self._settings = settings
        self._read_secret = read_secret
        self._contract = reference_contract()
        self._answers = _Channel(settings, settings.max_answer_bytes)
        self._pages = _Channel(settings, settings.max_feed_bytes)

    def deadline(self, call: Call) -> Deadline:
        """The time that a call has, for everything that is asked on its behalf."""
        return Deadline(min(call.deadline, self._settings.total_seconds))

    def sign(self, request: Request, call: Call) -> Signed:
        """The request with who asks and why, and with a fresh id that the answer must repeat.

        Raises `RecordRejected` for what the contract cannot carry, before anything is sent.
        """
        asking = (("actingFor", call.acting_for), ("purpose", call.purpose))
        nobody = [local for local, text in asking if not text.strip()]
        if nobody:
            raise RecordRejected([RecordFault(local, "is empty") for local in nobody])
        request_id = secrets.token_hex(16)
        block = request.add("call")
        for local, text in (("requestId", request_id), *asking):
            request.add(local, text, block)
        request.payload.insert(0, block)
        misfits = self._contract.faults_of(request.payload)
        if misfits:
            raise RecordRejected([RecordFault(misfit.element, misfit.kind) for misfit in misfits])
        return Signed(request.operation, request_id, request.payload)

    def ask(
        self, signed: Signed, deadline: Deadline, *, changes: bool = False, in_bulk: bool = False
    ) -> etree._Element:
        """The operation's response element, which fits the schema and answers this very request.

        `changes` says that the operation writes, so that an answer that is missing or cannot be believed means
        `OutcomeUnknown`; `in_bulk` that the answer is a page of the feed, which may be larger. Raises any
        `ConnectorFailure`.
        """
        document = self._envelope(signed)
        source = self._settings.source_name
        headers = {
            "Content-Type": "text/xml; charset=utf-8",
            "SOAPAction": f'"{NAMESPACE}#{signed.operation}"',
            "Accept": "text/xml",
            "Accept-Encoding": "identity",
        }
        channel = self._pages if in_bulk else self._answers
        try:
            answer = channel.transport.send("POST", "", document, headers, deadline, repeatable=not changes)
        except NotSent as problem:
            raise Unavailable(f"{source} cannot be reached: {problem}") from None
        except NoAnswer as problem:
            raise no_answer(source, str(problem), changes=changes) from None
        except TooLarge:
            reason = f"it is larger than {channel.most_bytes} bytes"
            raise untrusted(source, reason, changes=changes) from None
        payload = self._payload_of(answer, changes)
        self._check(payload, signed, changes)
        return payload

    def close(self) -> None:
        self._answers.transport.close()
        self._pages.transport.close()

    def _envelope(self, signed: Signed) -> bytes:
        try:
            password = self._read_secret(self._settings.password).reveal()
        except SecretMissing:
            raise CredentialsRefused(f"{self._settings.source_name}: the keyring has no password for us") from None
        try:
            return envelope.write(signed.payload, self._settings.user, password)
        except ValueError:
            raise CredentialsRefused(
                f"{self._settings.source_name}: user or password has a character that XML cannot carry"
            ) from None

    def _payload_of(self, answer: HttpAnswer, changes: bool) -> etree._Element:
        source, retry_after = self._settings.source_name, answer.headers.get("retry-after", "")
        failure: ConnectorFailure | None = None
        if answer.content_type != "text/xml" or answer.charset not in {"", "utf-8"} or answer.encoding:
            failure = untrusted(source, "it is not plain XML in UTF-8", changes=changes)
        else:
            try:
                payload = envelope.payload_of(envelope.read(answer.body))
            except envelope.NotAnEnvelope as problem:
                failure = untrusted(source, str(problem), changes=changes)
        if failure is not None:
            # Where the status tells of trouble, it says more than what came with it.
            if answer.status == 200:
                raise failure
            raise faults.by_status(source, answer.status, changes=changes, retry_after=retry_after)
        if payload.tag == envelope.FAULT:
            raise faults.by_fault(source, payload, changes=changes, retry_after=retry_after)
        if answer.status != 200:
            raise faults.by_status(source, answer.status, changes=changes, retry_after=retry_after)
        return payload

    def _check(self, payload: etree._Element, signed: Signed, changes: bool) -> None:
        source = self._settings.source_name
        if payload.tag != named(f"{signed.operation}Response"):
            raise untrusted(source, f"it is no {signed.operation}Response", changes=changes)
        misfits = self._contract.faults_of(payload)
        if misfits:
            listed = ", ".join(f"{misfit.element} ({misfit.kind})" for misfit in misfits)
            raise untrusted(source, f"it does not fit the schema: {listed}", changes=changes)
        if payload.get("requestId") != signed.id:
            raise untrusted(source, "it answers another request", changes=changes)
