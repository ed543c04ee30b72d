"""`portal.toml`: everything an operator decides, read once, every fault at once."""

import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any, get_type_hints

from attrs import field, fields, frozen
from attrs.validators import ge, le

from frontdoor.conversion import DataFaults, structure
from frontdoor.domain.triage import Outcome
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.secrets.references import SecretReference
from frontdoor.workflow.answering import ReleaseRule
from frontdoor.workflow.decide import SecondLookPolicy
from frontdoor_portal.attachments.clamd import check_address
from frontdoor_portal.connections.limits import GatewayLimits
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.delivery.smtp import SmtpSettings
from frontdoor_portal.identity import OidcSettings
from frontdoor_portal.use_cases.attachments.models import MEGABYTE, FileLimits
from frontdoor_portal.use_cases.emails.policy import NoticePolicy
from frontdoor_portal.use_cases.joining.models import JoiningRules
from frontdoor_portal.use_cases.second_factor.models import Requirement
from frontdoor_portal.web.branding import Branding

_PASSWORD_WITHIN = re.compile(r"://[^/@:]*:[^@]+@|[?&]password=", re.IGNORECASE)


class SettingsFault(ValueError):
    """`portal.toml` cannot be used. The text names every fault, one a line, and never a secret."""


@frozen
class WebSettings:
    """The public `origin`, and where the server listens behind the council's proxy.

    `trusted_proxies` are the addresses whose forwarded headers are believed. `test_numbers` takes NHS numbers of the
    range kept for tests, for a demonstration or for training.
    """

    origin: str
    host: str = "127.0.0.1"
    port: int = field(default=8000, validator=[ge(0), le(65535)])
    allow_http_on_loopback: bool = False
    idle_minutes: int = field(default=60, validator=[ge(5), le(480)])
    trusted_proxies: tuple[str, ...] = ()
    test_numbers: bool = False


@frozen
class DatabaseSettings:
    """An SQLAlchemy address, `sqlite:///...` or `postgresql+psycopg://...`, without its password."""

    url: str
    password: SecretReference | None = None

    def __attrs_post_init__(self) -> None:
        if _PASSWORD_WITHIN.search(self.url):
            raise ValueError("url: leave the password out, and name where it is kept as password")


@frozen
class MailSettings:
    """The address emails come from, and the council's mail server."""

    sender: str
    server: SmtpSettings


@frozen
class TriageSettings:
    """The clocks, the teams that may take a referral, and the outcomes only a manager decides.

    `episodes_go_to` names the connector that new episodes are opened in, where several case-management systems are
    connected.
    """

    teams: tuple[str, ...]
    decision_hours: int = field(default=24, validator=[ge(1), le(240)])
    decision_working_days: int = field(default=1, validator=[ge(1), le(10)])
    hours_skip_days_off: bool = False
    pause_while_waiting: bool = False
    opens: time = time(9)
    closes: time = time(17)
    bank_holidays_added: tuple[date, ...] = ()
    bank_holidays_removed: tuple[date, ...] = ()
    manager_decides: frozenset[Outcome] = frozenset()
    episodes_go_to: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.teams:
            raise ValueError("teams: name at least one team that takes referrals")
        if self.opens >= self.closes:
            raise ValueError("opens: must be before closes")


@frozen
class AfterSendingSettings:
    """Second looks, reminders, the one email a day, and the list of reasons for outcomes.

    `outcome_reasons` is a TOML file of the council's own; without it the list that ships is used.
    """

    second_looks_for_each_decision: int = field(default=1, validator=[ge(0), le(5)])
    second_look_within_working_days: int = field(default=10, validator=[ge(1), le(60)])
    second_look_working_days: int = field(default=2, validator=[ge(1), le(20)])
    remind_after_working_days: int = field(default=1, validator=[ge(1), le(10)])
    reminders: int = field(default=2, validator=[ge(0), le(3)])
    daily_email_at: time = time(8)
    outcome_reasons: Path | None = None

    @property
    def second_looks(self) -> SecondLookPolicy:
        return SecondLookPolicy(
            self.second_looks_for_each_decision,
            self.second_look_within_working_days,
            self.second_look_working_days,
        )

    @property
    def notices(self) -> NoticePolicy:
        return NoticePolicy(self.remind_after_working_days, self.reminders, self.daily_email_at)


@frozen
class DraftSettings:
    """How long a draft is kept that nobody changes, how long before its end its people are told, and how long one may
    still be sent in an earlier version of its form once a newer one is in force.
    """

    kept_days: int = field(default=90, validator=[ge(7), le(730)])
    warning_days: int = field(default=14, validator=[ge(1), le(90)])
    old_form_days: int = field(default=14, validator=[ge(0), le(365)])

    def __attrs_post_init__(self) -> None:
        if self.warning_days >= self.kept_days:
            raise ValueError("warning_days: must be fewer than kept_days")


@frozen
class RequestSettings:
    """Requests for information: how long an answer may take, on whose word it goes, and who reads it.

    `answer_hours` are for urgent ones, which are due by the end of the same working day as well.
    """

    answer_hours: int = field(default=24, validator=[ge(1), le(240)])
    answer_working_days: int = field(default=10, validator=[ge(1), le(60)])
    release: ReleaseRule = ReleaseRule.SECOND_PERSON
    agency_leads_read: bool = True


