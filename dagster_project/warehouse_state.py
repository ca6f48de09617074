"""Whether the warehouse has to be built at all. Imports neither Dagster nor dbt."""

from __future__ import annotations

from dagster_project.publication.identity import Identity
from dagster_project.publication.versions import current_id, read_held
from dagster_project.resources import Settings


def skip_reason(settings: Settings, identity: Identity) -> str | None:
    """Why no build is needed, or None when one is."""
    if settings.full_refresh or not settings.warehouse.is_file():
        return None
    if identity.publication_id == current_id(settings):
        return f"publication {identity.publication_id} already stands for these inputs and settings"
    if identity.publication_id in read_held(settings):
        return (
            f"publication {identity.publication_id} was rolled back;"
            " land new files or force it with --full-refresh"
        )
    return None
