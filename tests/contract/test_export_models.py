"""Exports are written, never published: typed and described, with ids but no names or addresses."""

from pathlib import Path
from typing import Any

import yaml

DBT = Path(__file__).resolve().parents[2] / "dbt"
FORBIDDEN = ("email", "phone", "comment", "name", "title", "address", "text")


def models() -> dict[str, dict[str, Any]]:
    """YAML entries of the models in schema `exports`, by name."""
    found: dict[str, dict[str, Any]] = {}
    for path in (DBT / "models" / "exports").rglob("*.yml"):
        for model in (yaml.safe_load(path.read_text()) or {}).get("models") or []:
            found[model["name"]] = model
    return found


def test_every_export_has_a_contract_with_described_columns() -> None:
    exported = models()
    assert set(exported) == {path.stem for path in (DBT / "models" / "exports").rglob("*.sql")}
    for name, model in exported.items():
        assert model["description"].strip(), name
        for column in model["columns"]:
            assert column["data_type"], (name, column)
            assert column["description"].strip(), (name, column)


def test_exports_stand_in_a_schema_of_their_own() -> None:
    from dagster_project.public import EXPORT_SCHEMA
    from dagster_project.publication.publish import PUBLIC_SCHEMAS

    project = yaml.safe_load((DBT / "dbt_project.yml").read_text())
    settings = project["models"]["loyalty_ledger"]["exports"]
    assert settings["+schema"] == EXPORT_SCHEMA
    assert settings["+contract"] == {"enforced": True}
    assert EXPORT_SCHEMA not in PUBLIC_SCHEMAS


def test_no_export_carries_names_or_addresses() -> None:
    columns = [c["name"].lower() for model in models().values() for c in model["columns"]]
    assert [c for c in columns if any(word in c for word in FORBIDDEN)] == []
