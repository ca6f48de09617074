"""`python -m estimators --home H`: fit the models on a built warehouse, write them to the lake."""

from __future__ import annotations

import argparse
from pathlib import Path

from estimators import baseline_churn, churn_risk


def main() -> None:
    """Score the warehouse under --home and say how many rows have a model."""
    parser = argparse.ArgumentParser(description="Fit the baseline churn and churn risk models")
    parser.add_argument("--home", type=Path, required=True, help="LOYALTY_HOME")
    parser.add_argument("--penalty", type=float, default=1.0, help="ridge_lambda")
    parser.add_argument("--events-per-feature", type=int, default=10)
    options = parser.parse_args()
    groups = baseline_churn.read_groups(options.home / "warehouse.duckdb")
    scored = baseline_churn.score(groups, options.penalty, options.events_per_feature)
    baseline_churn.write(scored, options.home / "lake" / "derived" / "baseline_churn_q")
    print(f"baseline churn: {scored.height} of {groups.height} rows have a model")
    risks, quarters = churn_risk.run(options.home, options.penalty, options.events_per_feature)
    print(f"churn risk: {risks} rows scored, {quarters} quarters evaluated")


if __name__ == "__main__":
    main()
