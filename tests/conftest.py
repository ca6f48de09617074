"""Fixtures shared by all tests: the pipeline run once on a sample company, and honest skips."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from pipeline_support import REPOSITORY, Published, make_sample, run

# Nothing that a test starts may report to anybody.
os.environ.update(
    DO_NOT_TRACK="1",
    DAGSTER_DISABLE_TELEMETRY="yes",
    DBT_SEND_ANONYMOUS_USAGE_STATS="false",
    GX_ANALYTICS_ENABLED="false",
)
# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
IS_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
SHARED_DATA = REPOSITORY.parent / "shared" / "data"


def skip_or_fail(reason: str) -> None:
    """Skip a test on a developer's machine; in CI nothing may be skipped."""
    if IS_CI:
        pytest.fail(f"CI may skip nothing: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _needs(request: pytest.FixtureRequest) -> None:
    """Tests marked `shared` need ../shared/data, tests marked `browser` need chromium."""
    if request.node.get_closest_marker("shared") and not SHARED_DATA.is_dir():
        skip_or_fail(f"{SHARED_DATA} is not there")
    if request.node.get_closest_marker("browser") and not shutil.which("chromium"):
        skip_or_fail("Debian's chromium is not installed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of third-party data."""
    if not SHARED_DATA.is_dir():
        skip_or_fail(f"{SHARED_DATA} is not there")
    return SHARED_DATA


@pytest.fixture(scope="session")
def spark() -> None:
    """A machine on which Spark runs."""
    from spark_support import missing

    if reason := missing():
        skip_or_fail(reason)


@pytest.fixture(scope="session")
def sample_publication(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The pipeline's result on a sample company of 300 accounts. Copy it before writing to it."""
    return _publish_once(tmp_path_factory, "sample", 300)


@pytest.fixture
def mine(sample_publication: Published, tmp_path: Path) -> Published:
    """A copy of the published home that a test may write to, with extracts of its own."""
    copied = sample_publication.copy(tmp_path / "home")
    extracts = tmp_path / "company" / "extracts"
    # copy2 keeps modification times: the pipeline knows these files already.
    shutil.copytree(sample_publication.extracts, extracts)
    return Published(copied.home, extracts)


@pytest.fixture(scope="session")
def full_sample_publication(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The pipeline's result on the sample company of the README, 2,000 accounts."""
    return _publish_once(tmp_path_factory, "full_sample", 2000)


def _publish_once(factory: pytest.TempPathFactory, name: str, accounts: int) -> Published:
    """Publish a sample company once for all workers of pytest-xdist; the others wait for it."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    home, extracts = folder / "home", folder / "company" / "extracts"
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            make_sample(folder / "company", accounts)
            run(home, extracts)
            (folder / "done").touch()
    return Published(home, extracts)
