"""The SQL of the dashboards, one file per question; relation names in it are tested.

What two questions share stands in `_<name>.sql`; `-- include <name>` puts it in.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_INCLUDE = re.compile(r"^ *-- include (\w+)$", re.MULTILINE)


@cache
def sql(name: str) -> str:
    """Return the text of `<name>.sql`; FileNotFoundError when there is none."""
    return _INCLUDE.sub(lambda found: _text(f"_{found[1]}"), _text(name))


def _text(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def names() -> list[str]:
    """Every query of the dashboards, sorted."""
    return sorted(path.stem for path in FOLDER.glob("[!_]*.sql"))
