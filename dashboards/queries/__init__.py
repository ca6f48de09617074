"""The SQL of the dashboards, one file per question; relation names in it are tested."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def sql(name: str) -> str:
    """Return the text of `<name>.sql`; FileNotFoundError when there is none."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def names() -> list[str]:
    """Every query of the dashboards, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))
