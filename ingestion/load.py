"""Load one source: every landed file into the lake, once, or into quarantine with its reason."""

from __future__ import annotations

import json
import shutil
import time
import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingestion import files, lake, merged
from ingestion.contracts import Contract, contract_for
from ingestion.discover import LandedFile, discover, undecodable, unfinished
from ingestion.erasures import read_eraser
from ingestion.file_load import Judge, load_file
from ingestion.landings import NEW_COLUMNS, RELOADABLE, Landing, LandingsLog
from ingestion.layout import Lake
from ingestion.lock import writer_lock
from ingestion.outcome import Outcome
from ingestion.plan import Lineage
from ingestion.prepare import PendingError, Stamp, is_recent, sha256_of, unchanged
from ingestion.relanding import relanding
from ingestion.report import FileResult, LoadReport, Status
from ingestion.sample_guard import refuse_mixing
from ingestion.scales import known_scales, record_scales, scales_in_use
from ingestion.sweep import sweep

Progress = Callable[[FileResult], None]
READERS = 3
"""Files that are read at once: two wait less for each other than one, a third is ready when one is
done. They are published and logged one by one, in their order."""


@dataclass(frozen=True)
class _Reading:
    """A file as it was read aside; ``outcome`` None where its content was known already."""

    stamp: Stamp
    sha256: str
    outcome: Outcome | None
    scratch: Path


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
        log = sweep(target)
        return _Load(target, extracts, contract, log, settle_seconds).run(on_file)


