"""The sample's extracts as of an earlier day, in other files and in another order.

Only rows created before the day are kept; what a kept row says of later days (a status, a
closing date) stays, as it does in the complete extracts: undoing it is the pipeline's duty.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import polars as pl

Row = TypeVar("Row")
# The column that says when a row came to be; entities not named here are current state.
CREATED = {
    ("qualtrics", "distribution_contacts"): "sent_at",
    ("qualtrics", "responses"): "RecordedDate",
    ("generic", "invitations"): "sent_at",
    ("generic", "responses"): "responded_at",
    ("generic", "billing_lines"): "invoiced_at",
    ("generic", "tickets"): "created_at",
    ("salesforce", "Opportunity"): "CreatedDate",
    ("salesforce", "Task"): "CreatedDate",
    ("zendesk", "tickets"): "created_at",
    ("zendesk", "ticket_metrics"): "created_at",
    ("zendesk", "satisfaction_ratings"): "updated_at",
    ("stripe", "customers"): "created",
    ("stripe", "subscriptions"): "created",
    ("stripe", "invoices"): "created",
    ("stripe", "credit_notes"): "created",
    ("product_usage", "daily"): "usage_date",
}
# Files of these stand in an order that means something: export order, or the file landed last.
ORDERED = {"stripe", "program"}


def truncate(extracts: Path, out: Path, day: date, seed: int = 11) -> None:
    """Write `extracts` without anything created on `day` or later to `out`."""
    generator = random.Random(seed)
    for path in sorted(p for p in extracts.rglob("*") if p.is_file()):
        relative = path.relative_to(extracts)
        if relative.name.startswith("_"):
            _write(out / relative, path.read_bytes())
            continue
        source, entity = relative.parts[:2]
        created = CREATED.get((source, entity))
        folder = out / source / entity
        stem = relative.name.split(".")[0]
        if source == "program":
            _write(out / relative, path.read_bytes())
        elif path.suffix == ".csv":
            _csv(path, folder, stem, created, day, generator)
        elif path.suffix == ".parquet":
            _parquet(path, folder, stem, created, day, generator)
        else:
            _ndjson(path, folder, stem, created, day, generator, source in ORDERED)


def _is_before(value: object, day: date) -> bool:
    """Whether a vendor's time (ISO text in UTC, or epoch seconds) lies before the day.

    Rows whose time does not read are left out: nobody can say when they came, and in a small part
    of a file they would weigh more than in the whole.
    """
    text = str(value)
    try:
        if text.isdigit():
            return datetime.fromtimestamp(int(text), UTC).date() < day
        return datetime.fromisoformat(text).date() < day
    except ValueError:
        return False


def _parts(rows: list[Row], generator: random.Random, keep_order: bool) -> Iterator[list[Row]]:
    """The rows in one to three parts, shuffled unless their order means something."""
    if not keep_order:
        generator.shuffle(rows)
    count = generator.randint(1, 3)
    size = max(1, -(-len(rows) // count))
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _csv(
    path: Path, folder: Path, stem: str, created: str | None, day: date, generator: random.Random
) -> None:
    with path.open(newline="", encoding="utf-8-sig") as handle:
        lines = list(csv.reader(handle))
    # A Qualtrics response export has three header rows.
    headers = 3 if len(lines) > 2 and any("ImportId" in cell for cell in lines[2]) else 1
    rows = lines[headers:]
    if created is not None:
        at = lines[0].index(created)
        rows = [row for row in rows if _is_before(row[at], day)]
    for number, part in enumerate(_parts(rows, generator, keep_order=False)):
        target = _target(folder, f"{stem}_{number}", ".csv")
        with target.open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows([*lines[:headers], *part])


def _ndjson(
    path: Path,
    folder: Path,
    stem: str,
    created: str | None,
    day: date,
    generator: random.Random,
    keep_order: bool,
) -> None:
    opener: Callable[..., object] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:  # type: ignore[attr-defined]
        lines = [line for line in handle.read().splitlines() if line.strip()]
    kept = [line for line in lines if created is None or _is_before_line(line, created, day)]
    for number, part in enumerate(_parts(kept, generator, keep_order)):
        target = _target(folder, f"{stem}_{number}", ".ndjson")
        target.write_text("\n".join(part) + "\n", encoding="utf-8")


def _is_before_line(line: str, created: str, day: date) -> bool:
    try:
        loaded = json.loads(line)
    except ValueError:
        return False
    return isinstance(loaded, dict) and _is_before(loaded.get(created), day)


def _parquet(
    path: Path, folder: Path, stem: str, created: str | None, day: date, generator: random.Random
) -> None:
    frame = pl.read_parquet(path)
    if created is not None:
        text = pl.col(created).cast(pl.String).str.slice(0, 10)
        frame = frame.filter(text < day.isoformat())
    for number, part in enumerate(_parts(list(range(frame.height)), generator, keep_order=False)):
        frame[part].write_parquet(_target(folder, f"{stem}_{number}", ".parquet"))


def _target(folder: Path, stem: str, suffix: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{stem}{suffix}"


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
