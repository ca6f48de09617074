"""Which survey is what, what the program costs, promises, goals and routing."""

from __future__ import annotations

import polars as pl

from ingestion.sample import qualtrics_files as q
from ingestion.sample import story
from ingestion.sample.files import Landing
from ingestion.sample.in_app import IN_APP
from ingestion.sample.salesforce_out import owner_ids
from ingestion.sample.settings import Settings


def write_programs(landing: Landing) -> None:
    """Which survey is what; one that the company really runs is not listed."""

    def row(
        source: str, survey: str, program: str, kind: str, trigger: str, comment: str, score: str
    ) -> dict[str, object]:
        return {
            "source": source,
            "survey_id": survey,
            "program": program,
            "survey_type": kind,
            "metric": "nps",
            "trigger": trigger,
            "score_field": score,
            "comment_field": comment,
            "scale_min": 0,
            "scale_max": 10,
        }

    landing.csv(
        "program/survey_programs/survey_programs.csv",
        pl.DataFrame(
            [
                row(
                    "qualtrics",
                    q.RELATIONSHIP,
                    "customer",
                    "relationship",
                    "quarterly",
                    "QID2_TEXT",
                    "QID1",
                ),
                row(
                    "qualtrics",
                    q.SUPPORT,
                    "customer",
                    "transactional",
                    "support",
                    "QID2_TEXT",
                    "QID1",
                ),
                row(
                    "qualtrics",
                    q.EMPLOYEE,
                    "employee",
                    "relationship",
                    "quarterly",
                    "QID2_TEXT",
                    "QID1",
                ),
                row(
                    "qualtrics",
                    q.PARTNER,
                    "partner",
                    "relationship",
                    "half_yearly",
                    "QID2_TEXT",
                    "QID1",
                ),
                row("generic", IN_APP, "customer", "transactional", "release", "comment", "score"),
            ]
        ),
    )


def write_plans(landing: Landing, settings: Settings) -> None:
    """Promised improvements, goals, and who gets which loop."""
    items = [
        (
            "AI-1",
            "reliability",
            "Hotfix and rollback of the autumn release",
            "Platform",
            "2024-10-20",
            "2024-12-31",
            "2024-12-18",
            "No outage for 60 days",
        ),
        (
            "AI-2",
            "pricing",
            "Price protection for existing contracts",
            "Finance",
            "2025-05-05",
            "2025-09-30",
            "2025-09-10",
            "Pricing mentions halve",
        ),
        (
            "AI-3",
            "support",
            "Second support shift in Europe",
            "Support",
            "2025-10-15",
            "2025-12-31",
            "2025-12-29",
            "First reply within four hours",
        ),
        (
            "AI-4",
            "onboarding",
            "Guided import",
            "Product",
            "2026-02-01",
            "2026-09-30",
            None,
            "Live within a week",
        ),
    ]
    names = [
        "action_item_id",
        "theme",
        "title",
        "owner",
        "opened_on",
        "due_on",
        "shipped_on",
        "success_criterion",
    ]
    landing.csv(
        "program/action_items/action_items.csv", pl.DataFrame(items, schema=names, orient="row")
    )
    goals = [
        ("relationship_nps", "40", "2026-12-31", "CX"),
        ("company_grr", "0.90", "2026-12-31", "CS"),
        ("company_nrr", "1.10", "2026-12-31", "CS"),
        ("response_rate_relationship_email", "0.35", "2026-12-31", "CX"),
        ("loop_closure_rate", "0.80", "2026-12-31", "CS"),
        ("detractor_recovery_observed", "0.35", "2026-12-31", "CS"),
        ("csat", "0.85", "2026-12-31", "Support"),
    ]
    landing.csv(
        "program/goals/goals.csv",
        pl.DataFrame(goals, schema=["kpi", "target", "due_on", "owner"], orient="row"),
    )
    owner = owner_ids(settings)
    # The support lead has little room, so that loops overflow; the growth team shares its inbox.
    routing = [
        ("theme", "support", "Support", owner[0], max(2, settings.accounts // 300)),
        ("theme", "reliability", "Platform", owner[1], 30),
        ("theme", "integrations", "Platform", owner[1], 30),
        ("theme", "pricing", "Commercial", owner[2], 25),
        ("theme", "usability", "Product", owner[4], 30),
        ("theme", "onboarding", "Onboarding", owner[4], 30),
        ("arr_band", "enterprise", "Strategic", owner[2], 25),
        ("arr_band", "mid_market", "Growth", None, None),
        ("segment", "all", "Success", owner[3], 60),
    ]
    landing.csv(
        "program/routing/routing.csv",
        pl.DataFrame(
            routing,
            schema=["match_on", "match_value", "team", "owner_id", "capacity"],
            orient="row",
        ),
    )


def write_costs(landing: Landing, settings: Settings) -> None:
    """What the program costs, in three currencies, from its first month on."""
    start = max(settings.month_at(*story.PROGRAM_START), 0)
    size = max(settings.accounts / 2_000, 0.15)
    rows = []
    for month in range(start, settings.months):
        label = pl.from_epoch(pl.Series([int(settings.month_edges[month])])).dt.strftime("%Y-%m")[0]
        rows += [
            (label, "platform", f"{2400 * size:.2f}", "USD", "survey tool"),
            (label, "staff", f"{7000 * size:.2f}", "EUR", "program manager"),
            (label, "loop_labor", f"{2600 * size:.2f}", "GBP", "time of customer success"),
        ]
        if month == start:
            rows += [
                (label, "integration", f"{18000 * size:.2f}", "USD", "CRM integration"),
                (label, "training", f"{6000 * size:.2f}", "USD", "closing the loop"),
            ]
    names = ["month", "cost_type", "amount", "currency", "note"]
    # A snapshot of last month, and the one in force: the file landed last replaces it.
    frame = pl.DataFrame(rows, schema=names, orient="row")
    landing.csv("program/costs/costs_2026-05.csv", frame.filter(pl.col("month") < "2026-06"))
    landing.csv("program/costs/costs_2026-06.csv", frame)
