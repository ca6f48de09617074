"""The warehouse: every dbt model an asset, every dbt test an asset check, one graph with ingest."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster.components.resolved.core_models import OpSpec
from dagster_dbt import DbtCliResource, DbtProject, DbtProjectComponent
from dagster_dbt.components.dbt_component_utils import DagsterDbtComponentTranslatorSettings

from dagster_project.dbt_runner import ensure_manifest, manifest_folder
from dagster_project.resources import Settings, put_own_programs_on_path
from dagster_project.spark import is_spark
from dagster_project.warehouse import build_warehouse

OWNER = "team:data"


class Warehouse(DbtProjectComponent):
    """DbtProjectComponent whose sources are our ingest assets and whose dbt runs in process."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """Name every raw table after the asset that lands its source; group models by layer."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        if unique_id.startswith("source."):
            properties = self.get_resource_props(manifest, unique_id)
            return spec.replace_attributes(key=dg.AssetKey(["raw", properties["source_name"]]))
        return spec.replace_attributes(
            owners=[OWNER], kinds={"dbt", _engine()}, group_name=spec.key.path[0]
        )

    def execute(self, context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
        """Build and test what is selected."""
        yield from build_warehouse(context, self.translator, self.dbt_project)


def _engine() -> str:
    return "spark" if is_spark(Settings.from_environment()) else "duckdb"


@dg.component_instance
def warehouse(context: dg.ComponentLoadContext) -> Warehouse:
    """The project beside this package; parsed anew only when one of its files changed."""
    put_own_programs_on_path()
    settings = Settings.from_environment()
    ensure_manifest(settings)
    return Warehouse(
        project=DbtProject(
            project_dir=settings.dbt_project,
            target_path=manifest_folder(settings),
            profiles_dir=settings.dbt_project,
        ),
        translation_settings=DagsterDbtComponentTranslatorSettings(
            enable_duplicate_source_asset_keys=True,
            enable_code_references=False,
        ),
        op=OpSpec(name="warehouse"),
        prepare_if_dev=False,
    )
