"""Errors whose message is meant for people: shown without a traceback."""

from __future__ import annotations


def people_errors() -> tuple[type[Exception], ...]:
    """Their classes; a function, so that nothing is imported before something fails."""
    from dagster_project.publication.versions import PublicationError
    from ingestion.lock import LockedError
    from ingestion.sample_guard import MixedDataError

    return (PublicationError, MixedDataError, LockedError, ValueError)
