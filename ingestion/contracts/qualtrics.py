"""Qualtrics: surveys, sends, the directory and responses keyed on their ImportIds."""

from ingestion.contracts.model import Contract, Entity, Person, Score, columns

# Names, network and geographic position of a respondent serve no metric: never stored.
PRIVATE = (
    "IPAddress", "ipAddress", "RecipientLastName", "recipientLastName", "RecipientFirstName",
    "recipientFirstName", "LocationLatitude", "locationLatitude", "LocationLongitude",
    "locationLongitude",
)  # fmt: skip

SURVEYS = Entity(
    name="surveys",
    description="One row per survey of the account.",
    columns=columns(
        "id!", "name", "ownerId?", "lastModified:timestamp?", "creationDate:timestamp?",
        "isActive:boolean?",
    ),
    key=("id",),
    event_time="lastModified",
)  # fmt: skip

DISTRIBUTION_CONTACTS = Entity(
    name="distribution_contacts",
    description="One row per send: the denominator of the response rate.",
    columns=columns(
        "contact_id!", "distribution_id!", "survey_id!", "sent_at:timestamp!", "status!",
        "opened_at:timestamp", "response_started_at:timestamp",
        "response_completed_at:timestamp", "response_id",
    ),
    key=("distribution_id", "contact_id"),
    dropped=("first_name", "last_name", "firstName", "lastName", "phone"),
    event_time="sent_at",
    person=Person(rows=("contact_id",)),
)  # fmt: skip

DIRECTORY_CONTACTS = Entity(
    name="directory_contacts",
    description="The tool's address book: its contact id, the e-mail and the CRM's id.",
    columns=columns("contact_id!", "email", "external_data_reference"),
    key=("contact_id",),
    dropped=("first_name", "last_name", "firstName", "lastName", "phone"),
    person=Person(
        rows=("contact_id", "email", "external_data_reference"),
        links=("contact_id", "email", "external_data_reference"),
    ),
)

RESPONSES = Entity(
    name="responses",
    description="One row per response version; questions stand in _extra by their ImportId.",
    columns=columns(
        "ResponseId!", "survey_id!", "StartDate:timestamp", "EndDate:timestamp",
        "RecordedDate:timestamp!", "Status", "Progress:decimal", "Finished:boolean",
        "RecipientEmail", "ExternalReference", "DistributionChannel", "UserLanguage",
        "DistributionId?", "time_zone?",
    ),
    key=("ResponseId",),
    dropped=PRIVATE,
    event_time="RecordedDate",
    score=Score(None, "survey_id"),
    person=Person(
        rows=("RecipientEmail", "ExternalReference"),
        links=("RecipientEmail", "ExternalReference"),
    ),
)  # fmt: skip

CONTRACT = Contract(
    source="qualtrics",
    title="Qualtrics",
    role="survey",
    entities=(SURVEYS, DISTRIBUTION_CONTACTS, DIRECTORY_CONTACTS, RESPONSES),
    freshness_hours=48,
)
