"""Typed settings, and the one resource every writing step needs.

This is the only module of the package that reads (or sets) environment variables.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_SPARK_MASTER = "local[2]"
DEFAULT_SPARK_REMOTE = "sc://127.0.0.1:15002"
SAMPLE_MARKER = "_SAMPLE.json"
# A variable with one of these in its name is never shown.
_SECRET_WORDS = ("KEY", "SECRET", "WEBHOOK")

# Nothing that this project starts may report to anybody.
QUIET_ENVIRONMENT = {
    "DAGSTER_DISABLE_TELEMETRY": "yes",
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "TQDM_DISABLE": "1",
}


@dataclass(frozen=True)
class Settings:
    """Where this company's data stands, and what fixes a run.

    home: everything the pipeline makes; extracts: the landing zone; as_of: LOYALTY_AS_OF or '';
    now: LOYALTY_NOW or ''; keep_versions: how many publications stay on disk; dashboards_open:
    served beyond loopback without sign-in, on purpose; hash_key: the secret of contact hashes,
    taken when a home is first made; webhook_url: where the digest is posted (a secret),
    or ''; spark_master, spark_remote: where Spark's cluster and its Connect server answer.
    """

    home: Path
    extracts: Path
    extracts_is_set: bool = False
    as_of: str = ""
    now: str = ""
    dbt_target: str = "duckdb"
    keep_versions: int = 10
    full_refresh: bool = False
    dashboards_open: bool = False
    hash_key: str | None = field(default=None, repr=False)
    webhook_url: str = field(default="", repr=False)
    spark_master: str = DEFAULT_SPARK_MASTER
    spark_remote: str = DEFAULT_SPARK_REMOTE
    project: Path = PROJECT

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; relative folders are taken from the project's folder."""
        env = os.environ if environ is None else environ
        as_of = env.get("LOYALTY_AS_OF", "")
        if as_of and not _is_date(as_of):
            raise ValueError(f"LOYALTY_AS_OF must be a date like 2026-06-30: {as_of!r}")
        keep = env.get("LOYALTY_KEEP_VERSIONS", "10")
        if not keep.isdigit() or int(keep) < 1:
            raise ValueError(f"LOYALTY_KEEP_VERSIONS must be a whole number of 1 or more: {keep!r}")
        return cls(
            home=(PROJECT / (env.get("LOYALTY_HOME") or "var")).resolve(),
            extracts=(PROJECT / (env.get("LOYALTY_EXTRACTS") or "extracts")).resolve(),
            extracts_is_set=bool(env.get("LOYALTY_EXTRACTS")),
            as_of=as_of,
            now=env.get("LOYALTY_NOW", ""),
            dbt_target=env.get("LOYALTY_DBT_TARGET", "duckdb"),
            keep_versions=int(keep),
            hash_key=env.get("LOYALTY_HASH_KEY") or None,
            webhook_url=env.get("LOYALTY_WEBHOOK_URL", "").strip(),
            spark_master=env.get("LOYALTY_SPARK_MASTER") or DEFAULT_SPARK_MASTER,
            spark_remote=env.get("LOYALTY_SPARK_REMOTE") or DEFAULT_SPARK_REMOTE,
            full_refresh=env.get("LOYALTY_FULL_REFRESH", "") == "1",
            dashboards_open=env.get("LOYALTY_DASHBOARD_OPEN", "").lower() == "yes",
        )

    @property
    def lake(self) -> Path:
        """The record: raw, quarantine, landings, checks, publications."""
        return self.home / "lake"

    @property
    def warehouse(self) -> Path:
        """The disposable database that dbt builds."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """Folder of the pointer `marts.duckdb` and of `versions/`."""
        return self.home / "published"

    @property
    def marts(self) -> Path:
        """The stable path of the current publication (a link to its version)."""
        return self.published / "marts.duckdb"

    @property
    def dbt_project(self) -> Path:
        """The dbt project's folder."""
        return self.project / "dbt"

    @property
    def dbt_artifacts(self) -> Path:
        """dbt's target folder; one per home, so that homes never disturb each other."""
        return self.home / "dbt" / "target"

    @property
    def dbt_log(self) -> Path:
        """The log of this home's dbt commands; older parts beside it, .1 to .5."""
        return self.home / "dbt" / "logs" / "dbt.log"

    @property
    def reports(self) -> Path:
        """Readable reports, among them those of the checks."""
        return self.home / "reports"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own state: runs, asset events, schedules."""
        return self.home / "dagster"

    @property
    def is_sample(self) -> bool:
        """Whether the landing zone is the fictional sample company."""
        return (self.extracts / SAMPLE_MARKER).is_file()

    def with_sample(self) -> Settings:
        """The same settings, pointed at the sample company's own home."""
        home = self.home / "sample"
        return replace(self, home=home, extracts=home / "extracts")

    def environment(self) -> dict[str, str]:
        """What child processes, dbt and Dagster must see."""
        return {
            **QUIET_ENVIRONMENT,
            "LOYALTY_HOME": str(self.home),
            "LOYALTY_EXTRACTS": str(self.extracts),
            "LOYALTY_AS_OF": self.as_of,
            "LOYALTY_NOW": self.now,
            "LOYALTY_FULL_REFRESH": "1" if self.full_refresh else "",
            "DAGSTER_HOME": str(self.dagster_home),
            "DBT_TARGET_PATH": str(self.dbt_artifacts),
            "DBT_LOG_PATH": str(self.dbt_log.parent),
            "DBT_PROFILES_DIR": str(self.dbt_project),
        }


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def put_own_programs_on_path() -> None:
    """Let child look-ups find the programs of this environment, dbt among them."""
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])


def java_program() -> str | None:
    """The `java` that Spark would start: that of JAVA_HOME, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    if not home:
        return shutil.which("java")
    program = Path(home) / "bin" / "java"
    return str(program) if program.is_file() else None


def export(variables: Mapping[str, str]) -> None:
    """Set environment variables for the rest of this process."""
    os.environ.update(variables)


@contextmanager
def exported(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for a while, then put back what was there."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def process_environment(**extra: str) -> dict[str, str]:
    """A copy of this process's environment, with `extra` on top, for a child process."""
    return {**os.environ, **extra}


def configured_variables() -> dict[str, str]:
    """Every LOYALTY_ variable that is set, for `loyalty doctor`; secrets by name only."""
    return {
        name: "(set)" if any(word in name for word in _SECRET_WORDS) else value
        for name, value in sorted(os.environ.items())
        if name.startswith("LOYALTY_") and value
    }
