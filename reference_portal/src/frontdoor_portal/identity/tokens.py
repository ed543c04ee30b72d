"""Whether an ID token is the provider's word to this portal about this very sign-in (OpenID Connect Core 3.1.3.7)."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from frontdoor_portal.use_cases.refusals import ProviderRefused

ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")
"""Signatures under a key pair alone: with `none` or a shared secret anybody could write a token (ASVS 9.1.2)."""
LEEWAY_SECONDS = 60
LONGEST_SUBJECT = 255
_POINTS_ELSEWHERE = frozenset({"jku", "x5u", "jwk", "x5c", "crit"})
"""A token must not bring or name its own key."""


class UnknownKey(ProviderRefused):
    """The token is signed under a key that was not published when we read them."""


def read_token(token: str, keys: KeySet, issuer: str, client_id: str, nonce: str, at: datetime) -> Mapping[str, Any]:
    """The claims of a sound token. Raises `ProviderRefused`, whose reason says which check failed."""
    try:
        read = jwt.decode(token, keys, registry=JWSRegistry(algorithms=ALGORITHMS))
    except InvalidKeyIdError:
        raise UnknownKey("unknown_key") from None
    except (JoseError, ValueError, RecursionError):
        raise ProviderRefused("bad_signature") from None
    if _POINTS_ELSEWHERE & read.header.keys():
        raise ProviderRefused("foreign_key")
    claims = read.claims
    _check_claims(claims, issuer, client_id, at)
    said = claims.get("nonce")
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise ProviderRefused("wrong_nonce")
    return claims


def _check_claims(claims: Mapping[str, Any], issuer: str, client_id: str, at: datetime) -> None:
    wanted = jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        wanted.validate(dict(claims))
    except ExpiredTokenError:
        raise ProviderRefused("expired") from None
    except ClaimError as problem:
        raise ProviderRefused(f"wrong_{getattr(problem, 'claim', '') or 'claims'}") from None
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    for_others = len(audiences) > 1 and "azp" not in claims
    if for_others or claims.get("azp", client_id) != client_id:
        raise ProviderRefused("wrong_aud")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise ProviderRefused("wrong_sub")


def has_factor(claims: Mapping[str, Any], acr: frozenset[str], amr: frozenset[str]) -> bool:
    """Whether the token proves one of the ways that count as a second factor here."""
    methods = claims.get("amr")
    named = {each for each in methods if isinstance(each, str)} if isinstance(methods, list) else set()
    level = claims.get("acr")
    return (isinstance(level, str) and level in acr) or bool(named & amr)


def authenticated_at(claims: Mapping[str, Any]) -> datetime | None:
    when = claims.get("auth_time")
    if not isinstance(when, int | float) or isinstance(when, bool):
        return None
    try:
        return datetime.fromtimestamp(when, UTC)
    except (ValueError, OverflowError, OSError):
        return None
