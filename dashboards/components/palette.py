"""Colours (Okabe–Ito, safe for colour-blind readers) and the shapes that always go with them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

CLASSES = ["promoter", "passive", "detractor", "no_response", "not_surveyed", "all"]
# One hue from light to dark, for figures in a heat map.
HEAT = ("#EAF3FA", "#00558A")
SHAPES = {
    "promoter": "circle",
    "passive": "square",
    "detractor": "triangle-down",
    "no_response": "diamond",
    "not_surveyed": "cross",
    "all": "circle",
}


@dataclass(frozen=True)
class Look:
    """The colours of one theme."""

    ink: str
    muted: str
    claim: str
    main: str
    good: str
    bad: str
    neutral: str
    paper: str

    def of_class(self, nps_class: str) -> str:
        """The colour of an NPS class; grey for those who said nothing."""
        known = {
            "promoter": self.good,
            "passive": self.main,
            "detractor": self.bad,
            "no_response": "#CC79A7",
            "all": self.ink,
        }
        return known.get(nps_class, self.neutral)


LIGHT = Look(
    ink="#1F2430", muted="#6B7280", claim="#E69F00", main="#0072B2", good="#009E73",
    bad="#D55E00", neutral="#8A8F98", paper="#FFFFFF",
)  # fmt: skip
DARK = Look(
    ink="#F3F4F6", muted="#A3A9B5", claim="#E69F00", main="#56B4E9", good="#2BC39A",
    bad="#F0803C", neutral="#9AA0AA", paper="#0E1117",
)  # fmt: skip


def look() -> Look:
    """The colours for the reader's theme."""
    theme = getattr(st.context, "theme", None)
    return DARK if getattr(theme, "type", None) == "dark" else LIGHT
