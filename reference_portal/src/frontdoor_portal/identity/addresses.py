"""Which addresses of a provider are called: https alone, and none of this machine or of the network's own services.

The check goes by what is written. A name that stands for a forbidden address today or tomorrow (rebinding) is stopped
by TLS: no certificate of the provider's name is to be had there.
"""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

LONGEST = 2_000
_LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?")
_A_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
"""A last part like this makes resolvers read the whole as an address, as `0x7f000001` and `127.1`."""


class AddressRefused(ValueError):
    """An address that is never called. The text does not repeat it."""


def check_address(address: str, *, allow_loopback: bool) -> str:
    """The address, if it may be called. `allow_loopback` lets in http and https on this same machine, for trying out.

    Raises `AddressRefused`.
    """
    if len(address) > LONGEST or not address.isascii() or not address.isprintable() or set(address) & set(" \\<>\"'"):
        raise AddressRefused("must be a plain address, like https://login.council.example")
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressRefused("is not an address") from None
    if "@" in parts.netloc or parts.fragment:
        raise AddressRefused("must not carry a user, a password or a # part")
    loopback = _is_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback and allow_loopback):
        raise AddressRefused("must be https")
    if loopback and not allow_loopback:
        raise AddressRefused("must not be an address of this same machine")
    if not loopback and not _may_be_called(host):
        raise AddressRefused("must name a server of the provider")
    return address


def _is_loopback(host: str) -> bool:
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _may_be_called(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return bool(_NAME.fullmatch(host)) and not _A_NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2])
    inner = getattr(address, "ipv4_mapped", None) or address
    return not (inner.is_loopback or inner.is_link_local or inner.is_unspecified or inner.is_multicast)
