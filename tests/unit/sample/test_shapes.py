from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingestion.contracts import Entity, all_contracts
from ingestion.sample.files import Landing

ENTITIES = [(c.source, e) for c in all_contracts() for e in c.entities]
# Neither CRM accounts nor tickets come through the generic contract in this company.
NOT_MADE = {("generic", "accounts"), ("generic", "contacts"), ("generic", "tickets")}
IMPORT_IDS = {
    "_recordId": "ResponseId", "startDate": "StartDate", "endDate": "EndDate",
    "recordedDate": "RecordedDate", "status": "Status", "progress": "Progress",
    "finished": "Finished", "recipientEmail": "RecipientEmail",
    "externalDataReference": "ExternalReference", "distributionChannel": "DistributionChannel",
    "userLanguage": "UserLanguage",
}  # fmt: skip


def objects(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    found = []
    for line in text.splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def columns(source: str, path: Path) -> set[str]:
    if path.suffix == ".parquet":
        return set(pl.read_parquet_schema(path))
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as handle:
            rows = csv.reader(handle)
            header = next(rows)
            if source == "qualtrics" and path.parent.name in ("responses", "sent_again"):
                next(rows)
                ids = [json.loads(cell)["ImportId"] for cell in next(rows)]
                return {IMPORT_IDS.get(i, i) for i in ids} | {"survey_id"}
            return set(header)
    return set().union(*(o.keys() for o in objects(path)))


@pytest.mark.parametrize(("source", "entity"), ENTITIES, ids=lambda v: getattr(v, "name", v))
def test_every_entity_has_its_required_columns(sample: Path, source: str, entity: Entity) -> None:
    folder = sample / source / entity.name
    if (source, entity.name) in NOT_MADE:
        assert not folder.exists()
        return
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    assert files
    required = {c.name for c in entity.columns if c.required}
    for path in files:
        assert required <= columns(source, path), path


def test_invoices_have_both_line_shapes(sample: Path) -> None:
    folder = sample / "stripe" / "invoices"
    for path in sorted(folder.iterdir()):
        lines = [line for o in objects(path) for line in o["lines"]["data"]]
        newer = path.stem.endswith("b")
        assert all(("parent" in line) == newer for line in lines)
        assert all(("price" in line) == (not newer) for line in lines)
        for invoice in objects(path):
            assert (invoice["created"] >= 1743379200) == newer  # 2025-03-31T00:00:00Z


def test_lines_that_do_not_fit_land_on_their_own(sample: Path) -> None:
    rest = {}
    for path in sorted((sample / "stripe" / "invoice_line_items").iterdir()):
        for line in objects(path):
            rest.setdefault(line["invoice"], set()).add(line["id"])
    cut = {}
    for path in sorted((sample / "stripe" / "invoices").iterdir()):
        for invoice in objects(path):
            if invoice["lines"]["has_more"]:
                assert len(invoice["lines"]["data"]) == 10
                cut[invoice["id"]] = invoice["lines"]["total_count"]
    assert cut
    assert {k: len(v) + 10 for k, v in rest.items()} == cut


def test_invoice_totals_add_up(sample: Path) -> None:
    for path in sorted((sample / "stripe" / "invoices").iterdir()):
        for invoice in objects(path):
            lines = invoice["lines"]["data"]
            if invoice["lines"]["has_more"]:
                continue
            amount = sum(line["amount"] for line in lines)
            off = sum(d["amount"] for line in lines for d in line["discount_amounts"])
            taxes = [t for line in lines for t in line.get("taxes", line.get("tax_amounts"))]
            outside = sum(
                t["amount"] for t in taxes
                if not t.get("inclusive", t.get("tax_behavior") == "inclusive")
            )  # fmt: skip
            assert invoice["subtotal"] == amount
            assert invoice["total"] == amount - off + outside


def test_comments_carry_personal_data_and_languages(sample: Path) -> None:
    text = "".join(p.read_text() for p in (sample / "qualtrics/responses").glob("*.csv"))
    assert "@mail.example" in text
    assert "+1 415 555 01" in text
    assert ",DE," in text
    assert "{name}" not in text
    assert "{phone}" not in text
    assert "{email}" not in text


def test_currencies_include_one_without_minor_unit(sample: Path) -> None:
    path = sample / "stripe/customers/customers_1.ndjson"
    assert {o["currency"] for o in objects(path)} == {"usd", "eur", "gbp", "jpy"}


def test_compressed_files_carry_no_time(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landing.ndjson("a/b/c.ndjson.gz", pl.DataFrame({"x": [1]}))
    landing.ndjson("a/b/c.ndjson.gz", pl.DataFrame({"x": [2]}))
    data = (tmp_path / "a/b/c.ndjson.gz").read_bytes()
    assert data[4:8] == b"\0\0\0\0"
    assert gzip.decompress(data) == b'{"x":1}\n{"x":2}\n'


def test_every_dated_source_reaches_the_day_of_the_truth(sample: Path) -> None:
    """Otherwise the last month-end would not be published (R1)."""
    reached = {
        "qualtrics": "qualtrics/distribution_contacts/*.csv",
        "generic surveys": "generic/invitations/*.csv",
        "generic billing": "generic/billing_lines/*.csv",
        "salesforce": "salesforce/*/*.csv",
    }
    for source, pattern in reached.items():
        text = "".join(path.read_text() for path in sample.glob(pattern))
        assert "2026-07-01T0" in text, source
    metrics = objects(sample / "zendesk/ticket_metrics/ticket_metrics.ndjson.gz")
    assert max(m["updated_at"] for m in metrics) > "2026-07-01"
    last = sample / "stripe/invoices/invoices_2026-07b.ndjson"
    assert max(o["created"] for o in objects(last)) >= 1782864000
    usage = pl.read_parquet(sample / "product_usage/daily/*.parquet", columns=["usage_date"])
    assert str(usage["usage_date"].max()) == "2026-06-30"


def test_routing_has_every_case_of_the_cascade(sample: Path) -> None:
    """Themes, bands and a rest; a team without a person; an owner with little room; one who left."""
    rows = list(csv.DictReader((sample / "program/routing/routing.csv").open()))
    assert {row["match_on"] for row in rows} == {"theme", "arr_band", "segment"}
    assert ("segment", "all") in {(row["match_on"], row["match_value"]) for row in rows}
    assert [row["team"] for row in rows if not row["owner_id"]] == ["Growth"]
    assert min(int(row["capacity"]) for row in rows if row["capacity"]) == 2
    users = csv.DictReader((sample / "salesforce/User/User_2026-07-01.csv").open())
    left = {row["Id"] for row in users if row["IsActive"] == "0"}
    accounts = csv.DictReader((sample / "salesforce/Account/Account_2026-06-30.csv").open())
    assert left & {row["OwnerId"] for row in accounts}
    assert not left & {row["owner_id"] for row in rows}
