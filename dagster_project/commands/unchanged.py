"""Whether a run would find anything to do, answered before Dagster and dbt are imported.

Those imports are most of a small run's time; a run that would load, build and publish nothing
need not pay for them.
"""

from __future__ import annotations

from rich.console import Console

from dagster_project.exports.folders import are_standing, can_be_written
from dagster_project.landing import waiting_files
from dagster_project.publication.identity import current_identity
from dagster_project.resources import Settings
from dagster_project.warehouse_state import skip_reason
from dagster_project.writing import writing
from ingestion.discover import discover


def says_nothing_to_do(settings: Settings, console: Console) -> bool:
    """Say why there is nothing to do and return True; False when a run is needed.

    Holds the writer's lock while looking, so that a run in progress is waited for, not guessed at.
    """
    if settings.full_refresh or not settings.marts.exists():
        return False
    with writing(settings, say=console.print):
        landed = discover(settings.extracts)
        if waiting_files(settings, landed):
            return False
        if can_be_written(settings) and not are_standing(settings):
            return False
        reason = skip_reason(settings, current_identity(settings))
    if reason is None:
        return False
    console.print(f"No new files, nothing to build: {reason}.")
    for file in landed:
        if file.problem is not None:
            console.print(f"  {file.path} is not loaded: {file.problem}", style="yellow")
    console.print("`loyalty run --full-refresh` (make run FULL_REFRESH=1) rebuilds all the same.")
    return True
