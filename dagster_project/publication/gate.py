"""Audit, then publish: the one way by which figures leave the warehouse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dagster_project.dbt_runner import read_manifest
from dagster_project.public import public_relation_names
from dagster_project.publication import history
from dagster_project.publication.audit import audit
from dagster_project.publication.identity import current_identity
from dagster_project.publication.publish import publish
from dagster_project.publication.versions import clean_up, current_id, versions_folder
from dagster_project.resources import Settings


@dataclass(frozen=True)
class Outcome:
    """What a publication did. `is_new` is false when the same one already stood."""

    publication_id: str
    is_new: bool
    is_sample: bool
    rows: dict[str, int] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """One line for the log."""
        if not self.is_new:
            return f"publication {self.publication_id} already stands; nothing new was published"
        return f"published {self.publication_id}: {len(self.rows)} relations"

    def metadata(self) -> dict[str, Any]:
        """For the asset's page."""
        return {
            "publication_id": self.publication_id,
            "is_new": self.is_new,
            "is_sample": self.is_sample,
            "relations": len(self.rows),
            "rows": self.rows,
            "removed_versions": self.removed,
        }


def publish_audited(settings: Settings) -> Outcome:
    """Publish the warehouse if the audit passes. Raises AuditFailed; then nothing has changed."""
    identity = current_identity(settings)
    publication_id = identity.publication_id
    expected = public_relation_names(read_manifest(settings))
    audit(settings, publication_id, expected)
    stands = (versions_folder(settings) / f"{publication_id}.duckdb").is_file()
    if stands and current_id(settings) == publication_id and not settings.full_refresh:
        if not history.is_recorded(settings, publication_id):  # a run died between the two
            history.record(settings, publication_id)
        return Outcome(publication_id, is_new=False, is_sample=identity.is_sample)
    rows = publish(settings, publication_id, expected)
    history.record(settings, publication_id)
    removed = clean_up(settings)
    return Outcome(publication_id, True, identity.is_sample, rows, removed)
