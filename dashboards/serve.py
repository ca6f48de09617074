"""Serve the dashboards: `python -m dashboards.serve [options of streamlit run]`.

As `streamlit run dashboards/app.py`, except that what the pages need is loaded before the first
reader comes; otherwise that reader waits for it.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from pathlib import Path

from streamlit.web.cli import main as streamlit

APP = Path(__file__).with_name("app.py")
# What Streamlit and polars import when the first table is drawn.
LATE = ("pandas", "pyarrow")


def load() -> None:
    """Import every module that a page uses; the pages themselves run only for a reader."""
    from dashboards import components

    for package in (components, importlib.import_module("dashboards.components.charts")):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)


def main() -> None:
    """Command line; the options go to Streamlit."""
    # Streamlit warns that no page runs yet, which is the point.
    logging.disable(logging.WARNING)
    load()
    logging.disable(logging.NOTSET)
    streamlit(["run", str(APP), *sys.argv[1:]], prog_name="streamlit")


if __name__ == "__main__":
    main()
