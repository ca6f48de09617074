"""Where everything stands under a home folder, and the schemas of what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ingestion.contracts import Entity

LINEAGE = ("_source_file", "_source_row", "_file_sha256", "_loaded_at", "_load_id")

LANDINGS = pa.schema(
    [
        ("load_id", pa.string()),
        ("source", pa.string()),
        ("entity", pa.string()),
        ("path", pa.string()),
        ("sha256", pa.string()),
        ("size_bytes", pa.int64()),
        ("landed_at", pa.timestamp("us")),
        ("rows_in", pa.int64()),
        ("rows_loaded", pa.int64()),
        ("rows_quarantined", pa.int64()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("warnings", pa.string()),
        ("mtime_ns", pa.int64()),
    ]
)
"""One row per landed file and load; status is `loaded`, `quarantined_file` or `duplicate`."""

QUARANTINE = pa.schema(
    [
        ("source", pa.string()),
        ("entity", pa.string()),
        ("source_file", pa.string()),
        ("source_row", pa.int64()),
        ("file_sha256", pa.string()),
        ("reason", pa.string()),
        ("original_text", pa.string()),
        ("load_id", pa.string()),
        ("quarantined_at", pa.timestamp("us")),
    ]
)
"""One row per rejected row; source_row 0 stands for a whole file."""

TOMBSTONES = pa.schema(
    [
        ("erasure_id", pa.string()),
        ("identifier_hash", pa.string()),
        ("erased_at", pa.timestamp("us")),
    ]
)
"""Keyed hashes of what named an erased person, never the plain text."""

HASH_KEY = pa.schema([("hash_key", pa.string())])


def raw_schema(entity: Entity) -> pa.Schema:
    """Return the schema of the raw files of ``entity``: text columns, ``_extra``, lineage."""
    fields = [(name, pa.string()) for name in (*entity.names, "_extra", "_source_file")]
    fields += [
        ("_source_row", pa.int64()),
        ("_file_sha256", pa.string()),
        ("_loaded_at", pa.timestamp("us")),
        ("_load_id", pa.string()),
    ]
    return pa.schema(fields)


def coded_schema(entity: Entity) -> pa.Schema:
    """Return the schema of raw rows in memory whose texts are codes into their distinct values."""
    coded = pa.dictionary(pa.int32(), pa.string())
    return pa.schema(
        [
            field.with_type(coded) if field.type == pa.string() else field
            for field in raw_schema(entity)
        ]
    )


@dataclass(frozen=True)
class Lake:
    """Paths of the lake under one home folder."""

    home: Path

    @property
    def root(self) -> Path:
        """The lake itself."""
        return self.home / "lake"

    @property
    def landings(self) -> Path:
        """The append-only log of what landed."""
        return self.root / "landings"

    @property
    def quarantine(self) -> Path:
        """Rejected rows, one file per landed file that has any."""
        return self.root / "quarantine"

    @property
    def tombstones(self) -> Path:
        """Erasures."""
        return self.root / "tombstones"

    @property
    def hash_key(self) -> Path:
        """The secret behind every keyed hash of this home."""
        return self.root / "secrets" / "contact_hash_key.parquet"

    @property
    def sample_marker(self) -> Path:
        """Present when the home holds the fictional sample company."""
        return self.root / "_SAMPLE.json"

    @property
    def scratch(self) -> Path:
        """Files being written; whatever stands here when a run starts is a dead run's."""
        return self.root / "_tmp"

    def raw(self, source: str, entity: str) -> Path:
        """Folder of the accepted rows of one entity."""
        return self.root / "raw" / source / entity

    def raw_file(self, source: str, entity: str, sha256: str) -> Path:
        """Accepted rows of one landed file."""
        return self.raw(source, entity) / f"{sha256}.parquet"

    def quarantine_file(self, source: str, entity: str, sha256: str) -> Path:
        """Rejected rows of one landed file; the same bytes may land under two entities."""
        return self.quarantine / f"{source}__{entity}__{sha256}.parquet"
