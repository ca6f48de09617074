"""The scripts that start Spark on loopback: their help, and a port that somebody else holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"


def _run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / name), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "100"}
    )


@pytest.mark.parametrize("name", ["spark_cluster.py", "spark_connect.py"])
def test_help_without_spark(name: str) -> None:
    said = _run(name, "--help")
    assert said.returncode == 0
    assert "on this machine's loopback" in said.stdout


@pytest.mark.parametrize("name", ["spark_cluster.py", "spark_connect.py"])
def test_a_taken_port_is_left_alone(name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        said = _run(name, "--port", port)
    assert said.returncode == 1
    assert f"port {port} is taken" in said.stderr
