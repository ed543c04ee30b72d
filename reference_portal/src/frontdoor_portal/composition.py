"""Puts the rooms together: settings in, a running office out. The only place that knows every room."""

import importlib.metadata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from attrs import frozen
from litestar import Litestar
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from frontdoor.domain.outcome_reasons import (
    OutcomeReasons,
    ReasonFaults,
    read_outcome_reasons,
    shipped_outcome_reasons,
)
from frontdoor.forms import library_forms, refusing_test_numbers
from frontdoor.plugins.host import LoadedPlugins, load_plugins
from frontdoor.secrets.references import SecretReader, read_from_keyring
from frontdoor.workflow.bank_holidays import england_and_wales
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import Rules
from frontdoor_portal.attachments.clamd import Clamd
from frontdoor_portal.attachments.folder import FolderStore
from frontdoor_portal.attachments.judge_apart import JudgeApart
from frontdoor_portal.attachments.sealing import SealedStorage
from frontdoor_portal.connections.desk import CaseManagementDesk
from frontdoor_portal.connections.feeds import SystemFeeds
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.delivery.building import build_crew
from frontdoor_portal.delivery.crew import Companion, Crew
from frontdoor_portal.delivery.file_checks import FileChecks
from frontdoor_portal.delivery.letters import Letterhead
from frontdoor_portal.delivery.rounds import Rounds
from frontdoor_portal.delivery.sealing import Sealer
from frontdoor_portal.delivery.smtp import SmtpMailer
from frontdoor_portal.evidence.anchor_file import AnchorFile
from frontdoor_portal.evidence.keys import SigningKey
from frontdoor_portal.identity import OpenIdProvider
from frontdoor_portal.kept_forms import SealedForms
from frontdoor_portal.passwords import Argon2Passwords
from frontdoor_portal.second_factors import SealedFactors
from frontdoor_portal.settings import (
    AfterSendingSettings,
    AttachmentSettings,
    DraftSettings,
    PortalSettings,
    RequestSettings,
    TriageSettings,
)
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.health import is_ready
from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.form_versions.catalogue import FormCatalogue
from frontdoor_portal.use_cases.form_versions.models import FormRules
from frontdoor_portal.use_cases.form_versions.noting import note_library
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.ports.drafts import DraftRules
from frontdoor_portal.use_cases.reconcile import Reconciled, reconcile
from frontdoor_portal.use_cases.second_factor.models import SecondFactors
from frontdoor_portal.use_cases.sweep import Swept, sweep
from frontdoor_portal.web.accounts.provider import BACK
from frontdoor_portal.web.application import create_app
from frontdoor_portal.web.options import SessionLimits, WebOptions

VERSION = importlib.metadata.version("family-front-door-portal")


class PluginsNotSound(RuntimeError):
    """A plugin that configuration names cannot be used. The text names every fault, one a line."""


