"""A lake and a warehouse without the orchestrator: what tests of the build need of the pipeline."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest import mock

from pipeline_support import HASH_KEY, environment

from dagster_project.dbt_runner import invoke
from dagster_project.resources import Settings
from dagster_project.warehouse import (
    AFTER_ESTIMATORS,
    BEFORE_ESTIMATORS,
    derive_estimates,
    describe_failures,
)
from dagster_project.writing import writing
from ingestion.contracts import source_names
from ingestion.lake import initialise
from ingestion.load import ingest_source

WITHOUT_TESTS = ["--exclude-resource-type", "test", "unit_test"]


def ingest(home: Path, extracts: Path) -> None:
    """Land every new file of every source."""
    initialise(home, HASH_KEY)
    for source in source_names():
        ingest_source(home, extracts, source)


def build(home: Path, **variables: str) -> list[Any]:
    """Build on DuckDB as the pipeline does: inputs of the estimators, their estimates, the rest.

    No dbt test runs; everything must succeed. Returns dbt's results, node by node.
    """
    with mock.patch.dict(os.environ, environment(home, None, **variables), clear=True):
        settings = Settings.from_environment()
        with writing(settings, say=print):
            parts = [invoke(settings, BEFORE_ESTIMATORS)]
            derive_estimates(settings, say=print)
            parts.append(invoke(settings, ["build", *AFTER_ESTIMATORS, *WITHOUT_TESTS]))
        failures = [line for part in parts for line in describe_failures(settings, part)]
    assert failures == []
    return [node for part in parts for node in part.result.results]
