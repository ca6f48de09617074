"""Post to a Slack-compatible webhook, if one is configured: digests, and runs that failed.

The address is a secret: whoever has it may post. It stands in no message, log, file or metadata.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dagster_project.exports.digest import digest_of
from dagster_project.exports.render import message
from dagster_project.json_file import write_json
from dagster_project.publication.versions import current_id
from dagster_project.resources import Settings

TIMEOUT_SECONDS = 10.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow nobody elsewhere: a redirect would carry the digest to an address not configured."""

    def redirect_request(self, *_arguments: Any, **_named: Any) -> None:
        """Refuse; the response then counts as the error that it is."""


def post_digest(settings: Settings) -> str | None:
    """Post the current publication's digest unless that was done. Returns what to warn of, or None.

    A post that failed is tried again by the next run; what was accepted is recorded and never
    posted again. A look at what was known then (LOYALTY_AS_OF) is not for the channel.
    """
    publication_id = current_id(settings)
    if not settings.webhook_url or settings.as_of or publication_id is None:
        return None
    posted = _read_posts(settings)
    if publication_id in posted:
        return None
    problem = _post(settings.webhook_url, message(digest_of(settings.marts.resolve())))
    if problem is not None:
        return f"the digest was not posted to the webhook: {problem}"
    posted[publication_id] = datetime.now(UTC).isoformat(timespec="seconds")
    write_json(posted, _posts_path(settings))
    return None


def post_failure(settings: Settings, job: str, run_id: str, steps: list[str]) -> str | None:
    """Post that a run failed and where. Returns what to warn of, or None.

    Messages of errors stay in Dagster: an engine may repeat a value in them, and values may be
    personal.
    """
    if not settings.webhook_url:
        return None
    place = f" in {', '.join(steps)}" if steps else " before or between its steps"
    stands = current_id(settings)
    text = (
        f"Loyalty Ledger: run {run_id[:8]} of the job {job} failed{place}. "
        + (f"Publication {stands} stands." if stands else "Nothing has been published yet.")
        + " The run's page in Dagster says why."
    )
    problem = _post(settings.webhook_url, text)
    return problem and f"the failure was not posted to the webhook: {problem}"


def _post(url: str, text: str) -> str | None:
    """One request. Returns what went wrong without naming the address, or None."""
    try:
        if urlsplit(url).scheme not in {"http", "https"}:
            return "its address does not begin with http:// or https://"
        request = urllib.request.Request(
            url,
            data=json.dumps({"text": text}).encode(),
            headers={"Content-Type": "application/json; charset=utf-8"},
            method="POST",
        )
        opener = urllib.request.build_opener(_NoRedirect)
        with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return None if 200 <= answer.status < 300 else f"it answered {answer.status}"
    except urllib.error.HTTPError as error:
        error.close()
        return f"it answered {error.code}"
    except (OSError, HTTPException, ValueError) as error:
        # Their texts may repeat the address or a part of it.
        return f"it could not be reached ({_kind(error)})"


def _kind(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    cause = reason if isinstance(reason, Exception) else error
    return type(cause).__name__


def _posts_path(settings: Settings) -> Path:
    return settings.published / "digest_posts.json"


def _read_posts(settings: Settings) -> dict[str, str]:
    path = _posts_path(settings)
    return dict(json.loads(path.read_text())) if path.is_file() else {}
