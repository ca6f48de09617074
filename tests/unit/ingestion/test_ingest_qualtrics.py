import csv
import io
import json

import pytest

IDS = {
    "StartDate": {"ImportId": "startDate", "timeZone": "America/Denver"},
    "EndDate": {"ImportId": "endDate", "timeZone": "America/Denver"},
    "Status": {"ImportId": "status"},
    "IPAddress": {"ImportId": "ipAddress"},
    "Finished": {"ImportId": "finished"},
    "RecordedDate": {"ImportId": "recordedDate", "timeZone": "America/Denver"},
    "ResponseId": {"ImportId": "_recordId"},
    "RecipientLastName": {"ImportId": "recipientLastName"},
    "RecipientEmail": {"ImportId": "recipientEmail"},
    "ExternalReference": {"ImportId": "externalDataReference"},
    "Q1": {"ImportId": "QID1"},
    "Q1_NPS_GROUP": {"ImportId": "QID1_NPS_GROUP"},
    "Q2": {"ImportId": "QID2_TEXT"},
}
ROW = [
    "2026-01-05 10:00:00", "2026-01-05 10:01:00", "0", "192.0.2.1", "1", "2026-01-05 10:01:01",
    "R_1", "Prefect", "ford@example.com", "0035g00000AbCdEAAZ", "9", "Promoter", "fine, thanks",
]  # fmt: skip


def export(*rows, ids=IDS):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(ids)
    writer.writerow(["Date de\ndébut" if name == "StartDate" else f"Q: {name}?" for name in ids])
    writer.writerow([json.dumps(value) for value in ids.values()])
    writer.writerows(rows)
    return text.getvalue()


def test_three_header_rows_keyed_on_import_ids(zone):
    result = zone.load_one("qualtrics/responses/SV_abc/june.csv", export(ROW))
    assert (result.rows_in, result.rows_loaded) == (1, 1)
    row = zone.raw("qualtrics/responses")[0]
    assert row["survey_id"] == "SV_abc"
    assert row["ResponseId"] == "R_1"
    assert row["RecordedDate"] == "2026-01-05 10:01:01"
    assert row["time_zone"] == "America/Denver"
    assert row["ExternalReference"] == "0035g00000AbCdEAAZ"
    assert json.loads(row["_extra"]) == {
        "QID1": "9",
        "QID1_NPS_GROUP": "Promoter",
        "QID2_TEXT": "fine, thanks",
    }
    everything = zone.bytes_of_home()
    assert b"192.0.2.1" not in everything
    assert b"Prefect" not in everything


def test_questions_may_be_renamed_and_moved(zone):
    ids = dict(reversed([(f"x{i}", value) for i, value in enumerate(IDS.values())]))
    zone.load_one("qualtrics/responses/SV_abc_2.csv", export(ROW[::-1], ids=ids))
    assert json.loads(zone.raw("qualtrics/responses")[0]["_extra"])["QID1"] == "9"


def test_survey_id_column_wins(zone):
    ids = IDS | {"survey_id": {"ImportId": "survey_id"}}
    text = export([*ROW, "SV_column"], [*ROW, ""], ids=ids)
    zone.load_one("qualtrics/responses/SV_folder/x.csv", text)
    assert [row["survey_id"] for row in zone.raw("qualtrics/responses")] == [
        "SV_column",
        "SV_folder",
    ]


def test_unknown_survey_quarantines_the_file(zone):
    result = zone.load_one("qualtrics/responses/june.csv", export(ROW))
    assert (result.status, result.reason) == ("quarantined_file", "unknown_survey")
    assert "SV_" in zone.quarantine()[0]["original_text"]


