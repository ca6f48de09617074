"""Every reason of the vocabulary, by a row or file that has it."""

import pytest

RESPONSE = "response_id,survey_id,respondent_id,email,account_id,score,responded_at\n"
USAGE = "account_id,usage_date,feature,events,active_users\n"
GOOD = "".join(f"g{i},s1,p,e@example.com,a,9,2026-01-05 10:00:00\n" for i in range(30))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",s1,p,e@example.com,a,9,2026-01-05", "missing_key"),
        ("  ,s1,p,e@example.com,a,9,2026-01-05", "missing_key"),
        ("r,,p,e@example.com,a,9,2026-01-05", "unknown_survey"),
        ("r,s1,p,e@example.com,a,9,", "missing_responded_at"),
        ("r,s1,p,e@example.com,a,9,yesterday", "unparsable_responded_at"),
        ("r,s1,p,e@example.com,a,9,2026-02-30", "impossible_date"),
        ("r,s1,p,e@example.com,a,9,2026-02-03 25:00:00", "impossible_date"),
        ("r,s1,p,e@example.com,a,9.5,2026-01-05", "score_not_integer"),
        ("r,s1,p,e@example.com,a,nine,2026-01-05", "score_not_integer"),
        ("r,s1,p,e@example.com,a,11,2026-01-05", "score_out_of_scale"),
        ("r,s1,p,e@example.com,a,-1,2026-01-05", "score_out_of_scale"),
    ],
)
def test_rejected_rows(zone, row, reason):
    result = zone.load_one("generic/responses/r.csv", RESPONSE + GOOD + row + "\n")
    assert (result.rows_in, result.rows_loaded, result.rows_quarantined) == (31, 30, 1)
    rejected = zone.quarantine()[0]
    assert rejected["reason"] == reason
    assert rejected["original_text"] == row
    assert (rejected["source_row"], rejected["file_sha256"]) == (31, result.sha256)
    assert (rejected["source"], rejected["entity"]) == ("generic", "responses")


@pytest.mark.parametrize(
    "row",
    [
        "r,s1,p,e@example.com,a,9.0,2026-01-05",
        "r,s1,p,e@example.com,a, 10 ,2026-01-05T10:00",
        "r,s1,p,e@example.com,a,,2026-01-05T10:00:00.000Z",
        "r,s1,,,,0,2099-12-31T10:00:00.000+0000",
        "r,s1,,,,0,2026-01-05 10:00:00+02:00",
        "r,s1,,,,0,2024-02-29 23:59:59.123456-0330",
    ],
)
def test_accepted_rows(zone, row):
    assert zone.load_one("generic/responses/r.csv", f"{RESPONSE}{row}\n").rows_loaded == 1


def test_an_impossible_date_in_an_optional_column_rejects_too(zone):
    good = "".join(f"t{i},2026-01-05,2026-01-06,open\n" for i in range(30))
    header = "ticket_id,created_at,solved_at,status\n"
    zone.load_one("generic/tickets/t.csv", f"{header}{good}t,2026-01-05,2026-13-01,open\n")
    assert zone.reasons() == ["impossible_date"]


def test_other_optional_cells_are_loaded_and_warned_about(zone):
    good = "".join(f"a{i},2026-01-05,f,1,1\n" for i in range(30))
    result = zone.load_one("product_usage/daily/u.csv", f"{USAGE}{good}a,2026-01-05,f,1,many\n")
    assert result.rows_loaded == 31
    assert result.warnings == ("1 values of active_users do not read as their type",)
    assert zone.raw("product_usage/daily")[-1]["active_users"] == "many"


def test_epochs_in_milliseconds_are_no_epochs(zone):
    good = "".join(
        f'{{"id":"in_{i}","customer":"c","created":1700000000,"currency":"usd"}}\n'
        for i in range(30)
    )
    bad = '{"id":"in","customer":"c","created":1700000000000,"currency":"usd"}\n'
    zone.load_one("stripe/invoices/i.ndjson", good + bad)
    assert zone.reasons() == ["unparsable_created"]


def test_json_text_in_a_csv(zone):
    good = 'o{0},N,,"[""a.example""]",2026-01-05,2026-01-05\n'
    rows = "".join(good.format(i) for i in range(30)) + "o,N,,a.example,2026-01-05,2026-01-05\n"
    header = "id,name,external_id,domain_names,created_at,updated_at\n"
    zone.load_one("zendesk/organizations/o.csv", header + rows)
    assert zone.reasons() == ["unparsable_domain_names"]


@pytest.mark.parametrize(("bad", "flips"), [(5, False), (6, True)])
def test_a_type_flip_is_more_than_one_row_in_twenty(zone, bad, flips):
    rows = ["a,2026-01-05,f,1,1"] * (100 - bad) + ["a,2026-01-05,f,1,many"] * bad
    result = zone.load_one("product_usage/daily/u.csv", USAGE + "\n".join(rows) + "\n")
    if not flips:
        assert (result.status, result.rows_loaded) == ("loaded", 100)
        return
    assert (result.status, result.reason) == ("quarantined_file", "type_flip")
    assert (result.rows_in, result.rows_loaded, result.rows_quarantined) == (100, 0, 100)
    assert result.message == "active_users (6 of 100 rows do not read as integer)"
    assert zone.raw("product_usage/daily") == []
    # It fails loudly as long as the file lies there.
    assert [file.reason for file in zone.load("product_usage").type_flips] == ["type_flip"]


def test_unknown_entities_and_extensions_are_reported(zone):
    zone.land("generic/acounts/a.csv", "account_id\na1\n")
    zone.land("generic/accounts/a.xlsx", b"PK")
    zone.land("generic/loose.csv", "account_id\na1\n")
    report = zone.load("generic")
    assert {file.path: file.reason for file in report.quarantined_files} == {
        "generic/acounts/a.csv": "unknown_entity",
        "generic/accounts/a.xlsx": "unsupported_extension",
        "generic/loose.csv": "unknown_entity",
    }
    assert len(zone.load("generic").quarantined_files) == 3


def test_one_bad_file_fails_nothing_else(zone):
    zone.land("generic/accounts/a.parquet", b"PAR1 but no more")
    zone.land("generic/accounts/b.csv", "account_id,name\na1,A\n")
    report = zone.load("generic")
    assert [file.status for file in report.files] == ["quarantined_file", "loaded"]


def test_names_that_are_no_text_are_reported(zone):
    folder = zone.land("generic/accounts/a.csv", "account_id,name\na1,A\n").parent
    try:
        (folder / "caf\udce9.csv").write_text("account_id\na2\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    report = zone.load("generic")
    assert [file.status for file in report.files] == ["loaded"]
    assert report.problems == [
        "'generic/accounts/caf\\udce9.csv': the name is not UTF-8; left until it is renamed"
    ]


def test_unfinished_transfers_are_named(zone):
    zone.land("generic/accounts/a.csv.part", "account_id")
    assert zone.load("generic").problems == [
        "generic/accounts/a.csv.part: named as an unfinished transfer; left until it is renamed"
    ]
