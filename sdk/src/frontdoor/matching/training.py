"""Estimating a model from records alone, without knowing who is who: Splink's expectation maximisation.

A tool for developers and operators: it needs the extra `training`, which is large and imported only where it is used.
Splink decides by the product's own comparison, which is handed to its database as a function, so that a model is never
trained on other levels than it is used with. Any of Splink's databases that takes a Python function will do: DuckDB
here, Spark for a region or a nation.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from tempfile import TemporaryDirectory
from typing import Any, Protocol, Self

from attrs import evolve, frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.people import PersonName, Sex
from frontdoor.matching.comparing import LEVELS, Field, Level, compare
from frontdoor.matching.model import Likelihood, Model
from frontdoor.matching.prepared import Prepared, prepare

_NAMES = (
    "given",
    "family",
    "first",
    "middle",
    "surname",
    "called",
    "other_given",
    "other_family",
    "all_given",
    "names",
)
_PARTS: Mapping[Field, tuple[str, ...]] = {
    Field.GIVEN_NAME: _NAMES,
    Field.MIDDLE_NAMES: _NAMES,
    Field.FAMILY_NAME: _NAMES,
    Field.BIRTH_DATE: ("born", "born_for_certain"),
    Field.SEX: ("sex",),
    Field.ADDRESS: ("postcodes", "districts", "house", "street"),
    Field.NHS_NUMBER: ("nhs_numbers",),
    Field.UPN: ("upns",),
}
_NOBODY = prepare(PersonIdentity("", PersonName()))
_NOT_KNOWN = -1

_NOTHING = unstructure(_NOBODY)

_LEAST_M, _LEAST_U = 5e-4, 1e-7
"""What was never seen is not taken for impossible: of one child, because nobody's records are as clean as that."""

_BLOCKS = (
    f"l.{Field.BIRTH_DATE} = r.{Field.BIRTH_DATE}",
    f"l.{Field.GIVEN_NAME} = r.{Field.GIVEN_NAME} and l.{Field.FAMILY_NAME} = r.{Field.FAMILY_NAME}",
)
"""Each trains the fields that it does not fix: between them, all."""

_STEPS = (25, 10, 5)
"""How many steps towards the likeliest, at most. A level that no true pair of a small town shows grows less likely at
each, down to a number that Splink refuses: fewer steps stop before."""


class Backend(Protocol):
    """A database of Splink's, with our comparison in it."""

    def api(self) -> Any:
        """Splink's own handle on the database."""
        ...

    def table(self, rows: Sequence[Mapping[str, str | None]]) -> Any:
        """Rows as the handle registers them."""
        ...

    def add_function(self, name: str, level_of: Callable[[str, str], int]) -> None:
        """Make a function of two texts known in its SQL."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *problem: object) -> None: ...


class DuckDb:
    """In this process, and on all its cores: enough for a county."""

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._connection.close()

    def api(self) -> Any:
        from splink.internals.duckdb.database_api import DuckDBAPI

        return DuckDBAPI(self._connection)

    def table(self, rows: Sequence[Mapping[str, str | None]]) -> Any:
        return list(rows)

    def add_function(self, name: str, level_of: Callable[[str, str], int]) -> None:
        self._connection.create_function(name, level_of, ["VARCHAR", "VARCHAR"], "INTEGER")


class Spark:
    """On a cluster, as the environment configures Spark; on this machine where it says nothing. Needs `pyspark`."""

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        # Its workers need the packages of this Python; an environment that says another one knows better.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        self._session = SparkSession.builder.appName("frontdoor matching train").getOrCreate()
        # Splink cuts long lineages by writing them down.
        self._checkpoints = TemporaryDirectory(prefix="frontdoor-training-")
        self._session.sparkContext.setCheckpointDir(self._checkpoints.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._session.stop()
        self._checkpoints.cleanup()

    def api(self) -> Any:
        from splink.internals.spark.database_api import SparkAPI

        handle: Any = SparkAPI
        # Splink's own functions come in a jar, and none of them is used.
        return handle(spark_session=self._session, register_udfs_automatically=False)

    def table(self, rows: Sequence[Mapping[str, str | None]]) -> Any:
        columns = ", ".join(f"{name} string" for name in rows[0])
        return self._session.createDataFrame([tuple(row.values()) for row in rows], columns)

    def add_function(self, name: str, level_of: Callable[[str, str], int]) -> None:
        self._session.udf.register(name, level_of, "int")


@frozen
class Training:
    """How a model is trained; all of it goes into the model's provenance."""

    name: str
    seed: int = 1
    pairs: int = 2_000_000
    """Random pairs from which it is learnt how alike two people are by chance."""


