"""dbt's unit tests: models on given rows. The pipeline leaves them out, so they run here."""

from __future__ import annotations

import os
from unittest import mock

import pytest
from pipeline_support import Published, environment

from dagster_project.dbt_runner import invoke, read_manifest
from dagster_project.resources import Settings
from dagster_project.warehouse import describe_failures
from dagster_project.writing import writing

pytestmark = pytest.mark.slow


def test_every_unit_test_of_the_models_passes(mine: Published) -> None:
    with mock.patch.dict(os.environ, environment(mine.home, None), clear=True):
        settings = Settings.from_environment()
        declared = set(read_manifest(settings)["unit_tests"])
        with writing(settings, say=print):
            # Types of the given rows are those of the tables that stand in the warehouse.
            ran = invoke(settings, ["test", "--select", "test_type:unit"])
    assert describe_failures(settings, ran) == []
    passed = {node.node.unique_id for node in ran.result.results if node.status == "pass"}
    assert passed == declared
    assert declared
