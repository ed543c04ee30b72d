"""What comes back from a provider is believed only where every check holds."""

import hashlib
import hmac
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from reference_portal.tests.identity.provider import CLIENT_ID, CLIENT_SECRET, Claims, Provider, as_json

from frontdoor_portal.identity import OpenIdProvider
from frontdoor_portal.use_cases.provider_sign_in.models import Asserted, Identity, ProviderUnavailable
from frontdoor_portal.use_cases.refusals import ProviderRefused

STATE, NONCE, VERIFIER = "state-" + "s" * 40, "nonce-" + "n" * 40, "verifier-" + "v" * 40


def come_back(provider: Provider, known: OpenIdProvider) -> Asserted:
    answer = provider.sign_in_at(known.address(STATE, NONCE, VERIFIER, anew=False))
    return known.redeem(answer, NONCE, VERIFIER, datetime.now(UTC))


def why_refused(provider: Provider, known: OpenIdProvider) -> str:
    with pytest.raises(ProviderRefused) as refused:
        come_back(provider, known)
    return refused.value.reason


def test_v6_8_1_somebody_is_who_issuer_and_subject_say(provider: Provider, known: OpenIdProvider) -> None:
    found = come_back(provider, known)

    assert (found.identity, found.shown_as, found.has_factor) == (
        Identity(provider.issuer, "subject-1"),
        "asha.bello@hollybush.example",
        False,
    )


def test_v10_2_1_the_browser_is_sent_with_state_nonce_and_a_challenge_of_pkce(known: OpenIdProvider) -> None:
    query = dict(parse_qsl(urlsplit(known.address(STATE, NONCE, VERIFIER, anew=False)).query))

    challenge = urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    assert query == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": "https://frontdoor.example/sign-in/provider/back",
        "scope": "openid profile email",
        "state": STATE,
        "nonce": NONCE,
        "response_mode": "query",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "acr_values": "loa2",
    }


def test_v10_2_1_the_code_is_redeemed_with_the_verifier_and_the_secret_in_a_header(
    provider: Provider, known: OpenIdProvider
) -> None:
    come_back(provider, known)

    (form,) = provider.redeemed
    scheme, _, credentials = form["authorization"].partition(" ")
    assert (scheme, b64decode(credentials).decode()) == ("Basic", f"{CLIENT_ID}:{CLIENT_SECRET}")
    assert (form["code_verifier"], form["grant_type"], "client_secret" in form) == (
        VERIFIER,
        "authorization_code",
        False,
    )


def test_v10_2_1_a_code_is_worth_nothing_with_another_verifier(provider: Provider, known: OpenIdProvider) -> None:
    answer = provider.sign_in_at(known.address(STATE, NONCE, VERIFIER, anew=False))

    with pytest.raises(ProviderRefused, match="code_refused"):
        known.redeem(answer, NONCE, "another-verifier-" + "v" * 40, datetime.now(UTC))


def test_v10_2_1_a_code_is_worth_nothing_a_second_time(provider: Provider, known: OpenIdProvider) -> None:
    answer = provider.sign_in_at(known.address(STATE, NONCE, VERIFIER, anew=False))
    known.redeem(answer, NONCE, VERIFIER, datetime.now(UTC))

    with pytest.raises(ProviderRefused, match="code_refused"):
        known.redeem(answer, NONCE, VERIFIER, datetime.now(UTC))


WRONG_CLAIMS: list[tuple[Claims, str]] = [
    ({"nonce": "another"}, "wrong_nonce"),
    ({"nonce": None}, "wrong_nonce"),
    ({"nonce": ["n"]}, "wrong_nonce"),
    ({"iss": "https://evil.example"}, "wrong_iss"),
    ({"iss": None}, "wrong_iss"),
    ({"aud": "another-client"}, "wrong_aud"),
    ({"aud": None}, "wrong_aud"),
    ({"aud": [CLIENT_ID, "another-client"]}, "wrong_aud"),
    ({"aud": [CLIENT_ID, "another-client"], "azp": "another-client"}, "wrong_aud"),
    ({"azp": "another-client"}, "wrong_aud"),
    ({"exp": 1}, "expired"),
    ({"exp": None}, "wrong_exp"),
    ({"exp": "tomorrow"}, "wrong_exp"),
    ({"iat": 10**12}, "wrong_iat"),
    ({"nbf": 10**12}, "wrong_nbf"),
    ({"sub": ""}, "wrong_sub"),
    ({"sub": None}, "wrong_sub"),
    ({"sub": 7}, "wrong_sub"),
    ({"sub": "x" * 256}, "wrong_sub"),
]


