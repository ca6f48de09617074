"""What the benchmark holds back from the first run and lands after it: files, and a day."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

# Landed one by one, then four at once: of each its first third, then the rest.
ALONE = {
    "tickets": "zendesk/tickets/tickets_reexport.ndjson",
    "accounts": "salesforce/Account/Account_2026-07-01.csv",
    "answers": "qualtrics/responses/SV_2nRelationQtr01_2026-05.csv",
    "invoices": "stripe/invoices/invoices_2026-07b.ndjson",
}
TOGETHER = [
    "qualtrics/responses/SV_2nRelationQtr01_2026-04.csv",
    "qualtrics/distribution_contacts/SV_2nRelationQtr01_sends_2026-04.csv",
    "stripe/invoices/invoices_2026-06b.ndjson",
    "stripe/invoice_line_items/invoice_line_items_2026-06b.ndjson",
]
# Each of the four holds about 3% of all answers, sends, invoices or lines landed on their own.
LANDINGS = {
    **{name: [(path, path)] for name, path in ALONE.items()},
    "one-percent": [(path, f"{path}.1") for path in TOGETHER],
    "two-percent": [(path, f"{path}.2") for path in TOGETHER],
    "next-day": [],
}
WORDS = {
    **{name: f"a late file of {name}" for name in ALONE},
    "one-percent": "4 late files of 1% of all answers, sends and invoices",
    "two-percent": "4 late files of 2% more of all answers, sends and invoices",
    "next-day": "an as_of that is a day later, and no new file",
}
# The data reach further: what lies behind these days waits.
AS_OF, NEXT_DAY = "2026-06-29", "2026-06-30"


def hold_back(extracts: Path, held: Path) -> None:
    """Move every late file out of the landing zone; those landed by thirds are cut."""
    held.mkdir()
    for path in ALONE.values():
        (extracts / path).rename(held / _flat(path))
    for path in TOGETHER:
        first, rest = cut(extracts / path)
        (held / _flat(f"{path}.1")).write_text(first, newline="")
        (held / _flat(f"{path}.2")).write_text(rest, newline="")
        (extracts / path).unlink()


def land(name: str, extracts: Path, held: Path) -> None:
    """Put the files of one landing into the landing zone; thirds get names of their own."""
    for path, part in LANDINGS[name]:
        target = extracts / path
        number = part.removeprefix(path).replace(".", "_")
        (held / _flat(part)).rename(target.with_name(f"{target.stem}{number}{target.suffix}"))


def cut(path: Path) -> tuple[str, str]:
    """The first third of a file's rows and the rest, both with the file's header."""
    if path.suffix == ".ndjson":
        lines = path.read_text().splitlines(keepends=True)
        return "".join(lines[: len(lines) // 3]), "".join(lines[len(lines) // 3 :])
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    # Qualtrics writes two more lines of headers.
    header = 3 if "ImportId" in rows[2][0] else 1
    at = header + (len(rows) - header) // 3
    return _written(rows[:at]), _written([*rows[:header], *rows[at:]])


def _written(rows: list[list[str]]) -> str:
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


def _flat(path: str) -> str:
    return path.replace("/", "__")
