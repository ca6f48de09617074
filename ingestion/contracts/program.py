"""The NPS program itself: a company's own settings are landed data, snapshots that replace."""

from ingestion.contracts.model import Contract, Entity, Person, columns

SURVEY_PROGRAMS = Entity(
    name="survey_programs",
    description="Which survey is what, and on which scale it asks.",
    columns=columns(
        "source!", "survey_id!", "program!", "survey_type!", "metric!", "trigger", "score_field",
        "comment_field", "scale_min:integer", "scale_max:integer",
    ),
    key=("source", "survey_id"),
)  # fmt: skip

COSTS = Entity(
    name="costs",
    description="What the program costs, by month and kind.",
    columns=columns("month:month!", "cost_type!", "amount:decimal!", "currency!", "note"),
    key=("month", "cost_type"),
)

FX_RATES = Entity(
    name="fx_rates",
    description="US dollars per unit of a currency, by date.",
    columns=columns("rate_date:date!", "currency!", "usd_rate:decimal!"),
    key=("rate_date", "currency"),
)

ACTION_ITEMS = Entity(
    name="action_items",
    description="Promised improvements and when they shipped.",
    columns=columns(
        "action_item_id!", "theme", "title", "owner", "opened_on:date", "due_on:date",
        "shipped_on:date", "success_criterion",
    ),
    key=("action_item_id",),
)  # fmt: skip

HOLDOUT = Entity(
    name="holdout",
    description="Accounts assigned at random to be left alone, or treated.",
    columns=columns("account_id!", "assigned_on:date!", "group!"),
    key=("account_id", "assigned_on"),
)

GOALS = Entity(
    name="goals",
    description="Targets per figure.",
    columns=columns("kpi!", "target:decimal!", "due_on:date", "owner"),
    key=("kpi", "due_on"),
)

ROUTING = Entity(
    name="routing",
    description="Who gets a loop: by theme, segment or ARR band.",
    columns=columns("match_on!", "match_value!", "team", "owner_id", "capacity:integer"),
    key=("match_on", "match_value"),
)

IDENTITY_OVERRIDES = Entity(
    name="identity_overrides",
    description="Hand corrections of who belongs to which account.",
    columns=columns("source!", "source_id!", "account_id!", "reason"),
    key=("source", "source_id"),
    person=Person(rows=("source_id",)),
)

CONTRACT = Contract(
    source="program",
    title="NPS program",
    role="program",
    entities=(SURVEY_PROGRAMS, COSTS, FX_RATES, ACTION_ITEMS, HOLDOUT, GOALS, ROUTING,
              IDENTITY_OVERRIDES),
    freshness_hours=24 * 35,
    snapshot=True,
)  # fmt: skip
