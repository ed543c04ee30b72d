"""The single view over two systems that take 30 and 80 ms, compared with the slower one asked by itself."""

import json
import urllib.request
from urllib.parse import urlsplit

from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.testing.families import person
from frontdoor.testing.slow import SlowEducation
from frontdoor_benchmarks.making import account
from frontdoor_benchmarks.measuring import Samples, Stopwatch
from frontdoor_benchmarks.pages import Reader
from frontdoor_portal.composition import Composition, utc_now
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.demo.main_job import CHILD
from frontdoor_portal.demo.running import Running
from frontdoor_portal.use_cases.find_child import ChildQuery, find_child
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.view_child import PersonView, view_child

SLOWER_MS, FASTER_MS = 80, 30


def measure_single_view(running: Running, composed: Composition, times: int) -> dict[str, Samples]:
    """What our own side adds to the slower system's answer: the use case, and the whole page over HTTP.

    Both sides are measured in turn, so that a machine that slows down slows both. The page is served by the portal's
    own process, whose education system answers at once.
    """
    set_scenario(composed, {"answer_after_ms": SLOWER_MS})
    try:
        office = _with_slow_education(composed)
        by, child = account("officer"), person(CHILD)
        query = ChildQuery(child.name.given, child.name.family, child.birth_date.on)
        token = next(iter(find_child(office, by, query, "Benchmark").tokens.values()))
        page = Reader(running, "officer")
        slower = composed.plugins.case_management[0].connector
        alone, view, whole_page = Stopwatch(), Stopwatch(), Stopwatch()
        for number in range(times + 5):
            if number == 5:
                alone, view, whole_page = Stopwatch(), Stopwatch(), Stopwatch()
            with alone.timing():
                slower.get_person(child.case_id or "", Call(by.id, "Benchmark"))
            with view.timing():
                shown = view_child(office, by, token, "Benchmark")
            with whole_page.timing():
                written = page.get(f"/children/{token}")
            # Of a child whom the reader may not see no system is asked, which takes no time at all.
            assert isinstance(shown, PersonView), type(shown)
            assert child.name.family in written.text
    finally:
        set_scenario(composed, {})
    return {
        "slower_system_alone": alone.samples,
        "single_view_overhead": view.samples.less(alone.samples.p50),
        "single_view_page_overhead": whole_page.samples.less(alone.samples.p50),
    }


def set_scenario(composed: Composition, scenario: dict[str, object]) -> None:
    """Tell the case-management simulator how to behave."""
    soap = urlsplit(str(composed.settings.plugins.settings["framework_i"]["address"]))
    request = urllib.request.Request(
        f"{soap.scheme}://{soap.netloc}/scenario",
        data=json.dumps(scenario).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=10):
        return


def _with_slow_education(composed: Composition) -> Office:
    education = tuple(
        evolve(each, connector=SlowEducation(each.connector, FASTER_MS)) for each in composed.plugins.education
    )
    gateway = SystemsGateway(evolve(composed.plugins, education=education), utc_now)
    return evolve(composed.office, gateway=gateway)