@frozen
class Composition:
    """Everything one process needs. `close` gives back connections and files."""

    settings: PortalSettings
    engine: Engine
    plugins: LoadedPlugins
    gateway: SystemsGateway
    office: Office
    read_secret: SecretReader

    def web_app(self) -> Litestar:
        """The web application; raises what `create_app` and `check_secrets` raise."""
        self.check_secrets()
        web = self.settings.web
        options = WebOptions(
            origin=web.origin,
            allow_http_on_loopback=web.allow_http_on_loopback,
            sessions=SessionLimits(idle=timedelta(minutes=web.idle_minutes)),
            not_ready=self.not_ready,
        )
        return create_app(self.office, self.settings.council, options)

    def check_secrets(self) -> None:
        """Raise `SecretMissing` or `KeyTooShort` where the key of second factors or of files, or the provider's secret,
        cannot be used: better no portal than one that signs nobody in or loses a file.
        """
        sealed_by(self.settings, self.read_secret).check()
        oidc = self.settings.sign_in.oidc
        if oidc and oidc.client_secret:
            self.read_secret(oidc.client_secret)
        if self.settings.attachments:
            storage_of(self.settings.attachments, self.read_secret).check()

    def crew(self) -> Crew:
        """Those who deliver, with the council's letterhead and mail server."""
        mail = self.settings.mail
        letterhead = Letterhead(self.settings.council.service_name, mail.sender, self.settings.web.origin)
        mailer = SmtpMailer(mail.server, self.read_secret)
        work = SqlWork(self.engine)
        return build_crew(self.office, work, mailer, letterhead, self.settings.delivery, self._companions())

    def _companions(self) -> tuple[Companion, ...]:
        companions = (self.sealer().run, Rounds(self.office).run)
        return companions if self.office.files is None else (*companions, FileChecks(self.office).run)

    def sealer(self) -> Sealer:
        """Who seals the audit and signs where it stands."""
        audit = self.settings.audit
        checkpoints = timedelta(minutes=audit.checkpoint_minutes)
        return Sealer(self.office, self._anchors(), audit.seal_seconds, checkpoints.total_seconds())

    def _anchors(self) -> AnchorFile | None:
        reference = self.settings.audit.signing_key
        if reference is None:
            return None
        return AnchorFile(Path(self.settings.audit.anchors), lambda: SigningKey.of(self.read_secret(reference)))

    def sweep(self) -> Swept:
        """Remove what nobody needs any more."""
        return sweep(self.office, SessionLimits().absolute)

    def reconcile(self, days: int) -> Reconciled:
        """Look for every episode of the last days in the case-management system; raises what `reconcile` raises."""
        return reconcile(self.office, days)

    def close(self) -> None:
        self.gateway.close()
        self.plugins.close()
        self.engine.dispose()

    def not_ready(self) -> tuple[str, ...]:
        """Why nothing can be done now, in words for the operator; empty when all is well."""
        return () if is_ready(self.engine) else ("The database does not answer, or is not migrated to this version",)


def compose(settings: PortalSettings, read_secret: SecretReader = read_from_keyring) -> Composition:
    """Load plugins, open the database, make the rules. Calls no system.

    Raises `PluginsNotSound` with every fault of every plugin, and what `database_url` raises.
    """
    # What may fail without them comes first, so that no plugin is left open when it does. Opening connects to nothing.
    rules = rules_of(settings.triage, settings.requests, settings.after_sending)
    engine = open_engine(database_url(settings, read_secret))
    plugins = load_plugins(settings.plugins, read_secret)
    if faults := (*map(str, plugins.report.faults), *_desk_faults(plugins, settings.triage.episodes_go_to)):
        plugins.close()
        raise PluginsNotSound("\n".join(faults))
    gateway = SystemsGateway(plugins, utc_now, settings.connections)
    test_numbers = settings.web.test_numbers
    library = library_forms()
    work = SqlWork(engine)
    prepare = (lambda form: form) if test_numbers else refusing_test_numbers
    forms = FormCatalogue(work, utc_now, library, prepare, form_not_as_published)
    office = Office(
        work=work,
        gateway=gateway,
        episodes=CaseManagementDesk(gateway, settings.triage.episodes_go_to),
        feeds=SystemFeeds(gateway),
        now=utc_now,
        rules=rules,
        forms=forms.in_force,
        form_versions=forms.versions,
        form_rules=FormRules(settings.forms.second_person, library, forms.changed, form_not_as_published),
        teams=settings.triage.teams,
        passwords=Argon2Passwords(),
        form_vault=SealedForms(settings.sign_in.key, read_secret),
        drafts=draft_rules_of(settings.drafts),
        second_factors=SecondFactors(sealed_by(settings, read_secret), settings.sign_in.second_factor),
        copy_old_after=timedelta(hours=settings.connections.copy_old_after_hours),
        test_numbers=test_numbers,
        leads_read_answers=settings.requests.agency_leads_read,
        notices=settings.after_sending.notices,
        provider=provider_of(settings, read_secret),
        joining=settings.joining,
        files=files_of(settings.attachments, read_secret),
    )
    return Composition(settings, engine, plugins, gateway, office, read_secret)


def sealed_by(settings: PortalSettings, read_secret: SecretReader) -> SealedFactors:
    """The vault of second factors; authenticators show the service under the council's name."""
    council = settings.council
    return SealedFactors(settings.sign_in.key, read_secret, f"{council.council_name} {council.service_name}")


def provider_of(settings: PortalSettings, read_secret: SecretReader) -> OpenIdProvider | None:
    """The provider that the settings name, if any. Calls nobody."""
    oidc = settings.sign_in.oidc
    return OpenIdProvider(oidc, f"{settings.web.origin}{BACK}", read_secret) if oidc else None


