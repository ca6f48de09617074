"""Commands on publications: publish, list, roll back."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from dagster_project.commands.home import resolve
from dagster_project.exports.folders import follow_publication
from dagster_project.publication.versions import list_versions, read_held
from dagster_project.publication.versions import rollback as roll_back_to
from dagster_project.resources import Settings
from dagster_project.writing import writing


def publish_now() -> None:
    """Audit the warehouse as it stands, publish it, and export. Raises AuditFailed, ExportError."""
    from dagster_project.publication.gate import publish_audited

    settings = resolve()
    console = Console()
    with writing(settings, say=console.print):
        console.print(publish_audited(settings).words)
        _export(console, settings, is_forced=False)


def export_now() -> None:
    """Write the exports of the current publication anew. Raises ExportError."""
    settings = resolve()
    console = Console(highlight=False, soft_wrap=True)
    with writing(settings, say=console.print):
        _export(console, settings, is_forced=True)


def _export(console: Console, settings: Settings, is_forced: bool) -> None:
    from dagster_project.exports.webhook import post_digest
    from dagster_project.exports.write import ensure_exports

    console.print(ensure_exports(settings, is_forced).words)
    if problem := post_digest(settings):
        console.print(problem, style="yellow")


def roll_back(publication_id: str | None) -> None:
    """Swap the pointer to an earlier publication, under the writer's lock."""
    settings = resolve()
    console = Console()
    with writing(settings, say=console.print):
        now = roll_back_to(settings, publication_id)
        follow_publication(settings)
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
