"""Settings in, a running office out: or every fault of every plugin, by name."""

import sys
from collections.abc import Iterator
from datetime import date, time
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from attrs import evolve
from litestar import Litestar
from reference_portal.tests.fakes import VAULT
from reference_portal.tests.unit.portal_file import write
from structlog.testing import capture_logs

import frontdoor_mosaic
from frontdoor.domain.outcome_reasons import shipped_outcome_reasons
from frontdoor.domain.triage import Outcome
from frontdoor.forms import library_forms
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import ENTRY_POINT_GROUP
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor.workflow.answering import ReleaseRule
from frontdoor.workflow.bank_holidays import england_and_wales
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import Rules
from frontdoor_portal.composition import PluginsNotSound, compose, database_url, rules_of
from frontdoor_portal.settings import DatabaseSettings, PortalSettings, RequestSettings, TriageSettings, read_settings
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.models import ContactFilter

CANARY = "hunter2-canary"

PLUGIN = """
from attrs import frozen
from frontdoor.connectors.capabilities import Capabilities
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.secrets.references import SecretReference

closed = []

@frozen
class Settings:
    password: SecretReference | None = None

class Pupils(EducationSystem):
    def search_pupils(self, query, call): return None
    def get_pupil(self, pupil_id, call): return None
    def check(self): return None
    def close(self): closed.append(self)

@hookimpl
def register_education_system():
    return ConnectorOffer(name="made_up", title="Made up", settings_class=Settings, build=lambda *_: Pupils(),
                          capabilities=Capabilities({}))
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One installed plugin, `made_up`, and one whose module does not import, `broken`."""
    (tmp_path / "composed_plugin.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "composed_broken.py").write_text("import no_such_module_at_all\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        EntryPoint("made_up", "composed_plugin", ENTRY_POINT_GROUP),
        EntryPoint("broken", "composed_broken", ENTRY_POINT_GROUP),
    ]
    monkeypatch.setattr("frontdoor.plugins.host.entry_points", lambda **_: points)
    yield
    sys.modules.pop("composed_plugin", None)


@pytest.fixture
def settings(tmp_path: Path) -> PortalSettings:
    return read_settings(write(tmp_path, database={"url": f"sqlite:///{tmp_path / 'portal.db'}"}))


def no_secrets(reference: SecretReference) -> Secret:
    raise SecretMissing(f"The keyring has no value for {reference}")


def test_an_office_is_ready_to_work_once_the_database_is_migrated(settings: PortalSettings) -> None:
    composed = compose(settings, no_secrets)
    before = composed.not_ready()
    upgrade(settings.database.url)

    assert (before, composed.not_ready()) == (
        ("The database does not answer, or is not migrated to this version",),
        (),
    )
    with composed.office.work.begin() as tx:
        assert tx.contacts.count(ContactFilter()) == 0
    assert composed.office.teams == ("Assessment 1",)
    assert set(composed.office.forms) == {form.id for form in library_forms()}
    assert composed.office.now().utcoffset() is not None
    with pytest.raises(SecretMissing, match="keyring:portal/second-factors"):
        composed.web_app()
    assert isinstance(evolve(composed, read_secret=VAULT.read_secret).web_app(), Litestar)
    crew = composed.crew()
    crew.run(started=crew.stop)  # it ends only where every thread does
    composed.close()


def test_the_sweep_of_a_portal_logs_a_form_that_is_not_as_published(settings: PortalSettings) -> None:
    composed = compose(settings, no_secrets)
    with capture_logs() as lines:
        composed.office.form_rules.alarm("concern", "2026-11")
    composed.close()

    assert lines == [
        {"event": "form_version_not_as_published", "log_level": "error", "form": "concern", "version": "2026-11"}
    ]


@pytest.mark.usefixtures("installed")
def test_a_plugin_that_is_named_is_a_source_and_is_closed_at_the_end(settings: PortalSettings) -> None:
    named = evolve(settings, plugins=PluginConfiguration(("made_up",)))

    composed = compose(named, no_secrets)
    sources = [(source.name, source.title) for source in composed.gateway.sources()]
    composed.close()

    assert sources == [("made_up", "Made up")]
    assert len(sys.modules["composed_plugin"].closed) == 1


@pytest.mark.usefixtures("installed")
def test_a_plugin_that_is_installed_and_not_named_is_not_loaded(settings: PortalSettings) -> None:
    composed = compose(settings, no_secrets)
    composed.close()

    assert "composed_plugin" not in sys.modules


@pytest.mark.usefixtures("installed")
def test_every_fault_of_every_plugin_is_told_by_name_and_sound_ones_are_closed(settings: PortalSettings) -> None:
    plugins = PluginConfiguration(("made_up", "broken", "made_upp"), {"mosaic": {}})

    with pytest.raises(PluginsNotSound) as refused:
        compose(evolve(settings, plugins=plugins), no_secrets)

    assert str(refused.value).splitlines() == [
        "broken: import failed: ModuleNotFoundError: No module named 'no_such_module_at_all'",
        "made_upp: not installed: no installed package offers it; did you mean made_up?",
        "mosaic: setting: has settings but is not in plugins.load",
    ]
    assert len(sys.modules["composed_plugin"].closed) == 1


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("own", "fault"),
    [
        (
            {"password": "keyring:made_up/password"},
            "secret missing: The keyring has no value for keyring:made_up/password @ $.password",
        ),
        (
            {"password": CANARY},
            "setting: must be written as keyring:SERVICE/NAME, never as the value itself @ $.password",
        ),
        ({"passwrod": CANARY}, "setting: unknown key: passwrod @ $"),
    ],
    ids=["missing", "written out", "misspelt"],
)
def test_a_plugins_secret_is_never_repeated(settings: PortalSettings, own: dict[str, str], fault: str) -> None:
    plugins = PluginConfiguration(("made_up",), {"made_up": own})

    with pytest.raises(PluginsNotSound) as refused:
        compose(evolve(settings, plugins=plugins), no_secrets)

    assert str(refused.value) == f"made_up: {fault}"


