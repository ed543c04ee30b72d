"""`[sign_in.oidc]` of `portal.toml`: which provider, as whom the portal is known there, what is a second factor."""

from pathlib import Path

from attrs import field, frozen
from attrs.validators import ge, le

from frontdoor.secrets.references import SecretReference
from frontdoor_portal.identity.addresses import AddressRefused, check_address


@frozen
class OidcSettings:
    """One provider.

    `issuer` is exactly what its tokens say. `agencies` are the ids of those whose people have accounts there. A sign-in
    counts as one with a second factor where the token's `acr` is one of `factor_acr`, or its `amr` names one of
    `factor_amr`; with neither, nobody's does, and the portal asks for its own.
    """

    issuer: str
    client_id: str
    label: str
    agencies: frozenset[str]
    client_secret: SecretReference | None = None
    factor_acr: frozenset[str] = frozenset()
    factor_amr: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    ca_file: Path | None = None
    timeout_seconds: int = field(default=10, validator=[ge(1), le(60)])
    allow_loopback: bool = False

    def __attrs_post_init__(self) -> None:
        try:
            check_address(self.issuer, allow_loopback=self.allow_loopback)
        except AddressRefused as problem:
            raise ValueError(f"issuer: {problem}") from None
        if "?" in self.issuer:
            raise ValueError("issuer: must have no query")
        if not self.client_id or not self.label.strip():
            raise ValueError("client_id and label: must not be empty")
        if not self.agencies:
            raise ValueError("agencies: name at least one agency whose people have accounts there")
        if "openid" not in self.scopes:
            raise ValueError("scopes: must have openid among them")
