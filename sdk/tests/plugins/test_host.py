"""Every fault of every plugin is reported at once, and a sound plugin works whatever the others do."""

import importlib
import textwrap
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import LoadedPlugins, check_connectors, load_plugins
from frontdoor.plugins.report import FaultKind, PluginFault
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference

MakePlugin = Callable[[str, str], EntryPoint]

SOUND = textwrap.dedent(
    """
    from datetime import UTC, datetime
    from attrs import frozen
    from frontdoor.connectors.capabilities import Capabilities, Level, Operation
    from frontdoor.connectors.education import EducationSystem
    from frontdoor.connectors.failures import Unavailable
    from frontdoor.connectors.offer import ConnectorOffer
    from frontdoor.connectors.asking import Answer
    from frontdoor.plugins.hookspecs import hookimpl
    from frontdoor.secrets.references import SecretReference

    @frozen
    class Settings:
        folder: str = "here"
        tries: int = 1
        password: SecretReference | None = None

    class Pupils(EducationSystem):
        closed = False
        def __init__(self, settings, read_secret): self.settings, self.read_secret = settings, read_secret
        def search_pupils(self, query, call): return Answer((), datetime(2026, 11, 20, tzinfo=UTC))
        def get_pupil(self, pupil_id, call): raise Unavailable("away")
        def check(self): pass
        def close(self): self.closed = True

    def offer(build=Pupils, name="NAME", **parts):
        return ConnectorOffer(
            name=name, title="Pupils", settings_class=Settings, build=build,
            capabilities=Capabilities({Operation.SEARCH_PUPILS: Level.NATIVE}), limits=("Cannot fly.",), **parts)

    @hookimpl
    def register_education_system():
        return offer()
    """
)


def sound(name: str) -> str:
    return SOUND.replace("NAME", name)


def spoilt(name: str, hook: str) -> str:
    """A sound plugin whose hook is written anew."""
    return sound(name).partition("@hookimpl")[0] + textwrap.dedent(hook)


def hold_no_secret(reference: SecretReference) -> Secret:
    raise SecretMissing(f"The keyring has no value for {reference}")


def load(*points: EntryPoint, settings: dict[str, dict[str, object]] | None = None) -> LoadedPlugins:
    configuration = PluginConfiguration(tuple(point.name for point in points), settings or {})
    return load_plugins(configuration, hold_no_secret, available=points)


def test_a_sound_plugin_is_built_and_reported(make_plugin: MakePlugin) -> None:
    loaded = load(make_plugin("pupils", sound("pupils")))

    assert loaded.report.faults == ()
    assert loaded.report.is_sound
    assert [(each.name, each.title) for each in loaded.education] == [("pupils", "Pupils")]
    assert [(each.plugin, each.name, each.limits) for each in loaded.report.connectors] == [
        ("pupils", "pupils", ("Cannot fly.",))
    ]
    assert loaded.education[0].connector.search_pupils(PersonQuery(), Call("a", "b")).value == ()


def test_a_plugin_that_is_not_named_is_not_even_imported(make_plugin: MakePlugin) -> None:
    bomb = make_plugin("bomb", "raise RuntimeError('imported')")

    assert load_plugins(PluginConfiguration(), available=[bomb]).report.faults == ()


def test_settings_reach_the_connector(make_plugin: MakePlugin) -> None:
    loaded = load(make_plugin("pupils", sound("pupils")), settings={"pupils": {"folder": "there", "tries": 3}})

    settings = loaded.education[0].connector.settings  # type: ignore[attr-defined]
    assert (settings.folder, settings.tries) == ("there", 3)


