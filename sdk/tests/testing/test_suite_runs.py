"""A run of the suite says what it found: skips with their reason, a table, and whether the claim is true."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[3]

BEGINNING = '''
    from pathlib import Path
    from frontdoor.connectors.capabilities import Operation
    from frontdoor.testing.conformance.checks import Checks
    from frontdoor.testing.conformance.claiming import Claims
    from frontdoor.testing.conformance.kinds import CASES, PUPILS
    from frontdoor.testing.conformance.needing import needs
    from frontdoor.testing.conformance.rules import Tier
    from sdk.tests.testing.reference.plugin import ENTRY_POINTS
    from sdk.tests.testing.reference.simulator import ReferenceSimulator

    class Bronze(Checks, rule="finds", tier=Tier.BRONZE):
        """Finds."""

        def test_it_finds(self, stand):
            assert stand.plugin == "reference"

    class Silver(Checks, rule="writes", tier=Tier.SILVER):
        """Writes."""

        @needs(Operation.OPEN_EPISODE)
        def test_it_writes(self, stand):
            assert WRITES

    WRITES = True

    class TestReference(Claims, Silver, Bronze):
        plugin = "reference"
        simulator = ReferenceSimulator
        available = ENTRY_POINTS
        kind = CASES
'''


def run(pytester: pytest.Pytester, source: str, quality: str, *options: str) -> str:
    """What a run says of a conformance file beside a `quality.toml`."""
    pytester.makefile(".toml", quality=quality)
    return run_file(pytester.makepyfile(test_conformance=dedent(source)), pytester, *options)


def run_file(file: Path, pytester: pytest.Pytester, *options: str) -> str:
    command = [sys.executable, "-m", "frontdoor.testing.conformance", str(file), "-p", "no:cacheprovider", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=pytester.path, check=False)
    return f"{ran.stdout}\nexit code {ran.returncode}"


def test_a_true_claim_passes_and_is_printed(pytester: pytest.Pytester) -> None:
    said = run(pytester, BEGINNING, 'name = "x"\ntier = "gold"')

    table = """
               reference
bronze finds   kept
silver writes  kept
tier           gold
"""
    assert table in said
    assert said.endswith("exit code 0")


def test_a_claim_of_another_tier_fails(pytester: pytest.Pytester) -> None:
    said = run(pytester, BEGINNING.replace("WRITES = True", "WRITES = False"), 'name = "x"\ntier = "silver"')

    assert "it claims silver, and this run makes it bronze (rules broken: writes)" in said
    assert said.endswith("exit code 1")


def test_a_broken_rule_that_is_exempt_is_shown_with_its_words(pytester: pytest.Pytester) -> None:
    quality = 'name = "x"\ntier = "gold"\n[exemptions]\nwrites = "Its system has no such service."'

    said = run(pytester, BEGINNING.replace("WRITES = True", "WRITES = False"), quality)

    assert "exempt from writes: Its system has no such service." in said
    assert "silver writes  exempt" in said
    assert said.endswith("exit code 0")


def test_no_exemption_covers_bronze(pytester: pytest.Pytester) -> None:
    source = BEGINNING.replace('stand.plugin == "reference"', "False")

    said = run(pytester, source, 'name = "x"\ntier = "gold"\n[exemptions]\nfinds = "It is hard."')

    assert "nobody is exempt from finds: every connector keeps the rules of bronze" in said
    assert said.endswith("exit code 1")


def test_a_skip_names_the_declaration_it_rests_on(pytester: pytest.Pytester) -> None:
    said = run(pytester, BEGINNING.replace("kind = CASES", "kind = PUPILS"), 'name = "x"\ntier = "gold"')

    assert "reference declares open_episode as none" in said
    assert "silver writes  -" in said


def test_a_skip_of_a_simulator_is_no_pass(pytester: pytest.Pytester) -> None:
    source = BEGINNING.replace('assert stand.plugin == "reference"', 'import pytest; pytest.skip("not today")')

    said = run(pytester, source, 'name = "x"\ntier = "gold"')

    assert "bronze finds   BROKEN" in said
    assert said.endswith("exit code 1")


def test_a_simulator_that_does_not_start_is_no_skip(pytester: pytest.Pytester) -> None:
    skipping = """
    class NotToday(ReferenceSimulator):
        @classmethod
        def start(cls, folder, port=0):
            import pytest
            pytest.skip("no port")

    TestReference.simulator = NotToday
"""

    said = run(pytester, BEGINNING + skipping, 'name = "x"\ntier = "gold"')

    assert "bronze finds   BROKEN" in said
    assert said.endswith("exit code 1")


def test_a_run_of_a_part_tells_no_tier(pytester: pytest.Pytester) -> None:
    said = run(pytester, BEGINNING, 'name = "x"\ntier = "gold"', "-k", "finds or quality_toml")

    assert "tier           part only" in said
    assert "a tier can be told only after every test of the class: run the whole file" in said
    assert said.endswith("exit code 1")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('plugin = "reference"', "TestReference does not say `plugin`: the name of its entry point"),
        ("simulator = ReferenceSimulator", "TestReference does not say `simulator`: the class of its simulator"),
        ("kind = CASES", "TestReference does not say `kind`: what CaseManagementConformance and Educati"),
        ("available = ENTRY_POINTS", "The host does not load reference:"),
    ],
)
def test_what_is_not_said_explains_itself(pytester: pytest.Pytester, line: str, said: str) -> None:
    assert said in run(pytester, BEGINNING.replace(f"        {line}\n", ""), 'name = "x"\ntier = "gold"')


def test_without_pytest_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['pytest'] = None; import frontdoor.testing.conformance"

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert "ImportError: The conformance suite runs under pytest: pip install" in ran.stderr


def test_a_plugin_without_a_claim_is_told_to_write_one(pytester: pytest.Pytester) -> None:
    file = pytester.makepyfile(test_conformance=dedent(BEGINNING))
    (pytester.path / "pyproject.toml").touch()

    said = run_file(file, pytester)

    assert 'No quality.toml above test_conformance.py: write one with name = "..." and tier = "bronze"' in said


def test_a_system_that_knows_other_teams_and_categories_is_asked_with_those(pytester: pytest.Pytester) -> None:
    source = """
        from frontdoor.testing.conformance import CaseManagementConformance
        from sdk.tests.testing.reference.plugin import ENTRY_POINTS
        from sdk.tests.testing.reference.simulator import ReferenceSimulator
        from sdk.tests.testing.reference.system import Refused

        class Particular(ReferenceSimulator):
            def _open(self, request):
                if (request.team, request.category) != ("Team of Exampleton", "risk"):
                    raise Refused(422, faults=[["team", "is not known"]])
                return super()._open(request)

        class TestParticular(CaseManagementConformance):
            plugin = "reference"
            simulator = Particular
            available = ENTRY_POINTS
            team = "Team of Exampleton"
            category = "risk"
    """
    of_each_room = "again_is_the_same or date_of_birth_or or closing or put_on_record or logs_of_what_goes_well"

    said = run(pytester, source, "", "-k", f"({of_each_room}) and not search")

    assert "FAILED" not in said
    assert said.endswith("exit code 0")
