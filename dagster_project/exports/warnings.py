"""The digest's warnings on data quality."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import duckdb

from dagster_project.exports import words
from dagster_project.exports.parts import Row, Section, rows, whole_of

STALE_AFTER = timedelta(days=7)


def warnings(connection: duckdb.DuckDBPyConnection, publication: Row) -> Section:
    """Failed checks, rejected rows, stale or missing sources, what matched nothing."""
    readers: list[Callable[[], list[str]]] = [
        lambda: _checks(connection),
        lambda: _quarantined(connection),
        lambda: _stale(publication),
        lambda: _unmatched(connection),
        lambda: _unmapped(connection),
    ]
    found = [sentence for reader in readers for sentence in reader()]
    return Section("Data quality", found or ["Every check passed, and every source is fresh."])


def _checks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    failed = rows(
        connection,
        "select source, entity, severity, description from quality.check_results"
        " where not is_passed order by severity, source, entity, description",
    )
    return [f"Check failed ({c['source']} {c['entity']}): {c['description']}" for c in failed]


def _quarantined(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = rows(
        connection,
        "select source, entity, sum(rows) as rows from quality.quarantine_summary"
        " group by all having sum(rows) > 0 order by rows desc, source, entity",
    )
    if not found:
        return []
    parts = ", ".join(f"{r['source']} {r['entity']} {words.whole(r['rows'])}" for r in found)
    total = words.counted(sum(r["rows"] for r in found), "row was", "rows were")
    return [f"{total} rejected so far: {parts}."]


def _stale(publication: Row) -> list[str]:
    """Families of sources that reach less far than a week before the run, or are missing."""
    now = _now(publication)
    found = []
    for family in ("survey", "billing", "crm", "ticket", "usage"):
        reaches = publication.get(f"{family}_as_of")
        label = "CRM" if family == "crm" else family
        if reaches is None and family in {"survey", "billing", "crm"}:
            found.append(f"No {label} data has landed: what rests on it is missing.")
        elif reaches is not None and now - reaches > STALE_AFTER:
            days = (now - reaches).days
            found.append(f"The {label} data end on {words.day(reaches)}, {days} days ago.")
    return found


def _now(publication: Row) -> datetime:
    """LOYALTY_NOW of the run where it was set, else when the build began; UTC."""
    given = json.loads(publication.get("params") or "{}").get("LOYALTY_NOW")
    if not given:
        built: datetime = publication["built_at"]
        return built
    moment = datetime.fromisoformat(given)
    offset = moment.utcoffset() or timedelta()
    return moment.replace(tzinfo=None) - offset


def _unmatched(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = rows(
        connection,
        "select relation, sum(row_count) filter (where not is_matched) as lost,"
        " sum(row_count) as total, sum(mrr_usd) filter (where not is_matched) as mrr"
        " from quality.identity_match_report where relation in"
        " ('mrr', 'tickets', 'responses') group by relation"
        " having lost > 0 order by relation",
    )
    notes = {"responses": " (employees and partners have none)"}
    names = {"mrr": "paying customers"}
    return [
        f"{whole_of(r['lost'], r['total'])} {names.get(r['relation'], r['relation'])} matched no"
        f" account{notes.get(r['relation'], '')}"
        + (f": {words.money(r['mrr'])} of MRR." if r["mrr"] else ".")
        for r in found
    ]


def _unmapped(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = rows(connection, "select count(*) as surveys from quality.unmapped_surveys")
    count = found[0]["surveys"] if found else 0
    listed = words.counted(count, "survey is", "surveys are")
    return [f"{listed} not in program/survey_programs and not counted."] if count else []
