"""One landed file: read, validate, write aside, and judge as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa

from ingestion import checks
from ingestion.contracts import Entity, contract_for
from ingestion.discover import LandedFile
from ingestion.erasures import Eraser
from ingestion.outcome import Outcome, judged, whole_file
from ingestion.plan import Lineage, Plan
from ingestion.prepare import Text, UnreadableError, as_text
from ingestion.readers import json_array, lazy, uneven_csv
from ingestion.readers.batches import Batch, RecordBatcher, from_frame
from ingestion.readers.blocks import Block, of_lines
from ingestion.readers.codes import CodedFile
from ingestion.readers.header import Header, read_header
from ingestion.writer import Written, write_batches, write_lazy

AT_ONCE = 1 << 18
"""Bytes of a file up to which its rows are held in memory together."""


@dataclass(frozen=True)
class Judge:
    """What rows are judged by besides their contract: score scales, and who was erased."""

    scales: checks.Scales
    eraser: Eraser


def load_file(
    path: Path, landed: LandedFile, lineage: Lineage, judge: Judge, scratch: Path
) -> Outcome:
    """Read ``path`` into Parquet files under ``scratch``.

    Raises PendingError for a file that is not finished. Anything else that is wrong with the file
    is in the outcome.
    """
    if landed.problem is not None:
        return whole_file(
            lineage, landed.entity, landed.problem, _PROBLEMS[landed.problem], scratch
        )
    contract = contract_for(landed.source)
    entity = contract.entity(landed.entity) if contract else None
    assert entity is not None
    try:
        return _FileLoad(path, landed, entity, lineage, judge, scratch).run()
    except UnreadableError as error:
        return whole_file(lineage, landed.entity, error.reason, str(error), scratch)


_PROBLEMS = {
    "unknown_source": "no source of this name is known",
    "unknown_entity": "the source has no entity of this name",
    "unsupported_extension": "expected .csv, .ndjson, .jsonl (each also .gz), .json or .parquet",
}


class _FileLoad:
    def __init__(
        self,
        path: Path,
        landed: LandedFile,
        entity: Entity,
        lineage: Lineage,
        judge: Judge,
        scratch: Path,
    ) -> None:
        self._path = path
        self._landed = landed
        self._entity = entity
        self._lineage = lineage
        self._judge = judge
        self._scratch = scratch
        self._warnings: list[str] = []
        self._is_response_export = entity.score is not None and entity.score.column is None

    def run(self) -> Outcome:
        written = self._parquet() if self._landed.format == "parquet" else self._text()
        return judged(written, self._entity, self._lineage, self._warnings, self._scratch)

    def _text(self) -> Written:
        is_csv = self._landed.format == "csv"
        text = as_text(self._path, self._landed.is_gzipped, self._scratch, has_quotes=is_csv)
        self._warnings += text.warnings
        if is_csv:
            return self._csv(text)
        if self._landed.format == "ndjson":
            blocks: Iterator[Block] = of_lines(text.path)
        else:
            blocks = json_array.blocks(text.path, self._entity.name)
        batches = RecordBatcher(self._entity).batches(blocks)
        present = frozenset(self._entity.names)
        plan = self._plan(present, {})
        written = write_batches(self._watch(batches), plan, self._scratch)
        # An API leaves members without a value out: only required ones are missed.
        self._require(self._seen | plan.constants.keys(), rows=written.rows_in)
        return written

    def _watch(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Note which declared columns any record had."""
        self._seen: set[str] = set()
        for batch in batches:
            for name in self._entity.names:
                if name not in self._seen and batch.frame[name].null_count() < len(batch.frame):
                    self._seen.add(name)
            yield batch

    def _csv(self, text: Text) -> Written:
        header = read_header(text.path, self._entity, self._is_response_export)
        self._warnings += header.warnings
        plan = self._plan(frozenset(header.names) & frozenset(self._entity.names), header.constants)
        self._missing(plan.present | plan.constants.keys())
        # An odd number of quotes means one that never closes: it would swallow the rows after it.
        if text.quote_count % 2 == 0:
            try:
                frame = lazy.scan_csv(text.path, header)
                shaped = lazy.shape(frame, header.names, self._entity)
                original = lazy.original_csv(header.names, self._entity)
                return self._named(self._shaped(shaped, plan, original, text.path), header)
            except pl.exceptions.PolarsError:
                pass  # some record is uneven: read again, record by record
        batches = uneven_csv.batches(text.path, header, self._entity)
        return self._named(write_batches(batches, plan, self._scratch), header)

    def _shaped(self, shaped: pl.LazyFrame, plan: Plan, original: pl.Expr, path: Path) -> Written:
        """Stream a large file; a small one is quicker read at once."""
        if path.stat().st_size > AT_ONCE:
            return write_lazy(shaped, plan, original, self._scratch)
        return write_batches([from_frame(shaped.collect(), original)], plan, self._scratch)

    def _named(self, written: Written, header: Header) -> Written:
        written.extra_names = {name for name in header.names if name not in self._entity.names}
        return written

    def _parquet(self) -> Written:
        scan = lazy.scan_parquet(self._path, self._entity)
        self._warnings += scan.warnings
        plan = self._plan(frozenset(scan.names) & frozenset(self._entity.names), {})
        self._missing(plan.present | plan.constants.keys())
        written = self._coded(CodedFile(self._path, scan, plan))
        if written is None:
            try:
                shaped = lazy.shape(scan.frame, scan.names, self._entity)
                original = lazy.original_json(scan.names, self._entity)
                written = self._shaped(shaped, plan, original, self._path)
            except pl.exceptions.PolarsError as error:
                raise UnreadableError("unreadable_file", f"damaged Parquet: {error}") from error
        written.extra_names = {name for name in scan.names if name not in self._entity.names}
        return written

    def _coded(self, file: CodedFile) -> Written | None:
        """Write the file value by value; None when that cannot be done."""
        try:
            if file.suits():
                return write_batches(file.batches(), file.plan, self._scratch, is_coded=True)
        except (pa.ArrowException, OSError, pl.exceptions.PolarsError):
            pass  # the scan by rows says what is wrong, if anything is
        return None

    def _plan(self, present: frozenset[str], constants: dict[str, str]) -> Plan:
        constants = dict(constants)
        if "time_zone" in constants:
            constants["time_zone"] = _time_zone(constants["time_zone"])
        if self._is_response_export:
            survey = survey_in_path(self._landed.path)
            if survey:
                constants["survey_id"] = survey
            elif "survey_id" not in present:
                raise UnreadableError(
                    "unknown_survey",
                    "no survey_id column, and neither file nor folder name begins with SV_",
                )
        return Plan(
            self._entity, self._lineage, present, self._judge.scales, constants, self._judge.eraser
        )

    def _require(self, found: frozenset[str] | set[str], rows: int = 1) -> None:
        missing = [name for name in self._entity.required if name not in found]
        if rows and missing:
            raise UnreadableError("missing_columns", f"missing: {', '.join(missing)}")

    def _missing(self, found: frozenset[str] | set[str]) -> None:
        self._require(found)
        absent = [
            column.name
            for column in self._entity.columns
            if not column.optional and column.name not in found
        ]
        if absent:
            self._warnings.append(f"declared columns that are absent: {', '.join(absent)}")


def survey_in_path(path: str) -> str | None:
    """Return the Qualtrics survey id that begins the file's name, else a folder's, nearest first.

    >>> survey_in_path("qualtrics/responses/SV_abc123/june.csv")
    'SV_abc123'
    """
    for part in reversed(path.split("/")):
        if match := re.match(r"SV_[A-Za-z0-9]+", part):
            return match.group()
    return None


def _time_zone(name: str) -> str:
    if name in ("Z", "z"):
        return "UTC"
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnreadableError("unknown_time_zone", f"unknown time zone {name!r}") from error
    return name
