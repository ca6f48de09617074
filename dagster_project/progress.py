"""A Dagster logger that tells a person at a terminal what happens, step by step, with times."""

from __future__ import annotations

import logging
import time
from typing import Any

import dagster as dg
from rich.console import Console
from rich.markup import escape

_PULSE_SECONDS = 5.0
_NOISE = (
    "A dbt subsetted execution",
    "Blocking asset check",
    "Dependencies for step",
    "Skipping step",
)


class ProgressHandler(logging.Handler):
    """Prints one line per finished step, condensed lines for dbt, and failures in full."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self._console = Console(highlight=False, soft_wrap=True)
        self._begun: dict[str, float] = {}
        self._built = 0
        self._tested = 0
        self._pulsed = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Print what a person wants to know of one record."""
        meta: dict[str, Any] = getattr(record, "dagster_meta", {})
        event = meta.get("dagster_event")
        if event is None:
            self._say_message(record, meta)
            return
        kind = event.event_type_value
        step = event.step_key or ""
        if kind == "STEP_START":
            self._begun[step] = time.monotonic()
            self._built = self._tested = 0
            self._pulsed = time.monotonic()
        elif kind == "STEP_SUCCESS":
            self._console.print(f"[green]✓[/] {escape(step)} {self._took(step)}")
        elif kind == "STEP_FAILURE":
            self._console.print(f"[red]✗ {escape(step)}[/] {self._took(step)}")
            self._console.print(escape(_failure_words(event)), style="red")
        elif kind == "ASSET_CHECK_EVALUATION":
            self._check(event)
        elif kind == "ASSET_MATERIALIZATION" and "warehouse" in step:
            self._built += 1
            self._pulse()

    def _say_message(self, record: logging.LogRecord, meta: dict[str, Any]) -> None:
        if record.levelno < logging.INFO:
            return
        message = str(meta.get("orig_message") or record.getMessage())
        if message.startswith(_NOISE):
            return
        style = "yellow" if record.levelno >= logging.WARNING else "dim"
        self._console.print(f"    {escape(message)}", style=style)

    def _check(self, event: Any) -> None:
        evaluation = event.asset_check_evaluation_data
        self._tested += 1
        if not evaluation.passed:
            warns = evaluation.severity == dg.AssetCheckSeverity.WARN
            style = "yellow" if warns else "red"
            name = f"{evaluation.asset_key.to_user_string()}: {evaluation.check_name}"
            words = evaluation.description or "failed"
            self._console.print(
                f"    {'!' if warns else '✗'} {escape(name)}: {escape(words)}", style=style
            )
        elif "warehouse" in (event.step_key or ""):
            self._pulse()

    def _pulse(self) -> None:
        if time.monotonic() - self._pulsed >= _PULSE_SECONDS:
            self._pulsed = time.monotonic()
            self._console.print(f"    {self._built} relations, {self._tested} tests", style="dim")

    def _took(self, step: str) -> str:
        begun = self._begun.get(step)
        return "" if begun is None else f"[dim]{time.monotonic() - begun:.1f} s[/]"


def _failure_words(event: Any) -> str:
    """The sentence of a dg.Failure, else the error's last line."""
    data = event.step_failure_data
    if data.user_failure_data is not None:
        return f"    {data.user_failure_data.description}"
    error = data.error
    while error is not None and error.cause is not None:
        error = error.cause
    return f"    {error.message.strip()}" if error is not None else "    failed"


def _make_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    logger = logging.Logger("loyalty.progress", level=logging.DEBUG)
    logger.addHandler(ProgressHandler())
    return logger


progress_logger = dg.LoggerDefinition(
    _make_logger, description="Progress for a person at a terminal."
)
