"""Which dbt models are public: those of the schemas that a publication copies; and the exports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dagster_project.publication.publish import PUBLIC_SCHEMAS

EXPORT_SCHEMA = "exports"


def _models(manifest: Mapping[str, Any], schemas: Collection[str]) -> Iterator[tuple[str, str]]:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["config"]["schema"] in schemas:
            yield node["config"]["schema"], node["alias"]


def public_asset_keys(manifest: Mapping[str, Any]) -> list[list[str]]:
    """Asset keys of the public models: schema and name."""
    return sorted([schema, name] for schema, name in _models(manifest, PUBLIC_SCHEMAS))


def public_relation_names(manifest: Mapping[str, Any]) -> set[str]:
    """The public relations as schema.name."""
    return {f"{schema}.{name}" for schema, name in _models(manifest, PUBLIC_SCHEMAS)}


def export_asset_keys(manifest: Mapping[str, Any]) -> list[list[str]]:
    """Asset keys of the models that are written as CSV and never published."""
    return sorted([schema, name] for schema, name in _models(manifest, {EXPORT_SCHEMA}))
