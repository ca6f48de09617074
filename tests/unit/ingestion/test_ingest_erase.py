import gzip
import json

import pytest

from ingestion import erase as module
from ingestion.erase import erase, finish_erasures
from ingestion.links import identifiers_of

CRM = "0035g00000AbCdEAAZ"
RESPONSES = (
    "response_id,survey_id,respondent_id,email,account_id,score,comment,responded_at\n"
    f"r1,s1,{CRM},Ann@Example.com,a1,9,call me,2026-01-05\n"
    "r2,s1,p2,bob@example.com,a1,3,ask ann@example.com,2026-01-05\n"
    "r3,s1,p3,eve@example.com,a1,11,forwarded to ann@example.com,2026-01-05\n"
    f"r4,s1,{CRM},,a1,8,no address here,2026-01-06\n"
)
CONTACTS = (
    "Id,AccountId,Email,Title,IsDeleted,CreatedDate,SystemModstamp\n"
    f"{CRM},001,ann@example.com,CEO,0,2025-01-01,2025-01-01\n"
    "0035g00000ZZZZZAAA,001,bob@example.com,CFO,0,2025-01-01,2025-01-01\n"
)
USERS = (
    json.dumps({"id": 12, "email": "ann@example.com", "external_id": CRM, "name": "Ann"})
    + "\n"
    + json.dumps({"id": 13, "email": "bob@example.com"})
    + "\n"
)
TICKETS = "".join(
    json.dumps({"id": i, "requester_id": i, "created_at": "2026-01-05T00:00:00Z",
                "updated_at": "2026-01-05T00:00:00Z", "organization_id": 1}) + "\n"
    for i in (12, 13)
)  # fmt: skip
CUSTOMERS = (
    json.dumps({"id": "cus_1", "email": "ANN@example.com", "created": 1,
                "metadata": {"salesforce_account_id": "001", "buyer": "ann@example.com"}})
    + "\n"
)  # fmt: skip
BROKEN = '{"id": "cus_2", "email": "ann@example.com"\n'


@pytest.fixture
def company(zone):
    zone.land("generic/responses/r.csv", RESPONSES)
    zone.land("salesforce/Contact/c.csv", CONTACTS)
    zone.land("zendesk/users/u.ndjson", USERS)
    zone.land("zendesk/tickets/t.ndjson", TICKETS)
    zone.land("stripe/customers/c.ndjson", CUSTOMERS + BROKEN)
    load_all(zone)
    return zone


def load_all(zone):
    return [zone.load(source) for source in ("generic", "salesforce", "zendesk", "stripe")]


def assert_gone(zone):
    everything = zone.bytes_of_home().lower()
    assert b"ann@example.com" not in everything
    assert CRM[:15].lower().encode() not in everything
    assert [row["response_id"] for row in zone.raw("generic/responses")] == ["r2"]
    assert zone.raw("generic/responses")[0]["comment"] == "ask [erased]"
    assert [row["Email"] for row in zone.raw("salesforce/Contact")] == ["bob@example.com"]
    assert [row["id"] for row in zone.raw("zendesk/users")] == ["13"]
    # The company's tickets and its billing stay, without the person.
    assert [(r["id"], r["requester_id"]) for r in zone.raw("zendesk/tickets")] == [
        ("12", None),
        ("13", "13"),
    ]
    customer = zone.raw("stripe/customers")[0]
    assert customer["email"] is None
    assert json.loads(customer["metadata"])["salesforce_account_id"] == "001"


@pytest.mark.parametrize("identifier", [" ANN@example.com", CRM, CRM[:15], "zendesk:12"])
def test_nothing_of_the_person_is_left(company, identifier):
    report = erase(company.home, identifier)
    assert_gone(company)
    assert report.rows_removed == 4
    assert report.quarantined_removed == 2
    assert report.extracts == [
        "generic/responses/r.csv",
        "salesforce/Contact/c.csv",
        "stripe/customers/c.ndjson",
        "zendesk/tickets/t.ndjson",
        "zendesk/users/u.ndjson",
    ]
    counts = {row.path: (row.rows_in, row.rows_loaded, row.rows_quarantined)
              for row in company.log()}  # fmt: skip
    assert counts["generic/responses/r.csv"] == (1, 1, 0)


