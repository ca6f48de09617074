"""A landing zone and a home per test, and short ways to fill the one and read the other."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingestion.landings import Landing, read
from ingestion.layout import Lake
from ingestion.load import ingest_source
from ingestion.report import FileResult, LoadReport


@dataclass
class Zone:
    extracts: Path
    home: Path

    @property
    def lake(self) -> Lake:
        return Lake(self.home)

    def land(self, path: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        target = self.extracts / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode(encoding)
        target.write_bytes(gzip.compress(data, mtime=0) if path.endswith(".gz") else data)
        return target

    def load(self, source: str, **options: Any) -> LoadReport:
        return ingest_source(self.home, self.extracts, source, **options)

    def load_one(self, path: str, content: str | bytes, encoding: str = "utf-8") -> FileResult:
        self.land(path, content, encoding)
        report = self.load(path.split("/")[0])
        return next(file for file in report.files if file.path == path)

    def raw(self, entity: str) -> list[dict[str, Any]]:
        frame = pl.read_parquet(self.lake.root / "raw" / entity / "*.parquet")
        return frame.sort("_source_file", "_source_row").to_dicts()

    def quarantine(self) -> list[dict[str, Any]]:
        frame = pl.read_parquet(self.lake.quarantine / "*.parquet")
        return frame.sort("source_file", "source_row").to_dicts()

    def reasons(self) -> list[str]:
        return [row["reason"] for row in self.quarantine()]

    def log(self) -> list[Landing]:
        return read(self.lake)

    def bytes_of_home(self) -> bytes:
        """Every readable text of the home, so that a test can say that a word is nowhere."""
        texts = []
        for path in sorted(self.home.rglob("*")):
            if path.suffix == ".parquet":
                texts.append(json.dumps(pl.read_parquet(path, glob=False).to_dicts(), default=str))
            elif path.is_file():
                texts.append(path.read_bytes().decode(errors="replace"))
        return "\n".join(texts).encode()


@pytest.fixture
def zone(tmp_path: Path) -> Zone:
    (tmp_path / "extracts").mkdir()
    return Zone(tmp_path / "extracts", tmp_path / "home")
