"""Bring the lake to a known state before a run writes to it."""

from __future__ import annotations

from ingestion import lake, merged
from ingestion.erase import finish_erasures
from ingestion.landings import Landing, read
from ingestion.layout import Lake


def sweep(target: Lake) -> list[Landing]:
    """Remove what a dead run left unfinished; return the log. Under the writer lock only.

    A file of rows whose landing was never logged is unfinished: its extract loads again.
    """
    lake.clear_scratch(target)
    merged.settle(target)
    finish_erasures(target)
    log = read(target)
    logged = {(row.source, row.entity, row.sha256) for row in log}
    for folder in sorted((target.root / "raw").glob("*/*")):
        for path in lake.data_files(folder):
            # What is merged was logged before: nothing else is ever merged.
            if (
                not merged.is_merged(path)
                and (folder.parent.name, folder.name, path.stem) not in logged
            ):
                path.unlink()
    known = {target.quarantine_file(*key).name for key in logged}
    for path in lake.data_files(target.quarantine):
        if path.name not in known:
            path.unlink()
    return log
