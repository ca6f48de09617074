"""The board report of the published figures: `python -m dashboards.board_report --out FILE`.

One HTML file without any outside address, made to be printed on A4.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path


def write(path: Path) -> None:
    """Write the report of the current publication; the file appears whole or not at all."""
    from dashboards import data
    from dashboards.report.document import document

    data.use_latest()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(document(), encoding="utf-8")
    beside.replace(path)


def main(arguments: list[str] | None = None) -> int:
    """Command line; the home is `LOYALTY_HOME`, as for the dashboards."""
    parser = argparse.ArgumentParser(description="Write the board report as one HTML file.")
    parser.add_argument("--out", type=Path, required=True, help="the HTML file to write")
    chosen = parser.parse_args(arguments)
    # Streamlit warns, when it is imported and later, that no page runs; here none should.
    logging.disable(logging.WARNING)
    from dashboards import data

    try:
        write(chosen.out)
    except data.NoPublication as error:
        print(f"Nothing has been published in {error} yet: run `make run`.", file=sys.stderr)
        return 1
    except (data.MissingData, OSError) as error:
        print(str(error), file=sys.stderr)
        return 1
    finally:
        logging.disable(logging.NOTSET)
    print(chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
