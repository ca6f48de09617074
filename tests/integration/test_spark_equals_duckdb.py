"""The same dbt project on both engines: every public relation and every export equal, row by row."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from pipeline_support import differences
from spark_support import SCHEMAS, build_on_duckdb, build_on_spark, columns, landed

pytestmark = [pytest.mark.spark, pytest.mark.slow]
# Enough for every kind of row to occur; what a build costs is the number of models.
ACCOUNTS = 50


@pytest.fixture(scope="module")
def built(spark: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What DuckDB built and what Spark built of the same lake, as two DuckDB files."""
    home = landed(tmp_path_factory.mktemp("engines"), ACCOUNTS)
    return build_on_duckdb(home), build_on_spark(home)


def test_every_row_is_equal_on_both_engines(built: tuple[Path, Path]) -> None:
    """Exact for text, money, counts, dates and classes; doubles to nine digits."""
    assert differences(*built, schemas=SCHEMAS, ignored_columns=set()) == []


def test_columns_have_the_same_names_types_and_order(built: tuple[Path, Path]) -> None:
    on_duckdb, on_spark = built
    assert columns(on_duckdb) == columns(on_spark)


def test_there_was_something_to_compare(built: tuple[Path, Path]) -> None:
    """Nearly every relation has rows on this company."""
    with duckdb.connect(str(built[0]), read_only=True) as connection:
        empty = [
            relation
            for relation in columns(built[0])
            if connection.execute(f"select count(*) from {relation}").fetchone() == (0,)
        ]
    assert len(empty) < 8, empty
