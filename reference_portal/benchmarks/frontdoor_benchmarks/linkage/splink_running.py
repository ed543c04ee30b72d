"""Runs Splink on DuckDB: trains it unsupervised on the rows at hand and reads its guesses back."""

import importlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from frontdoor_benchmarks.linkage.outcome import Outcome

LINKED_FROM, REVIEWED_FROM = 0.95, 0.5
"""Match probabilities, the same for every population: linked from the one, put before a person from the other."""
_PAIRS_SAMPLED = 2e7
_SEED = 1
_RECALL_OF_CERTAIN_RULES = 0.7
"""Splink's own example value for how much of all matches its deterministic rules find."""

Row = Mapping[str, Any]


@frozen
class Guess:
    """A pair that Splink thinks possible, with the probability it gives it. Of two tables, `left` is of the first."""

    left: str
    right: str
    probability: float


def predict(
    tables: Mapping[str, Sequence[Row]], settings: Any, certain: Sequence[Any], rounds: Sequence[Any]
) -> list[Guess]:
    """Every pair that Splink gives a probability of `REVIEWED_FROM` or more.

    `tables` are rows with a `unique_id`, by the name of the source; two are linked, one is searched for duplicates.
    `certain` are blocking rules whose pairs are matches almost always, `rounds` the blocks of each round of training.
    """
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    frames = [database.register(_arrow(rows), dataset_display_name=name) for name, rows in tables.items()]
    linker = Linker(frames, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(list(certain), recall=_RECALL_OF_CERTAIN_RULES)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS_SAMPLED, seed=_SEED)
    for block in rounds:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict(threshold_match_probability=REVIEWED_FROM)
    source = "source_dataset_l" if len(tables) > 1 else "null"
    query = f"select unique_id_l, unique_id_r, {source}, match_probability from {found.physical_name}"
    last = list(tables)[-1]
    rows = database.duckdb_con.execute(query).fetchall()
    return [Guess(b, a, p) if len(tables) > 1 and of_left == last else Guess(a, b, p) for a, b, of_left, p in rows]


def best_of_each(guesses: Iterable[Guess]) -> Outcome:
    """One decision for each record on the right: link its most probable partner, review it, or neither."""
    best: dict[str, Guess] = {}
    for guess in sorted(guesses, key=lambda each: (-each.probability, each.left)):
        best.setdefault(guess.right, guess)
    return Outcome(
        {guess.right: guess.left for guess in best.values() if guess.probability >= LINKED_FROM},
        {guess.right: (guess.left,) for guess in best.values() if REVIEWED_FROM <= guess.probability < LINKED_FROM},
    )


def _arrow(rows: Sequence[Row]) -> Any:
    """Rows as a table that DuckDB reads."""
    pyarrow: Any = importlib.import_module("pyarrow")  # it ships no types
    return pyarrow.Table.from_pylist(list(rows))
