"""What the digest says, section by section, from the published marts and nothing else."""

from __future__ import annotations

import json

import duckdb

from dagster_project.exports import words
from dagster_project.exports.parts import Digest, Row, Section, rows, whole_of
from dagster_project.exports.warnings import warnings

_OWNERS_SHOWN = 10


def read_digest(connection: duckdb.DuckDBPyConnection) -> Digest:
    """The digest of the publication that `connection` is open on."""
    publication = rows(connection, "select * from meta.publication")[0]
    sample = "Fictional sample company: every figure here is made up."
    as_of = json.loads(publication.get("params") or "{}").get("LOYALTY_AS_OF")
    banners = [
        sample if publication["is_sample"] else "",
        f"The figures are those that were known before {as_of}." if as_of else "",
    ]
    return Digest(
        title="What changed and what to do",
        subtitle=f"Publication {publication['publication_id']},"
        f" built {words.moment(publication['built_at'])}",
        banner=" ".join(filter(None, banners)),
        sections=[
            _changes(connection, publication),
            _themes(connection),
            _overdue(connection),
            warnings(connection, publication),
        ],
    )


def _changes(connection: duckdb.DuckDBPyConnection, publication: Row) -> Section:
    title = "What changed"
    previous = publication.get("previous_publication_id")
    if previous is None:
        return Section(title, ["This is the first publication: nothing to compare it with."])
    changes = rows(connection, "select * from meta.figure_changes order by sort_order, words")
    headline = [c for c in changes if c["dimension"] == "scorecard"]
    notable = [c["words"] for c in headline if c["is_beyond_noise"]]
    appeared = [c["words"] for c in headline if c["change_type"] in {"new", "gone"}]
    restated = [c for c in changes if c["dimension"] != "scorecard" and c["is_restated"]]
    sentences = [*notable, *appeared]
    if not notable:
        sentences.insert(0, f"No headline figure moved by more than noise since {previous}.")
    quiet = len([c for c in headline if c["noise_rule"] in {"intervals", "not_judged"}])
    quiet -= len([c for c in headline if c["noise_rule"] == "intervals" and c["is_beyond_noise"]])
    if quiet:
        sentences.append(
            f"{words.counted(quiet, 'other figure', 'other figures')} moved within the noise,"
            " or too uncertainly to judge."
        )
    if restated:
        beyond = len([c for c in restated if c["is_beyond_noise"]])
        sentences.append(
            f"{words.counted(len(restated), 'figure', 'figures')} of past periods restated,"
            f" {words.whole(beyond)} of them by more than noise (meta.figure_changes)."
        )
    return Section(title, sentences)


_THEMES = """
select quarter, theme, mentions, accounts, arr_at_risk_usd, excess_loss_usd, flag
from marts.theme_impact
where quarter = (select max(quarter) from marts.theme_impact)
    and theme <> 'untagged' and excess_loss_usd > 0
order by excess_loss_usd desc, theme
limit 3
"""


def _themes(connection: duckdb.DuckDBPyConnection) -> Section:
    title = "Themes that cost most"
    found = rows(connection, _THEMES)
    if not found:
        return Section(title, ["No theme costs more than passives do, as far as is known."])
    header = ["Theme", "Mentions", "Accounts", "ARR at risk", "Excess loss a year"]
    table = [
        [
            words.name(row["theme"]) + (" *" if row["flag"] == "insufficient" else ""),
            words.whole(row["mentions"]),
            words.whole(row["accounts"]),
            words.money(row["arr_at_risk_usd"]),
            words.money(row["excess_loss_usd"]),
        ]
        for row in found
    ]
    sentence = (
        f"{words.quarter(found[0]['quarter'])}, by what their detractors are expected to lose"
        " beyond passives."
    )
    few = "* Few accounts: read it as a hint." if any("*" in r[0] for r in table) else ""
    return Section(title, [s for s in (sentence, few) if s], [header, *table])


_QUEUE = """
select
    coalesce(owner_id, 'nobody') as owner,
    count(*) filter (where is_overdue) as overdue,
    count(*) as open,
    max(-hours_left) filter (where is_overdue) as oldest_hours,
    sum(arr_usd) filter (where is_overdue) as overdue_arr_usd,
    max(observed_at) as observed_at
from marts.action_queue
where loop_id is not null
group by 1
order by overdue desc, oldest_hours desc nulls last, owner
"""


def _overdue(connection: duckdb.DuckDBPyConnection) -> Section:
    title = "Overdue loops"
    owners = rows(connection, _QUEUE)
    if not owners:
        return Section(title, ["No loop is open."])
    observed = words.moment(max(row["observed_at"] for row in owners))
    late = [row for row in owners if row["overdue"]]
    total = sum(row["open"] for row in owners)
    overdue = sum(row["overdue"] for row in late)
    first = f"{whole_of(overdue, total)} open loops are overdue at {observed}."
    header = ["Owner", "Overdue", "Open", "Longest overdue", "ARR behind them"]
    table = [
        [
            str(row["owner"]),
            words.whole(row["overdue"]),
            words.whole(row["open"]),
            words.lasting(row["oldest_hours"]),
            words.money(row["overdue_arr_usd"] or 0),
        ]
        for row in late[:_OWNERS_SHOWN]
    ]
    rest = late[_OWNERS_SHOWN:]
    more = f"{words.counted(len(rest), 'other owner', 'other owners')} not shown: "
    more += f"{words.counted(sum(row['overdue'] for row in rest), 'loop', 'loops')} overdue."
    return Section(title, [first, *([more] if rest else [])], [header, *table] if table else [])
