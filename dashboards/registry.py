"""The pages of the dashboards, in the order of the navigation. A new page is one line here.

Everything that goes through all pages reads this list: the navigation, who may open what, the
screenshots, and the tests of every state, of accessibility and of speed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page: `app_pages/<key>.py`, served at `/<key>`, the first one at `/`.

    title: its name in the navigation; question: its heading, which it answers; icon: a Material
    symbol.
    """

    key: str
    title: str
    question: str
    icon: str

    @property
    def script(self) -> str:
        """Where its code stands, from the folder of `app.py`."""
        return f"app_pages/{self.key}.py"

    @property
    def path(self) -> str:
        """Its address below that of the dashboards."""
        return "" if self == PAGES[0] else self.key


PAGES = (
    Page("overview", "Overview", "Is loyalty paying off?", "dashboard"),
    Page("nps", "NPS", "Who would recommend us?", "sentiment_satisfied"),
    Page("retention", "Retention", "Do happier customers keep paying?", "trending_up"),
    Page("economics", "Program economics", "Does closing the loop pay?", "payments"),
    Page(
        "voice",
        "Voice of the customer",
        "What do customers complain about, and does it cost us?",
        "forum",
    ),
    Page(
        "closed_loop", "Closed loop", "Do we call unhappy customers back in time?", "support_agent"
    ),
    Page("accounts", "Accounts", "Which accounts need us now?", "domain"),
    Page("survey_health", "Survey health", "Do we hear everybody?", "mark_email_read"),
    Page("trust", "Data", "Can these figures be trusted?", "database"),
)


def page_keys() -> list[str]:
    """The keys of all pages, in order."""
    return [page.key for page in PAGES]
