"""Product usage: one row per account, day and feature."""

from ingestion.contracts.model import Contract, Entity, columns

DAILY = Entity(
    name="daily",
    description="Events and active users per account, day and feature.",
    columns=columns(
        "account_id!", "usage_date:date!", "feature!", "events:integer!", "active_users:integer"
    ),
    key=("account_id", "usage_date", "feature"),
    event_time="usage_date",
)

CONTRACT = Contract(
    source="product_usage",
    title="Product usage",
    role="usage",
    entities=(DAILY,),
    freshness_hours=48,
)
