"""Commands on publications: publish, list, roll back."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from dagster_project.commands.home import resolve
from dagster_project.publication.versions import list_versions, read_held
from dagster_project.publication.versions import rollback as roll_back_to
from dagster_project.writing import writing


def publish_now() -> None:
    """Audit the warehouse as it stands and publish it. Raises AuditFailed."""
    from dagster_project.publication.gate import publish_audited

    settings = resolve()
    console = Console()
    with writing(settings, say=console.print):
        console.print(publish_audited(settings).words)


def roll_back(publication_id: str | None) -> None:
    """Swap the pointer to an earlier publication, under the writer's lock."""
    settings = resolve()
    console = Console()
    with writing(settings, say=console.print):
        now = roll_back_to(settings, publication_id)
    console.print(
        f"Readers now see publication {now}. What was rolled back is not published again until"
        " inputs, code or settings change, or `loyalty run --full-refresh` forces it."
    )


def show_publications() -> None:
    """A table of the publications on disk, newest first."""
    settings = resolve()
    held = read_held(settings)
    table = Table("publication", "published at (UTC)", "state")
    for version in list_versions(settings):
        state = "current" if version.is_current else ""
        if version.publication_id in held:
            state = "rolled back"
        table.add_row(version.publication_id, f"{version.published_at:%Y-%m-%d %H:%M:%S}", state)
    Console().print(table)
