"""A hook that is to go is told to whoever implements it, before it goes."""

import textwrap
import types
import warnings
from collections.abc import Callable
from datetime import date
from importlib.metadata import EntryPoint

import pytest

from frontdoor.plugins import hookspecs
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.deprecations import deprecated
from frontdoor.plugins.host import load_plugins

MakePlugin = Callable[[str, str], EntryPoint]

PLUGIN = textwrap.dedent(
    """
    from frontdoor.plugins.hookspecs import hookimpl

    @hookimpl
    def register_offers(): return None

    @hookimpl
    def choose_case_management(country): return None
    """
)


@pytest.fixture
def specifications() -> types.ModuleType:
    """Today's hooks, one of them with an argument that goes, and a hook more that goes altogether."""

    @hookspecs.hookspec(
        warn_on_impl=deprecated(
            "register_offers", instead="use register_case_management", gone_in="0.4", not_before=date(2027, 6, 1)
        )
    )
    def register_offers() -> None: ...

    @hookspecs.hookspec(
        warn_on_impl_args={
            "country": deprecated(
                "country",
                instead="read it from your settings",
                gone_in="0.5",
                not_before=date(2027, 9, 30),
            )
        }
    )
    def choose_case_management(country: str) -> None: ...

    module = types.ModuleType("specifications")
    module.register_offers = register_offers  # type: ignore[attr-defined]
    module.choose_case_management = choose_case_management  # type: ignore[attr-defined]
    module.register_case_management = hookspecs.register_case_management  # type: ignore[attr-defined]
    module.register_education_system = hookspecs.register_education_system  # type: ignore[attr-defined]
    return module


def test_a_hook_and_an_argument_that_go_are_notices_and_no_faults(
    make_plugin: MakePlugin, specifications: types.ModuleType
) -> None:
    points = [make_plugin("behind", PLUGIN)]

    report = load_plugins(PluginConfiguration(("behind",)), available=points, specifications=specifications).report

    told = [notice.message for notice in report.notices]
    assert told == [
        "country goes in version 0.5, not before 30 September 2027: read it from your settings",
        "register_offers goes in version 0.4, not before 1 June 2027: use register_case_management",
    ]
    assert {notice.plugin for notice in report.notices} == {"behind"}
    assert report.faults == ()


def test_no_hook_of_today_is_to_go(make_plugin: MakePlugin) -> None:
    today = "from frontdoor.plugins.hookspecs import hookimpl\n@hookimpl\ndef register_education_system(): return None"

    report = load_plugins(PluginConfiguration(("today",)), available=[make_plugin("today", today)]).report

    assert (report.notices, report.faults) == ((), ())


def test_a_warning_of_the_plugins_own_goes_where_it_was_going(make_plugin: MakePlugin) -> None:
    plugin = "import warnings\nwarnings.warn('an old library', DeprecationWarning, stacklevel=1)"

    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        report = load_plugins(PluginConfiguration(("own",)), available=[make_plugin("own", plugin)]).report

    assert report.notices == ()
    assert [str(each.message) for each in heard] == ["an old library"]
