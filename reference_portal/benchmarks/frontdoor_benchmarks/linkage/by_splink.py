"""Splink with DuckDB as its guide has it: comparisons from its library, trained unsupervised on the records at hand.

Each social-care record is linked to its best candidate at a match probability of .95 or more; from .5 on, a person
would be asked. Of the models tried this one is the best on our population: names compared each by itself rather than
together, middle names and every postcode on record used, house numbers left out, since they make siblings alike.
"""

from collections.abc import Sequence
from typing import Any

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.testing.population import View
from frontdoor_benchmarks.linkage.outcome import Outcome
from frontdoor_benchmarks.linkage.splink_running import best_of_each, predict
from frontdoor_benchmarks.linkage.tidy import Tidy, tidy


def link_by_splink(education: View, social_care: View) -> Outcome:
    """Train on both sides, score every pair that blocking lets through, and keep the best of each client."""
    from splink import block_on

    tables = {"education": rows_of(education.people), "social_care": rows_of(social_care.people)}
    certain = [block_on("first", "family", "born"), block_on("first", "postcode", "born")]
    rounds = [block_on("first", "family"), block_on("born", "postcode"), block_on("born", "family")]
    return best_of_each(predict(tables, settings(), certain, rounds))


def settings() -> Any:
    """The comparisons and blocking rules, with likelihoods as Splink sets out from."""
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import SettingsCreator, block_on

    postcodes = comparisons.CustomComparison(
        output_column_name="postcodes",
        comparison_levels=[
            levels.NullLevel("postcodes"),
            levels.ArrayIntersectLevel("postcodes", 1),
            levels.CustomLevel("split_part(postcode_l, ' ', 1) = split_part(postcode_r, ' ', 1)"),
            levels.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.NameComparison("first"),
            comparisons.NameComparison("family"),
            comparisons.ExactMatch("middle").configure(term_frequency_adjustments=True),
            comparisons.DateOfBirthComparison("born", input_is_string=False),
            comparisons.ExactMatch("sex"),
            postcodes,
            comparisons.ExactMatch("upn"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("born", "postcode"),
            block_on("born", "first"),
            block_on("born", "family"),
            block_on("first", "family", "postcode"),
            block_on("first", "family", "year(born)"),
            block_on("postcode", "first"),
            block_on("postcode", "family"),
            block_on("upn"),
        ],
        retain_matching_columns=False,
    )


def rows_of(people: Sequence[PersonIdentity]) -> list[dict[str, Any]]:
    """What Splink reads of each, cleaned."""
    return [_row(tidy(person)) for person in people]


def _row(record: Tidy) -> dict[str, Any]:
    return {
        "unique_id": record.id,
        "first": record.first or None,
        "middle": record.middle.partition(" ")[0] or None,
        "family": record.family or None,
        "born": record.born,
        "sex": record.sex or None,
        "postcode": record.postcodes[0] if record.postcodes else None,
        "postcodes": list(record.postcodes) or None,
        "upn": record.upns[0] if record.upns else None,
    }
