"""The resource that every writing step takes, and the logger of the command line."""

import dagster as dg

from dagster_project.progress import progress_logger
from dagster_project.workspace import Workspace


@dg.definitions
def resources() -> dg.Definitions:
    """One workspace (settings and the writer's lock), one logger for terminals."""
    return dg.Definitions(
        resources={"workspace": Workspace()}, loggers={"progress": progress_logger}
    )
