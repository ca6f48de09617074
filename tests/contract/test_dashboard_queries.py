"""The dashboards name only relations that the dbt project publishes under contract."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from dashboards import queries

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "dbt" / "models"
PUBLIC = ("marts", "quality", "meta")
RELATION = re.compile(r"\b(?:from|join)\s+([a-z_]+\.[a-z_]+)", re.IGNORECASE)
ANY_SOURCE = re.compile(r"\b(?:from|join)\s+(?!\()([a-z_.]+)", re.IGNORECASE)


@cache
def published() -> set[str]:
    """Relations with YAML in a public folder (whose contract dbt_project.yml enforces)."""
    known: set[str] = set()
    for schema in PUBLIC:
        for path in sorted((MODELS / schema).rglob("*.yml")):
            models = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", [])
            for model in models:
                assert list((MODELS / schema).rglob(f"{model['name']}.sql")), model["name"]
                known.add(f"{schema}.{model['name']}")
    return known


def test_public_folders_enforce_contracts() -> None:
    project = yaml.safe_load((ROOT / "dbt" / "dbt_project.yml").read_text(encoding="utf-8"))
    for schema in PUBLIC:
        assert project["models"]["loyalty_ledger"][schema]["+contract"] == {"enforced": True}


@pytest.mark.parametrize("name", queries.names())
def test_queries_read_published_relations_only(name: str) -> None:
    text = re.sub(r"--[^\n]*", "", queries.sql(name))
    sources = ANY_SOURCE.findall(text)
    assert sources
    assert sources == RELATION.findall(text), "every relation is named with its schema"
    assert set(sources) <= published()


def test_no_sql_outside_the_queries_folder() -> None:
    for path in sorted((ROOT / "dashboards").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bselect\b[^\"']*\bfrom\s+(marts|quality|meta)\.", text, re.I), path


def test_dashboards_import_no_other_package_of_ours() -> None:
    for path in sorted((ROOT / "dashboards").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"^\s*(from|import) (ingestion|dagster_project|estimators)\b", text, re.M
        ), path


def test_pages_are_short() -> None:
    for path in sorted((ROOT / "dashboards" / "app_pages").glob("*.py")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 80, path


def test_charts_are_drawn_in_one_place() -> None:
    """There, a chart without a figure is said and not drawn, and each has a text."""
    for path in sorted((ROOT / "dashboards").rglob("*.py")):
        is_the_place = path.name == "drawing.py"
        assert ("vega_lite_chart(" in path.read_text(encoding="utf-8")) == is_the_place, path
