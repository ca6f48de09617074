"""Blocks of lines give what the same lines give one by one, however a file is laid out."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.contracts import contract_for
from ingestion.readers import blocks
from ingestion.readers.batches import RecordBatcher

TICKETS = contract_for("zendesk").entity("tickets")
RECORDS = [
    b'{"id": 1, "status": "open"}',
    b'{"id": "7", "undeclared": {"deep": [1, 2]}}',
    b'{"status": 5, "id": null}',
    b'{"id": 1.50, "other": "a\\nb"}',
    b"{}",
    b"{}{}",
    b'{"id": 1} {"id": 2}',
    b'{\n"id": 3}',
    b"{\n}",
    b'{"id": 4,\n"tags": [{}\n,{}]}',
    b'{"id":',
    b"[1]",
    b"null",
    b"",
    b"  ",
]
LAYOUTS = st.lists(
    st.tuples(st.sampled_from(RECORDS), st.sampled_from([b"\n", b"\n", b"\n", b"\r\n", b"\n\n"])),
    max_size=25,
)


def read(found):
    """Rows, lines that are none, undeclared names, and the text of every row."""
    rows, malformed, names = [], [], set()
    for batch in found:
        frame = batch.frame
        originals = batch.originals(list(range(len(frame))))
        rows += zip(frame.iter_rows(), originals, strict=True)
        malformed += batch.malformed
        names |= batch.extra_names
    return rows, malformed, names


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LAYOUTS, st.booleans(), st.booleans(), st.integers(1, 400))
def test_a_file_in_blocks_is_its_lines_one_by_one(
    tmp_path, monkeypatch, layout, has_mark, ends_openly, size
):
    monkeypatch.setattr(blocks, "BLOCK_BYTES", size)
    text = b"".join(record + end for record, end in layout)
    text = text.rstrip(b"\r\n") if ends_openly else text
    path = tmp_path / "a.ndjson"
    path.write_bytes(blocks.BOM + text if has_mark else text)
    lines = [line for line in io.BytesIO(text) if not line.isspace()]
    found = read(RecordBatcher(TICKETS).batches(blocks.of_lines(path)))
    assert found == read(RecordBatcher(TICKETS).batches([lines]))
    assert len(found[0]) + len(found[1]) == len(lines)


@pytest.mark.parametrize(
    ("text", "records", "holds"),
    [
        (b"{}\n{}\n", 2, True),
        (b"{}\n{}", 2, True),
        (b"{}{}\n", 2, False),
        # As many records as lines, yet neither stands on a line of its own.
        (b"{}{}\n{\n}\n", 3, False),
        (b"{}\n\n{}\n", 2, False),
        (b"{}\r\n{}\r\n{}", 3, True),
        (b"\n{}{}", 2, False),
        (b"\r\n{}{}", 2, False),
        (b"{}", 1, True),
        (b"{}\r\n", 1, True),
        (b"{}\r\r\n{}", 2, False),
    ],
)
def test_only_one_record_a_line_is_taken_at_once(text, records, holds):
    assert blocks.holds_one_a_line(text, records) is holds
