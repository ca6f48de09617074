"""Nothing after a date says anything about that date, however the files are cut and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from build_support import build, ingest
from pipeline_support import Published, differences
from truncated_extracts import truncate

pytestmark = pytest.mark.slow
DAY = date(2025, 9, 1)
# Where a row came from, and what the CRM and the product say only of today.
LINEAGE = {"_source_file", "_source_row", "built_at", "landed_at"}

# account_health is a working list (R41): its open work, and what is said because of it, count every
# accepted row at observed_at, whatever the as_of.
OPERATIONAL = {"open_loops", "open_tickets", "behavior_segment", "reasons", "observed_at"}
# Lists of today's work: every row of theirs is of observed_at.
LISTS = {"marts.action_queue", "marts.suppression_list", "marts.advocacy_candidates"}


def test_a_build_as_of_a_day_equals_one_on_only_what_was_known_then(
    sample_publication: Published, tmp_path: Path
) -> None:
    truncate(sample_publication.extracts, tmp_path / "early" / "extracts", DAY)
    homes = {}
    for name, extracts in (
        ("all", sample_publication.extracts),
        ("early", tmp_path / "early" / "extracts"),
    ):
        homes[name] = tmp_path / name / "home"
        ingest(homes[name], extracts)
        build(homes[name], LOYALTY_AS_OF=DAY.isoformat())
    found = differences(
        homes["all"] / "warehouse.duckdb",
        homes["early"] / "warehouse.duckdb",
        schemas=("marts",),
        ignored_columns=LINEAGE | OPERATIONAL,
        ignored_relations=LISTS,
    )
    assert found == []
