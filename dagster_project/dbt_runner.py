"""dbt inside this process: one import, one parse, and nothing that outlives a killed run.

A child process would: `kill -9` of its parent leaves it writing the warehouse.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import json
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster_project.dbt_log import log_file
from dagster_project.resources import Settings, exported
from dagster_project.spark import require_extra

_IGNORED_FOLDERS = {"target", "logs", "dbt_packages"}
_RESULTS = {"LogSeedResult", "LogModelResult", "LogSnapshotResult", "LogTestResult"}
_QUIET = ["--log-level", "none", "--log-level-file", "none", "--no-print", "--no-use-colors"]
Event = dict[str, Any]


def project_files(settings: Settings) -> list[Path]:
    """Every file that says what dbt builds, in a fixed order."""
    root = settings.dbt_project
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and not _IGNORED_FOLDERS & set(path.relative_to(root).parts)
        and path.suffix in {".sql", ".yml", ".yaml", ".csv", ".md", ".py"}
    )


def invoke(
    settings: Settings,
    arguments: list[str],
    environment: dict[str, str] | None = None,
    on_event: Callable[[Event], None] | None = None,
    project: Path | None = None,
) -> Any:
    """Run one dbt command; returns its dbtRunnerResult. `on_event` sees every node's result."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner
    from dbt_common.events.functions import msg_to_dict

    def forward(message: Any) -> None:
        # dbt fires some twenty events a node, and each costs a conversion: only results are used.
        if on_event is not None and message.info.name in _RESULTS:
            on_event(msg_to_dict(message))

    settings.dbt_artifacts.mkdir(parents=True, exist_ok=True)
    folder = project or settings.dbt_project
    common = ["--project-dir", str(folder), "--profiles-dir", str(settings.dbt_project)]
    with (
        exported({**settings.environment(), **(environment or {})}),
        log_file(settings.dbt_log) as log,
        _rare_collections(),
    ):
        try:
            return dbtRunner(callbacks=[forward, log]).invoke([*_QUIET, *arguments, *common])
        finally:
            # The adapter keeps the warehouse open for the process's life; readers come next.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage less often while dbt makes millions of short-lived objects.

    Python's usual threshold of 700 objects costs a tenth of a build's processor time.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Invocation:
    """A dbt command in a thread, whose events are consumed while it runs."""

    def __init__(
        self,
        settings: Settings,
        arguments: list[str],
        environment: dict[str, str],
        project: Path | None = None,
    ) -> None:
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self.result: Any = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(
            target=self._run,
            args=(settings, arguments, environment, project),
            name="dbt",
            daemon=True,
        )

    def _run(
        self,
        settings: Settings,
        arguments: list[str],
        environment: dict[str, str],
        project: Path | None,
    ) -> None:
        try:
            self.result = invoke(settings, arguments, environment, self._events.put, project)
        except BaseException as error:
            self._error = error
        finally:
            self._events.put(None)

    def stream(self) -> Iterator[Event]:
        """Events until the command ends. Raises what the command itself could not catch."""
        self._thread.start()
        while (event := self._events.get()) is not None:
            yield event
        self._thread.join()
        if self._error is not None:
            raise self._error


def manifest_folder(settings: Settings) -> Path:
    """Where the manifest that Dagster reads stands; dbt's own is rewritten by every command."""
    return settings.dbt_artifacts.parent / "manifest"


def ensure_manifest(settings: Settings) -> Path:
    """Parse the project when its files changed since the last parse; returns manifest.json.

    Several processes load the definitions at once (the UI, its daemon, a run), so one parses, in a
    folder of its own that no running build shares, and the others wait for it.
    """
    require_extra(settings)
    manifest = manifest_folder(settings) / "manifest.json"
    stamp = manifest.with_name("manifest.key")
    manifest.parent.mkdir(parents=True, exist_ok=True)
    with _only_one(manifest.with_name(".lock")):
        key = _parse_key(settings)
        if not (manifest.is_file() and stamp.is_file() and stamp.read_text() == key):
            parsed = _parse(settings)
            attach_singular_tests(parsed)
            aside = manifest.with_suffix(".tmp")
            aside.write_text(json.dumps(parsed))
            aside.replace(manifest)
            stamp.write_text(key)
    return manifest


def _parse(settings: Settings) -> dict[str, Any]:
    folder = settings.dbt_artifacts.parent / "parse"
    result = invoke(settings, ["parse", "--target-path", str(folder)])
    if not result.success:
        raise RuntimeError(f"dbt could not parse its project: {result.exception}")
    _share(folder / "partial_parse.msgpack", settings.dbt_artifacts)
    parsed: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return parsed


def _share(parse: Path, artifacts: Path) -> None:
    """Let the next build start from this parse: of a new home each costs many seconds."""
    target = artifacts / parse.name
    aside = target.with_suffix(".tmp")
    shutil.copyfile(parse, aside)
    aside.replace(target)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold an operating-system lock on a file, waiting for its holder."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def read_manifest(settings: Settings) -> dict[str, Any]:
    """The parsed manifest as a dictionary."""
    manifest: dict[str, Any] = json.loads(ensure_manifest(settings).read_text())
    return manifest


def attach_singular_tests(manifest: dict[str, Any]) -> None:
    """Say of every singular test on several models which one it checks: the most downstream.

    Dagster shows a test as an asset check only when it knows that.
    """
    parents: dict[str, list[str]] = manifest["parent_map"]
    depths: dict[str, int] = {}

    def depth(unique_id: str) -> int:
        if unique_id not in depths:
            above = parents.get(unique_id, [])
            depths[unique_id] = 1 + max((depth(parent) for parent in above), default=0)
        return depths[unique_id]

    for node in manifest["nodes"].values():
        models = [u for u in node["depends_on"].get("nodes", []) if u in manifest["nodes"]]
        is_singular = node["resource_type"] == "test" and not node.get("attached_node")
        meta = node["config"].setdefault("meta", {}) if is_singular else {}
        if (
            is_singular
            and len(node["depends_on"]["nodes"]) > 1
            and models
            and "dagster" not in meta
        ):
            last = max(models, key=lambda unique_id: (depth(unique_id), unique_id))
            meta["dagster"] = {"ref": {"name": manifest["nodes"][last]["name"]}}


def _parse_key(settings: Settings) -> str:
    digest = hashlib.sha256(f"{settings.home}|{settings.dbt_target}".encode())
    for path in project_files(settings):
        state = path.stat()
        digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
