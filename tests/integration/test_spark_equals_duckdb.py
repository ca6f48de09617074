"""The same dbt project on both engines: every public relation equal, row by row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pipeline_support import Published, differences
from spark_support import as_duckdb, dbt, missing

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=missing()),
]

BUILD = ("build", "--exclude-resource-types", "test", "unit_test", "--quiet")


@pytest.fixture(scope="module")
def home(sample_publication: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with nothing but the sample company's lake."""
    home = tmp_path_factory.mktemp("engines")
    shutil.copytree(sample_publication.home / "lake", home / "lake")
    return home


def test_every_public_relation_is_equal_on_both_engines(home: Path, tmp_path: Path) -> None:
    """Exact for text, money, counts, dates and classes; doubles to nine digits."""
    dbt(home, "duckdb", *BUILD)
    dbt(home, "spark", *BUILD)
    of_spark = as_duckdb(home, tmp_path / "spark.duckdb")
    assert differences(home / "warehouse.duckdb", of_spark, ignored_columns=set()) == []
