"""A plugin that ends the process, cannot say why, or never comes back, costs the others nothing."""

import threading
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import check_connectors, load_plugins
from frontdoor.plugins.trying import problem_of, said_by
from frontdoor.secrets.references import Secret, SecretReference

from .test_host import sound

MakePlugin = Callable[[str, str], EntryPoint]


class Unsayable(Exception):
    def __str__(self) -> str:
        raise SystemExit(3)


def hook(line: str) -> str:
    return f"""{sound("other")}
import asyncio, sys
def wrong(*_):
    {line}
@hookimpl
def register_education_system():
    wrong()
"""


def build(line: str) -> str:
    return hook(line).replace("    wrong()\n", "    return offer(build=wrong)\n")


ENDINGS = ["sys.exit('the end')", "raise asyncio.CancelledError('the end')", "raise GeneratorExit('the end')"]


@pytest.mark.parametrize("line", ENDINGS)
@pytest.mark.parametrize("wrong", [str, hook, build], ids=["import", "hook", "build"])
def test_a_plugin_that_ends_itself_is_told_and_the_sound_one_works(
    make_plugin: MakePlugin, line: str, wrong: Callable[[str], str]
) -> None:
    source = f"import asyncio, sys\n{line}\n" if wrong is str else wrong(line)
    points = [make_plugin("ending", source), make_plugin("pupils", sound("pupils"))]

    loaded = load_plugins(PluginConfiguration(("ending", "pupils")), available=points)

    assert [each.name for each in loaded.education] == ["pupils"]
    (fault,) = loaded.report.faults
    assert (fault.plugin, fault.message.endswith("the end")) == ("ending", True)


def test_a_plugin_that_cannot_say_why_it_fails_is_told_all_the_same(make_plugin: MakePlugin) -> None:
    unsayable = "class Unsayable(Exception):\n    def __str__(self): raise SystemExit\nraise Unsayable\n"

    loaded = load_plugins(PluginConfiguration(("mute",)), available=[make_plugin("mute", unsayable)])

    assert [str(fault) for fault in loaded.report.faults] == ["mute: import failed: Unsayable: (cannot say why)"]


def test_a_check_that_ends_the_process_or_never_comes_back_is_a_fault(make_plugin: MakePlugin) -> None:
    hanging = sound("hanging").replace("def check(self): pass", "def check(self): __import__('time').sleep(60)")
    ending = sound("ending").replace("def check(self): pass", "def check(self): raise SystemExit")
    points = [make_plugin("hanging", hanging), make_plugin("ending", ending), make_plugin("pupils", sound("pupils"))]
    loaded = load_plugins(PluginConfiguration(("hanging", "ending", "pupils")), available=points)

    assert [str(fault) for fault in check_connectors(loaded, seconds=0.2)] == [
        "hanging: system did not answer: did not come back within 0.2 seconds",
        "ending: system did not answer: raised SystemExit",
    ]


def test_a_connector_that_ends_the_process_when_it_is_closed_keeps_no_other_open(make_plugin: MakePlugin) -> None:
    ending = sound("ending").replace("def close(self): self.closed = True", "def close(self): raise SystemExit")
    points = [make_plugin("ending", ending), make_plugin("pupils", sound("pupils"))]
    loaded = load_plugins(PluginConfiguration(("ending", "pupils")), available=points)

    loaded.close()

    connector = loaded.education[1].connector
    assert getattr(connector, "closed", None) is True


def test_a_secret_that_settings_have_by_themselves_is_not_told_in_any_writing(make_plugin: MakePlugin) -> None:
    leaking = f"""{sound("leaking")}
from attrs import Factory, field
@frozen
class Leaking:
    password: SecretReference = field(factory=lambda: SecretReference("made-up", "password"))
def leak(settings, read_secret):
    raise ValueError(repr({{"password": read_secret(settings.password).reveal()}}))
@hookimpl
def register_education_system():
    return ConnectorOffer(
        name="leaking", title="L", settings_class=Leaking, build=leak, capabilities=Capabilities({{}})
    )
"""

    loaded = load_plugins(PluginConfiguration(("leaking",)), _made_up, available=[make_plugin("leaking", leaking)])

    assert [str(fault) for fault in loaded.report.faults] == [
        "leaking: build failed: ValueError: {'password': '(hidden)'}"
    ]


def _made_up(reference: SecretReference) -> Secret:
    assert reference == SecretReference("made-up", "password")
    return Secret("canary\\7Q")


def test_whatever_is_raised_is_what_the_problem_was() -> None:
    problem = ValueError("no")

    def work() -> None:
        raise problem

    assert (problem_of(work, 5), problem_of(list, 5)) == (problem, None)


def test_work_that_hangs_is_given_up() -> None:
    let_go = threading.Event()

    assert isinstance(problem_of(let_go.wait, 0.05), TimeoutError)
    let_go.set()


def test_an_exception_without_words_has_some() -> None:
    assert said_by(Unsayable()) == "(cannot say why)"
