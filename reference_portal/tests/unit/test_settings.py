"""`portal.toml`: what it means, every fault at once, and never a secret among them."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.unit.portal_file import SOUND, write

from frontdoor.domain.triage import Outcome
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.secrets.references import SecretReference
from frontdoor_portal.delivery.smtp import SmtpSettings, Tls
from frontdoor_portal.settings import (
    DatabaseSettings,
    MailSettings,
    PortalSettings,
    SettingsFault,
    TriageSettings,
    WebSettings,
    read_settings,
)
from frontdoor_portal.web.branding import Branding

CANARY = "hunter2-canary"


def faults_of(file: Path) -> list[str]:
    """What is wrong with a file, without its name; no secret that a test put into it is among the words."""
    with pytest.raises(SettingsFault) as refused:
        read_settings(file)
    assert CANARY not in f"{refused.value!r} {refused.value.__cause__!r} {refused.value.__context__ and ''}"
    return [line.removeprefix(f"{file}: ") for line in str(refused.value).splitlines()]


def test_what_is_left_out_has_its_ordinary_value(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path)) == PortalSettings(
        council=Branding(**SOUND["council"]),
        web=WebSettings("https://frontdoor.example"),
        database=DatabaseSettings("sqlite:///portal.db"),
        mail=MailSettings("front.door@council.example", SmtpSettings("mail.council.example")),
        triage=TriageSettings(("Assessment 1",)),
        plugins=PluginConfiguration(),
    )


def test_everything_can_be_said(tmp_path: Path) -> None:
    settings = read_settings(
        write(
            tmp_path,
            web={
                "host": "0.0.0.0",
                "port": 9000,
                "allow_http_on_loopback": True,
                "idle_minutes": 30,
                "trusted_proxies": ["192.0.2.1"],
            },
            database={"url": "postgresql+psycopg://portal@db.example/portal", "password": "keyring:portal/database"},
            mail={
                "server": {
                    "host": "mail.example",
                    "port": 465,
                    "tls": "implicit",
                    "username": "portal",
                    "password": "keyring:portal/mail",
                }
            },
            triage={
                "teams": ["A", "B"],
                "decision_hours": 48,
                "decision_working_days": 2,
                "hours_skip_days_off": True,
                "pause_while_waiting": True,
                "opens": time(8, 30),
                "closes": "18:00",
                "bank_holidays_added": [date(2027, 5, 31)],
                "bank_holidays_removed": [date(2026, 12, 28)],
                "manager_decides": ["no_further_action"],
            },
            plugins={"load": ["mosaic"], "settings": {"mosaic": {"address": "https://mosaic.example"}}},
        )
    )

    assert settings == PortalSettings(
        council=Branding(**SOUND["council"]),
        web=WebSettings("https://frontdoor.example", "0.0.0.0", 9000, True, 30, ("192.0.2.1",)),
        database=DatabaseSettings(
            "postgresql+psycopg://portal@db.example/portal", SecretReference("portal", "database")
        ),
        mail=MailSettings(
            "front.door@council.example",
            SmtpSettings("mail.example", 465, Tls.IMPLICIT, "portal", SecretReference("portal", "mail")),
        ),
        triage=TriageSettings(
            teams=("A", "B"),
            decision_hours=48,
            decision_working_days=2,
            hours_skip_days_off=True,
            pause_while_waiting=True,
            opens=time(8, 30),
            closes=time(18),
            bank_holidays_added=(date(2027, 5, 31),),
            bank_holidays_removed=(date(2026, 12, 28),),
            manager_decides=frozenset({Outcome.NO_FURTHER_ACTION}),
        ),
        plugins=PluginConfiguration(("mosaic",), {"mosaic": {"address": "https://mosaic.example"}}),
    )


def test_every_fault_of_every_table_is_told_at_once(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        council={"front_door_phone": "call us", "link": "#cccccc"},
        web={"origin": None, "port": "8000"},
        mail={"server": None},
        triage={"teams": [], "decision_hours": 24},
        plugins={"laod": ["mosaic"]},
        retention={"years": 6},
    )

    assert faults_of(file) == [
        "[retention]: there is no such table",
        "[web] missing key 'origin' @ $.origin",
        "[web] must be int, not str @ $.port",
        "[mail] missing key 'server' @ $.server",
        "[triage] teams: name at least one team that takes referrals @ $",
        "[plugins] unknown key: laod @ $",
        "[council] link: contrast with white is 1.61, less than 4.5",
        "[council] front_door_phone: 'call us' is not a telephone number",
    ]


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ({"web": {"idle_minutes": 4}}, "must be >= 5 @ $.idle_minutes"),
        ({"web": {"port": 70_000}}, "must be <= 65535 @ $.port"),
        ({"triage": {"opens": "17:00"}}, "opens: must be before closes"),
        ({"triage": {"closes": "5pm"}}, "must be a time like 09:30"),
        ({"triage": {"manager_decides": ["reject"]}}, "must be one of"),
        ({"triage": {"decision_hours": 0}}, "must be >= 1 @ $.decision_hours"),
        ({"triage": {"bank_holidays_added": ["Easter"]}}, "must be a date like 2026-05-17"),
        ({"plugins": {"load": "mosaic"}}, "must be a list, not str"),
        ({"web": 3}, "must be a table of named values"),
        ({"database": None}, "missing key 'url'"),
    ],
)
def test_one_fault(tmp_path: Path, tables: dict[str, Any], fault: str) -> None:
    (found,) = faults_of(write(tmp_path, **tables))

    assert fault in found


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ({"database": {"password": CANARY}}, "written as keyring:SERVICE/NAME, never as the value itself"),
        (
            {"mail": {"server": {"host": "mail.example", "username": "portal", "password": CANARY}}},
            "written as keyring:SERVICE/NAME, never as the value itself",
        ),
        (
            {"database": {"url": f"postgresql+psycopg://portal:{CANARY}@db.example/portal"}},
            "url: leave the password out, and name where it is kept as password",
        ),
        (
            {"database": {"url": f"postgresql+psycopg://db.example/portal?user=portal&password={CANARY}"}},
            "url: leave the password out, and name where it is kept as password",
        ),
    ],
    ids=["database password", "mail password", "within the address", "among its options"],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, tables: dict[str, Any], fault: str) -> None:
    (found,) = faults_of(write(tmp_path, **tables))

    assert fault in found


@pytest.mark.parametrize(
    "url", ["sqlite:////var/lib/portal:1/portal.db", "postgresql+psycopg://portal@db.example:5432/portal"]
)
def test_an_address_without_a_password_is_taken(url: str) -> None:
    assert DatabaseSettings(url).url == url


def test_a_file_that_is_not_there_or_no_toml(tmp_path: Path) -> None:
    broken, binary = tmp_path / "broken.toml", tmp_path / "binary.toml"
    broken.write_text("[web\n", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe")

    assert faults_of(tmp_path / "none.toml") == ["there is no such file"]
    assert faults_of(tmp_path) == ["cannot be read (Is a directory)"]
    assert faults_of(broken)[0].startswith("Expected ']'")
    assert faults_of(binary)[0].startswith("'utf-8' codec can't decode")
