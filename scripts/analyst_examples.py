"""Runs the analyst guide's queries on a publication and writes their output into the guide.

    python scripts/analyst_examples.py var/sample/published/marts.duckdb

Every block of the guide between ``<!-- query: NAME -->`` and ``<!-- end -->`` is replaced by the
text of ``docs/queries/NAME.sql`` and what it prints.
"""

import re
import sys
from pathlib import Path

import duckdb
import polars as pl

DOCS = Path(__file__).resolve().parents[1] / "docs"
GUIDE = DOCS / "analyst-guide.md"
BLOCK = re.compile(r"<!-- query: (\w+) -->.*?<!-- end -->", re.S)


def run_query(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """Result of ``docs/queries/<name>.sql`` on the published file."""
    return connection.execute((DOCS / "queries" / f"{name}.sql").read_text()).pl()


def printed(frame: pl.DataFrame) -> str:
    """The frame as a Markdown table, as people read it."""
    with pl.Config(
        tbl_formatting="MARKDOWN",
        tbl_hide_column_data_types=True,
        tbl_hide_dataframe_shape=True,
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=-1,
        fmt_str_lengths=80,
        thousands_separator=True,
    ):
        return str(frame)


def main(path: str) -> None:
    """Rewrites the guide from the publication at ``path``."""
    connection = duckdb.connect(str(Path(path).resolve()), read_only=True)

    def block(match: re.Match[str]) -> str:
        name = match.group(1)
        sql = (DOCS / "queries" / f"{name}.sql").read_text().rstrip()
        table = printed(run_query(connection, name))
        return f"<!-- query: {name} -->\n```sql\n{sql}\n```\n\n{table}\n<!-- end -->"

    GUIDE.write_text(BLOCK.sub(block, GUIDE.read_text()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
