"""`loyalty up`: the Dagster UI with its daemon, and the dashboards, on loopback unless told."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from rich.console import Console

from dagster_project.commands import exposure
from dagster_project.commands.home import resolve
from dagster_project.dbt_runner import ensure_manifest
from dagster_project.instance import prepare_dagster_home
from dagster_project.resources import Settings, process_environment

HOST = "127.0.0.1"


def serve(dagster_port: int, dashboards_port: int, dashboards_host: str = HOST) -> int:
    """Start all three, wait for Ctrl-C (or for one to end), stop all. Returns an exit code."""
    settings = resolve()
    console = Console(highlight=False)
    said = exposure.warning(settings, dashboards_host)
    if said:
        console.print(said, style="yellow", markup=False)
    prepare_dagster_home(settings)
    reached = {
        "Dagster UI": (HOST, dagster_port),
        "dashboards": (exposure.probe_host(dashboards_host), dashboards_port),
    }
    for host, port in reached.values():
        if not _is_free(host, port):
            raise ValueError(
                f"port {port} is taken; choose others:"
                " make up DAGSTER_PORT=3001 DASHBOARDS_PORT=8502"
            )
    console.print("Reading the dbt project …", style="dim")
    ensure_manifest(settings)
    signal.signal(signal.SIGTERM, _as_interrupt)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        commands = _commands(settings, dagster_port, dashboards_port, dashboards_host)
        for name, command in commands.items():
            processes[name] = subprocess.Popen(
                command, env=_environment(name), cwd=settings.project, start_new_session=True
            )
        _wait_until_served(console, processes, reached)
        return _watch(console, processes)
    except KeyboardInterrupt:
        console.print("\nStopping …")
        return 0
    finally:
        _stop(processes)


def _environment(name: str) -> dict[str, str]:
    """The environment of one of them; only Dagster's runs post the digest."""
    environment = process_environment()
    if name == "dashboards":
        environment.pop("LOYALTY_WEBHOOK_URL", None)
    return environment


def _commands(
    settings: Settings, dagster_port: int, dashboards_port: int, dashboards_host: str
) -> dict[str, list[str]]:
    programs = Path(sys.executable).parent
    workspace = ["-w", str(settings.dagster_home / "workspace.yaml")]
    quiet = ["--code-server-log-level", "error"]
    return {
        "Dagster UI": [
            str(programs / "dagster-webserver"), *workspace, "-h", HOST, "-p", str(dagster_port),
            "--log-level", "warning", "--dagster-log-level", "warning", *quiet,
        ],
        "Dagster daemon": [
            str(programs / "dagster-daemon"), "run", *workspace, "--log-level", "warning", *quiet,
        ],
        "dashboards": [
            sys.executable, "-m", "dashboards.serve",
            "--server.address", dashboards_host, "--server.port", str(dashboards_port),
            "--server.headless", "true", "--browser.gatherUsageStats", "false",
        ],
    }  # fmt: skip


def _wait_until_served(
    console: Console,
    processes: dict[str, subprocess.Popen[bytes]],
    reached: Mapping[str, tuple[str, int]],
) -> None:
    """Print each address as soon as somebody answers there."""
    addresses = dict(reached)
    deadline = time.monotonic() + 120
    while addresses and time.monotonic() < deadline:
        for name, (host, port) in list(addresses.items()):
            if processes[name].poll() is not None:
                return
            if not _is_free(host, port):
                console.print(f"[green]✓[/] {name}: http://{host}:{port}")
                del addresses[name]
        time.sleep(0.2)
    console.print("Ctrl-C stops all.", style="dim")


def _watch(console: Console, processes: dict[str, subprocess.Popen[bytes]]) -> int:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                console.print(f"[red]{name} ended with code {process.returncode}.[/]")
                return 1
        time.sleep(0.5)


def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
    deadline = time.monotonic() + 15
    for process in processes.values():
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) != 0


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
