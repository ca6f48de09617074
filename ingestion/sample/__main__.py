"""`python -m ingestion.sample`: make the fictional company's extracts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ingestion.sample.build import OccupiedError, generate
from ingestion.sample.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Parse options, generate, and say where the result is."""
    parser = argparse.ArgumentParser(
        prog="python -m ingestion.sample",
        description="Write vendor-shaped extracts of a fictional B2B SaaS company, the same "
        "bytes for the same options, and the planted truths beside them (truth.json).",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the extracts")
    parser.add_argument("--accounts", type=int, default=2_000, help="number of accounts (2000)")
    parser.add_argument("--months", type=int, default=36, help="months of history (36)")
    parser.add_argument("--seed", type=int, default=7, help="seed (7)")
    options = parser.parse_args(arguments)
    try:
        settings = Settings(options.accounts, options.months, options.seed)
        result = generate(options.out, settings)
    except (ValueError, OccupiedError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"extracts in {result.out}, truths in {result.truth}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
