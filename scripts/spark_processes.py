"""Processes of Spark on this machine's loopback: started from the pyspark wheel, ended together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
START_SECONDS = 120
END_SECONDS = 60
Process = subprocess.Popen[bytes]


@contextmanager
def ending_together() -> Iterator[list[Process]]:
    """A list of processes that all end when the block does, however it does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    processes: list[Process] = []
    try:
        yield processes
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(timeout=END_SECONDS)


def spark_class(log: Path, *arguments: str, memory: str = "512m") -> Process:
    """Start a class of Spark with its arguments; what it says goes to the file `log`.

    memory: of its JVM, in Java's words. Spark counts a Connect server among its daemons, too.
    """
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_LOCAL_DIRS": str(log.parent),
        "SPARK_DAEMON_MEMORY": memory,
        # Nobody shall hand jobs to the master but a driver.
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
    }
    with log.open("wb") as handle:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), *arguments],
            env=environment,
            stdout=handle,
            stderr=subprocess.STDOUT,
        )


def wait_until_it_answers(port: int, process: Process, log: Path) -> None:
    """Until something listens on the port of loopback. Raises SystemExit when nothing does."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.5)
    print(log.read_text(errors="replace")[-3000:], file=sys.stderr)
    raise SystemExit(f"nothing answers on {LOOPBACK}:{port}")


def refuse_a_taken_port(port: int) -> None:
    """Raise SystemExit when the port is in use: what answers there is somebody else's."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return
    raise SystemExit(f"port {port} is taken; another one: --port")


def run_until_interrupted(processes: list[Process]) -> int:
    """Wait. Returns 0 after Ctrl-C or SIGTERM, 1 when a process ended by itself."""
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(1)
    except KeyboardInterrupt:
        return 0
    print("a process of Spark ended by itself; so do the others", file=sys.stderr)
    return 1