def test_the_databases_password_comes_from_the_keyring(settings: PortalSettings) -> None:
    database = DatabaseSettings("postgresql+psycopg://portal@db.example/portal", SecretReference("portal", "database"))
    asked: list[SecretReference] = []

    def read(reference: SecretReference) -> Secret:
        asked.append(reference)
        return Secret("p@ss/word")

    assert database_url(evolve(settings, database=database), read) == (
        "postgresql+psycopg://portal:p%40ss%2Fword@db.example/portal"
    )
    assert asked == [SecretReference("portal", "database")]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("database", "problem", "says"),
    [
        (
            DatabaseSettings("postgresql+psycopg://db.example/portal", SecretReference("portal", "database")),
            SecretMissing,
            "The keyring has no value for keyring:portal/database",
        ),
        (DatabaseSettings("portal.db"), ValueError, "The database address is not a URL like sqlite:///portal.db"),
        (
            DatabaseSettings("mysql://db.example/portal"),
            ValueError,
            "The portal keeps its data in sqlite or postgresql, not mysql",
        ),
        (
            DatabaseSettings("sqlite://"),
            ValueError,
            "SQLite needs a file: a database in memory is not shared between threads",
        ),
    ],
    ids=["no password", "no address", "another kind", "in memory"],
)
def test_a_database_that_cannot_be_opened_leaves_no_plugin_open(
    settings: PortalSettings, database: DatabaseSettings, problem: type[Exception], says: str
) -> None:
    with pytest.raises(problem) as refused:
        compose(evolve(settings, database=database, plugins=PluginConfiguration(("made_up",))), no_secrets)

    assert str(refused.value) == says
    assert "composed_plugin" not in sys.modules


def test_the_rules_are_the_councils(settings: PortalSettings) -> None:
    triage = TriageSettings(
        teams=("A",),
        decision_hours=48,
        decision_working_days=2,
        hours_skip_days_off=True,
        pause_while_waiting=True,
        opens=time(8),
        closes=time(18),
        bank_holidays_added=(date(2027, 6, 1),),
        bank_holidays_removed=(date(2026, 12, 25),),
        manager_decides=frozenset({Outcome.ADVICE}),
    )

    requests = RequestSettings(answer_hours=12, answer_working_days=5, release=ReleaseRule.MANAGER)

    assert rules_of(triage, requests) == Rules(
        clocks=ClockPolicy(48, 2, True, True, time(8), time(18), 12, 5),
        calendar=england_and_wales([date(2027, 6, 1)], [date(2026, 12, 25)]),
        manager_decides=frozenset({Outcome.ADVICE}),
        release=ReleaseRule.MANAGER,
        outcome_reasons=shipped_outcome_reasons(),
    )
    assert rules_of(settings.triage, settings.requests) == Rules(
        calendar=england_and_wales(), outcome_reasons=shipped_outcome_reasons()
    )


@pytest.mark.parametrize("taken", [True, False])
def test_numbers_kept_for_tests_are_taken_where_the_settings_say_so(settings: PortalSettings, taken: bool) -> None:
    if taken:
        settings = evolve(settings, web=evolve(settings.web, test_numbers=True))
    upgrade(settings.database.url)
    composed = compose(settings)
    asked = {question.refuses_test_numbers for form in composed.office.forms.values() for question in form.questions}
    composed.close()
    assert (composed.office.test_numbers, asked) == (taken, {not taken})


FRAMEWORK_I = {"address": "https://soap.council.example/", "user": "portal", "password": "keyring:framework-i/password"}
MOSAIC = {
    "mart": "sqlite:///mart.sqlite",
    "api": "https://mosaic.council.example/api",
    "client_id": "portal",
    "client_secret": "keyring:mosaic/client-secret",
    "site_file": str(Path(frontdoor_mosaic.__file__).with_name("sites") / "severnshire.toml"),
}
TWO_SYSTEMS = PluginConfiguration(("framework_i", "mosaic"), {"framework_i": FRAMEWORK_I, "mosaic": MOSAIC})


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "[triage] episodes_go_to: say which system takes new episodes (framework_i, mosaic)"),
        (
            "framework-i",
            "[triage] episodes_go_to: no case-management system of that name is connected (framework_i, mosaic)",
        ),
    ],
)
def test_of_several_systems_the_one_for_new_episodes_must_be_named(
    settings: PortalSettings, name: str, fault: str
) -> None:
    chosen = evolve(settings, plugins=TWO_SYSTEMS, triage=evolve(settings.triage, episodes_go_to=name))

    with pytest.raises(PluginsNotSound) as raised:
        compose(chosen, lambda _: Secret("made-up"))

    assert str(raised.value) == fault


def test_new_episodes_go_to_the_system_that_is_named(settings: PortalSettings) -> None:
    chosen = evolve(settings, plugins=TWO_SYSTEMS, triage=evolve(settings.triage, episodes_go_to="mosaic"))

    composed = compose(chosen, lambda _: Secret("made-up"))
    try:
        assert composed.office.episodes.description.name == "mosaic"
    finally:
        composed.close()
