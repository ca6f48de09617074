"""Stripe objects to a built ledger: NDJSON extracts, ingestion, one dbt run in its own home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from ingestion.load import ingest_source

REPOSITORY = Path(__file__).resolve().parents[2]
LEDGER = (
    "+fct_mrr_intervals +mrr_waterfall +fct_account_mrr_monthly +mrr_reconciliation "
    "+mrr_reconciliation_exceptions +int_unit_plan_intervals +int_unit_first_mrr"
)


def write_stripe(
    extracts: Path, objects: dict[str, list[dict[str, Any]]], name: str = "export_1"
) -> None:
    """Land objects as one NDJSON file per entity."""
    for entity, rows in objects.items():
        if rows:
            folder = extracts / "stripe" / entity
            folder.mkdir(parents=True, exist_ok=True)
            text = "".join(json.dumps(row) + "\n" for row in rows)
            (folder / f"{name}.ndjson").write_text(text, encoding="utf-8")


def build(
    home: Path, extracts: Path, as_of: str, select: str = LEDGER
) -> duckdb.DuckDBPyConnection:
    """Ingest everything, build the ledger with its data tests, connect read-only to the result."""
    home.mkdir(parents=True, exist_ok=True)
    for source in ("stripe", "generic", "salesforce", "program"):
        ingest_source(home, extracts, source)
    environment = {
        **os.environ,
        "LOYALTY_HOME": str(home),
        "LOYALTY_AS_OF": as_of,
        "DBT_TARGET_PATH": str(home / "target"),
    }
    command = [
        str(Path(sys.executable).parent / "dbt"),
        "build",
        "--profiles-dir",
        ".",
        "--project-dir",
        ".",
        "--log-path",
        str(home / "logs"),
        "--exclude-resource-type",
        "unit_test",
        "--indirect-selection",
        "cautious",
        "--select",
        *select.split(),
    ]
    run = subprocess.run(
        command,
        cwd=REPOSITORY / "dbt",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-8000:]
    connection = duckdb.connect(str(home / "warehouse.duckdb"), read_only=True)
    connection.execute("set timezone = 'UTC'")
    return connection
