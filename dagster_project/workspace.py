"""The one resource that every writing step takes.

Apart from the settings, so that reading those does not import Dagster.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import dagster as dg

from dagster_project.resources import Settings


class Workspace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The home folder, held by one writer: the lock lasts as long as the run's resources."""

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return Settings.from_environment()

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[Workspace, None, None]:
        """Take the writer's lock, prepare the lake, and let go at the end of the run."""
        from dagster_project.writing import writing

        with writing(self.settings, say=context.log.info if context.log else print):
            yield self
