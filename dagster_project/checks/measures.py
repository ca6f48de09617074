"""What is measured of each raw entity, and within which bounds it must lie."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.contracts import Contract, Entity

LANDED = "landed"
RAW = "raw"


@dataclass(frozen=True)
class Measure:
    """One aggregate over an entity: a name, its SQL, bounds, and what a breach means.

    over: `landed` (the landings log of the entity) or `raw` (its accepted rows).
    blocking: the marts would be wrong, so nothing is built or published.
    """

    name: str
    sql: str
    words: str
    blocking: bool = False
    over: str = RAW
    minimum: float | None = None
    maximum: float | None = 0.0


_TYPE_FLIP = """count(distinct sha256) filter (
    where status = 'quarantined_file' and reason like 'type_flip%' and is_present
        and not is_replaced
)"""

_LANDED = (
    Measure(
        "rows_unaccounted",
        "coalesce(sum(abs(rows_in - rows_loaded - rows_quarantined)), 0)",
        "rows in = rows loaded + rows quarantined, per file",
        blocking=True,
        over=LANDED,
    ),
    Measure(
        "files_with_flipped_type",
        _TYPE_FLIP,
        "no file in force has a declared column whose type flipped",
        blocking=True,
        over=LANDED,
    ),
    Measure(
        "files_quarantined",
        "count(distinct sha256) filter (where status = 'quarantined_file')",
        "no file was quarantined whole",
        over=LANDED,
    ),
    Measure(
        "quarantined_share",
        "coalesce(sum(rows_quarantined) / nullif(sum(rows_in), 0), 0)",
        "at most 2% of the rows were quarantined",
        over=LANDED,
        maximum=0.02,
    ),
)

_MISSING_ROWS = Measure(
    "rows_missing_from_lake",
    "(select max(rows_logged) from logged) - count(*)",
    "the lake holds every row that the landings log counts",
    blocking=True,
    minimum=0.0,
)

_EXTRAS: dict[tuple[str, str], tuple[Measure, ...]] = {
    ("program", "fx_rates"): (
        Measure(
            "rates_not_positive",
            "count(*) filter (where try_cast(usd_rate as double) <= 0)",
            "every exchange rate is above zero",
            blocking=True,
        ),
    ),
    ("program", "survey_programs"): (
        Measure(
            "unknown_metrics",
            "count(*) filter (where lower(trim(metric)) not in ('nps', 'csat', 'ces'))",
            "metric is nps, csat or ces",
        ),
        Measure(
            "unknown_survey_types",
            "count(*) filter (where lower(trim(survey_type)) not in"
            " ('relationship', 'transactional'))",
            "survey_type is relationship or transactional",
        ),
    ),
    ("program", "holdout"): (
        Measure(
            "unknown_groups",
            "count(*) filter (where lower(trim(\"group\")) not in ('holdout', 'treated'))",
            "group is holdout or treated",
        ),
    ),
    ("stripe", "invoices"): (
        Measure(
            "malformed_currencies",
            "count(*) filter (where not regexp_full_match(currency, '[A-Za-z]{3}'))",
            "currency is a three-letter code",
            blocking=True,
        ),
        Measure(
            "share_without_lines",
            "coalesce(count(*) filter (where lines is null) / nullif(count(*), 0), 0)",
            "at least half of the invoices carry their lines",
            maximum=0.5,
        ),
    ),
    ("zendesk", "satisfaction_ratings"): (
        Measure(
            "unknown_scores",
            "count(*) filter (where score not in ('offered', 'unoffered', 'good', 'bad',"
            " 'good_with_comment', 'good_without_comment', 'bad_with_comment',"
            " 'bad_without_comment'))",
            "score is one that the help desk documents",
        ),
    ),
    ("product_usage", "daily"): (
        Measure(
            "negative_events",
            "count(*) filter (where try_cast(events as double) < 0)",
            "no count of events is negative",
        ),
    ),
    ("qualtrics", "responses"): (
        Measure(
            "share_without_answers",
            "coalesce(count(*) filter (where _extra is null) / nullif(count(*), 0), 0)",
            "at least half of the responses carry an answer",
            maximum=0.5,
        ),
    ),
    ("generic", "billing_lines"): (
        Measure(
            "periods_reversed",
            "count(*) filter (where try_cast(period_end as timestamp)"
            " < try_cast(period_start as timestamp))",
            "no billing period ends before it starts",
        ),
    ),
}


def measures(contract: Contract, entity: Entity) -> list[Measure]:
    """Every measure of one entity: those of all contracts, and its own."""
    found = [*_LANDED, _MISSING_ROWS, _blank_required(entity)]
    unparsable = _unparsable_required(entity)
    if unparsable is not None:
        found.append(unparsable)
    if contract.source == "salesforce":
        found.append(
            Measure(
                "malformed_ids",
                "count(*) filter (where not regexp_full_match(Id,"
                " '[A-Za-z0-9]{15}|[A-Za-z0-9]{18}'))",
                "ids have 15 or 18 characters",
            )
        )
    return [*found, *_EXTRAS.get((contract.source, entity.name), ())]


def _blank_required(entity: Entity) -> Measure:
    blanks = " or ".join(f'"{name}" is null' for name in entity.required) or "false"
    return Measure(
        "blank_required",
        f"count(*) filter (where {blanks})",
        "no required column is blank",
        blocking=True,
    )


def _unparsable_required(entity: Entity) -> Measure | None:
    numeric = [
        c.name for c in entity.columns if c.required and c.kind in {"integer", "decimal", "epoch"}
    ]
    if not numeric:
        return None
    bad = " or ".join(f'try_cast("{name}" as double) is null' for name in numeric)
    return Measure(
        "unparsable_required",
        f"count(*) filter (where {bad})",
        "every required number reads as a number",
        blocking=True,
    )
