"""One account: what it says, pays and does, why it stands out, and how it came to that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import account_words, accounts_view, wording
from dashboards.components.charts import class_points
from dashboards.components.drawing import draw
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.states import nothing
from dashboards.components.tables import number_column, publication_file_name, table
from dashboards.components.why import why
from dashboards.data import query

Row = Mapping[str, Any]


def header(row: Row, ranked: int | None) -> None:
    """The account in a sentence, its figures, and the reasons behind its segment."""
    st.markdown(f"#### {wording.plain(account_words.account(row))}")
    facts = [row["account_id"], row["industry"], row["country"], wording.name(row["arr_band"])]
    facts += [f"plan {wording.name(row['plan_tier'])}", f"owner {row['owner'] or 'unknown'}"]
    st.caption(wording.plain(" · ".join(str(fact) for fact in facts if fact)))
    for column, (label, value, note) in zip(st.columns(4), _cards(row, ranked), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(label, wording.plain(value))
            st.caption("  \n".join(wording.plain(line) for line in note))
    st.markdown(f"**{wording.plain('Why it is: ' + wording.name(row['behavior_segment']))}**")
    reasons = [reason for reason in str(row["reasons"]).split("; ") if reason]
    st.markdown("\n".join(f"- {wording.plain(reason)}" for reason in reasons))
    why("behavior_segment", "marts.account_health", dict(row), key="account")


def _cards(row: Row, ranked: int | None) -> list[tuple[str, str, list[str]]]:
    nps = "—" if row["account_nps"] is None else wording.points(row["account_nps"])
    marks = [account_words.MARKS.get(row["nps_class"], "—"), "12 months, weighted by role and age"]
    marks += ["promoters and detractors side by side"] if row["is_polarised"] else []
    risk = account_words.risk(row, ranked)
    calibrated = row["is_risk_calibrated"] and row["churn_risk"] is not None
    risk_note = (
        "probability of losing half of the MRR in 6 months"
        if calibrated
        else "rank only: probabilities did not pass the model's checks"
    )
    renewal = wording.day(row["renewal_date"]) if row["renewal_date"] else "on no known day"
    return [
        ("Account NPS", nps, marks),
        ("MRR", wording.money(row["mrr_usd"]), ["US dollars a month", f"renews {renewal}"]),
        ("Churn risk rank", risk, ["1 is the riskiest paying account", risk_note]),
        (
            "Open work",
            _open_work(row),
            [
                f"as of {wording.moment(row['observed_at'])}",
                f"use in 30 days: {account_words.usage(row['usage_change'])}",
            ],
        ),
    ]


def _open_work(row: Row) -> str:
    counts = [(row["open_loops"], "loop"), (row["open_tickets"], "ticket")]
    return ", ".join(f"{wording.whole(n)} {word}{'s' * (n != 1)}" for n, word in counts)


def quarters(account_id: str) -> None:
    """Account NPS quarter by quarter, and whether the same contacts moved."""
    frame = query("account_quarters", account_id=account_id)
    if nothing(frame, "Nobody at this account answered in the 12 months before any quarter-end."):
        return
    listed = frame.to_dicts()
    newest = listed[-1]
    quarter = wording.period(newest["quarter"], "quarter")
    st.markdown(wording.plain(f"{quarter}: {account_words.moved(newest)}."))
    line = pl.DataFrame(
        {
            "at": frame["quarter"],
            "nps_class": frame["nps_class"],
            "class_name": [wording.name(r["nps_class"]) for r in listed],
            "value": frame["account_nps"],
            "label": [wording.period(r["quarter"], "quarter") for r in listed],
            "text": [
                f"{wording.points(r['account_nps'])}, {account_words.moved(r)}" for r in listed
            ],
        }
    )
    draw(
        class_points(line, look()),
        key="nps-by-quarter",
        alt="Account NPS by quarter: "
        + "; ".join(f"{r['label']} {r['text']}" for r in line.to_dicts()),
    )
    st.caption(
        "The last answer of each contact within 12 months, weighted by role and age. These are "
        "the account's own people, not a sample of them: no interval is published. The class "
        "changes at 0 and +50."
    )
    shown = frame[::-1].with_columns(
        pl.Series("movement", [account_words.moved(r) for r in listed[::-1]])
    )
    folded_table(
        "Every quarter as a table",
        shown,
        publication_file_name("account_nps_quarterly"),
        key="account-quarters",
        columns={
            "account_nps": number_column("Account NPS", "%.0f"),
            "n_effective": number_column("Effective answers"),
            "matched_change": number_column("Change of the same contacts", "%+.2f"),
        },
    )
    why("account_nps", "marts.account_nps_quarterly", frame, key="account-quarters")


def answers(account_id: str) -> None:
    """Every score with its comment; personal data are removed from comments before publication."""
    frame = query("account_surveys", account_id=account_id)
    if nothing(frame, "Nobody at this account has answered a survey."):
        return
    words = frame.with_columns(
        pl.Series(
            "nps_class", [account_words.MARKS.get(str(v), str(v)) for v in frame["nps_class"]]
        )
    )
    table(
        words,
        publication_file_name("account_answers"),
        key="account-answers",
        columns={"comment_redacted": st.column_config.TextColumn("Comment", width="large")},
    )


def loops(account_id: str) -> None:
    """Every loop of the account."""
    frame = query("account_loops", account_id=account_id)
    if not nothing(frame, "No detractor at this account: no loop was ever opened."):
        table(
            frame,
            publication_file_name("account_loops"),
            key="account-loops",
            columns={
                "hours_to_action": number_column("Hours to first outreach"),
                "sla_hours": "Due within, hours",
                "is_in_sla": "Contacted in time",
            },
        )


def back() -> None:
    """The way back to the list."""
    st.button("All accounts", icon=":material/arrow_back:", on_click=accounts_view.leave)