class _Load:
    """One load of one source; holds the lock's protection, the log and the rules in force."""

    def __init__(
        self,
        target: Lake,
        extracts: Path,
        contract: Contract,
        log: list[Landing],
        settle_seconds: float,
    ) -> None:
        self._lake = target
        self._extracts = extracts
        self._contract = contract
        self._settle_seconds = settle_seconds
        self._started = datetime.now(UTC).replace(tzinfo=None)
        # Sorts by time: the log is read in the order of its loads.
        stamp = self._started.strftime("%Y%m%dT%H%M%S%f")
        self._load_id = f"{stamp}-{contract.source}-{uuid.uuid4().hex[:8]}"
        self._log = LandingsLog(target, self._load_id, log)
        self._scales = known_scales(target, contract.source, log)
        self._judge = Judge(self._scales, read_eraser(target))
        # Scores judged by other scales than today's are judged again.
        self._rejudge = self._scales != scales_in_use(target, contract.source)

    def run(self, on_file: Progress | None) -> LoadReport:
        """Go through the landed files in the order of their names."""
        source = self._contract.source
        report = LoadReport(source, self._load_id)
        report.problems += [
            f"{path}: named as an unfinished transfer; left until it is renamed"
            for path in unfinished(self._extracts, source)
        ]
        report.problems += [
            f"{path}: the name is not UTF-8; left until it is renamed"
            for path in undecodable(self._extracts, source)
        ]
        if self._rejudge:  # then files of rows are replaced, one by one
            for entity in self._contract:
                if entity.score is not None:
                    merged.split(self._lake, source, entity.name)
        try:
            # Closed before the lock is given back, whatever happens: no reader outlives it.
            with closing(self._readings(discover(self._extracts, source))) as readings:
                for landed, reading in readings:
                    result = self._one(landed, reading)
                    report.files.append(result)
                    if on_file is not None:
                        on_file(result)
        finally:
            self._log.flush()
        if self._rejudge:
            record_scales(self._lake, source, self._scales)
        lake.clear_scratch(self._lake)
        return report

    def _readings(
        self, files_landed: Iterable[LandedFile]
    ) -> Generator[tuple[LandedFile, Future[_Reading | None]]]:
        """Read ahead of what is recorded, by as many files as there are readers."""
        waiting: deque[tuple[LandedFile, Future[_Reading | None]]] = deque()
        readers = ThreadPoolExecutor(READERS, "reader")
        try:
            for landed in files_landed:
                waiting.append((landed, readers.submit(self._read, landed)))
                if len(waiting) > READERS:
                    yield waiting.popleft()
            yield from waiting
        finally:
            readers.shutdown(cancel_futures=True)

    def _one(self, landed: LandedFile, reading: Future[_Reading | None]) -> FileResult:
        known = self._log.at_path(landed.path)
        try:
            read = reading.result()
            if read is None:
                assert known is not None
                return _unchanged(landed, known)
            try:
                return self._take(landed, known, read)
            finally:
                shutil.rmtree(read.scratch, ignore_errors=True)
        except PendingError as error:
            return FileResult(landed.path, landed.entity, "pending", message=str(error))
        except OSError as error:
            message = f"cannot be read now ({error.strerror}); left for the next run"
            return FileResult(landed.path, landed.entity, "pending", message=message)

    def _must_reload(self, landed: LandedFile, known: Landing) -> bool:
        entity = self._contract.entity(landed.entity)
        if known.reason in RELOADABLE:
            return landed.problem is None
        return self._rejudge and entity is not None and entity.score is not None

    def _read(self, landed: LandedFile) -> _Reading | None:
        """Read a file aside, in a thread of its own; None when it is what the log says of its path.

        The log is only asked here. What a file before this one turns out to hold is not known yet.
        """
        known = self._log.at_path(landed.path)
        is_same = known and (known.size_bytes, known.mtime_ns) == (landed.size, landed.mtime_ns)
        if known and is_same and not self._must_reload(landed, known):
            return None
        scratch = self._lake.scratch / self._load_id / uuid.uuid4().hex
        scratch.mkdir(parents=True)
        try:
            path = self._extracts / landed.path
            stamp = self._settled(path)
            with unchanged(path, stamp):
                sha256 = sha256_of(path)
                lineage = Lineage(landed.source, landed.path, sha256, self._load_id, self._started)
                outcome = None
                first = self._log.content(landed.source, landed.entity, sha256)
                if first is None or not self._stands(landed, first):
                    outcome = load_file(path, landed, lineage, self._judge, scratch)
            return _Reading(stamp, sha256, outcome, scratch)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise

    def _stands(self, landed: LandedFile, first: Landing) -> bool:
        # What this very load has judged is judged by today's scales already.
        return first.load_id == self._load_id or not self._must_reload(landed, first)

    def _take(self, landed: LandedFile, at_path: Landing | None, read: _Reading) -> FileResult:
        """Record what was read; the same bytes under a name before this one count only once."""
        first = self._log.content(landed.source, landed.entity, read.sha256)
        if first is not None and self._stands(landed, first):
            current = self._log.in_force(landed.source, landed.entity)
            in_force = current if self._contract.snapshot else None
            again = relanding(
                landed, read.stamp, first, at_path, in_force, self._load_id, self._started
            )
            self._log.add(again)
            still = again.status == "quarantined_file"
            return _result(again, "unchanged_quarantined" if still else None, again.reason)
        assert read.outcome is not None  # what was known stays known
        return self._record(landed, read.stamp, read.sha256, read.outcome, first)

    def _settled(self, path: Path) -> Stamp:
        stamp = Stamp.of(path)
        if not stamp.size:
            raise PendingError("is empty; left for the next run")
        if self._settle_seconds and is_recent(stamp, time.time_ns(), self._settle_seconds):
            age = max(0.0, (time.time_ns() - stamp.mtime_ns) / 1e9)
            time.sleep(max(0.0, self._settle_seconds - age))
            if Stamp.of(path) != stamp:
                raise PendingError("is still being written; left for the next run")
        return stamp

    def _record(
        self, landed: LandedFile, stamp: Stamp, sha256: str, outcome: Outcome, first: Landing | None
    ) -> FileResult:
        """Publish the rows of one file, then log it: what is not in the log is swept away."""
        source, entity = self._contract.source, landed.entity
        if new := self._log.unreported(source, entity, outcome.undeclared):
            outcome.warnings.append(NEW_COLUMNS + ", ".join(new))
        _replace(outcome.rejected, self._lake.quarantine_file(source, entity, sha256))
        _replace(outcome.accepted, self._lake.raw_file(source, entity, sha256))
        landing = Landing(
            load_id=self._load_id,
            source=source,
            entity=entity,
            path=landed.path,
            sha256=sha256,
            size_bytes=stamp.size,
            landed_at=first.landed_at if first else self._started,
            rows_in=outcome.rows_in,
            rows_loaded=outcome.rows_loaded,
            rows_quarantined=outcome.rows_quarantined,
            status="quarantined_file" if outcome.reason else "loaded",
            reason=outcome.reason,
            warnings=json.dumps(outcome.warnings, ensure_ascii=False),
            mtime_ns=stamp.mtime_ns,
        )
        if first is None:
            self._log.add(landing)
        else:
            self._log.replace(landing)
        return _result(landing, None, outcome.message)


def _replace(aside: Path | None, target: Path) -> None:
    if aside is not None:
        files.publish(aside, target)
    else:
        target.unlink(missing_ok=True)


def _result(landing: Landing, status: Status | None, message: str | None) -> FileResult:
    logged: Status = landing.status  # type: ignore[assignment]
    return FileResult(
        path=landing.path,
        entity=landing.entity,
        status=status or logged,
        sha256=landing.sha256,
        rows_in=landing.rows_in,
        rows_loaded=landing.rows_loaded,
        rows_quarantined=landing.rows_quarantined,
        reason=landing.reason if landing.status == "quarantined_file" else None,
        warnings=tuple(json.loads(landing.warnings)),
        message=message,
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
