"""A plugin claims in `quality.toml` exactly what its connector keeps; an exemption needs words and a reason to be."""

from pathlib import Path

import pytest

from frontdoor.testing.conformance import CaseManagementConformance, EducationConformance
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.quality import Quality, QualityFault, faults_of, quality_beside, read_quality
from frontdoor.testing.conformance.rules import Rule, Tier, Verdict, rule_of, rules_of, tier_of

FINDS = Rule("finds", Tier.BRONZE, "Finds.")
ONCE = Rule("once", Tier.SILVER, "Writes once.")
FEEDS = Rule("feeds", Tier.GOLD, "Feeds.")
KEPT, BROKEN, EXEMPT, NOT_DECLARED = Verdict.KEPT, Verdict.BROKEN, Verdict.EXEMPT, Verdict.NOT_DECLARED


@pytest.mark.parametrize(
    ("finds", "once", "feeds", "tier"),
    [
        (KEPT, KEPT, KEPT, Tier.GOLD),
        (KEPT, NOT_DECLARED, NOT_DECLARED, Tier.GOLD),
        (KEPT, KEPT, EXEMPT, Tier.GOLD),
        (KEPT, KEPT, BROKEN, Tier.SILVER),
        (KEPT, BROKEN, KEPT, Tier.BRONZE),
        (KEPT, BROKEN, BROKEN, Tier.BRONZE),
        (BROKEN, KEPT, KEPT, Tier.NONE),
    ],
)
def test_a_tier_is_reached_where_nothing_of_it_or_below_is_broken(
    finds: Verdict, once: Verdict, feeds: Verdict, tier: Tier
) -> None:
    assert tier_of({FINDS: finds, ONCE: once, FEEDS: feeds}) is tier


@pytest.mark.parametrize(
    ("quality", "once", "fault"),
    [
        (Quality("x", Tier.GOLD), BROKEN, "it claims gold, and this run makes it bronze (rules broken: once)"),
        (Quality("x", Tier.SILVER), KEPT, "it claims silver, and this run makes it gold (rules broken: none)"),
        (Quality("x", Tier.GOLD, {"onec": "no"}), KEPT, "there is no rule onec; there are: finds, once, feeds"),
        (Quality("x", Tier.GOLD, {"once": " "}), EXEMPT, "the exemption from once needs words that say why"),
        (Quality("x", Tier.GOLD, {"once": "old"}), KEPT, "the exemption from once is not needed: take it away"),
        (
            Quality("x", Tier.GOLD, {"finds": "hard"}),
            KEPT,
            "nobody is exempt from finds: every connector keeps the rules of bronze",
        ),
    ],
)
def test_what_is_untrue_in_a_claim_is_told(quality: Quality, once: Verdict, fault: str) -> None:
    assert faults_of(quality, {FINDS: KEPT, ONCE: once, FEEDS: KEPT}) == (fault,)


def test_an_exemption_may_concern_the_other_connector_of_the_plugin() -> None:
    claimed = Quality("x", Tier.GOLD, {"counts": "The schools count for themselves."})

    assert faults_of(claimed, {FINDS: KEPT}, {"finds", "counts"}) == ()


def test_a_true_claim_has_no_faults() -> None:
    claimed = Quality("x", Tier.SILVER, {"once": "The system has no field for our reference; a person looks it up."})

    assert faults_of(claimed, {FINDS: KEPT, ONCE: EXEMPT, FEEDS: BROKEN}) == ()


def test_a_file_is_read_from_beside_the_plugins_project(tmp_path: Path) -> None:
    (tmp_path / "quality.toml").write_text('name = "x"\ntier = "silver"\n[exemptions]\nonce = "words"\n')
    (tmp_path / "tests").mkdir()

    found = quality_beside(tmp_path / "tests" / "test_conformance.py")

    assert read_quality(found) == Quality("x", Tier.SILVER, {"once": "words"})


def test_a_file_above_the_plugins_project_is_another_ones(tmp_path: Path) -> None:
    (tmp_path / "quality.toml").write_text('name = "another"\ntier = "gold"\n')
    plugin = tmp_path / "plugin"
    plugin.mkdir()
    (plugin / "pyproject.toml").touch()

    with pytest.raises(QualityFault, match=r"No quality.toml above test_conformance.py"):
        quality_beside(plugin / "test_conformance.py")


@pytest.mark.parametrize("text", ['name = "x"\ntier = "platinum"', 'name = "x"', "tier = ", 'tier = "gold"\nextra = 1'])
def test_a_file_that_does_not_fit_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "quality.toml"
    path.write_text(text)

    with pytest.raises(QualityFault, match=r"^quality.toml: "):
        read_quality(path)


@pytest.mark.parametrize("suite", [CaseManagementConformance, EducationConformance])
def test_every_check_belongs_to_one_rule(suite: type[Checks]) -> None:
    tests = [test for tests in rules_of(suite).values() for test in tests]
    everything = {name for each in suite.__mro__ for name in vars(each) if name.startswith("test_")}
    without_a_rule = {name for name in everything if rule_of(suite, name) is None}

    assert without_a_rule == {"test_quality_toml_claims_the_tier_that_this_run_computes"}
    assert sorted(tests) == sorted({*tests})
    assert {*tests} == everything - without_a_rule


def test_every_rule_has_its_own_id_and_words() -> None:
    rules = {*rules_of(CaseManagementConformance), *rules_of(EducationConformance)}

    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.id for rule in rules if rule.words == ""] == []
    assert {rule.tier for rule in rules} == {Tier.BRONZE, Tier.SILVER, Tier.GOLD}


def test_a_rule_without_words_is_refused() -> None:
    with pytest.raises(TypeError, match="needs a docstring and a tier"):

        class Wordless(Checks, rule="wordless", tier=Tier.BRONZE):
            pass