@pytest.mark.parametrize(("zone_name", "expected"), [("Z", "UTC"), ("Nowhere/Else", None)])
def test_time_zones(zone, zone_name, expected):
    ids = {name: {**value} for name, value in IDS.items()}
    for value in ids.values():
        if "timeZone" in value:
            value["timeZone"] = zone_name
    result = zone.load_one("qualtrics/responses/SV_a.csv", export(ROW, ids=ids))
    if expected is None:
        assert result.reason == "unknown_time_zone"
    else:
        assert zone.raw("qualtrics/responses")[0]["time_zone"] == expected


def test_one_header_row(zone):
    text = "ResponseId,RecordedDate,Finished,QID1\nR_1,2026-01-05 10:00:00,TRUE,9\n"
    zone.load_one("qualtrics/responses/SV_a.csv", text)
    row = zone.raw("qualtrics/responses")[0]
    assert (row["ResponseId"], row["time_zone"], row["_extra"]) == ("R_1", None, '{"QID1":"9"}')


def test_json_export(zone):
    content = {
        "responses": [
            {
                "responseId": "R_1",
                "values": {"recordedDate": "2026-01-05T10:00:00.000Z", "finished": 1, "QID1": 9,
                           "ipAddress": "192.0.2.1", "QID2_TEXT": "fine", "status": 0},
                "labels": {"QID1": "nine"},
                "displayedFields": ["QID1"],
            }
        ]
    }  # fmt: skip
    zone.load_one("qualtrics/responses/SV_a.json", json.dumps(content))
    row = zone.raw("qualtrics/responses")[0]
    assert (row["ResponseId"], row["RecordedDate"]) == ("R_1", "2026-01-05T10:00:00.000Z")
    assert (row["Finished"], row["survey_id"]) == ("1", "SV_a")
    assert json.loads(row["_extra"]) == {"QID1": 9, "QID2_TEXT": "fine"}


def test_previews_and_blank_scores_are_staging_s_business(zone):
    preview = [*ROW[:2], "1", *ROW[3:]]
    unfinished = [*ROW[:4], "0", *ROW[5:10], "", "", ""]
    assert (
        zone.load_one("qualtrics/responses/SV_a.csv", export(preview, unfinished)).rows_loaded == 2
    )


PROGRAMS = (
    "source,survey_id,program,survey_type,metric,trigger,score_field,comment_field,"
    "scale_min,scale_max\n"
)


def test_scores_are_judged_by_the_survey_s_scale(zone):
    row = "qualtrics,SV_a,customer,relationship,nps,quarterly,QID1,QID2_TEXT,0,10\n"
    zone.land("program/survey_programs/p.csv", PROGRAMS + row)
    zone.load("program")
    scores = ["11", "9.5", "9.0", "", "10"]
    rows = [[*ROW[:6], f"R_{i}", *ROW[7:10], score, "", ""] for i, score in enumerate(scores)]
    rows.append([*ROW[:4], "0", ROW[5], "R_unfinished", *ROW[7:10], "99", "", ""])
    zone.load_one("qualtrics/responses/SV_a.csv", export(*rows))
    zone.load_one("qualtrics/responses/SV_other.csv", export(rows[0]))
    assert zone.reasons() == ["score_out_of_scale", "score_not_integer"]


def test_rows_are_judged_again_when_the_scale_becomes_known(zone):
    header = "response_id,survey_id,respondent_id,email,score,responded_at\n"
    good = "".join(f"r{i},csat,p,,5,2026-01-05\n" for i in range(3))
    zone.load_one("generic/responses/r.csv", f"{header}{good}r9,csat,p,,80,2026-01-05\n")
    assert zone.reasons() == ["score_out_of_scale"]
    row = "generic,csat,customer,transactional,csat,support,score,comment,1,100\n"
    zone.land("program/survey_programs/p.csv", PROGRAMS + row)
    zone.load("program")
    assert zone.load("generic").rows_loaded == 4
    assert zone.reasons() == []
    assert [(row.rows_in, row.rows_loaded) for row in zone.log() if row.source == "generic"] == [
        (4, 4)
    ]
    assert zone.load("generic").changed is False
