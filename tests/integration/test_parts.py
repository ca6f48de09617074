"""Every declaration of parts and of kept sums (dbt/macros/parts.sql) is true of a company's data."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from unittest import mock

import pytest
from build_support import build, ingest
from pipeline_support import environment, make_sample

from dagster_project.dbt_runner import invoke
from dagster_project.resources import Settings

pytestmark = pytest.mark.slow

ACCOUNTS = 300
# Relations without rows in the sample, whose parts nobody can look at.
EMPTY = {"int_stripe_customers_unlisted": "every invoiced customer of the sample is listed"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A built company, and the compiled SQL of each model that declares parts or kept sums."""
    home = tmp_path_factory.mktemp("parts") / "home"
    ingest(home, make_sample(tmp_path_factory.mktemp("company"), ACCOUNTS))
    models = [n.node for n in build(home) if str(n.node.resource_type) == "model"]
    declared = {m.name: m.compiled_code for m in models if _declares(m.config.meta or {})}
    return home, declared


def test_parts_built_alone_are_the_parts_of_the_whole(built: tuple[Path, dict[str, str]]) -> None:
    """A third of the keys at a time: every key is looked at."""
    home, declared = built
    looked_at: set[str] = set()
    for third in range(3):
        found = _compare(home, declared, third)
        assert set(found) == set(declared)
        assert {name for name, (_, differing) in found.items() if differing} == set()
        looked_at |= {name for name, (keys, _) in found.items() if keys}
    assert set(declared) - looked_at == set(EMPTY)


def test_a_wrong_declaration_is_found(built: tuple[Path, dict[str, str]]) -> None:
    """A share of the whole is no matter of a part: the comparison says so."""
    home, declared = built
    name = "int_survey_send_rows"
    wrong = (
        f"select * replace (cast(count(*) over () as varchar) as status) from ({declared[name]})"
    )
    keys, differing = _compare(home, {name: wrong}, 0)[name]
    assert differing == keys > 0


def _declares(meta: dict[str, dict[str, list[str]]]) -> bool:
    """Staging says by its place that a row depends on its landed row only, and names no inputs."""
    return "of" in (meta.get("parts") or meta.get("sums") or {})


def _compare(home: Path, statements: dict[str, str], third: int) -> dict[str, tuple[int, int]]:
    """Keys (or sums) looked at and those that differ, by model."""
    arguments = json.dumps({"statements": statements, "third": third})
    with mock.patch.dict(os.environ, environment(home, None), clear=True):
        settings = Settings.from_environment()
        settings.dbt_log.unlink(missing_ok=True)
        result = invoke(settings, ["run-operation", "compare_parts", "--args", arguments])
        said = settings.dbt_log.read_text()
    assert result.success, said[-2000:]
    found = re.findall(r"compared (\w+)\|(\d+)\|(\d+)\|", said)
    return {name: (int(keys), int(differing)) for name, keys, differing in found}
