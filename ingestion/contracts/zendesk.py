"""Zendesk: NDJSON of API objects."""

from ingestion.contracts.model import Contract, Entity, Person, columns

ORGANIZATIONS = Entity(
    name="organizations",
    description="Customer companies as support knows them.",
    columns=columns(
        "id!", "name", "external_id", "domain_names:json", "created_at:timestamp",
        "updated_at:timestamp",
    ),
    key=("id",),
    dropped=("details", "notes"),
    event_time="updated_at",
)  # fmt: skip

USERS = Entity(
    name="users",
    description="End users and agents: id, e-mail and role only.",
    columns=columns(
        "id!", "email", "role", "organization_id", "external_id", "created_at:timestamp",
        "updated_at:timestamp",
    ),
    key=("id",),
    dropped=("name", "alias", "phone", "shared_phone_number", "photo", "details", "notes",
             "signature"),
    event_time="updated_at",
    person=Person(
        rows=("id", "email", "external_id"),
        links=("id", "email", "external_id"),
        local=("id",),
    ),
)  # fmt: skip

TICKETS = Entity(
    name="tickets",
    description="Support tickets without their text.",
    columns=columns(
        "id!", "organization_id", "requester_id", "assignee_id", "status", "priority", "type",
        "tags:json", "created_at:timestamp!", "updated_at:timestamp!",
    ),
    key=("id",),
    dropped=("subject", "raw_subject", "description", "via", "recipient", "collaborator_ids",
             "follower_ids", "email_cc_ids", "custom_fields", "fields", "submitter_id"),
    event_time="updated_at",
    person=Person(blank=("requester_id",), local=("requester_id",)),
)  # fmt: skip

TICKET_METRICS = Entity(
    name="ticket_metrics",
    description="Times of a ticket's life; solved_at stands here.",
    columns=columns(
        "id!", "ticket_id!", "solved_at:timestamp", "reopens:integer", "created_at:timestamp",
        "updated_at:timestamp",
    ),
    key=("id",),
    event_time="updated_at",
)  # fmt: skip

SATISFACTION_RATINGS = Entity(
    name="satisfaction_ratings",
    description="CSAT offers and answers; 'offered' is the send.",
    columns=columns(
        "id!", "ticket_id!", "requester_id", "assignee_id", "score!", "created_at:timestamp!",
        "updated_at:timestamp",
    ),
    key=("id",),
    dropped=("comment",),
    event_time="updated_at",
    person=Person(blank=("requester_id",), local=("requester_id",)),
)  # fmt: skip

CONTRACT = Contract(
    source="zendesk",
    title="Zendesk",
    role="support",
    entities=(ORGANIZATIONS, USERS, TICKETS, TICKET_METRICS, SATISFACTION_RATINGS),
    freshness_hours=48,
)
