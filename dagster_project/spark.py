"""The warehouse on Apache Spark: what has to be there first, and where its tables stand."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from dagster_project.resources import Settings, java_program

OLDEST_JAVA = 17
_EXTRA = ("pyspark", "dbt.adapters.spark")
_INSTALL = (
    "`python -m pip install --require-hashes -r requirements.lock -r requirements-spark.lock`"
    " in the project's environment"
)
_ANSWER_SECONDS = 5.0


class SparkUnavailable(ValueError):
    """Spark was asked for and cannot be had; the message says what to do."""


def is_spark(settings: Settings) -> bool:
    """Whether dbt builds on Spark: the targets `spark` and `spark_connect` of profiles.yml."""
    return settings.dbt_target.startswith("spark")


def is_remote(settings: Settings) -> bool:
    """Whether Spark runs in a server of its own that is called through Spark Connect."""
    return settings.dbt_target == "spark_connect"


def require_spark(settings: Settings) -> None:
    """Raise SparkUnavailable where the chosen target cannot build here; else do nothing."""
    if not is_spark(settings):
        return
    require_extra(settings)
    if is_remote(settings):
        _require_connect(settings)
        return
    _require_java()
    if settings.spark_master.startswith("spark://"):
        _require_master(settings.spark_master)


def require_extra(settings: Settings) -> None:
    """Raise SparkUnavailable where Spark is chosen and its packages are not installed."""
    if is_spark(settings) and not all(_is_installed(name) for name in _EXTRA):
        raise SparkUnavailable(
            f"LOYALTY_DBT_TARGET={settings.dbt_target}, but the extra `spark` is not installed:"
            f" {_INSTALL}"
        )


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # a parent package is missing
        return False


def _require_java() -> None:
    program = java_program()
    if program is None:
        raise SparkUnavailable(
            f"Spark needs Java {OLDEST_JAVA} or newer, and there is none: install it (Debian:"
            " `apt-get install default-jre-headless`) or let JAVA_HOME name it"
        )
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    version = java_version(said.stderr + said.stdout)
    if version is None or version < OLDEST_JAVA:
        found = "an unknown version" if version is None else f"Java {version}"
        raise SparkUnavailable(f"Spark needs Java {OLDEST_JAVA} or newer; {program} is {found}")


def java_version(words: str) -> int | None:
    """The number in what `java -version` prints: 17 of `openjdk version "17.0.15"`, 8 of "1.8"."""
    found = re.search(r'version "(?:1\.)?(\d+)', words)
    return int(found.group(1)) if found else None


def _require_master(master: str) -> None:
    """One of the masters of spark://host:port,host:port must answer."""
    places = master.removeprefix("spark://").split(",")
    if not any(_answers(place, 7077) for place in places):
        raise SparkUnavailable(
            f"no Spark master answers at {master}: start the cluster (on this machine:"
            " `python scripts/spark_cluster.py`), or unset LOYALTY_SPARK_MASTER for a local session"
        )


def _require_connect(settings: Settings) -> None:
    missing = [name for name in ("grpc", "grpc_status", "zstandard") if not _is_installed(name)]
    if missing:
        raise SparkUnavailable(f"Spark Connect needs the packages {', '.join(missing)}: {_INSTALL}")
    place = settings.spark_remote.removeprefix("sc://").split("/")[0].split(";")[0]
    if not _answers(place, 15002):
        raise SparkUnavailable(
            f"no Spark Connect server answers at {settings.spark_remote}: start it (on this"
            " machine: `python scripts/spark_connect.py`), or let LOYALTY_SPARK_REMOTE name it"
        )


def _answers(place: str, default_port: int) -> bool:
    host, _, port = place.partition(":")
    try:
        number = int(port or default_port)
        socket.create_connection((host, number), timeout=_ANSWER_SECONDS).close()
    except (OSError, ValueError):
        return False
    return True


def tables_folder(settings: Settings) -> Path:
    """Where Spark's tables stand, one folder per schema and in it one per table."""
    return settings.home / "spark" / "warehouse"


@contextmanager
def spark_session(settings: Settings) -> Iterator[None]:
    """What dbt does in here may use Spark; afterwards this process has none.

    Nothing happens where the target is no Spark. Raises SparkUnavailable.
    """
    require_spark(settings)
    try:
        yield
    finally:
        if is_remote(settings):
            _stop_remote()
        elif is_spark(settings):
            _stop_local()


def begin_build(settings: Settings) -> None:
    """Remove what earlier builds left on Spark, so that a whole build begins with nothing.

    A killed build leaves folders that no catalog knows, and Spark refuses to make a table in one.
    The catalog goes, too, where this process opens it; a Connect server holds its own.
    """
    if not is_spark(settings):
        return
    shutil.rmtree(tables_folder(settings), ignore_errors=True)
    if not is_remote(settings):
        shutil.rmtree(settings.home / "spark" / "metastore", ignore_errors=True)


def _stop_remote() -> None:
    session = import_module("pyspark.sql.connect.session").SparkSession._get_default_session()
    if session is not None:
        session.stop()


def _stop_local() -> None:
    """End the session, and with it the JVM: its memory, its hold on the catalog."""
    context = import_module("pyspark").SparkContext
    if context._active_spark_context is not None:
        context._active_spark_context.stop()
    # stop() leaves the JVM running; it ends when its standard input does.
    gateway, context._gateway, context._jvm = context._gateway, None, None
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=60)
