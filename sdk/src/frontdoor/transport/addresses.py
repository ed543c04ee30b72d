"""Whether an address may be called: https, or http on this same machine, and no password in it."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from attrs import Attribute


def is_an_endpoint(_: Any, attribute: "Attribute[str]", value: str) -> None:
    """An attrs validator for a setting that holds an address; raises `ValueError`, never with the address in it."""
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


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