def test_landing_again_does_not_bring_them_back(company):
    erase(company.home, "ann@example.com")
    assert not any(report.changed for report in load_all(company))
    # The same file again, then under other bytes and another format.
    company.land("generic/responses/copy.csv", RESPONSES)
    company.land("salesforce/Contact/new.csv", CONTACTS + "\n")
    company.land("zendesk/users/new.ndjson.gz", gzip.decompress(gzip.compress(USERS.encode())))
    company.land("zendesk/tickets/new.ndjson", TICKETS + "\n")
    company.land("stripe/customers/new.ndjson", "\n" + CUSTOMERS + BROKEN)
    reports = load_all(company)
    texts = [warning for report in reports for warning in report.warnings]
    assert "salesforce/Contact/new.csv: 1 rows of erased persons left out" in texts
    assert "stripe/customers/new.ndjson: 1 rows of erased persons left out" in texts
    everything = company.bytes_of_home().lower()
    assert b"ann@example.com" not in everything
    assert CRM[:15].lower().encode() not in everything
    for report in reports:
        for file in report.new_files:
            assert file.rows_in == file.rows_loaded + file.rows_quarantined


def test_the_tombstone_does_not_name_the_person(company):
    erase(company.home, "ann@example.com")
    names = sorted(path.suffix for path in company.lake.tombstones.iterdir())
    assert names == [".done", ".parquet", ".parquet"]


def test_what_is_rebuilt_from_the_lake_is_removed(company):
    home = company.home
    versions = home / "published" / "versions"
    for name in ("p1", "p2"):
        (versions / name / "marts").mkdir(parents=True)
        (versions / f"{name}.duckdb").write_text(name)
    (home / "published" / "marts.duckdb").symlink_to(versions / "p2.duckdb")
    (home / "warehouse.duckdb").write_text("w")
    (home / "spark" / "warehouse" / "marts.db").mkdir(parents=True)
    (company.lake.root / "derived").mkdir()
    (company.lake.root / "derived" / "churn.parquet").write_text("d")
    report = erase(home, "nobody@example.com", keep_current_publication=True)
    assert report.needs_rebuild
    assert sorted(path.name for path in versions.iterdir()) == ["p2", "p2.duckdb"]
    assert not (home / "warehouse.duckdb").exists()
    assert not (home / "spark").exists()
    assert not (company.lake.root / "derived" / "churn.parquet").exists()
    assert erase(home, "nobody@example.com").needs_rebuild
    assert list(versions.iterdir()) == []
    assert not (home / "published" / "marts.duckdb").is_symlink()
    assert not erase(home, "nobody@example.com").needs_rebuild


def test_an_interrupted_erasure_is_completed_by_the_next_run(company, monkeypatch):
    def die(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_clean_quarantine", die)
    with pytest.raises(KeyboardInterrupt):
        erase(company.home, "ann@example.com")
    monkeypatch.undo()
    company.load("program")
    assert_gone(company)
    finish_erasures(company.lake)
    assert company.log()[0].rows_in == company.log()[0].rows_loaded == 1


def test_a_shared_identifier_is_not_followed(zone):
    rows = "".join(f"r{i},s1,anonymous,p{i}@example.com,a,9,2026-01-05\n" for i in range(12))
    header = "response_id,survey_id,respondent_id,email,account_id,score,responded_at\n"
    zone.load_one("generic/responses/r.csv", header + rows)
    assert identifiers_of(zone.lake, "p1@example.com") == ({"p1@example.com"}, 1)
    assert erase(zone.home, "p1@example.com").shared == 1
    assert len(zone.raw("generic/responses")) == 11


def test_a_number_of_one_tool_means_nothing_in_another(company):
    erase(company.home, "12")
    assert len(company.raw("zendesk/users")) == 2


def test_nobody(company):
    with pytest.raises(ValueError, match="whom to erase"):
        erase(company.home, " ")


def test_command_line(company, capsys):
    assert module.main(["ann@example.com", "--home", str(company.home)]) == 0
    printed = capsys.readouterr().out
    assert "4 rows and 2 rejected rows removed" in printed
    assert "still named in the landing zone: generic/responses/r.csv" in printed
    assert module.main([" ", "--home", str(company.home)]) == 2
