"""Which dbt models are public: those of the schemas that a publication copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dagster_project.publication.publish import PUBLIC_SCHEMAS


def _public_models(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["config"]["schema"] in PUBLIC_SCHEMAS:
            yield node["config"]["schema"], node["alias"]


def public_asset_keys(manifest: Mapping[str, Any]) -> list[list[str]]:
    """Asset keys of the public models: schema and name."""
    return sorted([schema, name] for schema, name in _public_models(manifest))


def public_relation_names(manifest: Mapping[str, Any]) -> set[str]:
    """The public relations as schema.name."""
    return {f"{schema}.{name}" for schema, name in _public_models(manifest)}
