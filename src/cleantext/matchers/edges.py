"""How the texts that a pattern matches can begin and end, read off its parse tree.

A pattern that always begins with one of a few literal strings need only be tried on lines that begin
so. The same for its end. `re`'s own parser does the reading.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

try:
    sre: Any = importlib.import_module("re._constants")
    parser: Any = importlib.import_module("re._parser")
except ImportError:  # another Python may keep its parser elsewhere; patterns are then gated by their words alone
    sre = parser = None

__all__ = ["literal_edges"]

MOST = 800
"""Alternatives; a beginning is read no further once it forks into more."""

ENOUGH = 12
"""Characters; more of a beginning is not needed to tell lines apart."""

_FEW = 8

Edge = tuple[str, bool]
"""A literal string, and whether the text may go on with anything behind it."""


def literal_edges(pattern: str, *, end: bool = False) -> frozenset[str] | None:
    """The strings of which every match begins with (or, with `end`, ends in) one, or None if that is unknown.

    >>> sorted(literal_edges(r"(?:share|tweet) this(?: on .+)?"))
    ['share this', 'share this o', 'tweet this', 'tweet this o']
    >>> sorted(literal_edges(r".+ newsletters?", end=True))
    [' newsletter', ' newsletters']
    >>> literal_edges(r".+") is None
    True
    """
    if parser is None:
        return None
    try:
        tree = parser.parse(pattern)
    except re.error:
        return None
    edges = _sequence(list(tree), end)
    if edges is None:
        return None
    texts = {text for text, _ in edges}
    return frozenset(texts) if texts and all(texts) else None


def _sequence(items: Sequence[Any], end: bool) -> set[Edge] | None:
    out: set[Edge] = {("", False)}
    for item in reversed(items) if end else items:
        going = {text for text, ends in out if not ends and len(text) < ENOUGH}
        if not going:
            break
        more = _item(item, end)
        if more is None:
            more = {("", True)}
        done = {e for e in out if e[0] not in going or e[1]}
        longer = done | {((m + t) if end else (t + m), o) for t in going for m, o in more}
        if len(longer) > MOST:
            out = {(t, True) for t, _ in out}
            break
        out = longer
    return {(t[-ENOUGH:] if end else t[:ENOUGH], o) for t, o in out}


def _item(item: Any, end: bool) -> set[Edge] | None:
    op, value = item
    if op is sre.LITERAL:
        return {(chr(value), False)}
    if op is sre.IN:
        chars = _few(value)
        return {(c, False) for c in chars} if chars else None
    if op is sre.BRANCH:
        return _union(_sequence(list(branch), end) for branch in value[1])
    if op is sre.SUBPATTERN:
        return _sequence(list(value[3]), end)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        low, high, body = value
        once = _sequence(list(body), end)
        if once is None:
            return None
        if high == 1:
            return once | {("", False)} if low == 0 else once
        return {(t, True) for t, _ in once} if low else None
    if op is sre.AT or op in (sre.ASSERT, sre.ASSERT_NOT):
        return {("", False)}
    return None


def _few(members: Sequence[Any]) -> list[str] | None:
    out: list[str] = []
    for op, value in members:
        if op is sre.LITERAL:
            out.append(chr(value))
        elif op is sre.RANGE and value[1] - value[0] < _FEW:
            out += map(chr, range(value[0], value[1] + 1))
        else:
            return None
    return out if len(out) <= _FEW else None


def _union(parts: Iterable[set[Edge] | None]) -> set[Edge] | None:
    out: set[Edge] = set()
    for part in parts:
        if part is None:
            return None
        out |= part
    return out
