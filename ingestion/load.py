"""Load one source: every landed file into the lake, once, or into quarantine with its reason."""

from __future__ import annotations

import json
import shutil
import time
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from ingestion import files, lake
from ingestion.contracts import Contract, contract_for
from ingestion.discover import LandedFile, discover, unfinished
from ingestion.file_load import Outcome, load_file
from ingestion.landings import Landing, LandingsLog
from ingestion.layout import Lake
from ingestion.lock import writer_lock
from ingestion.prepare import PendingError, Stamp, is_recent, sha256_of, unchanged
from ingestion.report import FileResult, LoadReport
from ingestion.sample_guard import refuse_mixing
from ingestion.scales import known_scales
from ingestion.sweep import sweep

Progress = Callable[[FileResult], None]


def ingest_source(
    home: Path,
    extracts: Path,
    source: str,
    *,
    wait: bool | float = False,
    take_lock: bool = True,
    settle_seconds: float = 0.0,
    on_file: Progress | None = None,
) -> LoadReport:
    """Load every new file of ``source`` from ``extracts`` into the lake of ``home``.

    ``wait``: how long to wait for another writer (see writer_lock); ``take_lock`` False when the
    caller holds the lock. ``settle_seconds``: a file modified more recently than this is looked at
    again after that long, and left for the next run if it grew. ``on_file`` is called after each.
    Raises LockedError, ValueError (unknown source), MixedDataError (sample and real data).
    """
    contract = contract_for(source)
    if contract is None:
        raise ValueError(f"unknown source {source!r}")
    with writer_lock(home, wait) if take_lock else nullcontext():
        refuse_mixing(home, extracts)
        target = lake.initialise(home)
        sweep(target)
        return _Load(target, extracts, contract, settle_seconds, on_file).run()


