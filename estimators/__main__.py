"""`python -m estimators --home H`: fit the models on a built warehouse, write them to the lake."""

from __future__ import annotations

import argparse
from pathlib import Path

from estimators.derive import derive, initialise


def main() -> None:
    """Score the warehouse under --home and say how many rows have a model."""
    parser = argparse.ArgumentParser(
        description="Fit the baseline churn, churn risk and NPS driver models"
    )
    parser.add_argument("--home", type=Path, required=True, help="LOYALTY_HOME")
    parser.add_argument("--penalty", type=float, default=1.0, help="ridge_lambda")
    parser.add_argument("--events-per-feature", type=int, default=10)
    parser.add_argument("--driver-false-discovery-rate", type=float, default=0.05)
    parser.add_argument(
        "--empty", action="store_true", help="only make the empty files that dbt needs to build"
    )
    options = parser.parse_args()
    initialise(options.home)
    if not options.empty:
        for line in derive(
            options.home,
            options.penalty,
            options.events_per_feature,
            options.driver_false_discovery_rate,
        ):
            print(line)


if __name__ == "__main__":
    main()
