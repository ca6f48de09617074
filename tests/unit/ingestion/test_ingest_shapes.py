"""The quick ways through a file give what a reading value by value gives."""

import datetime as dt
import json
import random

import msgspec
import polars as pl
import pytest

from ingestion.contracts import contract_for
from ingestion.readers.batches import RecordBatcher
from ingestion.readers.lazy import is_dropped
from ingestion.readers.records import MOST_MEMBERS

TICKETS = contract_for("zendesk").entity("tickets")
INVOICES = contract_for("stripe").entity("invoices")
VALUES = [
    '"open"', '""', '"a\\u00e9 \\"b\\""', "12", "-0", "1.50", "12345678901234567.10", "null", "true",
    '["x", {"y":  1}]', '{"a":null}', '"null"', '"[erased]"',
]  # fmt: skip
# Of whole numbers `-0` may become `0` (test_only_what_was_read_as_whole_numbers…); all else is exact.
VALUES_OF = {
    "tickets": VALUES,
    "invoices": [value for value in VALUES if value != "-0"]
    + ["-12", "99999999999", "100000000000", "1e3"],
}
BROKEN = [
    "{broken",
    "[1]",
    "5",
    '{"id":"\\ud800"}',
    '{"created_at":"\\ud800","id":1}',
    '{"id":1} x',
]


def one_by_one(lines, entity):
    """Every record as a dictionary of exact texts; None for a line that is no record."""
    kinds = {column.name: column.kind for column in entity.columns}
    for line in lines:
        row, extra = dict.fromkeys(kinds), {}
        try:
            for name, raw in msgspec.json.decode(line, type=dict[str, msgspec.Raw]).items():
                text = bytes(raw).decode()
                if name not in kinds:
                    if not is_dropped(name, entity) and text != "null":
                        extra[name] = text
                elif text[0] == '"' and kinds[name] != "json":
                    row[name] = json.loads(text) or None
                    row[name] and row[name].encode()
                elif text != "null":
                    row[name] = text
        except (msgspec.MsgspecError, UnicodeError):
            yield None
            continue
        yield {**row, "_extra": extra}


def records(seed, entity):
    """Records whose members and types change along the way, lines that are none among them."""
    chance = random.Random(seed)
    declared = [column.name for column in entity.columns]
    for at in range(3000):
        if chance.random() < 0.01:
            yield chance.choice(BROKEN)
            continue
        extras = [f"new_{chance.randrange(1 + at // 300)}", "subject", 'a "quoted" name']
        names = chance.sample(declared, 5) + chance.sample(extras, chance.choice([0, 0, 0, 1, 2]))
        members = ", ".join(
            f"{json.dumps(n)}: {chance.choice(VALUES_OF[entity.name])}" for n in names
        )
        yield f"{{{members}}}"


@pytest.mark.parametrize("entity", [TICKETS, INVOICES], ids=["tickets", "invoices"])
@pytest.mark.parametrize("seed", range(3))
def test_json_of_changing_shape(seed, entity):
    lines = [line.encode() for line in records(seed, entity)]
    (batch,) = RecordBatcher(entity).batches([lines])
    expected = dict(enumerate(one_by_one(lines, entity), start=1))
    found = {row.pop("_source_row"): row for row in batch.frame.to_dicts()}
    for row in found.values():
        extra = json.loads(row["_extra"] or "{}")
        raw = msgspec.json.decode(row["_extra"] or "{}", type=dict[str, msgspec.Raw])
        row["_extra"] = {name: bytes(raw[name]).decode() for name in extra}
    assert found == {number: row for number, row in expected.items() if row is not None}
    assert [number for number, _ in batch.malformed] == [
        number for number, row in expected.items() if row is None
    ]
    assert batch.frame["_source_row"].is_sorted()
    at = batch.frame.height // 2
    line = json.loads(lines[batch.frame["_source_row"][at] - 1])
    line = {name: value for name, value in line.items() if not is_dropped(name, entity)}
    assert json.loads(batch.originals([at])[0]) == line


