"""dbt's log, written here: dbt itself formats some thirty events a node and drops most of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

_MEGABYTES = 10
_KEPT = {"info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}


@contextmanager
def log_file(path: Path) -> Iterator[Callable[[Any], None]]:
    """A callback for dbt's events that appends those of level info and above to the file."""
    from dbt_common.events.functions import env_scrubber

    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_MEGABYTES * 2**20, backupCount=5, encoding="utf8")
    form = logging.Formatter("%(asctime)s UTC %(levelname)-7s %(message)s", "%Y-%m-%d %H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)

    def write(message: Any) -> None:
        level = _KEPT.get(message.info.level)
        if level is not None and message.info.msg.strip():
            said = env_scrubber(message.info.msg)
            handler.handle(logging.LogRecord("dbt", level, "", 0, said, None, None))

    try:
        yield write
    finally:
        handler.close()