class _Load:
    def __init__(
        self,
        target: Lake,
        extracts: Path,
        contract: Contract,
        settle_seconds: float,
        on_file: Progress | None,
    ) -> None:
        self._lake = target
        self._extracts = extracts
        self._contract = contract
        self._settle_seconds = settle_seconds
        self._on_file = on_file
        self._started = datetime.now(UTC).replace(tzinfo=None)
        stamp = self._started.strftime("%Y%m%dT%H%M%S")
        self._load_id = f"{stamp}-{contract.source}-{uuid.uuid4().hex[:8]}"
        self._log = LandingsLog(target, self._load_id)
        self._scales = known_scales(target, contract.source)

    def run(self) -> LoadReport:
        report = LoadReport(self._contract.source, self._load_id)
        report.problems += [
            f"{path}: named as an unfinished transfer; left until it is renamed"
            for path in unfinished(self._extracts, self._contract.source)
        ]
        for landed in discover(self._extracts, self._contract.source):
            result = self._one(landed)
            report.files.append(result)
            if self._on_file is not None:
                self._on_file(result)
        lake.clear_scratch(self._lake)
        return report

    def _one(self, landed: LandedFile) -> FileResult:
        known = self._log.at_path(landed.path)
        if known and (known.size_bytes, known.mtime_ns) == (landed.size, landed.mtime_ns):
            if not (known.reason in ("unknown_entity", "unsupported_extension")):
                return _unchanged(landed, known)
            if landed.problem == known.reason:
                return _unchanged(landed, known)
        path = self._extracts / landed.path
        scratch = self._lake.scratch / self._load_id / uuid.uuid4().hex
        scratch.mkdir(parents=True)
        try:
            stamp = self._settled(path)
            with unchanged(path, stamp):
                sha256 = sha256_of(path)
                first = self._log.content(self._contract.source, landed.entity, sha256)
                if first is not None and first.reason not in (
                    "unknown_entity",
                    "unsupported_extension",
                ):
                    outcome = None
                else:
                    outcome = load_file(
                        path, landed, sha256, self._load_id, self._started, self._scales,
                        self._lake, scratch,
                    )  # fmt: skip
            if outcome is None:
                assert first is not None
                return self._again(landed, stamp, first, known)
            return self._record(landed, stamp, sha256, outcome)
        except (PendingError, FileNotFoundError) as error:
            text = str(error) if isinstance(error, PendingError) else "disappeared before its turn"
            return FileResult(landed.path, landed.entity, "pending", message=text)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _settled(self, path: Path) -> Stamp:
        stamp = Stamp.of(path)
        if self._settle_seconds and is_recent(stamp, time.time_ns(), self._settle_seconds):
            age = max(0.0, (time.time_ns() - stamp.mtime_ns) / 1e9)
            time.sleep(max(0.0, self._settle_seconds - age))
            if Stamp.of(path) != stamp:
                raise PendingError("is still being written; left for the next run")
        return stamp

    def _record(
        self, landed: LandedFile, stamp: Stamp, sha256: str, outcome: Outcome
    ) -> FileResult:
        source, entity = self._contract.source, landed.entity
        # Quarantine first, then raw, then the log: whatever is not in the log is swept away.
        quarantine = self._lake.quarantine_file(source, entity, sha256)
        if outcome.rejected is not None:
            files.publish(outcome.rejected, quarantine)
        if outcome.accepted is not None:
            files.publish(outcome.accepted, self._lake.raw_file(source, entity, sha256))
        landing = Landing(
            load_id=self._load_id,
            source=source,
            entity=entity,
            path=landed.path,
            sha256=sha256,
            size_bytes=stamp.size,
            landed_at=self._started,
            rows_in=outcome.rows_in,
            rows_loaded=outcome.rows_loaded,
            rows_quarantined=outcome.rows_quarantined,
            status="quarantined_file" if outcome.reason else "loaded",
            reason=outcome.reason,
            warnings=json.dumps(outcome.warnings, ensure_ascii=False),
            mtime_ns=stamp.mtime_ns,
        )
        self._log.add(landing)
        return FileResult(
            path=landed.path,
            entity=entity,
            status="quarantined_file" if outcome.reason else "loaded",
            sha256=sha256,
            rows_in=outcome.rows_in,
            rows_loaded=outcome.rows_loaded,
            rows_quarantined=outcome.rows_quarantined,
            reason=outcome.reason,
            warnings=tuple(outcome.warnings),
            message=outcome.message,
        )

    def _again(
        self, landed: LandedFile, stamp: Stamp, first: Landing, at_path: Landing | None
    ) -> FileResult:
        """Log bytes that are in the lake already: a copy, a touched file, or a snapshot reverted."""
        touched = at_path is not None and at_path.sha256 == first.sha256
        current = self._log.in_force(first.source, first.entity)
        reverts = (
            self._contract.snapshot
            and not touched
            and first.status == "loaded"
            and (current is None or current.sha256 != first.sha256)
        )
        status = "loaded" if reverts else "duplicate"
        reason = "reverted to earlier content" if reverts else f"same bytes as {first.path}"
        if first.status == "quarantined_file":
            status, reason = "quarantined_file", first.reason or ""
        landing = Landing(
            load_id=self._load_id,
            source=first.source,
            entity=first.entity,
            path=landed.path,
            sha256=first.sha256,
            size_bytes=stamp.size,
            landed_at=at_path.landed_at if touched and at_path else self._started,
            rows_in=first.rows_in if reverts else 0,
            rows_loaded=first.rows_loaded if reverts else 0,
            rows_quarantined=first.rows_quarantined if reverts else 0,
            status=status,
            reason=reason,
            warnings=first.warnings if status != "duplicate" else "[]",
            mtime_ns=stamp.mtime_ns,
        )
        self._log.add(landing)
        return FileResult(
            path=landed.path,
            entity=landed.entity,
            status="unchanged_quarantined" if status == "quarantined_file" else status,  # type: ignore[arg-type]
            sha256=first.sha256,
            rows_in=landing.rows_in,
            rows_loaded=landing.rows_loaded,
            rows_quarantined=landing.rows_quarantined,
            reason=reason,
            message=reason,
        )


def _unchanged(landed: LandedFile, known: Landing) -> FileResult:
    quarantined = known.status == "quarantined_file"
    return FileResult(
        path=landed.path,
        entity=landed.entity,
        status="unchanged_quarantined" if quarantined else "unchanged",
        sha256=known.sha256,
        reason=known.reason if quarantined else None,
    )
