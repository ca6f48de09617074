"""The publication's name: a digest of inputs in force, code, and parameters.

Landing times are left out on purpose, so the same files give the same name on every machine;
their order matters only to `program` snapshots and enters as the file that is in force.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dagster_project.dbt_runner import project_files
from dagster_project.resources import Settings

_CODE_FOLDERS = ("ingestion", "estimators")


@dataclass(frozen=True)
class Identity:
    """What a publication is made of; `publication_id` is the name that follows from it."""

    inputs: str
    code_version: str
    parameters: dict[str, Any]
    is_sample: bool

    @cached_property
    def publication_id(self) -> str:
        """16 hexadecimal digits."""
        parts = [self.inputs, self.code_version, self.parameters_json, str(self.is_sample)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @property
    def parameters_json(self) -> str:
        """The parameters as one line of JSON, keys sorted."""
        return json.dumps(self.parameters, sort_keys=True, ensure_ascii=False)

    def environment(self, built_at: str, previous: str | None = None) -> dict[str, str]:
        """What the dbt models of `meta` read; `previous`: the publication to compare with."""
        return {
            "LOYALTY_PUBLICATION_ID": self.publication_id,
            "LOYALTY_BUILT_AT": built_at,
            "LOYALTY_PREVIOUS_PUBLICATION_ID": previous or "",
            "LOYALTY_IS_SAMPLE": "true" if self.is_sample else "false",
            "LOYALTY_CODE_VERSION": self.code_version,
            "LOYALTY_PARAMS": self.parameters_json,
        }


def current_identity(settings: Settings) -> Identity:
    """The identity that a publication built now would have."""
    return Identity(
        inputs=inputs_digest(settings),
        code_version=code_version(settings),
        parameters=parameters(settings),
        is_sample=settings.is_sample,
    )


def code_version(settings: Settings) -> str:
    """12 digits over every file that can change a figure, and the engine's version."""
    import duckdb

    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in [*project_files(settings), *_python_files(settings.project)]:
        if path.suffix == ".md":
            continue
        digest.update(str(path.relative_to(settings.project)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _python_files(project: Path) -> list[Path]:
    return sorted(
        path
        for folder in _CODE_FOLDERS
        for path in (project / folder).rglob("*.py")
        if "sample" not in path.relative_to(project / folder).parts
    )


def parameters(settings: Settings) -> dict[str, Any]:
    """Every convention and every fixed instant of this run, as printed with the publication."""
    import yaml

    project = yaml.safe_load((settings.dbt_project / "dbt_project.yml").read_text())
    return {
        **project.get("vars", {}),
        "LOYALTY_AS_OF": settings.as_of,
        "LOYALTY_NOW": settings.now,
        "LOYALTY_DBT_TARGET": settings.dbt_target,
    }


def inputs_digest(settings: Settings) -> str:
    """A digest of the content in force in the lake, erasures and the contact key included."""
    import duckdb

    landings = str(settings.lake / "landings" / "*.parquet")
    with duckdb.connect() as connection:
        rows = connection.execute(_IN_FORCE, [landings]).fetchall()
    digest = hashlib.sha256(json.dumps(rows, default=str).encode())
    for folder in ("tombstones", "secrets"):
        for path in sorted((settings.lake / folder).rglob("*.parquet")):
            digest.update(path.name.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


# Content with its outcome; for program snapshots also which file is in force (landed last).
_IN_FORCE = """
with landings as (
    select * from read_parquet(?, union_by_name = true)
),

contents as (
    select distinct 'content' as kind, source, entity, sha256, status
    from landings
    where status <> 'duplicate'
),

in_force as (
    select 'in force' as kind, source, entity, sha256, '' as status
    from (
        select
            source,
            entity,
            sha256,
            row_number() over (
                partition by source, entity order by landed_at desc, path desc
            ) as position
        from landings
        where source = 'program' and status <> 'quarantined_file'
    )
    where position = 1
)

select * from contents
union all
select * from in_force
order by all
"""
