"""Everything Dagster knows of this project: what stands in `defs/`, nothing else."""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Load every asset, check, job, schedule and sensor of the `defs` folder."""
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent)
