"""As of a date, the ledger of everything landed equals the ledger of what had happened by then."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ledger_lines import Json
from ledger_warehouse import build, write_stripe
from test_ledger_property import drawn_histories, together

pytestmark = pytest.mark.slow
AS_OF = "2024-07-01"
INSTANT = int(datetime.fromisoformat(AS_OF).replace(tzinfo=UTC).timestamp())
MOVES = ("paid_at", "voided_at", "marked_uncollectible_at")
RELATIONS = {
    "intermediate.int_unit_mrr_segments": "*",
    "marts.fct_mrr_intervals": "* exclude (_source_file, _source_row)",
    "marts.fct_account_mrr_monthly": "*",
    "marts.fct_mrr_movements": "*",
    "marts.mrr_waterfall": "*",
    "quality.mrr_reconciliation": "*",
}


def had_happened(objects: dict[str, list[Json]]) -> dict[str, list[Json]]:
    """Return the objects as an export on that day would have shown them."""
    found: dict[str, list[Json]] = defaultdict(list, json.loads(json.dumps(objects)))
    found["invoices"] = [undone(i) for i in found["invoices"] if i["created"] < INSTANT]
    known = {invoice["id"] for invoice in found["invoices"]}
    found["invoice_line_items"] = [x for x in found["invoice_line_items"] if x["invoice"] in known]
    found["credit_notes"] = [n for n in found["credit_notes"] if n["created"] < INSTANT]
    for note in found["credit_notes"]:
        if note["voided_at"] and note["voided_at"] >= INSTANT:
            note |= {"voided_at": None, "status": "issued"}
    found["subscriptions"] = [s for s in found["subscriptions"] if s["created"] < INSTANT]
    for subscription in found["subscriptions"]:
        if (subscription["ended_at"] or 0) >= INSTANT:
            subscription |= {"ended_at": None, "canceled_at": None, "status": "active"}
    return found


def undone(invoice: Json) -> Json:
    moves = invoice["status_transitions"]
    for name in MOVES:
        if moves[name] and moves[name] >= INSTANT:
            moves[name] = None
    if invoice["status"] != "draft":
        names = {"paid_at": "paid", "marked_uncollectible_at": "uncollectible"}
        happened = [status for name, status in names.items() if moves[name]]
        invoice["status"] = "void" if moves["voided_at"] else (happened or ["open"])[0]
    return invoice


def test_later_events_change_nothing(tmp_path: Path) -> None:
    objects = together(drawn_histories(80))
    write_stripe(tmp_path / "all" / "extracts", objects)
    # The same events, split over files in the export's order.
    for entity, rows in had_happened(objects).items():
        half = len(rows) // 2
        write_stripe(tmp_path / "past" / "extracts", {entity: rows[:half]}, "a")
        write_stripe(tmp_path / "past" / "extracts", {entity: rows[half:]}, "b")

    def rows_of(name: str) -> dict[str, list[Any]]:
        connection = build(tmp_path / name / "home", tmp_path / name / "extracts", AS_OF)
        return {
            relation: connection.execute(
                f"select {columns} from {relation} order by all"
            ).fetchall()
            for relation, columns in RELATIONS.items()
        }

    everything, past = rows_of("all"), rows_of("past")
    assert all(len(rows) > 5 for rows in everything.values())
    for relation in RELATIONS:
        assert everything[relation] == past[relation], relation