def test_only_what_was_read_as_whole_numbers_is_taken_for_such():
    def proven(*lines):
        (batch,) = RecordBatcher(INVOICES).batches([list(lines)])
        return batch.proven, batch.frame["created"].to_list()

    names, values = proven(b'{"id":"a","created":1,"total":-0}', b'{"id":"b","created":null}')
    assert values == ["1", None]
    assert {"created", "total"} <= names
    (batch,) = RecordBatcher(INVOICES).batches([[b'{"total":-0,"tax":-7}']])
    assert batch.frame.select("total", "tax").row(0) == ("0", "-7")
    names, values = proven(b'{"created":1}', b'{"created":17407874040000}', b'{"created":2}')
    assert values == ["1", "17407874040000", "2"]
    assert "created" not in names
    assert "total" in names
    names, values = proven(b'{"created":1}', b'{"created":"x"}')
    assert values == ["1", "x"]
    assert "created" not in names
    json_columns = {column.name for column in INVOICES.columns if column.kind == "json"}
    assert json_columns
    assert proven(b'{"created":1}', b"{broken", b'{"a":1,"a":2}')[0] == json_columns


def test_members_without_end_are_all_kept():
    lines = [b'{"id": %d, "m%d": %d}' % (at, at, at) for at in range(MOST_MEMBERS + 50)]
    (batch,) = RecordBatcher(TICKETS).batches([lines])
    extras = [json.loads(text) for text in batch.frame["_extra"]]
    assert extras == [{f"m{at}": at} for at in range(MOST_MEMBERS + 50)]


def usage(rows, **changes):
    chance = random.Random(5)
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=at % 90) for at in range(rows)]
    columns = {
        "account_id": [f"a{chance.randrange(50)}" for _ in range(rows)],
        "usage_date": days,
        "feature": [chance.choice(["export", 'a "b"', "Ü"]) for _ in range(rows)],
        "events": [chance.randrange(500) for _ in range(rows)],
        "active_users": [chance.choice([None, 1, 2]) for _ in range(rows)],
    }
    return pl.DataFrame({**columns, **changes})


def test_parquet_by_values_equals_csv(zone):
    frame = usage(2000)
    zone.land("product_usage/daily/u.csv", frame.write_csv())
    frame.write_parquet(zone.land("product_usage/daily/u.parquet", b""), row_group_size=300)
    assert zone.load("product_usage").rows_loaded == 4000
    rows = zone.raw("product_usage/daily")
    for row in rows:
        for name in ("_source_file", "_file_sha256"):
            row.pop(name)
    assert rows[:2000] == rows[2000:]


@pytest.mark.parametrize(
    ("column", "values", "reason"),
    [
        ("account_id", ["a", None, " ", ""], "missing_key"),
        ("feature", ["f", None, "f", "f"], "missing_key"),
        ("events", ["1", "2", "x", "4"], "unparsable_events"),
        ("usage_date", ["2026-01-01", "2026-02-30", "2026-01-03", "2026-01-04"], "impossible_date"),
    ],
)
def test_parquet_with_wrong_values_is_judged_by_rows(zone, column, values, reason):
    frame = usage(4, **{column: values})
    rest = usage(996).cast({column: pl.String})
    whole = pl.concat([frame, rest])
    zone.land("product_usage/daily/u.csv", whole.write_csv())
    whole.write_parquet(zone.land("product_usage/daily/u.parquet", b""))
    report = zone.load("product_usage")
    assert report.files[0].rows_quarantined == report.files[1].rows_quarantined > 0
    assert set(zone.reasons()) == {reason}
    numbers = [row["source_row"] for row in zone.quarantine()]
    assert numbers[: len(numbers) // 2] == numbers[len(numbers) // 2 :]
