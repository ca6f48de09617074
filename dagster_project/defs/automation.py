"""Every schedule and sensor. Neither can make the sample company: only `loyalty run` does."""

import dagster as dg

from dagster_project.defs.jobs import compact, everything
from dagster_project.landing import next_cursor, read_cursor, settled_batch, waiting_files
from dagster_project.resources import Settings

daily = dg.ScheduleDefinition(
    name="daily",
    job=everything,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every day at 05:00 UTC, so that a day without new files is noticed, too.",
)

weekly_compaction = dg.ScheduleDefinition(
    name="weekly_compaction",
    job=compact,
    cron_schedule="0 3 * * 0",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every Sunday at 03:00 UTC; off until somebody turns it on.",
)


@dg.sensor(
    name="new_extracts",
    job=everything,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run when new extracts have landed and stopped growing.",
)
def new_extracts(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Ask for one run per batch of new files whose size held still between two looks."""
    settings = Settings.from_environment()
    if not settings.extracts.is_dir():
        return dg.SkipReason(f"the landing zone {settings.extracts} is not there (unmounted?)")
    before = read_cursor(context.cursor)
    waiting = waiting_files(settings)
    batch = settled_batch(before, waiting)
    requests = [dg.RunRequest(run_key=batch)] if batch else []
    return dg.SensorResult(
        run_requests=requests,
        cursor=next_cursor(before, waiting, batch),
        skip_reason=None if batch else _why_not(len(waiting)),
    )


def _why_not(waiting: int) -> str:
    if waiting:
        return f"{waiting} new files are already asked for, or may still be growing"
    return "no new files"


@dg.run_failure_sensor(
    name="failed_runs",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells the channel of LOYALTY_WEBHOOK_URL, if there is one, of a run that failed.",
)
def failed_runs(context: dg.RunFailureSensorContext) -> None:
    """Post the job and the steps that failed; what they said stays in Dagster."""
    from dagster_project.exports.webhook import post_failure

    steps = sorted({event.step_key or "" for event in context.get_step_failure_events()} - {""})
    run = context.dagster_run
    problem = post_failure(Settings.from_environment(), run.job_name, run.run_id, steps)
    if problem:
        context.log.warning(problem)
