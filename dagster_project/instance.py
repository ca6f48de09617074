"""Dagster's own home: its settings file, written beside the data that it keeps book of."""

from __future__ import annotations

from pathlib import Path

from dagster_project.resources import Settings

TEMPLATE = """\
# Written by `loyalty`; edit it freely, it is written only when absent.
telemetry:
  enabled: false

# One run at a time: the warehouse has one writer.
concurrency:
  runs:
    max_concurrent_runs: 1

run_retries:
  enabled: true
  max_retries: 2
  # A failed audit would fail again; a run whose process died may be started anew.
  retry_on_asset_or_op_failure: false

run_monitoring:
  enabled: true
  start_timeout_seconds: 300
  max_runtime_seconds: 43200

freshness:
  enabled: true

# SQLite beside this file, at less cost for each event. To keep runs elsewhere, in Postgres say, put
# Dagster's own `storage:` in its place.
event_log_storage:
  module: dagster_project.event_log
  class: EventLog
"""


WORKSPACE = """\
# Written by `loyalty`: where the UI and its daemon find the definitions.
load_from:
  - python_module:
      module_name: dagster_project.definitions
      location_name: loyalty_ledger
"""


def prepare_dagster_home(settings: Settings) -> Path:
    """Make DAGSTER_HOME with dagster.yaml and workspace.yaml; existing ones are left alone."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    for name, content in (("dagster.yaml", TEMPLATE), ("workspace.yaml", WORKSPACE)):
        if not (home / name).exists():
            (home / name).write_text(content)
    return home
