"""`bench -- febrl`: public test data, without the id that both files share, at one fixed threshold."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from frontdoor_benchmarks.linkage.febrl_data import Febrl, FebrlRecord, Pair, febrl3, febrl4
from frontdoor_benchmarks.linkage.febrl_ours import pairs_by_ours
from frontdoor_benchmarks.linkage.splink_running import LINKED_FROM, predict


@frozen
class Scored:
    """The pairs that a method found, against those that are true."""

    true: int
    found: int
    right: int
    seconds: float

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "precision": round(self.precision, 6),
            "recall": round(self.recall, 6),
            "wrong_links": self.found - self.right,
            "seconds": round(self.seconds, 1),
        }


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def febrl(json_file: Path | None) -> None:
    """Find the true pairs of FEBRL 3 and FEBRL 4 by Splink and by our own scores, with nothing tuned to the run."""
    figures: dict[str, dict[str, Any]] = {}
    for data in (febrl4(), febrl3()):
        click.echo(f"{data.name}: {len(data.left) + len(data.right):,} records, {len(data.true):,} true pairs")
        figures[data.name] = {}
        for name, method in METHODS.items():
            began = time.perf_counter()
            found = method(data)
            taken = score(found, data.true, time.perf_counter() - began)
            figures[data.name][name] = taken.as_json()
            click.echo(
                f"{name:<8} precision {taken.precision:.5f}  recall {taken.recall:.5f}  "
                f"wrong {taken.found - taken.right:>3}  seconds {taken.seconds:>6.1f}"
            )
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def score(found: frozenset[Pair], true: frozenset[Pair], seconds: float = 0) -> Scored:
    return Scored(len(true), len(found), len(found & true), seconds)


def pairs_by_splink(data: Febrl) -> frozenset[Pair]:
    """Every pair at the probability of `LINKED_FROM`: Splink's library comparisons, trained on the data."""
    import splink.comparison_library as comparisons
    from splink import SettingsCreator, block_on
    from splink.blocking_rule_library import CustomRule

    settings = SettingsCreator(
        link_type="link_only" if data.right else "dedupe_only",
        comparisons=[
            comparisons.ForenameSurnameComparison("given_name", "surname"),
            comparisons.DateOfBirthComparison("born", input_is_string=False),
            comparisons.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            comparisons.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            comparisons.JaroWinklerAtThresholds("street", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            comparisons.JaroWinklerAtThresholds("suburb", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            CustomRule("l.given_name = r.surname and l.surname = r.given_name"),
            block_on("born"),
            block_on("postcode", "surname"),
            block_on("postcode", "given_name"),
            block_on("street_number", "suburb"),
            block_on("street", "street_number"),
            block_on("surname", "street_number"),
            block_on("given_name", "street_number"),
            block_on("postcode", "substr(street, 1, 5)"),
            block_on("suburb", "substr(surname, 1, 3)"),
            block_on("suburb", "substr(given_name, 1, 3)"),
            block_on("suburb", "substr(street, 1, 5)"),
            block_on("street_number", "substr(street, 1, 5)"),
            block_on("given_name", "substr(street, 1, 5)"),
            block_on("surname", "substr(street, 1, 5)"),
        ],
        retain_matching_columns=False,
    )
    certain = [block_on("given_name", "surname", "born"), block_on("surname", "born", "postcode")]
    rounds = [block_on("born"), block_on("surname", "given_name")]
    tables = {"one_file": data.left, **({"other_file": data.right} if data.right else {})}
    rows = {name: [_row(record) for record in records] for name, records in tables.items()}
    guesses = predict(rows, settings, certain, rounds)
    return frozenset(frozenset((each.left, each.right)) for each in guesses if each.probability >= LINKED_FROM)


def _row(record: FebrlRecord) -> dict[str, Any]:
    return {
        "unique_id": record.id,
        "given_name": record.given_name or None,
        "surname": record.surname or None,
        "born": record.born,
        "postcode": record.postcode or None,
        "street_number": record.street_number or None,
        "street": record.street or None,
        "suburb": record.suburb or None,
        "state": record.state or None,
    }


METHODS: Mapping[str, Callable[[Febrl], frozenset[Pair]]] = {"splink": pairs_by_splink, "ours": pairs_by_ours}