def test_every_fault_of_every_plugin_is_told_at_once_and_the_sound_one_works(make_plugin: MakePlugin) -> None:
    points = [
        make_plugin("raises_on_import", "raise RuntimeError('no licence file')"),
        make_plugin("exits_on_import", "raise SystemExit(3)"),
        make_plugin("not_python", "def ("),
        make_plugin("misspelt", spoilt("misspelt", "@hookimpl\ndef register_education_sistem(): return offer()")),
        make_plugin("wrong_arguments", spoilt("x", "@hookimpl\ndef register_education_system(extra): return None")),
        make_plugin("hook_raises", spoilt("x", "@hookimpl\ndef register_education_system(): raise OSError('disk')")),
        make_plugin("no_offer", spoilt("x", "@hookimpl\ndef register_education_system(): return 'an offer'")),
        make_plugin("old", spoilt("old", "@hookimpl\ndef register_education_system(): return offer(api_version=0)")),
        make_plugin("settings", sound("settings")),
        make_plugin("no_secret", sound("no_secret")),
        make_plugin(
            "build_raises",
            spoilt("build_raises", "@hookimpl\ndef register_education_system(): return offer(lambda *_: 1/0)"),
        ),
        make_plugin(
            "half", spoilt("half", "@hookimpl\ndef register_education_system(): return offer(lambda *_: object())")
        ),
        make_plugin("pupils", sound("pupils")),
        make_plugin("same_name", sound("pupils")),
    ]
    configuration = PluginConfiguration(
        ("mosiac", *(point.name for point in points)),
        {
            "settings": {"folder": 5, "tries": "three", "pasword": "hunter2"},
            "no_secret": {"password": "keyring:pupils/password"},
            "unloaded": {},
        },
    )

    loaded = load_plugins(configuration, hold_no_secret, available=[*points, EntryPoint("mosaic", "x", "y")])

    told = [(fault.plugin, fault.kind, fault.message.splitlines()[0]) for fault in loaded.report.faults]
    assert told == [
        ("mosiac", FaultKind.NOT_INSTALLED, "no installed package offers it; did you mean mosaic?"),
        ("raises_on_import", FaultKind.IMPORT, "RuntimeError: no licence file"),
        ("exits_on_import", FaultKind.IMPORT, "SystemExit: 3"),
        ("not_python", FaultKind.IMPORT, f"SyntaxError: invalid syntax ({points[2].module}.py, line 1)"),
        (
            "misspelt",
            FaultKind.HOOK,
            "register_education_sistem is no hook of the front door; did you mean register_education_system?",
        ),
        (
            "wrong_arguments",
            FaultKind.IMPORT,
            "PluginValidationError: Plugin 'wrong_arguments' for hook 'register_education_system'",
        ),
        ("hook_raises", FaultKind.OFFER, "register_education_system raised OSError: disk"),
        ("no_offer", FaultKind.OFFER, "register_education_system answered with something that is not a ConnectorOffer"),
        ("old", FaultKind.API_VERSION, "made for version 0 of the contracts; this understands versions 1 to 2"),
        ("settings", FaultKind.SETTING, "must be str, not int @ $.folder"),
        ("settings", FaultKind.SETTING, "must be int, not str @ $.tries"),
        ("settings", FaultKind.SETTING, "unknown key: pasword @ $"),
        ("no_secret", FaultKind.SECRET, "The keyring has no value for keyring:pupils/password @ $.password"),
        ("build_raises", FaultKind.BUILD, "ZeroDivisionError: division by zero"),
        ("half", FaultKind.BUILD, "what was built is not a whole EducationSystem"),
        ("same_name", FaultKind.OFFER, "another connector is already named pupils"),
        ("unloaded", FaultKind.SETTING, "has settings but is not in plugins.load"),
    ]
    assert [each.name for each in loaded.education] == ["pupils"]
    assert not loaded.report.is_sound


def test_every_kind_of_fault_of_one_plugin_is_told_at_once_and_once(make_plugin: MakePlugin) -> None:
    source = textwrap.dedent(
        """
        from attrs.validators import ge
        from attrs import field

        @frozen
        class Settings:
            address: str = field(default="", validator=lambda _, __, value: refuse("must be https") if value else None)
            tries: int = field(default=1, validator=ge(1))
            password: SecretReference | None = None
            keys: tuple[SecretReference, ...] | None = None
            folder: str = "here"
            by_school: Mapping[str, SecretReference] = field(factory=dict)
            usual: SecretReference = SecretReference("pupils", "usual")

        def refuse(why): raise ValueError(why)

        @hookimpl
        def register_education_system(): return offer(api_version=0)

        @hookimpl
        def register_case_management(): return offer(name="cases")

        @hookimpl
        def register_cases(): return None
        """
    )
    point = make_plugin(
        "pupils", "from collections.abc import Mapping\n" + sound("pupils").partition("@hookimpl")[0] + source
    )
    settings = {
        "keys": ["keyring:pupils/one", "hunter2", "keyring:pupils/two"],
        "by_school": {"8852001": "keyring:pupils/school"},
        "password": "keyring:pupils/password",
        "pasword": "hunter2",
        "adress": "hunter2",
        "address": "ftp://hunter2.example",
        "tries": 0,
        "folder": 5,
    }

    faults = load(point, settings={"pupils": settings}).report.faults

    assert [(fault.kind, fault.message) for fault in faults] == [
        (FaultKind.HOOK, "register_cases is no hook of the front door; did you mean register_case_management?"),
        (FaultKind.SETTING, "must be https @ $.address"),
        (FaultKind.SETTING, "must be >= 1 @ $.tries"),
        (FaultKind.SETTING, "must be written as keyring:SERVICE/NAME, never as the value itself @ $.keys[1]"),
        (FaultKind.SETTING, "must be str, not int @ $.folder"),
        (FaultKind.SETTING, "unknown key: adress @ $"),
        (FaultKind.SETTING, "unknown key: pasword @ $"),
        (FaultKind.SECRET, "The keyring has no value for keyring:pupils/password @ $.password"),
        (FaultKind.SECRET, "The keyring has no value for keyring:pupils/one @ $.keys[0]"),
        (FaultKind.SECRET, "The keyring has no value for keyring:pupils/two @ $.keys[2]"),
        (FaultKind.SECRET, "The keyring has no value for keyring:pupils/school @ $.by_school['8852001']"),
        (FaultKind.SECRET, "The keyring has no value for keyring:pupils/usual @ $.usual"),
        (FaultKind.API_VERSION, "made for version 0 of the contracts; this understands versions 1 to 2"),
    ]


