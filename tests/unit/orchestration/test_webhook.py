"""The post of the digest: off by default, once, never a failure, and the address stays secret."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from exports_support import SECRET, Channel, build_and_publish, listening

from dagster_project.exports import webhook
from dagster_project.exports.webhook import post_digest
from dagster_project.exports.write import ensure_exports
from dagster_project.resources import Settings, configured_variables


@pytest.fixture
def published(settings: Settings) -> Settings:
    build_and_publish(settings, "one")
    ensure_exports(settings)
    return settings


def test_nothing_is_posted_without_a_webhook_nor_of_the_past(published: Settings) -> None:
    assert published.webhook_url == ""
    assert post_digest(published) is None
    with listening(Channel()) as channel:
        then = replace(published, webhook_url=channel.url, as_of="2026-03-31")
        assert post_digest(then) is None
    assert channel.received == []
    assert not (published.published / "digest_posts.json").exists()


def test_each_publication_is_posted_once(published: Settings) -> None:
    with listening(Channel()) as channel:
        settings = replace(published, webhook_url=channel.url)
        assert post_digest(settings) is None
        assert post_digest(settings) is None
        assert len(channel.received) == 1
        build_and_publish(settings, "two", previous="one")
        assert post_digest(settings) is None
        assert len(channel.received) == 2
    [first, second] = channel.received
    assert first["path"] == f"/services/{SECRET}"
    assert "This is the first publication" in first["text"]
    assert "since one" in second["text"]


@pytest.mark.parametrize(("status", "words"), [(404, "it answered 404"), (302, "it answered 302")])
def test_a_refusal_warns_and_is_tried_again(published: Settings, status: int, words: str) -> None:
    with listening(Channel(status)) as channel:
        settings = replace(published, webhook_url=channel.url)
        problem = post_digest(settings)
        assert problem == f"the digest was not posted to the webhook: {words}"
        # A redirect is not followed.
        assert len(channel.received) == 1
        channel.status = 200
        assert post_digest(settings) is None
        assert len(channel.received) == 2


@pytest.mark.parametrize(
    "address",
    [
        f"http://127.0.0.1:9/{SECRET}",
        f"file:///etc/{SECRET}",
        f"http://[{SECRET}",
        f"http://127.0.0.1:port/{SECRET}",
        f"https:// {SECRET}",
        f"{SECRET}",
    ],
)
def test_what_goes_wrong_is_said_without_the_address(
    published: Settings, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        problem = post_digest(replace(published, webhook_url=address))
    assert problem is not None
    for part in SECRET.split("/"):
        assert part not in problem
        assert part not in caplog.text


def test_a_webhook_that_never_answers_is_given_up(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.setattr(webhook, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/{SECRET}"
        problem = post_digest(replace(published, webhook_url=address))
    assert problem == (
        "the digest was not posted to the webhook: it could not be reached (TimeoutError)"
    )


def test_the_address_is_kept_nowhere_and_shown_nowhere(
    published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(Channel()) as channel:
        monkeypatch.setenv("LOYALTY_WEBHOOK_URL", channel.url)
        settings = Settings.from_environment()
        assert settings.webhook_url == channel.url
        assert post_digest(settings) is None
    assert SECRET not in repr(settings)
    assert channel.url not in settings.environment().values()
    assert configured_variables()["LOYALTY_WEBHOOK_URL"] == "(set)"
    for path in Path(settings.home).rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
