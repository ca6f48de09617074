"""The gate: what must hold before the public schemas leave the warehouse."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from dagster_project.publication.publish import PUBLIC_SCHEMAS, public_relations, quoted
from dagster_project.publication.versions import PublicationError
from dagster_project.resources import Settings

_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"


class AuditFailed(PublicationError):
    """The audit found something; the previous publication stays as it was."""


def build_record_path(settings: Settings) -> Path:
    """Where the warehouse build leaves its outcome."""
    return settings.home / "dbt" / "last_build.json"


def audit(settings: Settings, publication_id: str, expected: set[str]) -> None:
    """Raise AuditFailed with every reason why this warehouse may not be published.

    expected: the public relations (schema.name) that the dbt project declares.
    """
    failures = build_failures(settings, publication_id)
    if not failures:
        failures = _content_failures(settings, publication_id, expected)
    if failures:
        raise AuditFailed(
            "nothing was published, the previous publication is untouched:\n  - "
            + "\n  - ".join(failures)
        )


def build_failures(settings: Settings, publication_id: str) -> list[str]:
    """Why the warehouse that was built last is not that of a publication; empty when it is."""
    record = build_record_path(settings)
    if not settings.warehouse.is_file() or not record.is_file():
        return ["there is no finished warehouse; run `loyalty run`"]
    build = json.loads(record.read_text())
    if not build["is_success"]:
        return ["the last build failed: " + "; ".join(build["failures"][:20])]
    if build["publication_id"] != publication_id:
        return [
            "inputs, code or settings changed since the warehouse was built"
            f" ({build['publication_id']} then, {publication_id} now); run `loyalty run`"
        ]
    return []


def _content_failures(settings: Settings, publication_id: str, expected: set[str]) -> list[str]:
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(settings.warehouse)} as warehouse (read_only)")
        present = {f"{schema}.{name}" for schema, name in public_relations(connection)}
        failures = [f"{name} was not built" for name in sorted(expected - present)]
        failures += _identity_failures(connection, present, publication_id)
        failures += _personal_data_failures(connection)
    return failures


def _identity_failures(
    connection: duckdb.DuckDBPyConnection, present: set[str], publication_id: str
) -> list[str]:
    if "meta.publication" not in present:
        return []
    ids = connection.execute("select publication_id from warehouse.meta.publication").fetchall()
    if ids == [(publication_id,)]:
        return []
    return [f"meta.publication holds {ids}, expected one row of {publication_id}"]


def _personal_data_failures(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """No e-mail address may stand in any published text column."""
    columns = connection.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
        " where table_catalog = 'warehouse' and data_type = 'VARCHAR'"
        " and list_contains(?, table_schema) order by all",
        [list(PUBLIC_SCHEMAS)],
    ).fetchall()
    by_relation: dict[str, list[str]] = {}
    for schema, relation, column in columns:
        by_relation.setdefault(f"{schema}.{relation}", []).append(column)
    failures = []
    for relation, names in by_relation.items():
        counts = ", ".join(
            f"count(*) filter (where regexp_matches(\"{name}\", '{_EMAIL}'))" for name in names
        )
        found = connection.execute(f"select {counts} from warehouse.{relation}").fetchone()
        failures += [
            f"{relation}.{name} holds an e-mail address in {count} rows"
            for name, count in zip(names, found or (), strict=True)
            if count
        ]
    return failures
