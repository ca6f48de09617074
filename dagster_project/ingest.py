"""Landing one source, and describing it so that the asset's page helps at 3 a.m."""

from __future__ import annotations

import logging
from typing import Any

import duckdb

from dagster_project.checks.suite import report_path
from dagster_project.publication.identity import Identity
from dagster_project.publication.versions import current_id
from dagster_project.resources import Settings
from ingestion.contracts import Contract, all_contracts
from ingestion.report import FileResult, LoadReport

_WANTED = {
    "survey": "a survey source",
    "billing": "a billing source",
    "account": "an account source",
}


def land_source(settings: Settings, contract: Contract, log: logging.Logger) -> LoadReport:
    """Load what is new of one source: a line per file for the log, a summary for people.

    What deserves a look (rejected rows, files left for the next run) is told to people, too.
    """
    from ingestion.load import ingest_source

    report = ingest_source(settings.home, settings.extracts, contract.source, take_lock=False)
    for file in report.files:
        if file.status == "unchanged_quarantined":
            log.info(f"{file.path}: still quarantined: {file.reason}")
        elif file.status != "unchanged":
            _tell(log, file)
    for problem in report.problems:
        log.info(problem)
    if report.new_files:
        log.info(
            f"{len(report.new_files)} new files: {report.rows_loaded} rows loaded,"
            f" {report.rows_quarantined} quarantined"
        )
    return report


def _tell(log: logging.Logger, file: FileResult) -> None:
    is_notable = file.is_quarantined or file.rows_quarantined or file.status == "pending"
    log.log(
        logging.INFO if is_notable else logging.DEBUG,
        f"{file.path}: {file.status}, {file.rows_loaded} rows loaded,"
        f" {file.rows_quarantined} quarantined{'; ' + file.message if file.message else ''}",
    )


def describe(settings: Settings, contract: Contract, report: LoadReport) -> dict[str, Any]:
    """Metadata of the source's asset: this load, and the source as it now stands."""
    totals = _totals(settings).get(contract.source, {"files": 0, "loaded": 0, "quarantined": 0})
    return {
        "rows_loaded": report.rows_loaded,
        "rows_quarantined": report.rows_quarantined,
        "files_new": len(report.new_files),
        "files_in_lake": totals["files"],
        "dagster/row_count": totals["loaded"],
        "rows_quarantined_in_all": totals["quarantined"],
        "watermark": _watermark(settings, contract) or "none",
        "pending_files": [file.path for file in report.pending],
        "quarantined_files": [f"{file.path}: {file.reason}" for file in report.quarantined_files],
        "warnings": report.warnings[:50] + report.problems[:50],
        "check_report": str(report_path(settings, contract.source)),
    }


def describe_lake(settings: Settings, identity: Identity) -> tuple[dict[str, Any], list[str]]:
    """Metadata of the ledger asset, and lines for the log on what is missing."""
    totals = _totals(settings)
    missing = [c.source for c in all_contracts() if c.source not in totals]
    lines = [f"no file of source {source} has landed" for source in missing]
    for role, words in _WANTED.items():
        if not any(c.role in (role, "any") for c in all_contracts() if c.source in totals):
            lines.append(f"wanted: {words}; what depends on it publishes NULL with the reason")
    metadata = {
        "files": sum(t["files"] for t in totals.values()),
        "rows_loaded": sum(t["loaded"] for t in totals.values()),
        "rows_quarantined": sum(t["quarantined"] for t in totals.values()),
        "missing_sources": missing,
        "publication_id": identity.publication_id,
        "current_publication_id": current_id(settings) or "none",
        "code_version": identity.code_version,
        "is_sample": identity.is_sample,
    }
    return metadata, lines


def _totals(settings: Settings) -> dict[str, dict[str, int]]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select source, count(distinct sha256), sum(rows_loaded), sum(rows_quarantined)"
            " from read_parquet(?, union_by_name = true) where status <> 'duplicate' group by 1",
            [str(settings.lake / "landings" / "*.parquet")],
        ).fetchall()
    return {
        source: {"files": int(files), "loaded": int(loaded or 0), "quarantined": int(bad or 0)}
        for source, files, loaded, bad in rows
    }


def _watermark(settings: Settings, contract: Contract) -> str | None:
    """The greatest event time of the source that reads as one, for orientation only.

    The watermark that figures use is R1's, computed by dbt.
    """
    found: list[str] = []
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        for entity in contract:
            if entity.event_time is None:
                continue
            column = f'"{entity.event_time}"'
            row = connection.execute(
                f"select cast(max(coalesce(try_cast({column} as timestamp),"
                f" make_timestamp(try_cast({column} as bigint) * 1000000))) as varchar)"
                " from read_parquet(?, union_by_name = true)",
                [str(settings.lake / "raw" / contract.source / entity.name / "*.parquet")],
            ).fetchone()
            if row and row[0]:
                found.append(row[0])
    return max(found, default=None)
