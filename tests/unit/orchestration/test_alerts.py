"""A run that failed is told to the channel: where it failed, never what an error repeated."""

from __future__ import annotations

import dagster as dg
import pytest
from exports_support import Channel, listening

from dagster_project.defs.automation import failed_runs
from dagster_project.resources import Settings


@dg.op
def reads_a_person() -> None:
    """Fail as an engine does that repeats a value."""
    raise ValueError("could not convert 'ann@example.com'")


@dg.job
def broken() -> None:
    """A job with that one step."""
    reads_a_person()


def _fail_and_look() -> str:
    """Let the job fail, then let the sensor see it. Returns the run's id."""
    with dg.DagsterInstance.ephemeral() as instance:
        result = broken.execute_in_process(instance=instance, raise_on_error=False)
        event = result.get_run_failure_event()
        context = dg.build_run_status_sensor_context(
            sensor_name="failed_runs",
            dagster_instance=instance,
            dagster_run=result.dagster_run,
            dagster_event=event,
        ).for_run_failure()
        failed_runs(context)
    return result.run_id


@pytest.mark.usefixtures("settings")
def test_a_failed_run_is_told_with_its_step_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Channel()) as channel:
        monkeypatch.setenv("LOYALTY_WEBHOOK_URL", channel.url)
        run_id = _fail_and_look()
    [post] = channel.received
    assert "job broken failed in reads_a_person" in post["text"]
    assert run_id[:8] in post["text"]
    assert "Nothing has been published yet" in post["text"]
    assert "ann@example.com" not in post["text"]


@pytest.mark.usefixtures("settings")
def test_without_a_webhook_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Channel()) as channel:
        monkeypatch.delenv("LOYALTY_WEBHOOK_URL", raising=False)
        _fail_and_look()
    assert channel.received == []


def test_a_channel_that_answers_no_is_a_warning_without_its_address(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert settings.home
    with listening(Channel(status=500)) as channel:
        monkeypatch.setenv("LOYALTY_WEBHOOK_URL", channel.url)
        _fail_and_look()
    assert len(channel.received) == 1
    assert channel.url not in caplog.text
