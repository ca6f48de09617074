"""One writer per home folder: an operating-system lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockedError(RuntimeError):
    """Another process is writing to this home."""


@contextmanager
def writer_lock(home: Path, wait: bool | float = False) -> Iterator[None]:
    """Hold the writer lock of ``home``.

    ``wait`` False: give up at once; True: wait as long as it takes; a number: wait that many
    seconds. Raises LockedError naming the holder's process id. The kernel releases the lock when
    the holder ends, however it ends, so nothing is ever left to clean up by hand.
    """
    home.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + (float("inf") if wait is True else float(wait))
    # Opened without O_CLOEXEC tricks: Python's descriptors do not pass to child programs.
    handle = os.open(home / ".writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        while not _try_lock(handle):
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"{home} is being written by process {_holder(handle)}; "
                    "wait for it to finish, or stop it, and run again"
                )
            time.sleep(0.1)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(handle: int) -> str:
    return os.pread(handle, 32, 0).decode(errors="replace").strip() or "(unknown)"
