"""Published formulas as SQL expressions on values that a reader chooses (docs/adr/0009).

A formula is arithmetic over named inputs, as `marts.business_case` holds it. It comes out of a
file, so it is not trusted: only names of known inputs, numbers, the four operations, brackets and
`power` are let through, and every value is bound as a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_TOKEN = re.compile(r"\s*([a-z_][a-z0-9_]*|\d+(?:\.\d+)?|[-+*/(),])")
_FUNCTIONS = frozenset({"power"})
LONGEST = 1000


class FormulaError(ValueError):
    """A text is no formula over the given inputs."""


def expression(formula: str, inputs: Collection[str]) -> str:
    """The formula with each input as the parameter `$name`, a DOUBLE; FormulaError if it is none.

    Tokens are put together again with spaces, so that no two of them can form a comment.
    """
    if len(formula) > LONGEST:
        raise FormulaError("the formula is too long")
    tokens, place = [], 0
    while place < len(formula.rstrip()):
        found = _TOKEN.match(formula, place)
        if found is None:
            raise FormulaError(f"not part of a formula: {formula[place : place + 20]!r}")
        tokens.append(found[1])
        place = found.end()
    if not tokens:
        raise FormulaError("the formula is empty")
    return " ".join(
        _written(token, after, inputs)
        for token, after in zip(tokens, [*tokens[1:], ""], strict=True)
    )


def names(formula: str, inputs: Collection[str]) -> set[str]:
    """The inputs that a formula uses."""
    return {token for token in re.findall(r"[a-z_][a-z0-9_]*", formula) if token in inputs}


def _written(token: str, after: str, inputs: Collection[str]) -> str:
    if not (token[0].isalpha() or token[0] == "_"):
        return token
    if token in inputs:
        return f"cast(${token} as double)"
    if token in _FUNCTIONS and after == "(":
        return token
    raise FormulaError(f"no input of that name: {token!r}")
