"""The SQL estimator against the formulas of metrics.md section 3 written out in Python.

60 random programs, some tiny, some with ties in q and accounts without losses.
"""

import math
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from dbt_compiler import compiled_template
from test_prevented_churn_simulation import HERE, Frame, estimate

LEVELS = [
    ("arr_band", "q_tercile", "score_bucket", "tenure_band"),
    ("arr_band", "q_tercile", "score_bucket"),
    ("arr_band", "q_tercile"),
    ("arr_band",),
]
Z = 1.959963984540054
Row = dict[str, object]


def programs() -> Frame:
    rng = np.random.default_rng(5)
    sizes = rng.integers(20, 500, size=60)
    size = int(sizes.sum())
    arr = np.round(np.exp(rng.normal(9, 1.2, size)), 2)
    share = np.where(rng.random(size) < 0.7, 0.0, rng.choice([0.25, 1.0], size))
    return {
        "simulation_id": np.repeat(np.arange(60), sizes),
        "row_id": np.arange(size),
        "is_treated": rng.random(size) < 0.4,
        "arr_band": rng.choice(["smb", "enterprise"], size),
        "score_bucket": rng.choice(["0-3", "4-6"], size),
        "tenure_band": rng.choice(["new", "established", "mature"], size),
        "arr_usd": arr,
        "loss_usd": np.round(arr * share, 2),
        "q": np.round(rng.random(size), 1),
        "saved_usd": np.zeros(size),
    }


def strata(rows: list[Row]) -> dict[tuple[object, ...], list[Row]]:
    """Fixed cells; whoever is left after the last level is in none."""
    fixed: dict[tuple[object, ...], list[Row]] = {}
    left = rows
    for level in LEVELS:
        cells = defaultdict(list)
        for row in left:
            cells[tuple(row[key] for key in level)].append(row)
        left = []
        for key, cell in cells.items():
            treated = sum(bool(row["is_treated"]) for row in cell)
            if treated >= 5 and len(cell) - treated >= 10:
                fixed[(len(level), *key)] = cell
            else:
                left += cell
    return fixed


def group(rows: list[Row]) -> dict[str, float]:
    """R, q̄, n, ΣX and v of one group of a cell."""
    x, loss, q = (np.array([row[name] for row in rows]) for name in ("arr_usd", "loss_usd", "q"))
    n, total = len(rows), float(x.sum())
    rate = float(loss.sum()) / total
    chance = (int((loss > 0).sum()) + 1) / (n + 2)
    spread = n / (n - 1) * float(((loss - rate * x) ** 2).sum()) / total**2
    floor = chance * (1 - chance) * float((x**2).sum()) / total**2
    mean_q = float((x * q).sum()) / total
    slope_top = float(((q - mean_q) * loss).sum())
    slope_bottom = float((x * (q - mean_q) ** 2).sum())
    return {
        "n": n,
        "arr": total,
        "rate": rate,
        "q": mean_q,
        "v": max(spread, floor),
        "top": slope_top,
        "bottom": slope_bottom,
    }


def reference(rows: list[Row]) -> tuple[float, float, float] | None:
    """Prevented dollars with their interval, or None without a single stratum."""
    cuts = np.percentile([row["q"] for row in rows], [100 / 3, 200 / 3])
    for row in rows:
        row["q_tercile"] = int((cuts < row["q"]).sum())
    cells = [
        (
            group([r for r in cell if r["is_treated"]]),
            group([r for r in cell if not r["is_treated"]]),
        )
        for cell in strata(rows).values()
    ]
    if not cells:
        return None
    bottom = sum(control["bottom"] for _, control in cells)
    slope = sum(control["top"] for _, control in cells) / bottom if bottom > 1e-6 else 0.0
    beta = min(2.0, max(0.0, slope))
    prevented = variance = spread = 0.0
    for treated, control in cells:
        gap = control["rate"] - treated["rate"] + beta * (treated["q"] - control["q"])
        prevented += treated["arr"] * gap
        for side in (treated, control):
            part = treated["arr"] ** 2 * side["v"]
            variance += part
            spread += part**2 / (side["n"] - 1)
    nu = max(3.0, variance**2 / spread)
    quantile = Z + (Z**3 + Z) / (4 * nu) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * nu**2)
    half = quantile * math.sqrt(variance)
    return prevented, prevented - half, prevented + half


def test_sql_equals_the_formulas(tmp_path: Path) -> None:
    rows = programs()
    sql = compiled_template(HERE / "prevented_churn_simulation.sql", tmp_path)
    found = estimate(sql, rows, "programs")
    by_id = {int(key): place for place, key in enumerate(found["simulation_id"])}
    names = [name for name in rows if name != "simulation_id"]
    estimated = 0
    for program in range(60):
        places = np.flatnonzero(rows["simulation_id"] == program)
        expected = reference(
            [{name: rows[name][place].item() for name in names} for place in places]
        )
        assert (program in by_id) == (expected is not None)
        if expected is None:
            continue
        estimated += 1
        columns = ("prevented", "prevented_lo", "prevented_hi")
        actual = [float(found[name][by_id[program]]) for name in columns]
        assert actual == pytest.approx(list(expected), rel=1e-9, abs=1e-3)
    assert 30 < estimated < 60