@frozen
class AuditSettings:
    """How often the audit is sealed, and where its signed checkpoints go: a file, and the key that signs them.

    Without both nothing outside the database says what the audit was.
    """

    anchors: str = ""
    signing_key: SecretReference | None = None
    seal_seconds: int = field(default=5, validator=[ge(1), le(300)])
    checkpoint_minutes: int = field(default=5, validator=[ge(1), le(1440)])

    def __attrs_post_init__(self) -> None:
        if bool(self.anchors) != bool(self.signing_key):
            raise ValueError("anchors: give the file and the signing_key, or neither")


@frozen
class SignInSettings:
    """Whether everybody needs a second factor, where the key that seals them is kept, and where else people sign in."""

    second_factor: Requirement = Requirement.REQUIRED
    key: SecretReference = field(factory=lambda: SecretReference("portal", "second-factors"))
    oidc: OidcSettings | None = None


FILES_KEY = SecretReference("portal", "attachments")

WITHOUT_SCANNER = "nobody checks these files for viruses"
"""What an operator writes out who goes without a scanner: no portal does so by oversight."""


@frozen
class AttachmentSettings:
    """Where files that go with a concern are kept, sealed with which key, and how much is taken.

    `scanner` is the address of clamd, `tcp://host:port` or `unix:///path`. Without one the portal starts only where
    `without_scanner` says in words that nobody checks the files.
    """

    folder: str
    key: SecretReference = FILES_KEY
    scanner: str = ""
    without_scanner: str = ""
    scan_seconds: int = field(default=120, validator=[ge(5), le(600)])
    signatures_hours: int = field(default=48, validator=[ge(0), le(720)])
    files_per_draft: int = field(default=20, validator=[ge(1), le(100)])
    file_megabytes: int = field(default=25, validator=[ge(1), le(100)])
    draft_megabytes: int = field(default=100, validator=[ge(1), le(1000)])
    person_megabytes: int = field(default=500, validator=[ge(1), le(10_000)])
    spare_megabytes: int = field(default=500, validator=[ge(0), le(1_000_000)])

    def __attrs_post_init__(self) -> None:
        if not self.folder:
            raise ValueError("folder: name where files are kept")
        if self.scanner:
            try:
                check_address(self.scanner)
            except ValueError as problem:
                raise ValueError(f"scanner: {problem}") from None
        elif self.without_scanner != WITHOUT_SCANNER:
            raise ValueError(f'scanner: give the address of clamd, or set without_scanner = "{WITHOUT_SCANNER}"')
        if self.file_megabytes > self.draft_megabytes:
            raise ValueError("file_megabytes: must not be more than draft_megabytes")

    @property
    def limits(self) -> FileLimits:
        return FileLimits(
            per_draft=self.files_per_draft,
            one=self.file_megabytes * MEGABYTE,
            draft=self.draft_megabytes * MEGABYTE,
            person=self.person_megabytes * MEGABYTE,
            spare=self.spare_megabytes * MEGABYTE,
        )


@frozen
class FormsSettings:
    """Whether somebody else must approve a change of a form before it is published."""

    second_person: bool = True


@frozen
class PortalSettings:
    """The whole of `portal.toml`, one table a room."""

    council: Branding
    web: WebSettings
    database: DatabaseSettings
    mail: MailSettings
    triage: TriageSettings
    requests: RequestSettings = field(factory=RequestSettings)
    after_sending: AfterSendingSettings = field(factory=AfterSendingSettings)
    plugins: PluginConfiguration = field(factory=PluginConfiguration)
    connections: GatewayLimits = field(factory=GatewayLimits)
    delivery: WorkerPolicy = field(factory=WorkerPolicy)
    audit: AuditSettings = field(factory=AuditSettings)
    sign_in: SignInSettings = field(factory=SignInSettings)
    drafts: DraftSettings = field(factory=DraftSettings)
    joining: JoiningRules = field(factory=JoiningRules)
    attachments: AttachmentSettings | None = None
    """Without this table the portal takes no files, and says so."""
    forms: FormsSettings = field(factory=FormsSettings)


_MAY_BE_LEFT_OUT = frozenset(
    {
        *("requests", "after_sending", "plugins", "connections", "delivery", "audit", "sign_in"),
        *("drafts", "joining", "attachments", "forms"),
    }
)


def read_settings(path: Path) -> PortalSettings:
    """The settings of a file. Raises `SettingsFault` with every fault of every table."""
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsFault(f"{path}: there is no such file") from None
    except OSError as problem:
        raise SettingsFault(f"{path}: cannot be read ({problem.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsFault(f"{path}: {problem}") from None
    tables = get_type_hints(PortalSettings)
    faults = [f"[{name}]: there is no such table" for name in whole if name not in tables]
    found: dict[str, Any] = {}
    for table in fields(PortalSettings):
        if table.name not in whole and table.name in _MAY_BE_LEFT_OUT:
            continue
        try:
            found[table.name] = structure(whole.get(table.name, {}), tables[table.name])
        except DataFaults as problem:
            faults += [f"[{table.name}] {fault}" for fault in problem.faults]
    if "council" in found:
        faults += [f"[council] {fault}" for fault in found["council"].faults()]
    if faults:
        raise SettingsFault("\n".join(f"{path}: {fault}" for fault in faults))
    return PortalSettings(**found)