@pytest.mark.parametrize(("claims", "reason"), WRONG_CLAIMS)
def test_v9_2_a_token_with_a_wrong_claim_is_refused(
    provider: Provider, known: OpenIdProvider, claims: Claims, reason: str
) -> None:
    provider.claims = claims

    assert why_refused(provider, known) == reason


def test_a_token_for_several_that_names_us_as_the_asking_one_is_accepted(
    provider: Provider, known: OpenIdProvider
) -> None:
    provider.claims = {"aud": [CLIENT_ID, "another-client"], "azp": CLIENT_ID}

    assert come_back(provider, known).identity.subject == "subject-1"


def part(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def with_secret(secret: bytes, claims: Claims) -> str:
    """A token under a shared secret, by hand: no library takes a public key for one."""
    signed = f"{part({'alg': 'HS256', 'kid': 'key-1'})}.{part(claims)}"
    signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{urlsafe_b64encode(signature).decode().rstrip('=')}"


Forger = Callable[[Provider], Callable[[Claims], str]]
FORGERIES: dict[str, tuple[Forger, str]] = {
    "alg none": (lambda _: lambda claims: f"{part({'alg': 'none'})}.{part(claims)}.", "bad_signature"),
    "alg None": (lambda _: lambda claims: f"{part({'alg': 'None', 'kid': 'key-1'})}.{part(claims)}.", "bad_signature"),
    "HS256 with the public key": (
        lambda provider: lambda claims: with_secret(provider.key.as_pem(private=False), claims),
        "bad_signature",
    ),
    "HS256 with the client's secret": (
        lambda _: lambda claims: with_secret(CLIENT_SECRET.encode(), claims),
        "bad_signature",
    ),
    "another's key": (
        lambda _: lambda claims: jwt.encode({"alg": "RS256", "kid": "key-1"}, claims, RSAKey.generate_key(2048)),
        "bad_signature",
    ),
    "a path as kid": (lambda provider: lambda claims: provider.signed(claims, kid="../../../dev/null"), "unknown_key"),
    "SQL as kid": (lambda provider: lambda claims: provider.signed(claims, kid="x' UNION SELECT 'y"), "unknown_key"),
    "jku": (lambda provider: lambda claims: provider.signed(claims, jku=f"{provider.address}/evil"), "foreign_key"),
    "x5u": (lambda provider: lambda claims: provider.signed(claims, x5u=f"{provider.address}/evil"), "foreign_key"),
    "its own key": (
        lambda provider: lambda claims: provider.signed(claims, jwk={"kty": "OKP", "crv": "Ed25519", "x": "x"}),
        "foreign_key",
    ),
    "changed claims": (
        lambda provider: lambda claims: _with_claims(provider.signed(claims), claims | {"sub": "admin"}),
        "bad_signature",
    ),
    "no signature": (lambda provider: lambda claims: provider.signed(claims).rpartition(".")[0] + ".", "bad_signature"),
    "no token": (lambda _: lambda _claims: "not a token", "bad_signature"),
    "an array": (lambda _: lambda _claims: f"{part({'alg': 'RS256'})}.{part([1])}.x", "bad_signature"),
    "nested too deep": (lambda _: lambda _claims: part("[" * 100) + ".x.y", "bad_signature"),
    "enormous": (lambda provider: lambda claims: provider.signed(claims | {"x": "y" * 200_000}), "bad_signature"),
}


def _with_claims(token: str, claims: Claims) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{part(claims)}.{signature}"


@pytest.mark.parametrize("name", FORGERIES)
def test_v9_1_2_a_forged_token_is_refused(provider: Provider, known: OpenIdProvider, name: str) -> None:
    forger, reason = FORGERIES[name]
    provider.forge = forger(provider)

    assert why_refused(provider, known) == reason
    assert "/evil" not in provider.asked


def test_v9_1_2_a_shared_secret_among_the_published_keys_signs_nothing(
    provider: Provider, known: OpenIdProvider
) -> None:
    planted = OctKey.generate_key(256, {"kid": "planted"})
    provider.answers["/jwks"] = as_json({"keys": [provider.key.as_dict(private=False), planted.as_dict()]})
    provider.forge = lambda claims: jwt.encode(
        {"alg": "HS256", "kid": "planted"}, claims, planted, algorithms=["HS256"]
    )

    assert why_refused(provider, known) == "bad_signature"


@pytest.mark.parametrize(
    ("claims", "has_factor"),
    [
        ({}, False),
        ({"acr": "loa1"}, False),
        ({"acr": "loa2"}, True),
        ({"acr": ["loa2"]}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"]]}, False),
    ],
)
def test_v6_3_3_only_what_the_settings_name_counts_as_a_second_factor(
    provider: Provider, known: OpenIdProvider, claims: Claims, has_factor: bool
) -> None:
    provider.claims = claims

    assert come_back(provider, known).has_factor is has_factor


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"error": "access_denied"}, "provider_said_no"),
        ({}, "no_code"),
        ({"code": ""}, "no_code"),
        ({"code": "x" * 2_001}, "no_code"),
        ({"code": "never issued"}, "code_refused"),
        ({"code": "x", "iss": "https://evil.example"}, "wrong_iss"),
    ],
)
def test_an_answer_without_a_good_code_is_refused(known: OpenIdProvider, answer: dict[str, str], reason: str) -> None:
    with pytest.raises(ProviderRefused) as refused:
        known.redeem(answer, NONCE, VERIFIER, datetime.now(UTC))

    assert refused.value.reason == reason


