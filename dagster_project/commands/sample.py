"""The sample company: made by a person's command only, and only into a home of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys

from rich.console import Console

from dagster_project.resources import Settings, process_environment

BANNER = "SAMPLE COMPANY: every figure below is fictional."


def make_sample(accounts: int = 2000, seed: int = 7, months: int = 36) -> Settings:
    """Generate the extracts into the sample's home, replacing an earlier one. Returns settings."""
    settings = Settings.from_environment().with_sample()
    making = settings.home.with_name("sample.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    command = [sys.executable, "-m", "ingestion.sample", "--out", str(making / "extracts")]
    options = ["--accounts", str(accounts), "--seed", str(seed), "--months", str(months)]
    # A process of its own: the generator's memory is given back before the warehouse is built.
    subprocess.run([*command, *options], check=True, env=process_environment())
    # Moved into place when complete: a killed generator leaves no half company.
    shutil.rmtree(settings.home, ignore_errors=True)
    making.replace(settings.home)
    Console().print(f"Sample company of {accounts} accounts in {settings.extracts}")
    return settings
