"""Which company a command works on, and when the fictional one may be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from pipeline_support import land

from dagster_project.commands import run as commands_run
from dagster_project.commands.home import resolve, wants_sample
from dagster_project.resources import PROJECT, Settings
from dagster_project.writing import writing
from ingestion.load import ingest_source
from ingestion.sample_guard import MixedDataError


def _settings(home: Path, extracts: Path, is_set: bool = False) -> Settings:
    return Settings(home=home, extracts=extracts, extracts_is_set=is_set)


def test_the_sample_is_wanted_only_when_nothing_real_can_be_meant(tmp_path: Path) -> None:
    home, extracts = tmp_path / "home", tmp_path / "extracts"
    assert wants_sample(_settings(home, extracts))
    extracts.mkdir()
    assert wants_sample(_settings(home, extracts))


def test_a_named_landing_zone_never_gives_fiction_even_when_it_is_not_there(tmp_path: Path) -> None:
    assert not wants_sample(_settings(tmp_path / "home", tmp_path / "unmounted", is_set=True))


def test_a_file_in_the_landing_zone_means_real_data(tmp_path: Path) -> None:
    settings = _settings(tmp_path / "home", tmp_path / "extracts")
    land(settings.extracts, "generic/accounts/a.csv", "account_id\nA1\n")
    assert not wants_sample(settings)


def test_landings_in_the_lake_mean_real_data_though_the_landing_zone_is_empty(
    settings: Settings,
) -> None:
    path = land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    ingest_source(settings.home, settings.extracts, "generic")
    path.unlink()
    assert not wants_sample(_settings(settings.home, settings.extracts))


def test_the_samples_home_is_its_own(tmp_path: Path) -> None:
    sample = _settings(tmp_path / "home", tmp_path / "extracts").with_sample()
    assert sample.home == tmp_path / "home" / "sample"
    assert sample.extracts == sample.home / "extracts"


@pytest.mark.parametrize("has_folder", [True, False])
def test_a_run_on_a_named_empty_or_absent_landing_zone_makes_no_sample(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, has_folder: bool
) -> None:
    if not has_folder:
        settings.extracts.rmdir()
    monkeypatch.setattr(commands_run, "_execute", lambda *_: False)
    assert commands_run.run_everything() == 1
    assert not (settings.home / "sample").exists()


def test_resolving_a_home_makes_nothing(settings: Settings) -> None:
    resolve()
    assert not settings.home.exists()


def test_defaults_stand_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Settings.from_environment({})
    assert (found.home, found.extracts) == (PROJECT / "var", PROJECT / "extracts")
    assert not found.extracts_is_set


def test_a_wrong_number_of_versions_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="LOYALTY_KEEP_VERSIONS"):
        Settings.from_environment({"LOYALTY_KEEP_VERSIONS": "none"})


@pytest.mark.parametrize("text", ["yesterday", "20260630", "2026-06-31", "2026-06-30T00:00"])
def test_a_wrong_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="LOYALTY_AS_OF must be a date"):
        Settings.from_environment({"LOYALTY_AS_OF": text})


def test_sample_and_real_data_are_never_mixed(settings: Settings) -> None:
    land(settings.extracts, "generic/accounts/a.csv", "account_id,name\nA1,One\n")
    ingest_source(settings.home, settings.extracts, "generic")
    land(settings.extracts, "_SAMPLE.json", "{}")
    with pytest.raises(MixedDataError), writing(settings, say=print):
        pass
