"""A small published home with what the exports need, and a webhook that listens."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import duckdb

from dagster_project.exports.write import TABLES
from dagster_project.publication.audit import build_record_path
from dagster_project.publication.publish import publish
from dagster_project.resources import Settings

EXPECTED = {"meta.publication"}
SECRET = "T00000000/B00000000/not-for-anybody"


def build(settings: Settings, publication_id: str, previous: str | None = None) -> None:
    """A warehouse as a successful build leaves it, with two rows in every export."""
    settings.home.mkdir(parents=True, exist_ok=True)
    settings.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create schema meta; create schema exports")
        connection.execute(
            "create table meta.publication as select ? as publication_id, 'c' as code_version,"
            ' \'{"LOYALTY_NOW": "2026-07-01T06:00:00Z"}\' as params, false as is_sample,'
            " timestamp '2026-07-01 05:00:00' as built_at, ? as previous_publication_id,"
            " timestamp '2026-07-01' as survey_as_of, timestamp '2026-06-11' as billing_as_of,"
            " null::timestamp as crm_as_of, timestamp '2026-07-01' as ticket_as_of",
            [publication_id, previous],
        )
        for name in TABLES:
            connection.execute(
                f"create table exports.{name} as select * from (values"
                " ('b', null, true, timestamp '2026-07-01 06:00:00', date '2026-06-30'),"
                " ('a', 'said \"no\", twice', false, null, null))"
                " as v(Id, Reason__c, Is_Set__c, Observed_At__c, Last_Date__c)"
            )
    record = {"publication_id": publication_id, "is_success": True, "failures": []}
    build_record_path(settings).parent.mkdir(parents=True, exist_ok=True)
    build_record_path(settings).write_text(json.dumps(record))


def build_and_publish(settings: Settings, publication_id: str, previous: str | None = None) -> None:
    """The same, published."""
    build(settings, publication_id, previous)
    publish(settings, publication_id, EXPECTED)


@dataclass
class Channel:
    """What a webhook received, and what it answers."""

    status: int = 200
    received: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def listening(channel: Channel) -> Iterator[Channel]:
    """A real HTTP server on loopback that keeps what is posted to it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            channel.received.append({"path": self.path, **json.loads(body)})
            self.send_response(channel.status)
            if channel.status == 302:
                self.send_header("Location", channel.url + "/elsewhere")
            self.end_headers()
            self.wfile.write(b"ok")

        def do_GET(self) -> None:
            channel.received.append({"path": self.path})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    channel.url = f"http://127.0.0.1:{server.server_port}/services/{SECRET}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield channel
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
