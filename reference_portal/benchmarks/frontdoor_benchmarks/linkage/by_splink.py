"""Splink with DuckDB as its guide has it: comparisons from its library, trained unsupervised on the records at hand.

Each social-care record is linked to its best candidate at a match probability of .95 or more; from .5 on, a person
would be asked. The model sees no truth, and the thresholds are the same for every population.
"""

import importlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from frontdoor.testing.population import View
from frontdoor_benchmarks.linkage.outcome import Outcome
from frontdoor_benchmarks.linkage.tidy import Tidy, house, tidy

LINKED_FROM, REVIEWED_FROM = 0.95, 0.5
_EDUCATION, _SOCIAL_CARE = "education", "social_care"
_PAIRS_SAMPLED = 2e7
_RECALL_OF_CERTAIN_RULES = 0.7
"""Splink's own example value for how much its deterministic rules find."""


@frozen
class Guess:
    """A pair that Splink thinks possible, with the probability it gives it."""

    left: str
    right: str
    probability: float


def link_by_splink(education: View, social_care: View) -> Outcome:
    """Train on both sides, score every pair that blocking lets through, and keep the best of each client."""
    return best_of_each(_predicted(education, social_care))


def best_of_each(guesses: Iterable[Guess]) -> Outcome:
    """One decision for each record on the right: link its most probable partner, review it, or neither."""
    best: dict[str, Guess] = {}
    for guess in sorted(guesses, key=lambda each: (-each.probability, each.left)):
        best.setdefault(guess.right, guess)
    return Outcome(
        {guess.right: guess.left for guess in best.values() if guess.probability >= LINKED_FROM},
        {guess.right: (guess.left,) for guess in best.values() if REVIEWED_FROM <= guess.probability < LINKED_FROM},
    )


def _predicted(education: View, social_care: View) -> list[Guess]:
    import splink.comparison_library as comparisons
    from splink import SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.NameComparison("first"),
            comparisons.NameComparison("family"),
            comparisons.ExactMatch("middle").configure(term_frequency_adjustments=True),
            comparisons.DateOfBirthComparison("born", input_is_string=False),
            comparisons.ExactMatch("sex"),
            comparisons.PostcodeComparison("postcode"),
            comparisons.ExactMatch("house").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("upn"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("born", "postcode"),
            block_on("born", "first"),
            block_on("born", "family"),
            block_on("first", "family", "postcode"),
            block_on("first", "family", "substr(cast(born as varchar), 1, 4)"),
            block_on("postcode", "first"),
            block_on("postcode", "family"),
            block_on("upn"),
        ],
        retain_matching_columns=False,
    )
    certain = [block_on("first", "family", "born"), block_on("first", "postcode", "born")]
    trained_on = [block_on("first", "family"), block_on("born", "postcode"), block_on("born", "family")]
    return predict(
        {_EDUCATION: _rows(education), _SOCIAL_CARE: _rows(social_care)},
        settings,
        certain,
        trained_on,
    )


def _rows(view: View) -> list[dict[str, Any]]:
    return [_row(tidy(person), view.addresses.get(person.id, "")) for person in view.people]


def _row(record: Tidy, address: str) -> dict[str, Any]:
    return {
        "unique_id": record.id,
        "first": record.first or None,
        "middle": record.middle.partition(" ")[0] or None,
        "family": record.family or None,
        "born": record.born,
        "sex": record.sex or None,
        "postcode": record.postcodes[0] if record.postcodes else None,
        "house": house(address) or None,
        "upn": record.upns[0] if record.upns else None,
    }


def arrow_table(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows as a table that DuckDB reads."""
    pyarrow: Any = importlib.import_module("pyarrow")  # it ships no types
    return pyarrow.Table.from_pylist(list(rows))


def predict(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], settings: Any, certain: Sequence[Any], trained_on: Sequence[Any]
) -> list[Guess]:
    """Train Splink on tables of rows with a `unique_id`, and score the pairs of the two with different sources.

    `certain` are rules whose pairs are matches almost always, `trained_on` the blocks of each round of training.
    """
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    frames = [database.register(arrow_table(rows), dataset_display_name=name) for name, rows in tables.items()]
    linker = Linker(frames, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(list(certain), recall=_RECALL_OF_CERTAIN_RULES)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS_SAMPLED, seed=1)
    for block in trained_on:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict(threshold_match_probability=REVIEWED_FROM)
    columns = "unique_id_l, unique_id_r, source_dataset_l, match_probability"
    first = next(iter(tables))
    rows = database.duckdb_con.execute(f"select {columns} from {found.physical_name}").fetchall()
    return [Guess(a, b, p) if source == first else Guess(b, a, p) for a, b, source, p in rows]
