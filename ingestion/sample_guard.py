"""Fiction and facts never share a home."""

from __future__ import annotations

from pathlib import Path

from ingestion import files, lake
from ingestion.discover import SAMPLE_MARKER, discover
from ingestion.layout import Lake


class MixedDataError(RuntimeError):
    """Sample extracts were about to land in a real home, or real ones in a sample home."""


def refuse_mixing(home: Path, extracts: Path) -> None:
    """Raise MixedDataError unless ``extracts`` and ``home`` are both sample or both real.

    An empty home takes the character of what lands first; a sample's is marked before any row.
    """
    target = Lake(home)
    is_sample = (extracts / SAMPLE_MARKER).is_file()
    home_is_sample = target.sample_marker.is_file()
    if is_sample == home_is_sample:
        return
    if is_sample and lake.is_empty(target):
        marker = (extracts / SAMPLE_MARKER).read_text(encoding="utf-8")
        files.write_text(marker, target.sample_marker, target.scratch)
        return
    # A missing or empty landing zone lands nothing, whatever the home holds.
    if not is_sample and not discover(extracts):
        return
    kinds = ("the sample company", "real data")
    landing, holding = kinds if is_sample else kinds[::-1]
    raise MixedDataError(
        f"{extracts} holds {landing}, but {home} holds {holding}; use another home for one of them"
    )
