"""SQL of the dbt project without a warehouse: tests run it on tables of their own."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "dbt"


def _compile(arguments: list[str], folder: Path) -> str:
    """Standard output of `dbt compile`; everything that dbt writes stays in `folder`."""
    environment = os.environ | {
        "LOYALTY_HOME": str(folder / "home"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    (folder / "home").mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "compile", "--no-introspect"]
    command += ["--project-dir", ".", "--profiles-dir", ".", *arguments]
    run = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def compiled_template(template: Path, folder: Path) -> str:
    """SQL of a template that calls the project's macros."""
    return _compile(["--inline", template.read_text(encoding="utf-8")], folder)


def compiled_models(names: list[str], folder: Path) -> dict[str, str]:
    """SQL of models by name; relations are addressed as warehouse.<schema>.<name>."""
    _compile(["--select", *names], folder)
    files = {path.stem: path for path in (folder / "target" / "compiled").rglob("models/**/*.sql")}
    return {name: files[name].read_text(encoding="utf-8") for name in names}
