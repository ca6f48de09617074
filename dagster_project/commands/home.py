"""Which home a command works in: the company's own, or the sample's."""

from __future__ import annotations

from dagster_project.resources import Settings, export


def resolve() -> Settings:
    """Settings of the company's home, or of the sample's when only that exists.

    Exports them, so that Dagster, dbt and child processes see the same. Makes nothing.
    """
    settings = Settings.from_environment()
    sample = settings.with_sample()
    if wants_sample(settings) and sample.is_sample:
        settings = sample
    export(settings.environment())
    return settings


def wants_sample(settings: Settings) -> bool:
    """Whether the rules allow the sample: nothing landed, nothing in the lake, nothing named.

    A named but empty landing zone may be an unmounted folder: never a reason for fiction.
    """
    if settings.extracts_is_set or settings.is_sample:
        return False
    return not has_files(settings) and not has_landings(settings)


def has_files(settings: Settings) -> bool:
    """Whether anything at all stands in the landing zone."""
    folder = settings.extracts
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))


def has_landings(settings: Settings) -> bool:
    """Whether anything has ever landed in this home."""
    folder = settings.lake / "landings"
    return any(not path.name.endswith("empty.parquet") for path in folder.glob("*.parquet"))
