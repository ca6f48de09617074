"""One writer at a time: the home folder's lock, shared by all steps of one process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dagster_project.resources import Settings

_guard = threading.RLock()
_held: dict[Path, tuple[int, ExitStack]] = {}


@contextmanager
def writing(settings: Settings, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the writer's lock of this home, waiting for its holder, and prepare the lake.

    Re-entrant within a process. The kernel releases the lock when the process dies.
    """
    from ingestion.lake import initialise
    from ingestion.merged import settle
    from ingestion.sample_guard import refuse_mixing

    _acquire(settings, say)
    try:
        refuse_mixing(settings.home, settings.extracts)
        settle(initialise(settings.home, settings.hash_key))
        prepare_own_folders(settings)
        yield
    finally:
        _release(settings.home)


def _acquire(settings: Settings, say: Callable[[str], None]) -> None:
    from ingestion.lock import LockedError, writer_lock

    with _guard:
        depth, stack = _held.get(settings.home, (0, ExitStack()))
        if depth == 0:
            try:
                stack.enter_context(writer_lock(settings.home))
            except LockedError as held:
                say(f"Waiting: {held}")
                stack.enter_context(writer_lock(settings.home, wait=True))
                say("The other run has finished; going on.")
        _held[settings.home] = (depth + 1, stack)


def _release(home: Path) -> None:
    with _guard:
        depth, stack = _held[home]
        if depth == 1:
            del _held[home]
            stack.close()
        else:
            _held[home] = (depth - 1, stack)


def prepare_own_folders(settings: Settings) -> None:
    """Empty, typed files for what this package and the estimators write into the lake."""
    import estimators.derive
    from dagster_project.checks.results import write_empty as write_empty_checks
    from dagster_project.publication.history import write_empty as write_empty_figures

    write_empty_checks(settings)
    write_empty_figures(settings)
    estimators.derive.initialise(settings.home)
