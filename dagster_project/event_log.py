"""Dagster's event log in SQLite, without opening and closing its files for each event."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

MOST_FILES = 50
"""Files that are held open at once: the UI looks at the runs of months, one after the other."""


class EventLog(SqliteEventLogStorage):
    """Dagster's own storage, in the files and tables where it keeps them without this class.

    A run of this project stores some 3,500 events and looks into its files up to three times for
    each. Dagster makes an SQLAlchemy engine each time, which compiles every statement anew; and the
    last connection that closes a file writes SQLite's log back into it. Here each file stays open.
    A killed process loses nothing; a machine that loses its power may lose the last events.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """Nothing to configure: the files stand where Dagster's home is, and move with it."""
        return {}

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> EventLog:
        """The event log of DAGSTER_HOME. Raises KeyError where that is not set."""
        return cls(str(Path(os.environ["DAGSTER_HOME"]) / "history" / "runs"), inst_data)

    def has_table(self, table_name: str) -> bool:
        """Whether the index has this table; asked for every event, and a table never goes."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def wipe(self) -> None:
        """Remove every event; what is written next must not go into a file that is gone."""
        self._close()
        super().wipe()

    def dispose(self) -> None:
        """Close the files."""
        super().dispose()
        self._close()

    def _close(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._engine(shard).begin() as connection:
            yield connection

    def _engine(self, shard: str) -> Engine:
        """The engine of a run's file, or of the index; its tables are made where they are not."""
        if shard not in self._engines:
            if len(self._engines) >= MOST_FILES:
                self._close()
            self._engines[shard] = create_engine(
                self.conn_string_for_shard(shard),
                poolclass=QueuePool,
                pool_size=1,
                connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS},
            )
            event.listen(self._engines[shard], "connect", _trust_the_log)
        if shard not in self._initialized_dbs:
            self._initdb(self._engines[shard])
            self._initialized_dbs.add(shard)
        return self._engines[shard]


def _trust_the_log(connection: Any, _: object) -> None:
    """With its write-ahead log SQLite needs no fsync for each commit to stay whole."""
    connection.execute("pragma synchronous = normal")
