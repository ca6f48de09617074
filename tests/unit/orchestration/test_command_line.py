"""The `loyalty` command: help, errors in words, and what it prints of a publication."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pipeline_support import loyalty

from dagster_project.cli import main
from dagster_project.instance import prepare_dagster_home
from dagster_project.resources import Settings


def test_every_command_explains_itself() -> None:
    runner = CliRunner()
    for name in [*main.commands, ""]:
        result = runner.invoke(main, [name, "--help"] if name else ["--help"])
        assert result.exit_code == 0, result.output


def imported(code: str, *modules: str) -> str:
    """Which of these modules a fresh interpreter has imported after running the code."""
    telling = f"\nimport sys\nprint([m for m in {modules!r} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code + telling], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def test_help_imports_neither_dagster_nor_dbt() -> None:
    code = (
        "from click.testing import CliRunner\n"
        "from dagster_project.cli import main\n"
        "CliRunner().invoke(main, ['--help'])"
    )
    assert imported(code, "dagster", "dbt", "great_expectations", "polars") == "[]"


def test_finding_nothing_to_do_imports_neither_dagster_nor_dbt() -> None:
    code = (
        "import dagster_project.commands.run, dagster_project.commands.unchanged\n"
        "import dagster_project.commands.scorecard, dagster_project.checks.results\n"
        "import dagster_project.publication.history, estimators.derive, ingestion.lake"
    )
    assert imported(code, "dagster", "dbt", "great_expectations") == "[]"


def test_a_scorecard_without_a_publication_says_what_to_do(tmp_path: Path) -> None:
    code, output = loyalty(tmp_path / "home", tmp_path, "scorecard")
    assert code == 1
    assert "nothing is published yet; run `make run`" in output
    assert "Traceback" not in output


def test_rollback_without_publications_says_so(tmp_path: Path) -> None:
    code, output = loyalty(tmp_path / "home", tmp_path, "rollback")
    assert code == 1
    assert "no earlier publication" in output


def test_an_export_without_a_publication_says_so(tmp_path: Path) -> None:
    code, output = loyalty(tmp_path / "home", tmp_path, "export")
    assert code == 1
    assert "nothing is published yet, so there is nothing to export" in output
    assert "Traceback" not in output


def test_only_dagsters_processes_know_the_webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    from dagster_project.commands.up import _environment

    monkeypatch.setenv("LOYALTY_WEBHOOK_URL", "https://chat.example/secret")
    assert _environment("Dagster daemon")["LOYALTY_WEBHOOK_URL"] == "https://chat.example/secret"
    assert "LOYALTY_WEBHOOK_URL" not in _environment("dashboards")


def test_a_failure_says_which_publication_stands(settings: Settings) -> None:
    from exports_support import build_and_publish

    from dagster_project.commands.run import _what_stands

    build_and_publish(settings, "one")
    assert _what_stands(settings, "one") == "The previous publication stands."
    assert "The new publication one stands" in _what_stands(settings, None)


def test_an_unknown_source_is_refused_in_words(tmp_path: Path) -> None:
    code, output = loyalty(tmp_path / "home", tmp_path, "ingest", "--source", "fax")
    assert code == 1
    assert "unknown source 'fax'" in output


def test_the_doctor_sees_an_unmounted_landing_zone(tmp_path: Path) -> None:
    code, output = loyalty(tmp_path / "home", tmp_path / "gone", "doctor")
    assert code == 1
    assert "which is not there (unmounted?)" in output
    assert not (tmp_path / "home").exists()


def test_dagsters_settings_are_written_once(settings: Settings) -> None:
    yaml = pytest.importorskip("yaml")
    path = prepare_dagster_home(settings) / "dagster.yaml"
    written = yaml.safe_load(path.read_text())
    assert written["telemetry"] == {"enabled": False}
    assert written["concurrency"]["runs"]["max_concurrent_runs"] == 1
    assert written["run_retries"]["enabled"]
    assert written["run_monitoring"]["enabled"]
    path.write_text("telemetry: {enabled: false}\n")
    prepare_dagster_home(settings)
    assert path.read_text() == "telemetry: {enabled: false}\n"
