"""The same job on Spark learns what it learns on DuckDB. It takes minutes, most of them Spark's own."""

import shutil

import pytest

from frontdoor.matching import Field, Level, Model, default_model, prepare, training
from frontdoor.testing.population import PopulationSettings, make_population

pytest.importorskip("splink", reason="training needs Splink: install family-front-door-sdk[training]")
pytest.importorskip("pyspark", reason="training on Spark needs pyspark: install it by hand, it is large")

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java: install a JRE of version 17 on")


def learnt_on(backend: training.Backend) -> Model:
    made = make_population(PopulationSettings(seed=4, education=600, social_care=200))
    left, right = ([prepare(each) for each in view.people] for view in (made.education, made.social_care))
    with backend:
        model: Model = training.train(left, right, default_model(), training.Training("small", pairs=10_000), backend)
    return model


@needs_java
def test_spark_learns_what_duckdb_learns() -> None:
    on_spark, on_duckdb = learnt_on(training.Spark()), learnt_on(training.DuckDb())

    for field in (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.BIRTH_DATE):
        spark, duckdb = on_spark.levels[field][Level.SAME], on_duckdb.levels[field][Level.SAME]
        assert [spark.m, spark.u] == pytest.approx([duckdb.m, duckdb.u], abs=0.03)
