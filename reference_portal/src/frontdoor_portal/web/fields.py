"""What a browser sent: the fields of a form or of an address, read strictly and never guessed at."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from attrs import field, frozen
from litestar.exceptions import InternalServerException

from frontdoor_portal.web.refusing import BadRequest, UnsupportedForm
from frontdoor_portal.web.site import AnyRequest

MAX_FIELDS = 1_000
MAX_BYTES = 1_000_000
"""The size of a form without files; a route may set its own."""


@frozen
class Fields:
    """Fields by name, each with every value that was sent, in order. Line ends are `\\n`."""

    values: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """The value of a field that has one; raises `BadRequest` where it was sent twice (ASVS 15.3.7)."""
        found = self.values.get(name, (default,))
        if len(found) != 1:
            raise BadRequest(f"The field {name} was sent more than once")
        return found[0]

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may have several, such as checkboxes."""
        return self.values.get(name, ())

    def only(self, *names: str) -> "Fields":
        """These fields; raises `BadRequest` where there are others (ASVS 15.3.3)."""
        if not self.values.keys() <= set(names):
            raise BadRequest("A field was sent that is not part of the form")
        return self

    def without(self, *names: str) -> "Fields":
        return Fields({name: found for name, found in self.values.items() if name not in names})


async def read_form(request: AnyRequest) -> Fields:
    """The fields of a request's body. Raises `UnsupportedForm` and `BadRequest`; Litestar raises for its size."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise UnsupportedForm("The body is not a form")
    try:
        body = await request.body()
    except InternalServerException:
        # Litestar's word for a browser that went away in the middle of its form: nobody's fault here.
        raise BadRequest("The form did not arrive as a whole") from None
    return fields_of(body)


def read_query(request: AnyRequest) -> Fields:
    """The fields of a request's address."""
    return fields_of(request.scope["query_string"])


def fields_of(encoded: bytes) -> Fields:
    """Read `application/x-www-form-urlencoded` bytes; raises `BadRequest` for what no browser sends."""
    try:
        pairs = parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except UnicodeDecodeError:
        raise BadRequest("The text is not UTF-8") from None
    except ValueError:
        raise BadRequest("There are too many fields") from None
    return Fields(gathered(pairs))


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if "\0" in name:
            raise BadRequest("The name of a field holds a NUL character")
        # A NUL is no text and no database keeps it; refusing the page for one would lose everything else on it.
        text = value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        found[name] = (*found.get(name, ()), text)
    return found
