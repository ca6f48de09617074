"""Erase a person: nothing of theirs stays in the lake, nor comes back when its file lands again.

What is removed: rows about the person in every raw file, rejected rows that name them, their
address wherever another record mentions it; derived files, the warehouse and every publication,
because these are rebuilt from the lake. What stays: a tombstone of keyed hashes, and the landings
log with the content hashes of the files, lowered by the rows that went. The landing zone is not
ours to change: the report names the files that still hold the person.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import uuid
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion import files, lake, merged
from ingestion.contracts import Entity, all_contracts
from ingestion.erasures import Eraser, keyed_hash, normalise, read_eraser
from ingestion.landings import rewrite
from ingestion.layout import TOMBSTONES, Lake, raw_schema
from ingestion.links import identifiers_of
from ingestion.lock import LockedError, writer_lock

DONE = ".done"


@dataclass
class ErasureReport:
    """What an erasure removed. ``extracts``: landed files that still name the person.

    ``needs_rebuild``: the warehouse and the publications were removed; run the pipeline.
    ``shared``: identifiers that were not followed because several people use them.
    """

    erasure_id: str
    identifiers: int = 0
    rows_removed: int = 0
    cells_scrubbed_files: int = 0
    quarantined_removed: int = 0
    extracts: list[str] = field(default_factory=list)
    shared: int = 0
    needs_rebuild: bool = False


def erase(
    home: Path, identifier: str, *, wait: bool | float = False, take_lock: bool = True,
    keep_current_publication: bool = False,
) -> ErasureReport:  # fmt: skip
    """Erase the person whom ``identifier`` (e-mail, CRM contact id, respondent id) names.

    A tool's own number is given with the tool's name, ``zendesk:123``. With
    ``keep_current_publication`` the caller undertakes to rebuild at once and to call
    ``remove_publications`` afterwards. Raises LockedError, ValueError (blank identifier).
    """
    if not identifier.strip():
        raise ValueError("whom to erase: an e-mail address, a contact id or a respondent id")
    with writer_lock(home, wait) if take_lock else nullcontext():
        target = lake.initialise(home)
        merged.settle(target)
        finish_erasures(target)
        people, shared = identifiers_of(target, normalise(identifier))
        erasure_id = uuid.uuid4().hex
        # The tombstone first: from here on the erasure completes, whatever happens to us.
        _bury(target, erasure_id, people)
        report = ErasureReport(erasure_id, identifiers=len(people), shared=shared)
        _apply(target, read_eraser(target), report)
        report.needs_rebuild = remove_rebuildable(home, keep_current_publication)
        _mark_done(target, erasure_id)
        return report


def finish_erasures(target: Lake) -> None:
    """Complete erasures that a dead process began. Under the writer lock only."""
    for path in lake.data_files(target.tombstones):
        if not path.with_suffix(DONE).exists():
            _apply(target, read_eraser(target), ErasureReport(path.stem))
            remove_rebuildable(target.home, keep_current=False)
            _mark_done(target, path.stem)


def remove_rebuildable(home: Path, keep_current: bool) -> bool:
    """Remove the warehouse, derived files and publications; say whether there were any."""
    remove_exports(home)
    found = remove_publications(home, keep_current)
    derived = Lake(home).root / "derived"
    for path in sorted(derived.rglob("*.parquet")):
        if path.name != lake.EMPTY:
            path.unlink()
            found = True
    for path in sorted(home.glob("warehouse.duckdb*")):  # with its log and spilled rows
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        found = True
    if (home / "spark").is_dir():  # the tables of a build on Spark
        shutil.rmtree(home / "spark")
        found = True
    return found


def remove_publications(home: Path, keep_current: bool) -> bool:
    """Remove kept publications with their exports, the current one too unless told otherwise."""
    published = home / "published"
    pointer = published / "marts.duckdb"
    current = pointer.resolve().stem if keep_current and pointer.exists() else None
    found = False
    for path in sorted((published / "versions").glob("*")):
        # A publication is `<id>.duckdb` and the folder `<id>`.
        if current is not None and path.name.removesuffix(".duckdb") == current:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        found = True
    remove_exports(home, keep=current)
    if current is None and (pointer.is_symlink() or pointer.exists()):
        pointer.unlink()
    return found


def remove_exports(home: Path, keep: str | None = None) -> None:
    """Remove the exports of every publication but `keep`. They name people by the CRM's own ids."""
    folder = home / "published" / "exports"
    for path in sorted(folder.glob("*")):
        if path.is_symlink():
            if path.readlink().name != keep:
                path.unlink()
        elif path.name != keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _bury(target: Lake, erasure_id: str, people: set[str]) -> None:
    key = read_eraser(target).key
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        {"erasure_id": erasure_id, "identifier_hash": hashed, "erased_at": now}
        for hashed in sorted(keyed_hash(key, name) for name in people)
    ]
    table = pa.Table.from_pylist(rows, schema=TOMBSTONES)
    files.write_table(table, target.tombstones / f"{erasure_id}.parquet", target.scratch)


