import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.contracts import contract_for
from ingestion.readers.header import Header
from ingestion.readers.uneven_csv import batches

ACCOUNTS = "generic/accounts/a.csv"


def test_byte_order_mark_quotes_and_newlines(zone):
    result = zone.load_one(
        ACCOUNTS, '\ufeffaccount_id,name\na1,"Acme, ""Inc""\nsecond line"\na2,Søren\n'
    )
    assert (result.status, result.rows_in, result.rows_loaded) == ("loaded", 2, 2)
    rows = zone.raw("generic/accounts")
    assert [row["name"] for row in rows] == ['Acme, "Inc"\nsecond line', "Søren"]
    assert [row["_source_row"] for row in rows] == [1, 2]
    assert rows[0]["_source_file"] == ACCOUNTS
    assert rows[0]["_file_sha256"] == result.sha256


def test_latin_1_is_read_with_a_warning(zone):
    result = zone.load_one(ACCOUNTS, "account_id,name\na1,Café Zürich\n", "latin-1")
    assert result.warnings == ("not UTF-8: read as Latin-1",)
    assert zone.raw("generic/accounts")[0]["name"] == "Café Zürich"


@pytest.mark.parametrize("cut", [1, 700_000])
def test_utf_8_across_a_chunk_is_no_latin_1(zone, cut):
    padding = "x" * ((1 << 20) - len("account_id,name\na1,") - cut)
    result = zone.load_one(ACCOUNTS, f"account_id,name\na1,{padding}{'é' * cut}\n")
    assert result.warnings == ()


def test_utf_16_is_read_with_a_warning(zone):
    result = zone.load_one(ACCOUNTS, "account_id,name\na1,Łódź\n", "utf-16")
    assert result.warnings == ("not UTF-8: read as UTF-16",)
    assert zone.raw("generic/accounts")[0]["name"] == "Łódź"


def test_gzip(zone):
    assert zone.load_one("generic/accounts/a.csv.gz", "account_id,name\na1,A\n").rows_loaded == 1


