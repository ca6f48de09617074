"""`loyalty up` opens the dashboards beyond this machine only with sign-in, or when told to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dagster_project.cli import main
from dagster_project.commands import exposure
from dagster_project.resources import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    return replace(Settings.from_environment({}), project=tmp_path)


def sign_in(settings: Settings, text: str) -> None:
    path = settings.project / ".streamlit" / "secrets.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_loopback_needs_nothing(settings: Settings, address: str) -> None:
    assert exposure.warning(settings, address) == ""


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "", "192.168.1.20", "example.com"])
def test_other_addresses_are_refused_without_sign_in(settings: Settings, address: str) -> None:
    with pytest.raises(ValueError, match="without sign-in"):
        exposure.warning(settings, address)


def test_sign_in_opens_other_addresses(settings: Settings) -> None:
    sign_in(settings, '[auth]\nclient_id = "dashboards"\n')
    assert "with sign-in" in exposure.warning(settings, "0.0.0.0")


def test_secrets_without_auth_are_no_sign_in(settings: Settings) -> None:
    sign_in(settings, 'key = "value"\n')
    with pytest.raises(ValueError, match="without sign-in"):
        exposure.warning(settings, "0.0.0.0")


def test_unreadable_secrets_are_said(settings: Settings) -> None:
    sign_in(settings, "[auth")
    with pytest.raises(ValueError, match="cannot be read"):
        exposure.warning(settings, "0.0.0.0")


def test_everybody_only_when_told(settings: Settings) -> None:
    told = replace(settings, dashboards_open=True)
    assert "everybody" in exposure.warning(told, "0.0.0.0")
    assert Settings.from_environment({"LOYALTY_DASHBOARD_OPEN": "yes"}).dashboards_open
    assert not Settings.from_environment({"LOYALTY_DASHBOARD_OPEN": "0"}).dashboards_open


def test_the_command_refuses_in_one_sentence(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOYALTY_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LOYALTY_DASHBOARD_OPEN", raising=False)
    done = CliRunner().invoke(main, ["up", "--dashboards-address", "0.0.0.0"])
    assert done.exit_code == 1
    assert "without sign-in" in done.output
    assert "Traceback" not in done.output