def test_a_new_key_of_the_provider_is_found_once_the_old_ones_are_a_while_old(
    provider: Provider, known: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_back(provider, known)
    provider.key = RSAKey.generate_key(2048, {"kid": "key-2"})
    provider.forge = lambda claims: provider.signed(claims, kid="key-2")
    at_once = why_refused(provider, known)

    monkeypatch.setattr("frontdoor_portal.identity.metadata.NOT_AGAIN_SECONDS", 0.0)

    assert at_once == "unknown_key"
    assert come_back(provider, known).identity.subject == "subject-1"


UNUSABLE: dict[str, tuple[str, tuple[int, dict[str, str], bytes]]] = {
    "down": ("/.well-known/openid-configuration", (503, {}, b"")),
    "a redirect": ("/.well-known/openid-configuration", (302, {"Location": "/elsewhere"}, b"")),
    "no JSON": ("/.well-known/openid-configuration", (200, {}, b"<html>")),
    "a list": ("/.well-known/openid-configuration", as_json([])),
    "not UTF-8": ("/.well-known/openid-configuration", (200, {}, b"\xff\xfe{}")),
    "nested too deep": ("/.well-known/openid-configuration", (200, {}, b"[" * 100_000)),
    "too large": ("/.well-known/openid-configuration", (200, {}, b" " * 600_000)),
    "no keys": ("/jwks", as_json({})),
    "keys that are none": ("/jwks", as_json({"keys": [1]})),
    "an empty list of keys": ("/jwks", as_json({"keys": []})),
    "keys elsewhere": ("/jwks", (302, {"Location": "/elsewhere"}, b"")),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_provider_that_cannot_be_read_is_unavailable_and_followed_nowhere(
    provider: Provider, known: OpenIdProvider, name: str
) -> None:
    path, answer = UNUSABLE[name]
    provider.answers[path] = answer

    with pytest.raises(ProviderUnavailable):
        known.address(STATE, NONCE, VERIFIER, anew=False)
    assert "/elsewhere" not in provider.asked


@pytest.mark.parametrize(
    "published",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": None},
        {"token_endpoint": "https://169.254.169.254/latest/meta-data"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": 'https://evil.example/"><script>'},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "http://login.council.example/jwks"},
        {"token_endpoint_auth_methods_supported": "client_secret_basic"},
    ],
)
def test_v1_3_6_a_provider_that_names_what_is_never_called_is_unavailable(
    provider: Provider, known: OpenIdProvider, published: dict[str, Any]
) -> None:
    provider.metadata = published

    with pytest.raises(ProviderUnavailable):
        known.address(STATE, NONCE, VERIFIER, anew=False)


@pytest.mark.parametrize("answer", [(500, {}, b""), (302, {"Location": "/elsewhere"}, b""), (200, {}, b"<html>")])
def test_a_token_endpoint_that_cannot_be_read_is_unavailable(
    provider: Provider, known: OpenIdProvider, answer: tuple[int, dict[str, str], bytes]
) -> None:
    back = provider.sign_in_at(known.address(STATE, NONCE, VERIFIER, anew=False))
    provider.answers["/token"] = answer

    with pytest.raises((ProviderUnavailable, ProviderRefused)):
        known.redeem(back, NONCE, VERIFIER, datetime.now(UTC))
    assert "/elsewhere" not in provider.asked


def test_an_answer_without_an_id_token_is_refused(provider: Provider, known: OpenIdProvider) -> None:
    back = provider.sign_in_at(known.address(STATE, NONCE, VERIFIER, anew=False))
    provider.answers["/token"] = as_json({"access_token": "x", "token_type": "Bearer"})

    with pytest.raises(ProviderRefused, match="no_token"):
        known.redeem(back, NONCE, VERIFIER, datetime.now(UTC))


def test_v7_5_3_asked_anew_the_provider_must_not_rely_on_an_earlier_sign_in(known: OpenIdProvider) -> None:
    query = parse_qs(urlsplit(known.address(STATE, NONCE, VERIFIER, anew=True)).query)

    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
