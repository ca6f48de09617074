"""The record behind the figures: recurring revenue against invoices, publications, restatements."""

from __future__ import annotations

import streamlit as st

from dashboards.components import wording
from dashboards.components.filters import pick
from dashboards.components.folded import fold
from dashboards.components.states import nothing
from dashboards.components.tables import publication_file_name, table
from dashboards.components.units import figure
from dashboards.components.why import why
from dashboards.data import query


def reconciliation() -> None:
    """Ledger against invoices in one month: the sentence, each reason, the largest cases."""
    months = query("reconciliation_months")
    if nothing(months, "No month of recurring revenue has been reconciled yet."):
        return
    rows = {str(row["month_end_date"]): row for row in reversed(months.to_dicts())}
    month = pick("Month-end", list(rows), "reconciled", words=wording.day)
    st.markdown(wording.plain(_sentence(rows[month])))
    reasons = query("reconciliation_reasons", month=month)
    if not nothing(reasons, "Ledger and invoices are equal for every customer."):
        table(reasons, publication_file_name("mrr_reconciliation_reasons"), key="reconciled")
        fold("The largest single differences", "reconciled-cases", _cases, month)
    why("mrr", "quality.mrr_reconciliation", months[::-1], key="reconciled")


def _cases(month: str) -> None:
    cases = query("reconciliation_units", month=month)
    table(cases, publication_file_name("mrr_reconciliation"), key="reconciled-cases")


def _sentence(row: dict[str, float]) -> str:
    """Both totals, and whether anything between them has no reason."""
    ledger, invoiced = figure(row["ledger_usd"], "usd"), figure(row["invoiced_usd"], "usd")
    unexplained = row["unexplained_usd"]
    rest = (
        f"{figure(unexplained, 'usd')} of the difference has no reason."
        if unexplained
        else "Every dollar between them has a reason."
    )
    return (
        f"The ledger holds {ledger} of monthly recurring revenue, {invoiced} were invoiced. {rest}"
    )


def publications() -> None:
    """Every publication so far, and each figure of the past that a later one changed."""
    frame = query("publications")
    if nothing(frame, "No earlier figures are on record."):
        return
    table(frame, publication_file_name("publications"), key="publications")
    restated = query("restated")
    if not nothing(restated, "No figure of a past period has changed since it was published."):
        st.markdown("**Figures of past periods that a later publication changed**")
        table(restated, publication_file_name("restated"), key="restated")
