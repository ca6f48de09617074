"""What the pages ask of a publication, as they ask it, and the same SQL in a bare connection.

Usage: python tests/benchmark/queries_stage.py, with LOYALTY_HOME set. Prints JSON.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import duckdb
import polars as pl
import streamlit as st
from dashboards_speed import open_page
from processes import measure

from dashboards import data, registry
from dashboards.queries import sql

ROUNDS = 7
Asked = list[tuple[str, data.Given]]


def ask_all(home: dict[str, str]) -> dict[str, Any]:
    """How many queries and rows; seconds of ours, of DuckDB and of the cache; peak MiB."""
    ours = measure("tests/benchmark/queries_stage.py", **home)
    found: dict[str, Any] = json.loads(ours.output.splitlines()[-1])
    return {**found, "peak_mib": ours.peak_mib}


def main() -> dict[str, Any]:
    """Open every page once to learn what it asks, then ask all of it in both ways, in turns."""
    asked = _asked()
    publication = data.latest()
    times: dict[str, list[float]] = {"wall_s": [], "limit_s": [], "cached_s": []}
    for _ in range(ROUNDS):
        st.cache_data.clear()
        st.cache_resource.clear()
        times["wall_s"].append(_seconds(lambda: [data._rows(publication, *one) for one in asked]))
        times["cached_s"].append(_seconds(lambda: [data._rows(publication, *one) for one in asked]))
        times["limit_s"].append(_seconds(lambda: _bare(publication.path, asked)))
    rows = sum(frame.height for frame in _bare(publication.path, asked))
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    return {"queries": len(asked), "rows": rows, "rounds": ROUNDS, **medians}


def _asked() -> Asked:
    """Every query with its parameters, as the nine pages ask it when they are opened."""
    asked: dict[tuple[str, data.Given], None] = {}
    read = data._read

    def recorded(publication: data.Publication, name: str, parameters: data.Given) -> pl.DataFrame:
        asked[name, parameters] = None
        return read(publication, name, parameters)

    with mock.patch.object(data, "_read", recorded):
        for page in registry.PAGES:
            open_page(page.script)
    return list(asked)


def _bare(path: str, asked: Asked) -> list[pl.DataFrame]:
    with duckdb.connect(path, read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        return [connection.execute(sql(name), dict(given) or None).pl() for name, given in asked]


def _seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


if __name__ == "__main__":
    print(json.dumps(main()))