def storage_of(attachments: AttachmentSettings, read_secret: SecretReader) -> SealedStorage:
    """Where the settings keep files. Another storage takes the place of the folder here."""
    return SealedStorage(FolderStore(Path(attachments.folder)), attachments.key, read_secret)


def files_of(attachments: AttachmentSettings | None, read_secret: SecretReader) -> FileRoom | None:
    """Everything that files need, where the settings take any. Calls nobody."""
    if attachments is None:
        return None
    storage = storage_of(attachments, read_secret)
    scanner = None
    if attachments.scanner:
        scanner = Clamd(attachments.scanner, attachments.scan_seconds, attachments.signatures_hours)
    return FileRoom(storage, JudgeApart(storage), scanner, attachments.limits)


def _desk_faults(plugins: LoadedPlugins, wanted: str) -> tuple[str, ...]:
    # A misspelt name would leave every referral waiting for a system that never answers.
    names = sorted(each.name for each in plugins.case_management)
    if wanted and wanted not in names:
        return (f"[triage] episodes_go_to: no case-management system of that name is connected ({', '.join(names)})",)
    if not wanted and len(names) > 1:
        return (f"[triage] episodes_go_to: say which system takes new episodes ({', '.join(names)})",)
    return ()


def note_forms(url: str) -> None:
    """Note in the database at `url` since when the library's versions of forms are asked here."""
    engine = open_engine(url)
    try:
        for changed in note_library(SqlWork(engine), library_forms(), utc_now()):
            form_not_as_published(*changed)
    finally:
        engine.dispose()


def database_url(settings: PortalSettings, read_secret: SecretReader = read_from_keyring) -> str:
    """The database's address with its password filled in from the keyring. Never log it.

    Raises `ValueError` where it is no address, and `SecretMissing`.
    """
    try:
        address = make_url(settings.database.url)
    except ArgumentError:
        raise ValueError("The database address is not a URL like sqlite:///portal.db") from None
    if settings.database.password is not None:
        address = address.set(password=read_secret(settings.database.password).reveal())
    return address.render_as_string(hide_password=False)


def rules_of(
    triage: TriageSettings, requests: RequestSettings, after_sending: AfterSendingSettings | None = None
) -> Rules:
    """The rules of the front door, as this council set them. Raises what `reasons_of` raises."""
    after_sending = after_sending or AfterSendingSettings()
    return Rules(
        clocks=ClockPolicy(
            decision_hours=triage.decision_hours,
            decision_working_days=triage.decision_working_days,
            answer_hours=requests.answer_hours,
            answer_working_days=requests.answer_working_days,
            hours_skip_days_off=triage.hours_skip_days_off,
            pause_while_waiting=triage.pause_while_waiting,
            opens=triage.opens,
            closes=triage.closes,
        ),
        calendar=england_and_wales(triage.bank_holidays_added, triage.bank_holidays_removed),
        manager_decides=triage.manager_decides,
        release=requests.release,
        second_looks=after_sending.second_looks,
        outcome_reasons=reasons_of(after_sending),
    )


def reasons_of(after_sending: AfterSendingSettings) -> OutcomeReasons:
    """Why a decision may be made: the council's own list, or the one that ships. Raises `ValueError`."""
    path = after_sending.outcome_reasons
    if path is None:
        return shipped_outcome_reasons()
    try:
        return read_outcome_reasons(path.read_text(encoding="utf-8"))
    except (OSError, ReasonFaults, UnicodeDecodeError) as problem:
        raise ValueError(f"[after_sending] outcome_reasons: {problem}") from None


def draft_rules_of(drafts: DraftSettings) -> DraftRules:
    """How long this council keeps drafts."""
    return DraftRules(
        kept=timedelta(days=drafts.kept_days),
        warned_before=timedelta(days=drafts.warning_days),
        old_form_sent_for=timedelta(days=drafts.old_form_days),
    )


def form_not_as_published(form_id: str, version: str) -> None:
    """Tell the operator that a published text of a form was altered past the portal, and is not asked; or that one
    which ships with the portal says something else than when contacts were sent with it.
    """
    structlog.get_logger().error("form_version_not_as_published", form=form_id, version=version)


def utc_now() -> datetime:
    return datetime.now(UTC)