def test_truncated_gzip_waits_and_then_loads_whole(zone):
    whole = gzip.compress(b"account_id,name\n" + b"".join(b"a%d,A\n" % i for i in range(5000)))
    target = zone.extracts / "generic/accounts/a.csv.gz"
    target.parent.mkdir(parents=True)
    for size in (3, 30, len(whole) // 2, len(whole) - 4):
        target.write_bytes(whole[:size])
        report = zone.load("generic")
        assert [file.status for file in report.files] == ["pending"]
        assert "ends early" in report.pending[0].message
        assert zone.raw("generic/accounts") == []
        assert zone.log() == []
    target.write_bytes(whole)
    assert zone.load("generic").rows_loaded == 5000


def test_damaged_gzip_is_quarantined(zone):
    zone.land("generic/accounts/a.csv.gz", "account_id\na1\n").write_bytes(b"not gzip at all")
    report = zone.load("generic")
    assert report.quarantined_files[0].reason == "unreadable_file"


def test_blank_cells_are_null_and_blank_lines_no_rows(zone):
    result = zone.load_one(ACCOUNTS, 'account_id,name,website\na1,"",\n\n,,\na2,B\n\n')
    assert (result.rows_in, result.rows_loaded) == (2, 2)
    rows = zone.raw("generic/accounts")
    assert [(row["account_id"], row["name"], row["_source_row"]) for row in rows] == [
        ("a1", None, 1),
        ("a2", "B", 4),
    ]


def test_undeclared_columns_are_kept_and_reported(zone):
    result = zone.load_one(
        ACCOUNTS, 'account_id,name,tier,note\na1,A,gold,"say ""hi""\n\t\\"\na2,B,,\n'
    )
    assert result.warnings == ("new columns kept in _extra: note, tier",)
    extras = [row["_extra"] for row in zone.raw("generic/accounts")]
    again = zone.load_one("generic/accounts/b.csv", "account_id,name,tier,size\na3,C,gold,9\n")
    assert again.warnings[-1:] == ("new columns kept in _extra: size",)
    assert extras == ['{"tier":"gold","note":"say \\"hi\\"\\n\\t\\\\"}', None]


def test_private_columns_are_not_kept(zone):
    zone.load_one(
        "generic/contacts/c.csv",
        "contact_id,account_id,email,phone,First_Name\nc1,a1,a@example.com,+1555,Zaphod\n"
        ",a1,b@example.com,+1666,Trillian\n",
    )
    everything = zone.bytes_of_home()
    for word in (b"Zaphod", b"Trillian", b"+1555", b"+1666"):
        assert word not in everything
    assert zone.quarantine()[0]["original_text"] == ",a1,b@example.com"


def test_other_delimiters_and_other_case_with_a_warning(zone):
    result = zone.load_one(ACCOUNTS, "Account_ID;name\na1;A\n")
    assert result.rows_loaded == 1
    assert result.warnings[:2] == (
        "fields are separated by ';', not ','",
        "column Account_ID read as account_id",
    )


def test_a_record_that_is_too_long_is_rejected_alone(zone):
    result = zone.load_one(ACCOUNTS, 'account_id,name\na1,A\na2,B,surplus\na3,"C\nc"\n,keyless\n')
    assert (result.rows_in, result.rows_loaded, result.rows_quarantined) == (4, 2, 2)
    rejected = [(r["source_row"], r["reason"], r["original_text"]) for r in zone.quarantine()]
    assert rejected == [(2, "malformed_line", "a2,B,surplus"), (4, "missing_key", ",keyless")]
    assert [row["_source_row"] for row in zone.raw("generic/accounts")] == [1, 3]


def test_a_quote_that_never_closes_loses_one_record(zone):
    lines = "".join(f"a{i},A\n" for i in range(2, 1200))
    result = zone.load_one(ACCOUNTS, f'account_id,name\na0,A\na1,"open\n{lines}')
    assert (result.rows_in, result.rows_loaded, result.rows_quarantined) == (1200, 1199, 1)
    assert zone.quarantine()[0]["original_text"] == 'a1,"open'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name\nA\n", "missing_columns"),
        ("account_id\x00\nA\n", "unreadable_file"),
        ("\n", "missing_columns"),
    ],
)
def test_files_that_are_no_such_csv(zone, content, reason):
    result = zone.load_one(ACCOUNTS, content)
    assert (result.status, result.reason) == ("quarantined_file", reason)
    assert zone.quarantine()[0]["source_row"] == 0


def test_missing_columns_are_listed(zone):
    result = zone.load_one("generic/responses/r.csv", "response_id,score\nr1,9\n")
    assert result.message == "missing: survey_id, responded_at"
    assert zone.quarantine()[0]["original_text"] == "missing: survey_id, responded_at"


def test_header_only_and_empty_files(zone):
    assert zone.load_one(ACCOUNTS, "account_id,name\n").warnings[-1] == "no rows"
    assert zone.load_one("generic/accounts/b.csv", "").status == "pending"


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=12))
def test_both_csv_readers_agree(tmp_path_factory, rows):
    import csv
    import io

    from ingestion.readers.lazy import scan_csv, shape

    path = tmp_path_factory.mktemp("csv") / "a.csv"
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path.write_text("account_id,name\n" + text.getvalue(), encoding="utf-8", newline="")
    entity = contract_for("generic").entity("accounts")
    header = Header(("account_id", "name"), 1, ",")
    columns = ["account_id", "name", "_source_row"]
    fast = shape(scan_csv(path, header), header.names, entity).select(columns).collect().rows()
    slow = [row for batch in batches(path, header, entity) for row in batch.frame[columns].rows()]
    assert slow == fast
    expected = [(a or None, b or None) for a, b in rows if a or b]
    assert [row[:2] for row in fast] == expected