def _mark_done(target: Lake, erasure_id: str) -> None:
    files.write_text("", target.tombstones / f"{erasure_id}{DONE}", target.scratch)


def _apply(target: Lake, eraser: Eraser, report: ErasureReport) -> None:
    counts, touched = {}, set[str]()
    for contract in all_contracts():
        for entity in contract:
            for path in lake.data_files(target.raw(contract.source, entity.name)):
                _clean_raw(target, path, contract.source, entity, eraser, report, touched)
    for path in lake.data_files(target.quarantine):
        _clean_quarantine(target, path, eraser, report, touched)
    # Counted anew rather than lowered: right after an erasure that was interrupted, too.
    for contract in all_contracts():
        for entity in contract:
            for path in lake.data_files(target.raw(contract.source, entity.name)):
                for sha256, accepted in merged.rows_by_content(path).items():
                    key = (contract.source, entity.name, sha256)
                    rejected = target.quarantine_file(*key)
                    rows = pq.read_metadata(rejected).num_rows if rejected.exists() else 0
                    counts[key] = (accepted, rows)
    rewrite(target, counts)
    report.extracts = sorted(touched)


def _clean_raw(
    target: Lake, path: Path, source: str, entity: Entity, eraser: Eraser,
    report: ErasureReport, touched: set[str],
) -> None:  # fmt: skip
    schema = raw_schema(entity)
    present = set(pq.read_schema(path).names)
    missing = [pl.lit(None, dtype=pl.String).alias(name) for name in entity.names
               if name not in present]  # fmt: skip
    rows = pl.scan_parquet(path, glob=False).with_columns(missing)
    about = eraser.is_about(entity, source)
    scrubbed = eraser.scrubbed(entity, source)
    changed = [column.ne_missing(pl.col(column.meta.output_name())) for column in scrubbed]
    touching = pl.any_horizontal(about, *changed)
    found = rows.select(
        about.sum().alias("rows"),
        touching.sum().alias("touched"),
        pl.len().alias("all"),
        pl.col("_source_file").filter(touching).unique().implode().alias("files"),
    ).collect(engine="streaming").row(0, named=True)  # fmt: skip
    if not found["touched"]:
        return
    touched.update(found["files"])
    aside = target.scratch / f"{uuid.uuid4().hex}.parquet"
    target.scratch.mkdir(parents=True, exist_ok=True)
    rest = rows.filter(~about).with_columns(scrubbed).select(schema.names)
    parts = merged.metadata_of(merged.parts_of(path)) if merged.is_merged(path) else None
    rest.sink_parquet(aside, engine="streaming", metadata=parts)
    if pq.read_metadata(aside).num_rows != found["all"] - found["rows"]:
        raise AssertionError(f"{path.name}: erasing {found['rows']} rows removed another number")
    files.publish(aside, path)
    report.rows_removed += found["rows"]
    report.cells_scrubbed_files += int(found["touched"] > found["rows"])


def _clean_quarantine(
    target: Lake, path: Path, eraser: Eraser, report: ErasureReport, touched: set[str]
) -> None:
    rows = pl.read_parquet(path, glob=False)
    source = path.name.split("__", 1)[0]
    # A row numbered 0 stands for a whole file and holds no values of it.
    named = rows.with_columns(pl.col("original_text").alias("__original")).select(
        eraser.in_original(source) & (pl.col("source_row") > 0)
    ).to_series()  # fmt: skip
    if not named.any():
        return
    touched.update(rows.filter(named)["source_file"].to_list())
    kept = rows.filter(~named)
    files.write_table(kept.to_arrow(), path, target.scratch)
    report.quarantined_removed += int(named.sum())


def main(arguments: list[str] | None = None) -> int:
    """Run ``python -m ingestion.erase``; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m ingestion.erase", description=__doc__)
    parser.add_argument("person", help="e-mail address, contact id or respondent id")
    parser.add_argument(
        "--home", type=Path, default=Path(os.environ.get("LOYALTY_HOME") or "var"),
        help="where the lake stands (default: LOYALTY_HOME, else var)",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    try:
        report = erase(options.home, options.person)
    except (LockedError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{report.rows_removed} rows and {report.quarantined_removed} rejected rows removed")
    for path in report.extracts:
        print(f"still named in the landing zone: {path}")
    if report.shared:
        print(f"{report.shared} identifiers not followed: several people share them")
    if report.needs_rebuild:
        print("warehouse and publications were removed: run the pipeline to rebuild them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
