"""Every model, macro and dbt test stays within the SQL that DuckDB and Spark share (architecture.md)."""

import re
from pathlib import Path

import pytest

DBT = Path(__file__).resolve().parents[2] / "dbt"
# The one place where engines may differ: they dispatch by adapter, or belong to one of them.
ENGINES = {
    *{"portable.sql", "spark_seeds.sql"},
    *{"unchanged.sql", "parts.sql", "moved_rows.sql", "kept_sums.sql", "compare_parts.sql"},
}
FILES = sorted(
    path
    for folder in ("models", "macros", "tests")
    for path in (DBT / folder).rglob("*.sql")
    if path.name not in ENGINES
)

BANNED = {
    "QUALIFY": r"\bqualify\b",
    "integer division //": r"(?<!:)//",
    "quantile functions": r"\bquantile\w*\s*\(",
    "median()": r"\bmedian\s*\(",
    "arg_max / arg_min": r"\b(arg_max|arg_min|max_by|min_by)\s*\(",
    "list lambda": r"\blist_(transform|filter|reduce|apply)\s*\(|\blambda\b",
    "hash()": r"(?<![\w.])hash\s*\(",
    "age()": r"(?<![\w.])age\s*\(",
    "strftime": r"\bstrftime\s*\(|\bstrptime\s*\(",
    ":: cast": r"::\s*[a-z]",
    "group by all": r"\bgroup\s+by\s+all\b|\border\s+by\s+all\b",
    "select * exclude / replace": r"\*\s*(exclude|replace)\s*\(",
    "comma before from": r",\s*\n\s*from\b",
    "backslash": r"\\",
    "wall clock": r"\b(now\s*\(|current_date\b|current_timestamp\b|localtimestamp\b)",
    "interval literal": r"\binterval\s+'?\d",
    "date_diff / datediff": r"\bdate_?diff\s*\(",
    "distinct on": r"\bdistinct\s+on\b",
    "asof / positional join": r"\b(asof|positional)\s+join\b",
    "filter-less list aggregate": r"\b(list|array_agg|string_agg|group_concat)\s*\(",
    "regular expression functions": r"\bregexp_(matches|replace|full_match)\s*\(",
    "varchar": r"\bvarchar\b",
    "snapshot": r"\{%-?\s*snapshot\b",
}
# Exceptions, each with its reason.
ALLOWED: dict[tuple[str, str], str] = {}


def sql_text(path: Path) -> str:
    """Text without Jinja or SQL comments and without string literals (their content is data)."""
    text = path.read_text(encoding="utf-8").lower()
    text = re.sub(r"\{#.*?#\}", " ", text, flags=re.S)
    text = re.sub(r"--[^\n]*", " ", text)
    return text


def without_literals(text: str) -> str:
    return re.sub(r"'(?:[^'\n]|'')*'", "''", text)


def test_there_is_something_to_lint() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("rule", BANNED)
def test_no_banned_construct(rule: str) -> None:
    offenders = []
    for path in FILES:
        name = str(path.relative_to(DBT))
        if (name, rule) in ALLOWED:
            continue
        text = sql_text(path)
        if rule != "backslash":
            text = without_literals(text)
        offenders += [
            f"{name}: …{text[max(0, m.start() - 30) : m.end() + 20]!r}"
            for m in re.finditer(BANNED[rule], text)
        ]
    assert not offenders, f"{rule} is not portable:\n" + "\n".join(offenders[:20])


def test_no_double_quoted_identifiers() -> None:
    offenders = []
    for path in FILES:
        # Jinja first: a template inside a literal may hold quotes of its own.
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", sql_text(path), flags=re.S)
        text = without_literals(text)
        if '"' in text:
            offenders.append(str(path.relative_to(DBT)))
    assert not offenders


def test_every_persisted_sum_and_count_is_cast() -> None:
    """sum(BIGINT) is HUGEINT and sum(DECIMAL) DECIMAL(38): persisted, they are 100 times slower."""
    offenders = []
    for path in sorted((DBT / "models").rglob("*.sql")):
        text = without_literals(sql_text(path))
        for match in re.finditer(r"^\s*(sum|count)\s*\([^\n]*\)\s+as\s+\w+", text, flags=re.M):
            offenders.append(f"{path.relative_to(DBT)}: {match.group(0).strip()}")
    assert not offenders, "cast these to bigint, decimal(18, 2) or double:\n" + "\n".join(offenders)


def test_every_window_order_names_null_placement() -> None:
    """Engines order NULL differently, so a window that can meet one must say where it goes."""
    offenders = []
    for path in sorted((DBT / "models").rglob("*.sql")):
        text = without_literals(sql_text(path))
        for match in re.finditer(
            r"row_number\(\)\s*over\s*\((.*?)\)\s*(?:as|=|,)", text, flags=re.S
        ):
            # The macros of identity.sql that order versions place NULLs themselves.
            ordering = re.sub(
                r"\b(latest_version_first|version_as_of_first|file_order)\(",
                "nulls last",
                match.group(1),
            )
            if "order by" in ordering and "nulls" not in ordering:
                offenders.append(
                    f"{path.relative_to(DBT)}: {' '.join(match.group(1).split())[:80]}"
                )
    assert not offenders, "\n".join(offenders)


def test_contracts_and_seeds_name_types_of_both_engines() -> None:
    """Spark has no VARCHAR without a length; `string` is text on both engines."""
    offenders = [
        str(path.relative_to(DBT))
        for path in sorted(DBT.rglob("*.yml"))
        if re.search(r"\bvarchar\b", path.read_text(encoding="utf-8"))
    ]
    assert not offenders
