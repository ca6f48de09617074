"""What a load did: typed results for whoever started it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal[
    "loaded", "quarantined_file", "duplicate", "unchanged", "pending", "unchanged_quarantined"
]
"""The first three are logged. `unchanged`: known from an earlier load; `unchanged_quarantined`:
known, and still quarantined whole; `pending`: left for the next run."""


@dataclass(frozen=True)
class FileResult:
    """What became of one landed file. ``rows_in`` = ``rows_loaded`` + ``rows_quarantined``."""

    path: str
    entity: str
    status: Status
    sha256: str | None = None
    rows_in: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    message: str | None = None

    @property
    def is_quarantined(self) -> bool:
        """Whether the whole file is (still) in quarantine."""
        return self.status in ("quarantined_file", "unchanged_quarantined")


@dataclass
class LoadReport:
    """What one load of one source did, file by file."""

    source: str
    load_id: str
    files: list[FileResult] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def new_files(self) -> list[FileResult]:
        """Files whose content was read and recorded by this load."""
        return [file for file in self.files if file.status in ("loaded", "quarantined_file")]

    @property
    def pending(self) -> list[FileResult]:
        """Files left for the next run because they were still being written."""
        return [file for file in self.files if file.status == "pending"]

    @property
    def quarantined_files(self) -> list[FileResult]:
        """Files in the landing zone that are quarantined whole, now or by an earlier load."""
        return [file for file in self.files if file.is_quarantined]

    @property
    def type_flips(self) -> list[FileResult]:
        """Quarantined files whose column types changed upstream: a blocking check must fail."""
        return [file for file in self.quarantined_files if file.reason == "type_flip"]

    @property
    def warnings(self) -> list[str]:
        """Every warning with the file that it concerns."""
        return [f"{file.path}: {text}" for file in self.files for text in file.warnings]

    @property
    def rows_in(self) -> int:
        """Rows read by this load."""
        return sum(file.rows_in for file in self.new_files)

    @property
    def rows_loaded(self) -> int:
        """Rows accepted by this load."""
        return sum(file.rows_loaded for file in self.new_files)

    @property
    def rows_quarantined(self) -> int:
        """Rows rejected by this load."""
        return sum(file.rows_quarantined for file in self.new_files)

    @property
    def changed(self) -> bool:
        """Whether the lake differs from what it was before."""
        return any(file.status in ("loaded", "quarantined_file") for file in self.files)
