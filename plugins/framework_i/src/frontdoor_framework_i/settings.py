"""What an operator says about Framework-i in `portal.toml`."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import Attribute, field, frozen
from attrs.validators import and_, ge, gt, le, min_len

from frontdoor.secrets.references import SecretReference

ANSWER_CEILING = 50_000_000


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_an_endpoint(_: Any, attribute: "Attribute[str]", value: str) -> None:
    # The sentences never repeat the address: somebody may have written a password into it.
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"{attribute.name} is not an address") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError(f"{attribute.name} must be a whole address, like https://soap.council.example/framework-i")
    if "@" in parts.netloc:
        raise ValueError(f"{attribute.name} must not carry a user or a password: use the settings of those names")
    if parts.fragment or not value.isascii() or any(character.isspace() for character in value):
        raise ValueError(f"{attribute.name} must be plain ASCII, without spaces and without a # part")
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError(f"{attribute.name} must be https: only an address of this same machine may be http")


@frozen
class FrameworkISettings:
    """The table `[plugins.settings.framework_i]`.

    `total_seconds` is the ceiling of one call, whatever deadline the caller brings; `team` takes episodes whose
    decision names no team; `ca_file` is a PEM file of the authorities to trust instead of the machine's own.
    """

    address: str = field(validator=_is_an_endpoint)
    user: str = field(validator=min_len(1))
    password: SecretReference
    source_name: str = field(default="Framework-i", validator=min_len(1))
    team: str = field(default="Family Front Door", validator=min_len(1))
    connect_seconds: float = field(default=1.0, validator=and_(gt(0), le(60)))
    total_seconds: float = field(default=20.0, validator=and_(gt(0), le(300)))
    max_answer_bytes: int = field(default=2_000_000, validator=and_(ge(10_000), le(ANSWER_CEILING)))
    ca_file: Path | None = None
