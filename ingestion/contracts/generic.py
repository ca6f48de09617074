"""The generic contracts: any tool that is not listed, as CSV or Parquet."""

from ingestion.contracts.model import Contract, Entity, Person, Score, columns

ACCOUNTS = Entity(
    name="accounts",
    description="One row per customer account.",
    columns=columns(
        "account_id!", "name", "parent_account_id?", "industry?", "country?", "website?",
        "owner_id?", "account_type?", "product?", "team?",
    ),
    key=("account_id",),
)  # fmt: skip

CONTACTS = Entity(
    name="contacts",
    description="One row per person at an account.",
    columns=columns("contact_id!", "account_id", "email", "title?", "role_class?"),
    key=("contact_id",),
    dropped=("first_name", "last_name", "full_name", "phone", "mobile"),
    person=Person(rows=("contact_id", "email"), links=("contact_id", "email")),
)

INVITATIONS = Entity(
    name="invitations",
    description="One row per survey invitation, delivered or not.",
    columns=columns(
        "invitation_id!", "survey_id!", "respondent_id", "email", "account_id", "channel",
        "sent_at:timestamp!", "status!", "trigger_event_id?",
    ),
    key=("invitation_id",),
    event_time="sent_at",
    person=Person(rows=("respondent_id", "email"), links=("respondent_id", "email")),
)  # fmt: skip

RESPONSES = Entity(
    name="responses",
    description="One row per response version.",
    columns=columns(
        "response_id!", "invitation_id?", "survey_id!", "respondent_id", "email", "account_id?",
        "score:integer", "comment?", "responded_at:timestamp!", "language?", "tags?",
        "trigger_event_id?", "handled_by?",
    ),
    key=("response_id",),
    event_time="responded_at",
    score=Score("score", "survey_id"),
    person=Person(rows=("respondent_id", "email"), links=("respondent_id", "email")),
)  # fmt: skip

BILLING_LINES = Entity(
    name="billing_lines",
    description="One row per invoice line, amounts in major units.",
    columns=columns(
        "line_id!", "invoice_id!", "customer_id!", "subscription_id", "account_id?",
        "period_start:timestamp!", "period_end:timestamp!", "amount:decimal!",
        "discount_amount:decimal", "discount_duration_months:integer?", "tax_amount:decimal",
        "currency!", "interval", "interval_count:integer", "quantity:decimal",
        "unit_amount:decimal", "is_recurring:boolean", "is_proration:boolean", "invoice_status",
        "invoiced_at:timestamp!",
    ),
    key=("line_id",),
    event_time="invoiced_at",
)  # fmt: skip

TICKETS = Entity(
    name="tickets",
    description="One row per support ticket.",
    columns=columns(
        "ticket_id!", "account_id?", "requester_email?", "created_at:timestamp!",
        "solved_at:timestamp?", "status", "priority?", "reopened_count:integer?",
        "csat_score:decimal?", "assignee_id?",
    ),
    key=("ticket_id",),
    dropped=("subject", "description", "requester_name"),
    event_time="created_at",
    person=Person(blank=("requester_email",)),
)  # fmt: skip

CONTRACT = Contract(
    source="generic",
    title="Generic contracts",
    role="any",
    entities=(ACCOUNTS, CONTACTS, INVITATIONS, RESPONSES, BILLING_LINES, TICKETS),
    freshness_hours=48,
)
