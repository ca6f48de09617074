"""Errors whose message is meant for people: shown without a traceback."""

from __future__ import annotations


def PEOPLE_ERRORS() -> tuple[type[Exception], ...]:  # noqa: N802
    """Their classes; a function, so that nothing is imported before something fails."""
    from dagster_project.publication.versions import PublicationError
    from dagster_project.writing import MixedCompanies
    from ingestion.lock import LockedError

    return (PublicationError, MixedCompanies, LockedError, ValueError)
