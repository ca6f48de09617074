"""Qualtrics files: response exports with their three header rows, sends, directory, surveys."""

from __future__ import annotations

import json

import polars as pl

from ingestion.sample.dates import stamp
from ingestion.sample.files import Landing

RELATIONSHIP = "SV_2nRelationQtr01"
SUPPORT = "SV_5bSupportClose2"
EMPLOYEE = "SV_9eEmployeePulse"
PARTNER = "SV_7pPartnerVoice4"
UNLISTED = "SV_8xWebsiteIdeas5"
SURVEYS = {
    RELATIONSHIP: "Customer relationship NPS",
    SUPPORT: "After support",
    EMPLOYEE: "Employee pulse",
    PARTNER: "Partner survey",
    UNLISTED: "Website ideas",
}
# (column, question text, ImportId) as the export's three header rows show them.
HEADERS = [
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    ("RecipientEmail", "Recipient Email", "recipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
    ("Q1_NPS_GROUP", "How likely are you to recommend us? - Group", "QID1_NPS_GROUP"),
    ("Q1", "How likely are you to recommend us, on a scale\nfrom 0 to 10?", "QID1"),
    ("Q2", 'What is the main reason for your "score"?', "QID2_TEXT"),
    ("trigger_event_id", "trigger_event_id", "trigger_event_id"),
    ("handled_by", "handled_by", "handled_by"),
]
TIMES = ("startDate", "endDate", "recordedDate")


def header(zone: str) -> str:
    """The three header rows of an export made in a time zone."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    imports = []
    for _, _, import_id in HEADERS:
        content = {"ImportId": import_id}
        if import_id in TIMES:
            content["timeZone"] = zone
        imports.append(json.dumps(content, separators=(",", ":")))
    rows = [[h[0] for h in HEADERS], [h[1] for h in HEADERS], imports]
    return "".join(",".join(cell(c) for c in row) + "\n" for row in rows)


def write_responses(
    landing: Landing, survey: str, frame: pl.DataFrame, zone: str = "UTC"
) -> dict[str, int]:
    """Monthly files by recorded month. Columns of `frame`: see `complete`. Rows per file."""
    written = {}
    for (month,), part in (
        frame.with_columns(pl.from_epoch("recorded").dt.strftime("%Y-%m").alias("month"))
        .sort("recorded", "ResponseId", nulls_last=True)
        .group_by("month", maintain_order=True)
    ):
        name = f"qualtrics/responses/{survey}_{month}.csv"
        landing.csv(name, complete(part, zone), header=header(zone))
        written[name] = len(part)
    return written


def complete(frame: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Rows in the export's column order.

    Needs ResponseId, recorded (epoch seconds), status, finished, email, reference, first, last,
    channel, language, score (text), comment; optional trigger_event_id, handled_by, and
    recorded_text, which replaces the time where it is not null.
    """
    for name in ("trigger_event_id", "handled_by", "recorded_text"):
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name))

    def local(expression: pl.Expr) -> pl.Expr:
        moment = pl.from_epoch(expression).dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
        return moment.dt.strftime("%Y-%m-%d %H:%M:%S")

    number = pl.col("score").cast(pl.Float64, strict=False)
    group = pl.when(number >= 9).then(pl.lit("Promoter")).when(number >= 7).then(pl.lit("Passive"))
    return frame.select(
        local(pl.col("recorded") - 240).alias("StartDate"),
        local(pl.col("recorded") - 5).alias("EndDate"),
        pl.col("status").alias("Status"),
        pl.lit("203.0.113.7").alias("IPAddress"),
        pl.when(pl.col("finished")).then(100).otherwise(40).alias("Progress"),
        pl.lit(235).alias("Duration"),
        pl.when(pl.col("finished")).then(pl.lit("1")).otherwise(pl.lit("0")).alias("Finished"),
        pl.coalesce("recorded_text", local(pl.col("recorded"))).alias("RecordedDate"),
        "ResponseId",
        pl.col("last").alias("RecipientLastName"),
        pl.col("first").alias("RecipientFirstName"),
        pl.col("email").alias("RecipientEmail"),
        pl.col("reference").alias("ExternalReference"),
        pl.col("channel").alias("DistributionChannel"),
        pl.col("language").alias("UserLanguage"),
        pl.when(number.is_null())
        .then(None)
        .otherwise(group.otherwise(pl.lit("Detractor")))
        .alias("group"),
        pl.col("score").alias("Q1"),
        pl.col("comment").alias("Q2"),
        "trigger_event_id",
        "handled_by",
    )


def write_sends(landing: Landing, survey: str, frame: pl.DataFrame) -> None:
    """Monthly files of sends. Columns: contact_id, distribution_id, sent, status, responded
    (0: no answer), response_id."""
    answered = pl.col("responded") > 0
    pattern = "%Y-%m-%dT%H:%M:%SZ"
    opened = answered | pl.col("status").is_in(["Opened", "SurveyStarted"])
    for (month,), part in frame.with_columns(
        pl.from_epoch("sent").dt.strftime("%Y-%m").alias("month")
    ).group_by("month", maintain_order=True):
        rows = part.with_columns(pl.lit(survey).alias("survey_id")).select(
            "contact_id",
            "distribution_id",
            "survey_id",
            stamp("sent", pattern).alias("sent_at"),
            pl.when(answered).then(pl.lit("SurveyFinished")).otherwise("status").alias("status"),
            pl.when(opened)
            .then(
                pl.from_epoch(
                    pl.min_horizontal(
                        pl.col("sent") + 5400, pl.when(answered).then(pl.col("responded") - 300)
                    )
                ).dt.strftime(pattern)
            )
            .alias("opened_at"),
            pl.when(answered)
            .then(pl.from_epoch(pl.col("responded") - 240).dt.strftime(pattern))
            .alias("response_started_at"),
            pl.when(answered)
            .then(pl.from_epoch("responded").dt.strftime(pattern))
            .alias("response_completed_at"),
            pl.when(answered).then("response_id").alias("response_id"),
        )
        landing.csv(f"qualtrics/distribution_contacts/{survey}_sends_{month}.csv", rows)


def write_surveys(landing: Landing, last_modified: str) -> None:
    """The list of surveys."""
    landing.csv(
        "qualtrics/surveys/surveys.csv",
        pl.DataFrame(
            [
                {
                    "id": key,
                    "name": name,
                    "ownerId": "UR_sampleOwner01",
                    "lastModified": last_modified,
                    "creationDate": "2023-05-02T09:00:00Z",
                    "isActive": "true",
                }
                for key, name in SURVEYS.items()
            ]
        ),
    )
