"""Whether those who answer late, or after a reminder, are less happy than early ones."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import bias_view, survey_words, wording
from dashboards.components.charts import Series, series_chart
from dashboards.components.charts.intervals import NPS
from dashboards.components.drawing import draw
from dashboards.components.filters import pick
from dashboards.components.folded import folded_table
from dashboards.components.palette import look
from dashboards.components.publication import setting
from dashboards.components.states import nothing
from dashboards.components.tables import number_column, publication_file_name
from dashboards.components.why import why
from dashboards.data import query

PAIRS = {"Early answers": "nps_early", "Late answers": "nps_late"}


def page(which: dict[str, str]) -> None:
    """NPS of early and late answers, quarter by quarter."""
    frame = query("response_timing", **which)
    if nothing(frame, "No quarter has both early and late answers."):
        return
    bases = frame["basis"].unique().sort().to_list()
    labels = {basis: basis_words(basis) for basis in bases}
    basis = bases[0]
    if len(bases) > 1:
        basis = pick("Late means", bases, "late", words=labels.__getitem__)
    chosen = frame.filter(pl.col("basis") == basis)
    known = [row for row in chosen.to_dicts() if row["late_minus_early"] is not None]
    st.markdown(wording.plain(survey_words.timing(known[-1] if known else None)))
    line = bias_view.long(
        chosen.rename({"quarter": "at"}),
        PAIRS,
        lambda row, column: (
            f"{wording.points(row[column])} ({wording.points(row[f'{column}_lo'])} to "
            f"{wording.points(row[f'{column}_hi'])}), n = "
            f"{wording.whole(row['n_' + column.removeprefix('nps_')])}"
        ),
        bounds=True,
    )
    if not known:
        st.info("Fewer than five answers on one side in every quarter.", icon=":material/info:")
        return
    draw(
        series_chart(line, Series(list(PAIRS), bias_view.QUARTERS), NPS.around(line, 20), look()),
        key="late-answers",
        alt="NPS of early and late answers: "
        + "; ".join(f"{r['name']}, {r['label']}: {r['text']}" for r in line.to_dicts()),
    )
    st.caption(
        wording.plain(f"Late: {wording.within(basis_words(basis))}. Bands are 95% intervals.")
    )
    folded_table(
        "Every quarter as a table",
        chosen[::-1],
        publication_file_name("response_timing"),
        key="timing",
        columns={
            column: number_column(label)
            for column, label in (("nps_early", "NPS, early"), ("nps_late", "NPS, late"))
        },
    )
    why("late_minus_early", "marts.response_timing", chosen, key="timing")


def basis_words(basis: str) -> str:
    """What makes an answer late."""
    days = setting("early_response_days")
    after = f"{days} days or more" if days else "Some days"
    known = {"delay": f"{after} after the first invitation", "reminder": "After a reminder"}
    return known.get(basis, wording.name(basis))