def test_settings_without_their_plugin_are_told_in_the_order_of_the_file() -> None:
    names = ("mosaic", "capita_one", "framework_i", "pupils")

    report = load_plugins(PluginConfiguration((), {name: {} for name in names}), available=[]).report

    assert [fault.plugin for fault in report.faults] == list(names)


def test_a_plugin_with_a_fault_offers_nothing_and_what_it_built_is_closed(make_plugin: MakePlugin) -> None:
    point = make_plugin("misspelt", sound("misspelt") + "@hookimpl\ndef register_education_sistem(): return offer()\n")
    closings: list[str] = []
    module = importlib.import_module(point.module)
    module.Pupils.close = lambda pupils: closings.append(pupils.settings.folder)

    loaded = load(point)

    assert ((*loaded.case_management, *loaded.education), closings) == ((), ["here"])


def test_a_secret_is_never_repeated_from_what_a_plugin_says(make_plugin: MakePlugin) -> None:
    source = sound("pupils").replace("return offer()", "return offer(lambda it, read: int(read(it.password).reveal()))")
    configuration = PluginConfiguration(("pupils",), {"pupils": {"password": "keyring:pupils/password"}})

    loaded = load_plugins(configuration, lambda _: Secret("hunter2"), available=[make_plugin("pupils", source)])

    said = "ValueError: invalid literal for int() with base 10: '(hidden)'"
    assert loaded.report.faults == (PluginFault("pupils", FaultKind.BUILD, said),)


def test_a_keyring_that_breaks_is_told_by_the_kind_of_its_fault_only(make_plugin: MakePlugin) -> None:
    def broken(reference: SecretReference) -> Secret:
        raise OSError(f"hunter2 for {reference}")

    configuration = PluginConfiguration(("pupils",), {"pupils": {"password": "keyring:pupils/password"}})

    loaded = load_plugins(configuration, broken, available=[make_plugin("pupils", sound("pupils"))])

    said = "reading keyring:pupils/password raised OSError @ $.password"
    assert loaded.report.faults == (PluginFault("pupils", FaultKind.SECRET, said),)


def test_a_plugin_that_is_like_no_other_gets_no_suggestion(make_plugin: MakePlugin) -> None:
    configuration = PluginConfiguration(("zzz",))

    loaded = load_plugins(configuration, available=[make_plugin("pupils", sound("pupils"))])

    assert loaded.report.faults == (PluginFault("zzz", FaultKind.NOT_INSTALLED, "no installed package offers it"),)


def test_settings_that_are_no_attrs_class_are_a_fault_of_that_plugin(make_plugin: MakePlugin) -> None:
    source = sound("odd").replace("settings_class=Settings", "settings_class=object")

    faults = load(make_plugin("odd", source), make_plugin("pupils", sound("pupils"))).report.faults

    assert [(fault.plugin, fault.kind) for fault in faults] == [("odd", FaultKind.BUILD)]


@pytest.mark.parametrize(
    ("sound_part", "part"),
    [
        ("Capabilities({Operation.SEARCH_PUPILS: Level.NATIVE})", "{}"),
        ("Operation.SEARCH_PUPILS: Level.NATIVE", "'search_pupil': 'native'"),
        ("Operation.SEARCH_PUPILS: Level.NATIVE", "'search_pupils': 'sometimes'"),
        ('limits=("Cannot fly.",)', 'limits="Cannot fly."'),
        ('limits=("Cannot fly.",)', "limits=None"),
        ('limits=("Cannot fly.",)', 'limits=("Cannot fly.",), api_version="2"'),
    ],
)
def test_an_offer_with_parts_of_the_wrong_type_is_a_fault(make_plugin: MakePlugin, sound_part: str, part: str) -> None:
    source = sound("odd").replace(sound_part, part)

    faults = load(make_plugin("odd", source)).report.faults

    assert [(fault.plugin, fault.kind) for fault in faults] == [("odd", FaultKind.OFFER)]


