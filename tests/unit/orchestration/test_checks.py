"""The suites on the raw layer: real results, loud where marts would be wrong, no row values."""

from __future__ import annotations

import json

import duckdb
import pytest
from pipeline_support import land

from dagster_project.checks import results
from dagster_project.checks.aggregates import measure
from dagster_project.checks.measures import measures
from dagster_project.checks.results import Result
from dagster_project.checks.suite import check_source, report_path
from dagster_project.resources import Settings
from ingestion.contracts import all_contracts, contract_for
from ingestion.lake import initialise
from ingestion.load import ingest_source

RESPONSES = "response_id,survey_id,respondent_id,email,score,responded_at\n"
GOOD = "R1,S,P,p@x.example,9,2026-01-01\n"
BAD = "R9,S,P,x,14,2026-01-01\n"


def check(settings: Settings, source: str) -> dict[str, Result]:
    """Ingest and check one source; results by entity.check."""
    contract = contract_for(source)
    assert contract is not None
    ingest_source(settings.home, settings.extracts, source)
    return {f"{r.entity}.{r.check_name}": r for r in check_source(settings, contract)}


def test_good_data_passes_everything(settings: Settings) -> None:
    land(
        settings.extracts,
        "generic/responses/a.csv",
        RESPONSES + GOOD,
    )
    found = check(settings, "generic")
    assert all(r.is_passed for r in found.values())
    assert found["responses.rows_missing_from_lake"].observed_value == 0


def test_a_flipped_type_blocks_until_a_later_file_or_until_it_is_taken_away(
    settings: Settings,
) -> None:
    header = "account_id,usage_date,feature,events,active_users\n"
    bad = land(
        settings.extracts,
        "product_usage/daily/b.csv",
        header + "".join(f"A,2026-01-{day:02},f,many,1\n" for day in range(1, 28)),
    )
    flipped = check(settings, "product_usage")["daily.files_with_flipped_type"]
    assert (flipped.is_passed, flipped.is_blocking, flipped.observed_value) == (False, True, 1)
    land(settings.extracts, "product_usage/daily/c.csv", header + "A,2026-02-01,f,1,1\n")
    assert check(settings, "product_usage")["daily.files_with_flipped_type"].is_passed
    bad.unlink()
    assert check(settings, "product_usage")["daily.files_with_flipped_type"].is_passed


def test_an_unreadable_file_warns_and_blocks_nothing(settings: Settings) -> None:
    land(settings.extracts, "product_usage/daily/a.csv", "something,else\n1,2\n")
    found = check(settings, "product_usage")
    assert not found["daily.files_quarantined"].is_passed
    assert all(r.is_passed for r in found.values() if r.is_blocking)


def test_rows_lost_from_the_lake_block(settings: Settings) -> None:
    land(
        settings.extracts,
        "generic/responses/a.csv",
        RESPONSES + GOOD,
    )
    ingest_source(settings.home, settings.extracts, "generic")
    for path in (settings.lake / "raw" / "generic" / "responses").glob("*.parquet"):
        if path.name != "empty.parquet":
            path.unlink()
    contract = contract_for("generic")
    assert contract is not None
    broken = [r for r in check_source(settings, contract) if not r.is_passed]
    assert [(r.check_name, r.is_blocking) for r in broken] == [("rows_missing_from_lake", True)]


def test_quarantined_rows_are_counted_as_a_warning(settings: Settings) -> None:
    rows = [f"R{i},S,P{i},p@x.example,9,2026-01-01\n" for i in range(40)]
    land(
        settings.extracts,
        "generic/responses/a.csv",
        RESPONSES + "".join(rows) + "R9,S,P,x,14,2026-01-01\n",
    )
    found = check(settings, "generic")
    share = found["responses.quarantined_share"]
    assert (share.is_passed, share.is_blocking) == (False, False)
    assert share.observed_value == pytest.approx(1 / 41)


@pytest.mark.parametrize("contract", all_contracts(), ids=lambda contract: str(contract.source))
def test_every_measure_is_a_number_on_an_empty_lake(settings: Settings, contract: object) -> None:
    initialise(settings.home)
    for entity in contract:  # type: ignore[attr-defined]
        found = measures(contract, entity)  # type: ignore[arg-type]
        values = measure(settings, contract.source, entity.name, found)  # type: ignore[attr-defined]
        assert set(values) == {m.name for m in found}
        for m in found:
            low = m.minimum if m.minimum is not None else float("-inf")
            high = m.maximum if m.maximum is not None else float("inf")
            assert low <= values[m.name] <= high, (entity.name, m.name)


def test_reports_and_results_hold_aggregates_only(settings: Settings) -> None:
    land(
        settings.extracts,
        "generic/responses/a.csv",
        RESPONSES + "SECRET-ID,S,P,secret.person@x.example,14,2026-01-01\n",
    )
    check(settings, "generic")
    page = report_path(settings, "generic")
    for text in (page.read_text(), page.with_suffix(".json").read_text()):
        assert "SECRET-ID" not in text
        assert "secret.person" not in text
    rows = json.loads(page.with_suffix(".json").read_text())
    kept = duckdb.read_parquet(str(settings.lake / "checks" / "generic.parquet")).fetchall()
    assert len(rows) == len(kept) > 0


def test_unchanged_input_takes_the_kept_results(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    first = check(settings, "generic")
    monkeypatch.setattr("dagster_project.checks.suite._validate", None)
    assert check(settings, "generic") == first


def test_the_empty_results_file_is_typed(settings: Settings) -> None:
    results.write_empty(settings)
    table = duckdb.read_parquet(str(settings.lake / "checks" / "empty.parquet"))
    assert table.columns == [field.name for field in results.SCHEMA]
