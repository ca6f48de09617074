"""Command line: initialise a home and load what has landed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ingestion.contracts import source_names
from ingestion.discover import discover, unknown_sources
from ingestion.lake import initialise
from ingestion.load import ingest_source
from ingestion.lock import LockedError, writer_lock
from ingestion.report import FileResult
from ingestion.sample_guard import MixedDataError


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns its exit status: 0, 1 for a type flip, 2 for an error."""
    options = _parser().parse_args(arguments)
    wait: bool | float = True if options.wait < 0 else options.wait
    try:
        with writer_lock(options.home, wait):
            initialise(options.home, os.environ.get("LOYALTY_HASH_KEY") or None)
            return _ingest(options)
    except (LockedError, MixedDataError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingestion",
        description="Load what has landed in the extracts folder into the lake. Loading twice is "
        "harmless; a run that was killed is completed by the next.",
    )
    parser.add_argument(
        "--home", type=Path, default=os.environ.get("LOYALTY_HOME") or Path("var"),
        help="where the lake stands (default: LOYALTY_HOME, else var)",
    )  # fmt: skip
    parser.add_argument(
        "--extracts", type=Path, default=os.environ.get("LOYALTY_EXTRACTS") or Path("extracts"),
        help="the landing zone (default: LOYALTY_EXTRACTS, else extracts)",
    )  # fmt: skip
    parser.add_argument(
        "--source",
        choices=source_names(),
        action="append",
        help="only this source; may be repeated",
    )
    parser.add_argument(
        "--wait", type=float, default=0, metavar="SECONDS",
        help="how long to wait for another writer; negative: as long as it takes (default: 0)",
    )  # fmt: skip
    parser.add_argument(
        "--settle", type=float, default=2.0, metavar="SECONDS",
        help="look again at files modified more recently than this (default: 2)",
    )  # fmt: skip
    return parser


def _ingest(options: argparse.Namespace) -> int:
    if not options.extracts.is_dir():
        print(f"{options.extracts} does not exist: nothing has landed", file=sys.stderr)
    for name in unknown_sources(options.extracts):
        print(f"! {name}: no source of this name is known; not loaded", file=sys.stderr)
    flipped = False
    for source in options.source or source_names():
        if not discover(options.extracts, source):
            print(f"{source}: no extracts")
            continue
        report = ingest_source(
            options.home, options.extracts, source,
            take_lock=False, settle_seconds=options.settle, on_file=_print_file,
        )  # fmt: skip
        flipped = flipped or bool(report.type_flips)
        for problem in report.problems:
            print(f"  ! {problem}")
        print(
            f"{source}: {len(report.new_files)} new of {len(report.files)} files, "
            f"{report.rows_loaded:,} rows loaded, {report.rows_quarantined:,} quarantined"
        )
    return 1 if flipped else 0


def _print_file(result: FileResult) -> None:
    if result.status == "unchanged":
        return
    text = f"  {result.path}: {result.status}"
    if result.status == "loaded":
        text += f", {result.rows_loaded:,} rows, {result.rows_quarantined:,} quarantined"
    detail = ": ".join(dict.fromkeys(text for text in (result.reason, result.message) if text))
    print(text + (f" ({detail})" if detail else ""), flush=True)
    for warning in result.warnings:
        print(f"    warning: {warning}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
