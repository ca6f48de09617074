"""One writer at a time: the second waits, says for whom, and goes on."""

from __future__ import annotations

import subprocess
import sys
import threading

from dagster_project.resources import Settings
from dagster_project.writing import writing

HOLD = """
import sys
from pathlib import Path
from ingestion.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_the_second_writer_waits_and_names_the_holder(settings: Settings) -> None:
    settings.home.mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(settings.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    said: list[str] = []
    told = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        told.set()

    entered = threading.Event()

    def write() -> None:
        with writing(settings, say):
            entered.set()

    waiter = threading.Thread(target=write)
    waiter.start()
    assert told.wait(20)
    assert not entered.is_set()
    assert str(holder.pid) in said[0]
    holder.stdin.write("\n")
    holder.stdin.close()
    waiter.join(20)
    holder.wait(20)
    assert entered.is_set()


def test_steps_of_one_process_share_the_lock(settings: Settings) -> None:
    with writing(settings, print), writing(settings, print):
        assert (settings.lake / "checks" / "empty.parquet").is_file()
        assert (settings.lake / "publications" / "empty.parquet").is_file()
    with writing(settings, print):
        pass


def test_the_lock_of_a_killed_writer_is_free(settings: Settings) -> None:
    settings.home.mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(settings.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.wait(20)
    said: list[str] = []
    with writing(settings, said.append):
        assert said == []
