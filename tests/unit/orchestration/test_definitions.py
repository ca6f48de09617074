"""The graph: which assets exist, how they hang together, who answers for them."""

from __future__ import annotations

import dagster as dg
import pytest

from dagster_project.defs.ingest.factory import check_name, source_key
from dagster_project.resources import Settings
from ingestion.contracts import all_contracts, source_names

PUBLISHED = dg.AssetKey(["published", "marts"])
EXPORTS = dg.AssetKey(["published", "exports"])
LAKE = source_key("lake")


@pytest.fixture(scope="module")
def graph(definitions: dg.Definitions) -> dg.AssetGraph:
    return definitions.get_repository_def().asset_graph


def _models() -> set[dg.AssetKey]:
    """Every model and seed of the dbt folder, named as its schema and itself."""
    root = Settings.from_environment().dbt_project
    layers = {"staging", "intermediate", "marts", "quality", "meta", "exports"}
    models = {
        dg.AssetKey([path.relative_to(root / "models").parts[0], path.stem])
        for path in (root / "models").rglob("*.sql")
    }
    assert {key.path[0] for key in models} <= layers
    return models | {dg.AssetKey(["seeds", path.stem]) for path in (root / "seeds").glob("*.csv")}


def test_the_asset_keys_are_sources_models_and_the_publication(graph: dg.AssetGraph) -> None:
    sources = {source_key(source) for source in source_names()}
    assert graph.executable_asset_keys == sources | {LAKE, PUBLISHED, EXPORTS} | _models()


def test_the_graph_is_one_from_every_source_to_the_publication(graph: dg.AssetGraph) -> None:
    upstream = dg.AssetSelection.assets(PUBLISHED).upstream().resolve(graph)
    assert {source_key(source) for source in source_names()} <= upstream
    for key in _models():
        if key.path[0] == "staging":
            parents = graph.get(key).parent_keys
            assert all(parent.path[0] in {"raw", "seeds", "staging"} for parent in parents), key
    public = {key for key in _models() if key.path[0] in {"marts", "quality", "meta"}}
    assert graph.get(PUBLISHED).parent_keys == public
    exported = {key for key in _models() if key.path[0] == "exports"}
    assert graph.get(EXPORTS).parent_keys == exported | {PUBLISHED}


def test_surveys_land_after_the_settings_that_say_how_to_read_them(graph: dg.AssetGraph) -> None:
    for source in ("generic", "qualtrics"):
        assert graph.get(source_key(source)).parent_keys == {source_key("program")}
    assert graph.get(source_key("stripe")).parent_keys == set()


def test_every_asset_has_a_group_an_owner_and_a_description(graph: dg.AssetGraph) -> None:
    for key in graph.executable_asset_keys:
        node = graph.get(key)
        assert node.owners, key
        assert node.description, key
        assert node.group_name not in {None, "default"}, key


def test_each_source_has_kinds_a_freshness_policy_and_two_checks_per_entity(
    graph: dg.AssetGraph,
) -> None:
    for contract in all_contracts():
        key = source_key(contract.source)
        assert graph.get(key).freshness_policy is not None
        expected = {
            dg.AssetCheckKey(key, check_name(entity.name, blocking))
            for entity in contract
            for blocking in (True, False)
        }
        assert graph.get_check_keys_for_assets({key}) == expected
        for check in expected:
            assert graph.get(check).blocking is check.name.endswith("_contract")


def test_dbt_tests_are_asset_checks(graph: dg.AssetGraph) -> None:
    names = {key.name for key in graph.asset_check_keys if key.asset_key.path[0] == "meta"}
    assert "publication_has_one_row" in names
    assert "publication_not_null" in names


def test_jobs_are_everything_and_the_ingest_of_each_source(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    names = {job.name for job in repository.get_all_jobs() if not job.name.startswith("__")}
    assert names == {"everything", "compact"} | {f"ingest_{source}" for source in source_names()}
    for name in names:
        assert repository.get_job(name).executor_def.name == "in_process"
    everything = repository.get_job("everything")
    assert everything.asset_layer.executable_asset_keys == (
        repository.asset_graph.executable_asset_keys
    )


def test_the_daily_schedule_and_the_sensor_run_everything(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    schedules = {found.name: found for found in repository.schedule_defs}
    schedule, compaction = schedules.pop("daily"), schedules.pop("weekly_compaction")
    assert not schedules
    assert compaction.job_name == "compact"
    assert compaction.default_status == dg.DefaultScheduleStatus.STOPPED
    sensors = {found.name: found for found in repository.sensor_defs}
    sensor, alert = sensors.pop("new_extracts"), sensors.pop("failed_runs")
    assert not sensors
    assert alert.default_status == dg.DefaultSensorStatus.RUNNING
    assert (schedule.job_name, schedule.cron_schedule) == ("everything", "0 5 * * *")
    assert sensor.job_name == "everything"
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