def test_capabilities_written_as_plain_words_mean_the_same(make_plugin: MakePlugin) -> None:
    source = sound("pupils").replace("Operation.SEARCH_PUPILS: Level.NATIVE", "'search_pupils': 'native'")

    assert load(make_plugin("pupils", source)).education[0].capabilities == Capabilities(
        {Operation.SEARCH_PUPILS: Level.NATIVE}
    )


def test_settings_that_lead_to_no_capabilities_are_a_fault(make_plugin: MakePlugin) -> None:
    source = sound("odd").replace("return offer()", "return offer(capabilities_with=lambda settings: {})")

    report = load(make_plugin("odd", source)).report

    assert [str(fault) for fault in report.faults] == [
        "odd: build failed: TypeError: capabilities_with did not answer with Capabilities"
    ]
    assert report.connectors == ()


def test_a_hook_that_wraps_itself_and_answers_with_nonsense_is_a_fault(make_plugin: MakePlugin) -> None:
    hook = "@hookimpl(wrapper=True)\ndef register_education_system():\n    yield\n    return 5"

    faults = load(make_plugin("odd", spoilt("odd", hook))).report.faults

    assert [(fault.plugin, fault.kind) for fault in faults] == [("odd", FaultKind.OFFER)]


def test_a_plugin_that_is_named_twice_is_told_in_plain_words_and_offers_nothing(make_plugin: MakePlugin) -> None:
    twice = make_plugin("pupils", sound("pupils"))

    loaded = load(twice, twice)

    assert [str(fault) for fault in loaded.report.faults] == [
        "pupils: setting: is named more than once in plugins.load"
    ]
    assert loaded.education == ()


def test_a_secret_in_place_of_a_reference_is_not_repeated(make_plugin: MakePlugin) -> None:
    loaded = load(make_plugin("pupils", sound("pupils")), settings={"pupils": {"password": "canary-hunter2"}})

    assert [str(fault) for fault in loaded.report.faults] == [
        "pupils: setting: must be written as keyring:SERVICE/NAME, never as the value itself @ $.password"
    ]


def test_a_plugin_may_offer_nothing(make_plugin: MakePlugin) -> None:
    loaded = load(make_plugin("shy", spoilt("shy", "@hookimpl\ndef register_education_system(): return None")))

    assert (loaded.education, loaded.report.connectors, loaded.report.faults) == ((), (), ())


def test_an_operation_that_is_not_named_cannot_be_called(make_plugin: MakePlugin) -> None:
    capabilities = load(make_plugin("pupils", sound("pupils"))).report.connectors[0].capabilities

    assert [capabilities.level(Operation.SEARCH_PUPILS), capabilities.level(Operation.GET_PUPIL)] == [
        Level.NATIVE,
        Level.NONE,
    ]
    assert [operation for operation in Operation if capabilities.can_call(operation)] == [Operation.SEARCH_PUPILS]


def test_check_asks_each_connector_and_tells_each_that_does_not_answer(make_plugin: MakePlugin) -> None:
    away = sound("away").replace("def check(self): pass", "def check(self): raise Unavailable('no route')")
    broken = sound("broken").replace("def check(self): pass", "def check(self): raise ValueError('a child’s name')")
    loaded = load(make_plugin("away", away), make_plugin("pupils", sound("pupils")), make_plugin("broken", broken))

    assert check_connectors(loaded) == (
        PluginFault("away", FaultKind.CHECK, "Unavailable: no route"),
        PluginFault("broken", FaultKind.CHECK, "raised ValueError"),
    )


def test_closing_goes_on_past_a_connector_that_fails_to(make_plugin: MakePlugin) -> None:
    stuck = sound("stuck").replace("def close(self): self.closed = True", "def close(self): raise OSError('stuck')")
    loaded = load(make_plugin("stuck", stuck), make_plugin("pupils", sound("pupils")))

    loaded.close()

    assert loaded.education[1].connector.closed  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("level", "callable_"),
    [(Level.NATIVE, True), (Level.ASSISTED, True), (Level.MANUAL, False), (Level.NONE, False)],
)
def test_what_a_person_does_by_hand_is_never_called(make_plugin: MakePlugin, level: Level, callable_: bool) -> None:
    source = sound("pupils").replace("Level.NATIVE", f"Level.{level.name}")
    capabilities = load(make_plugin("pupils", source)).report.connectors[0].capabilities

    assert capabilities.can_call(Operation.SEARCH_PUPILS) is callable_
