"""`loyalty run`: the real Dagster job, in this process, against the instance that the UI shows."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console

from dagster_project.commands.home import has_landings, resolve, wants_sample
from dagster_project.commands.unchanged import says_nothing_to_do
from dagster_project.instance import prepare_dagster_home
from dagster_project.publication.versions import current_id
from dagster_project.resources import Settings, export
from dagster_project.spark import require_spark
from dagster_project.writing import writing

if TYPE_CHECKING:
    from dagster import DagsterInstance

CLI_TAG = "loyalty/started_by"


def run_everything(full_refresh: bool = False, source: str | None = None) -> int:
    """Run the whole graph (or one source's ingest, then the rest). Returns an exit code."""
    settings = replace(_company(), full_refresh=full_refresh)
    export(settings.environment())
    console = Console(highlight=False, soft_wrap=True)
    _say_where(console, settings)
    selection = None
    if source:
        selection = [["raw", source]]
    started = time.monotonic()
    stood = current_id(settings)
    # Naming a source asks for its load in so many words: that goes through Dagster.
    if source is None and says_nothing_to_do(settings, console):
        return _show(settings, console, started)
    require_spark(settings)
    is_success = _execute(settings, console, "everything", selection)
    took = f"{time.monotonic() - started:.0f} s"
    if not is_success:
        console.print(f"\n[red]The run failed after {took}.[/] {_what_stands(settings, stood)}")
        console.print(f"dbt's log: {settings.dbt_log}; the run's page: `make up`")
        return 1
    return _show(settings, console, started)


def _what_stands(settings: Settings, before: str | None) -> str:
    """What readers see after a failure. A step after the publication does not undo it."""
    now = current_id(settings)
    if now == before:
        return "The previous publication stands."
    return f"The new publication {now} stands; what comes after it failed."


def _show(settings: Settings, console: Console, started: float) -> int:
    """The time it took and the scorecard. Returns exit code 0."""
    from dagster_project.commands.scorecard import print_scorecard

    console.print(f"\nFinished in {time.monotonic() - started:.0f} s.\n")
    print_scorecard(settings)
    return 0


def run_ingest(source: str | None) -> int:
    """Land new files of one source, or of all; build nothing. Returns an exit code."""
    from ingestion.contracts import source_names

    settings = resolve()
    console = Console(highlight=False, soft_wrap=True)
    sources = [source] if source else list(source_names())
    unknown = [s for s in sources if s not in source_names()]
    if unknown:
        raise ValueError(f"unknown source {unknown[0]!r}; one of {', '.join(source_names())}")
    done = [_execute(settings, console, f"ingest_{s}", None) for s in sources]
    return 0 if all(done) else 1


def _company() -> Settings:
    """The company whose data this is; the sample only where nothing real can be meant."""
    settings = Settings.from_environment()
    if not wants_sample(settings):
        return resolve()
    if not settings.with_sample().is_sample:
        from dagster_project.commands.sample import make_sample

        Console().print("Nothing has landed yet: making a fictional company to look at.")
        make_sample()
    return resolve()


def _say_where(console: Console, settings: Settings) -> None:
    if settings.is_sample:
        from dagster_project.commands.sample import BANNER

        console.print(f"[black on yellow] {BANNER} [/]")
    elif not has_landings(settings) and not settings.extracts.is_dir():
        console.print(f"[yellow]The landing zone {settings.extracts} is not there.[/]")
    console.print(f"extracts: {settings.extracts}\nhome:     {settings.home}\n", style="dim")


def _execute(
    settings: Settings, console: Console, job_name: str, only: list[list[str]] | None
) -> bool:
    """Execute a job in process, events into DAGSTER_HOME. Returns whether it succeeded."""
    prepare_dagster_home(settings)
    with writing(settings, say=console.print):
        console.print("Loading Dagster and the dbt project …", style="dim")
        import dagster as dg

        from dagster_project.definitions import defs

        job = defs().resolve_job_def(job_name)
        # A library of dbt's has Python's root logger print whatever reaches it; the progress logger
        # says what people need.
        for handler in logging.getLogger().handlers:
            handler.setLevel(logging.WARNING)
        logging.getLogger("dagster._core.execution.plan.active").setLevel(logging.ERROR)
        with dg.DagsterInstance.get() as instance:
            bury_dead_runs(instance)
            result = job.execute_in_process(
                instance=instance,
                run_config={"loggers": {"progress": {}}},
                tags={CLI_TAG: "command line"},
                raise_on_error=False,
                asset_selection=_selection(job, only),
            )
    return bool(result.success)


def _selection(job: Any, only: list[list[str]] | None) -> Any:
    """All assets of the job but the ingests that were not asked for."""
    import dagster as dg

    if only is None:
        return None
    asked = {dg.AssetKey(parts) for parts in only}
    every = set(job.asset_layer.executable_asset_keys)
    sources = {key for key in every if key.path[0] == "raw" and key.path[-1] != "lake"}
    if not asked <= sources:
        names = ", ".join(sorted(key.path[-1] for key in sources))
        raise ValueError(f"unknown source {only[0][-1]!r}; one of {names}")
    return sorted((every - sources) | asked)


def bury_dead_runs(instance: DagsterInstance) -> None:
    """Close runs whose process died. Call under the writer's lock, which proves that it did.

    Otherwise Dagster would count them as running, and start nothing else.
    """
    from dagster import DagsterRunStatus, RunsFilter

    unfinished = [DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.NOT_STARTED]
    for run in instance.get_runs(RunsFilter(statuses=unfinished, tags={CLI_TAG: "command line"})):
        instance.report_run_failed(run, "The process of this run ended before it finished.")
