"""What ingestion writes is what dbt reads: the same sources, entities and columns."""

import re
from pathlib import Path

import yaml

from ingestion.contracts import all_contracts

STAGING = Path(__file__).parents[2] / "dbt" / "models" / "staging"


def declared_in_dbt():
    found = {}
    for path in sorted(STAGING.glob("**/*sources.yml")):
        for source in yaml.safe_load(path.read_text())["sources"]:
            if source["name"] != "lake":
                found[source["name"]] = {
                    table.get("identifier", table["name"]): table for table in source["tables"]
                }
    return found


def test_sources_and_entities_are_the_same():
    contracts = {
        contract.source: {entity.name for entity in contract} for contract in all_contracts()
    }
    assert {source: set(tables) for source, tables in declared_in_dbt().items()} == contracts


def test_dbt_declares_no_column_that_is_not_landed():
    tables = declared_in_dbt()
    for contract in all_contracts():
        for entity in contract:
            columns = {
                column["name"] for column in tables[contract.source][entity.name].get("columns", [])
            }
            landed = {*entity.names, "_extra", "_source_file", "_source_row", "_file_sha256",
                      "_loaded_at", "_load_id"}  # fmt: skip
            assert columns <= landed, f"{contract.source}.{entity.name}: {columns - landed}"


def test_sources_read_the_folder_that_ingestion_writes():
    for path in STAGING.glob("**/*sources.yml"):
        for source in yaml.safe_load(path.read_text())["sources"]:
            location = str(source)
            if source["name"] != "lake":
                assert f"/lake/raw/{source['name']}/{{name}}/*.parquet" in location
                assert re.search("union_by_name *= *true", location)
