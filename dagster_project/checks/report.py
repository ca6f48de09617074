"""The report of a source's checks: one HTML page and one JSON file, aggregates only."""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from pathlib import Path

from dagster_project.checks.results import Result
from ingestion.contracts import Contract

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}: checks on the raw layer</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; color: #1f2933 }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #d9e2ec }}
.failed {{ background: #fde8e8 }} .warned {{ background: #fef6dc }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums }}
</style></head><body>
<h1>{title}</h1>
<p>{passed} of {total} expectations hold. {verdict}</p>
<table><thead><tr><th>Entity</th><th>Expectation</th><th>Observed</th><th>Allowed</th>
<th>Consequence</th><th>Result</th></tr></thead><tbody>
{rows}
</tbody></table>
<p>Suite: Great Expectations, over aggregates of the raw files. No row of any file is shown.</p>
</body></html>
"""


def write_report(path: Path, contract: Contract, results: list[Result]) -> None:
    """Write `path` (HTML) and the same content as JSON beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    blocked = [r for r in results if not r.is_passed and r.is_blocking]
    page = _PAGE.format(
        title=html.escape(contract.title),
        passed=sum(r.is_passed for r in results),
        total=len(results),
        verdict="Publication is blocked." if blocked else "Nothing blocks publication.",
        rows="\n".join(_row(r) for r in sorted(results, key=_order)),
    )
    path.write_text(page, encoding="utf-8")
    content = [{k: v for k, v in asdict(r).items() if k != "fingerprint"} for r in results]
    path.with_suffix(".json").write_text(json.dumps(content, indent=1), encoding="utf-8")


def _order(result: Result) -> tuple[bool, bool, str, str]:
    return (result.is_passed, not result.is_blocking, result.entity, result.check_name)


def _row(result: Result) -> str:
    state = "" if result.is_passed else "failed" if result.is_blocking else "warned"
    low = "" if result.expected_minimum is None else f"≥ {result.expected_minimum:g} "
    high = "" if result.expected_maximum is None else f"≤ {result.expected_maximum:g}"
    cells = [
        f"<td>{html.escape(result.entity)}</td>",
        f"<td>{html.escape(result.description)}</td>",
        f'<td class="number">{result.observed_value:g}</td>',
        f'<td class="number">{low}{high}</td>',
        f"<td>{'blocks publication' if result.is_blocking else 'warning'}</td>",
        f"<td>{'holds' if result.is_passed else 'broken'}</td>",
    ]
    return f'<tr class="{state}">{"".join(cells)}</tr>'