def train(
    left: Sequence[Prepared],
    right: Sequence[Prepared],
    before: Model,
    training: Training,
    backend: Backend,
    provenance: Mapping[str, str] | None = None,
) -> Model:
    """A model with the likelihoods that fit these records; thresholds are those of the model `before`.

    Levels that the records show too rarely to say anything keep what the model before had. Raises `ImportError` where
    the extra is not installed.
    """
    for place, field in enumerate(Field):
        backend.add_function(_function(field), partial(_level_of, place))
    api = backend.api()
    sides = {"left_side": left, "right_side": right}
    frames = [
        api.register(backend.table([_row(each) for each in people]), dataset_display_name=side)
        for side, people in sides.items()
    ]
    learnt = dict(_learnt(_estimated(frames, training)))
    return evolve(
        before,
        name=training.name,
        provenance={
            "method": "Splink, expectation maximisation without truth",
            "records": f"{len(left):,} and {len(right):,}",
            "seed": str(training.seed),
            **(provenance or {}),
        },
        levels={field: _levels(before.levels[field], learnt[field]) for field in Field},
    )


def _estimated(frames: Sequence[Any], training: Training) -> Mapping[str, Any]:
    """The likelihoods as Splink saves them."""
    from splink import Linker, SettingsCreator

    comparisons = [_comparison(each) for each in Field]
    for steps in _STEPS:
        settings = SettingsCreator(link_type="link_only", comparisons=comparisons, max_iterations=steps)
        linker = Linker(list(frames), settings, log_level="WARNING")
        linker.training.estimate_u_using_random_sampling(max_pairs=training.pairs, seed=training.seed)
        try:
            for block in _BLOCKS:
                linker.training.estimate_parameters_using_expectation_maximisation(block)
        except ValueError as problem:
            if "m_probability" not in str(problem) or steps == _STEPS[-1]:
                raise
        else:
            return dict(linker.misc.save_model_to_json())
    raise AssertionError("the loop above returns or raises")


def _row(person: Prepared) -> dict[str, str | None]:
    return {"unique_id": person.id, **{field.value: _part(person, field) for field in Field}}


def _part(person: Prepared, field: Field) -> str | None:
    """What one field compares, as a text that two records share where it is the very same; None where it is missing."""
    parts = {name: getattr(person, name) for name in _PARTS[field]}
    if not any(parts.values()) or parts.get("sex") is Sex.UNKNOWN:
        return None
    return json.dumps({name: _plain(value) for name, value in parts.items()})


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else unstructure(value)


@lru_cache(maxsize=1 << 19)
def _read(part: str) -> Prepared:
    return structure({**_NOTHING, **json.loads(part)}, Prepared)


# By name, and not as closures: a cluster sends functions to its workers that way. Splink asks for every level of a pair
# in turn, hence the cache.
@lru_cache(maxsize=1 << 16)
def _level_of(place: int, one: str | None, other: str | None) -> int:
    if one is None or other is None:  # only Spark calls a function with nothing in it
        return _NOT_KNOWN
    level = compare(_read(one), _read(other))[place]
    return _NOT_KNOWN if level is Level.MISSING else LEVELS[tuple(Field)[place]].index(level)


def _function(field: Field) -> str:
    return f"frontdoor_{field.value}"


def _comparison(field: Field) -> Any:
    from splink.comparison_level_library import CustomLevel, ElseLevel
    from splink.comparison_library import CustomComparison

    level = f"coalesce({_function(field)}({field.value}_l, {field.value}_r), {_NOT_KNOWN})"
    return CustomComparison(
        [
            CustomLevel(f"{level} = {_NOT_KNOWN}", Level.MISSING.value).configure(is_null_level=True),
            *(CustomLevel(f"{level} = {place}", each.value) for place, each in enumerate(LEVELS[field][:-1])),
            ElseLevel().configure(label_for_charts=Level.DIFFERENT.value),
        ],
        output_column_name=field.value,
    )


def _learnt(trained: Mapping[str, Any]) -> Iterator[tuple[Field, Mapping[Level, tuple[float | None, float | None]]]]:
    for comparison in trained["comparisons"]:
        levels = {
            Level(level["label_for_charts"]): (level.get("m_probability"), level.get("u_probability"))
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
        yield Field(comparison["output_column_name"]), levels


def _levels(
    before: Mapping[Level, Likelihood], learnt: Mapping[Level, tuple[float | None, float | None]]
) -> Mapping[Level, Likelihood]:
    mixed = {}
    for level, had in before.items():
        m, u = learnt[level]
        mixed[level] = Likelihood(max(had.m if m is None else m, _LEAST_M), max(had.u if u is None else u, _LEAST_U))
    all_m, all_u = sum(each.m for each in mixed.values()), sum(each.u for each in mixed.values())
    return {level: Likelihood(each.m / all_m, each.u / all_u) for level, each in mixed.items()}
