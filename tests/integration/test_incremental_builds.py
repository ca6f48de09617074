"""Whatever lands in whatever order, a warehouse built bit by bit equals one built from nothing."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from build_support import build, ingest, land_other_desk
from pipeline_support import differences, make_sample

from dagster_project.warehouse import IN_PARTS, UNCHANGED

pytestmark = pytest.mark.slow

SEEDS = range(int(os.environ.get("LOYALTY_LANDING_SEQUENCES", "1")))
ACCOUNTS, LANDINGS = 40, 3
# Where the figures stand: by the data, which moves as files land, or by an override.
AS_OFS = ("", "2026-06-29", "2026-06-12")
CUT_IN_TWO_WAYS = {"int_usage_daily", "int_account_usage_windows", "fct_usage_monthly"}
# Lands last: it moves all days of two accounts, where other files move some days of all.
MERGER = Path("salesforce/Account/Account_merger.csv")
MERGED_ON = "2026-06-10T08:00:00.000Z"  # before each as_of
EVERYTHING = ("seeds", "intermediate", "marts", "quality", "meta", "exports")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Extracts of a small company."""
    extracts = make_sample(tmp_path_factory.mktemp("incremental"), ACCOUNTS)
    land_other_desk(extracts)
    _merge_two_accounts(extracts)
    return extracts


@pytest.mark.parametrize("seed", SEEDS)
def test_any_sequence_of_landings_equals_a_full_rebuild(
    company: Path, tmp_path: Path, seed: int
) -> None:
    """Late, duplicated, corrected and reverted files, and as_of that moves; every relation."""
    order = random.Random(seed)
    home, extracts = tmp_path / "home", tmp_path / "extracts"
    for number, files in enumerate(_landings(company, order)):
        as_of = {"LOYALTY_AS_OF": AS_OFS[(number + seed) % len(AS_OFS)]}
        for path in files:
            _land(company, path, extracts, order if number else None)
        ingest(home, extracts)
        results = build(home, **as_of)
        assert _misremembered(home) == []
        if number:
            assert _said(results, UNCHANGED) > 0, f"landing {number} built everything anew"
            assert _said(results, IN_PARTS) > 0, f"landing {number} built no table in parts"
    assert _is_merged(home)
    assert {n.node.name for n in results if n.message == IN_PARTS} >= CUT_IN_TWO_WAYS
    fresh = tmp_path / "fresh"
    shutil.copytree(home / "lake", fresh / "lake")
    anew = build(fresh, **as_of)
    assert _said(anew, UNCHANGED) == _said(anew, IN_PARTS) == 0
    assert _different(home, fresh) == []


def _landings(company: Path, order: random.Random) -> list[list[Path]]:
    """Every file once, in random order: most of them first, the others in a few landings."""
    files = sorted(p.relative_to(company) for p in company.rglob("*") if p.is_file())
    # A program's snapshot in force is the one that landed last; they stay in their order.
    settled = [p for p in files if p.parts[0] == "program" or p.name.startswith("_")]
    others = [p for p in files if p not in settled and p != MERGER]
    order.shuffle(others)
    late = len(others) // 20 or 1
    cuts = [others[i * late : (i + 1) * late] for i in range(LANDINGS - 1)]
    return [settled + others[(LANDINGS - 1) * late :], *cuts[:-1], [*cuts[-1], MERGER]]


def _merge_two_accounts(extracts: Path) -> None:
    """A file of the CRM's in which one account with usage has been merged into another."""
    accounts = f"read_csv('{extracts}/salesforce/Account/*.csv', all_varchar = true)"
    with duckdb.connect() as connection:
        merged, survivor = connection.execute(
            f"select accounts.Id from (select distinct Id from {accounts}) as accounts"
            f" semi join read_parquet('{extracts}/product_usage/daily/*.parquet') as usage"
            " on usage.account_id = accounts.Id order by 1 limit 2"
        ).fetchall()
        connection.execute(
            f"copy (select * replace ('true' as IsDeleted, '{survivor[0]}' as MasterRecordId,"
            f" '{MERGED_ON}' as LastModifiedDate, '{MERGED_ON}' as SystemModstamp)"
            f" from {accounts} where Id = '{merged[0]}' limit 1)"
            f" to '{extracts / MERGER}' (header, force_quote *)"
        )


def _is_merged(home: Path) -> bool:
    """Whether usage under two ids is one account's."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        row = connection.execute(
            "select count(*) from intermediate.int_usage_ids where is_shared and landed_id <> account_id"
        ).fetchone()
    return row is not None and row[0] > 0


def _land(company: Path, path: Path, extracts: Path, order: random.Random | None) -> None:
    """Put a file there; a late one also as a duplicate, or first wrong, then corrected."""
    target = extracts / path
    target.parent.mkdir(parents=True, exist_ok=True)
    content = (company / path).read_bytes()
    target.write_bytes(content)
    if order is None or path.suffix not in {".csv", ".ndjson"}:
        return
    other = target.with_name(f"{path.stem}_again{path.suffix}")
    match order.choice(["duplicate", "corrected", "reverted", "as it is"]):
        case "duplicate":
            other.write_bytes(content)
        case "corrected":
            other.write_bytes(_altered(content))
        case "reverted":
            other.write_bytes(_altered(content))
            target.with_name(f"{path.stem}_back{path.suffix}").write_bytes(content + b"\n")


def _altered(content: bytes) -> bytes:
    """The file without its last row, as a tool exports it that has deleted something."""
    lines = content.rstrip(b"\n").split(b"\n")
    return b"\n".join(lines[:-1] if len(lines) > 4 else lines) + b"\n"


def _said(results: list[Any], outcome: str) -> int:
    """How many tables answered so."""
    return sum(node.message == outcome for node in results)


def _misremembered(home: Path) -> list[str]:
    """Tables whose rows are not those of the digest that the build remembers of them."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        remembered = connection.execute(
            "select concat_ws('.', schema_name, table_name), content from duckdb_tables()"
            " inner join build_state.nodes on node = concat('model.loyalty_ledger.', table_name)"
            " where schema_name in $1",
            [list(EVERYTHING)],
        ).fetchall()
        assert remembered
        digest = "concat_ws(':', count(*), coalesce(bit_xor(h), 0), coalesce(sum(h), 0))"
        return [
            table
            for table, content in remembered
            if connection.execute(
                f"select {digest} from (select hash(whole_row) as h from {table} as whole_row)"
            ).fetchone()
            != (content.rsplit(":", 1)[0],)
        ]


def _different(home: Path, fresh: Path) -> list[str]:
    """Relations that differ, and a check that there was something to compare."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        row = connection.execute("select count(*) from marts.fct_survey_responses").fetchone()
    assert row is not None
    assert row[0] > 0
    return differences(home / "warehouse.duckdb", fresh / "warehouse.duckdb", schemas=EVERYTHING)
