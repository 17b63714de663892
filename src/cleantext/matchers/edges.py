"""What the texts that a pattern matches have in common, read off its parse tree.

A pattern that always begins with one of a few literal strings need only be tried on lines that begin
so; the same for its end, and for words one of which always stands inside (the idea of literal
prefilters is that of RE2's and Rust's regex engines). `re`'s own parser does the reading.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

try:
    sre: Any = importlib.import_module("re._constants")
    parser: Any = importlib.import_module("re._parser")
except ImportError:  # another Python may keep its parser elsewhere; patterns are then gated by their words alone
    sre = parser = None

__all__ = ["least_length", "literal_edges", "literal_words"]

MOST = 1_500
"""Alternatives; a beginning is read no further once it forks into more."""

ENOUGH = 24
"""Characters; more of a beginning is not needed to tell lines apart."""

_FEW = 8

Edge = tuple[str, bool]
"""A literal string, and whether the text may go on with anything behind it."""


def literal_edges(pattern: str, *, end: bool = False, enough: int = ENOUGH) -> frozenset[str] | None:
    """The strings of which every match begins with (or, with `end`, ends in) one, or None if that is unknown.

    They are read for `enough` characters, or less where they fork into too many.

    >>> sorted(literal_edges(r"(?:share|tweet) this(?: on .+)?"))
    ['share this', 'share this on ', 'tweet this', 'tweet this on ']
    >>> sorted(literal_edges(r".+ newsletters?", end=True))
    [' newsletter', ' newsletters']
    >>> literal_edges(r".+") is None
    True
    """
    items = _parse(pattern)
    edges = _sequence(items, end, enough) if items is not None else None
    if edges is None:
        return None
    texts = {text for text, _ in edges}
    return frozenset(texts) if texts and all(texts) else None


def least_length(pattern: str) -> int:
    """The characters that a text must have for the pattern to match; 0 where that is unknown.

    >>> least_length(r"share (?:this|it)(?: on .+)?")
    8
    """
    try:
        return int(parser.parse(pattern).getwidth()[0]) if parser is not None else 0
    except re.error:
        return 0


def _parse(pattern: str) -> list[Any] | None:
    """The items of a pattern's parse tree, None where it cannot be read."""
    if parser is None:
        return None
    try:
        return list(parser.parse(pattern))
    except re.error:
        return None


def _sequence(items: Sequence[Any], end: bool, enough: int) -> set[Edge] | None:
    out: set[Edge] = {("", False)}
    for item in reversed(items) if end else items:
        going = {text for text, ends in out if not ends and len(text) < enough}
        if not going:
            break
        more = _item(item, end, enough)
        if more is None:
            more = {("", True)}
        done = {e for e in out if e[0] not in going or e[1]}
        both = (((m + t) if end else (t + m), o) for t in going for m, o in more)
        longer = done | {(t[-enough:] if end else t[:enough], o) for t, o in both}
        if len(longer) > MOST:
            out = {(t, True) for t, _ in out}
            break
        out = longer
    return out


def _item(item: Any, end: bool, enough: int) -> set[Edge] | None:
    op, value = item
    if op is sre.LITERAL:
        return {(chr(value), False)}
    if op is sre.IN:
        chars = _few(value)
        return {(c, False) for c in chars} if chars else None
    if op is sre.BRANCH:
        return _union(_sequence(list(branch), end, enough) for branch in value[1])
    if op is sre.SUBPATTERN:
        return _sequence(list(value[3]), end, enough)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        low, high, body = value
        once = _sequence(list(body), end, enough)
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


Cost = Callable[[str], float]
"""What it costs to try a pattern on all lines that hold a word: the commoner the word, the more."""

Split = Callable[[str], Sequence[str]]


def literal_words(pattern: str, split: Split, cost: Cost) -> frozenset[str] | None:
    """Words of which every text that the pattern matches holds one; of several such sets the cheapest.

    `split` cuts a text into its words; only whole words count. None where nothing is known.

    >>> cost = lambda word: 1 / len(word)
    >>> sorted(literal_words(r".+ (?:our|your) (?:newsletter|digest)(?: .+)?", str.split, cost))
    ['our', 'your']
    >>> sorted(literal_words(r".+ (?:our|your) newsletter now.*", str.split, cost))
    ['newsletter']
    >>> literal_words(r"(?:.+ )?shar(?:e|ing).*", str.split, cost) is None
    True
    """
    items = _parse(pattern)
    return _words(items, split, cost, left=True, right=True) if items is not None else None


def _words(items: Sequence[Any], split: Split, cost: Cost, *, left: bool, right: bool) -> frozenset[str] | None:
    """See `literal_words`; `left` and `right` say whether a word can only begin or end where the items do."""
    found: list[frozenset[str]] = []
    run: set[str] = {""}
    closed = left

    def end_run(*, at_end: bool) -> None:
        words = [_cheapest(text, split, cost, left=closed, right=at_end) for text in run]
        if all(words):
            found.append(frozenset(filter(None, words)))

    for item in items:
        texts = _finite(item)
        if texts is not None and len(texts) * len(run) <= MOST:
            run = {a + b for a, b in product(run, texts)}
            continue
        end_run(at_end=False)
        run, closed = (texts, False) if texts is not None else ({""}, False)
        if texts is None and (inner := _inner(item, split, cost)) is not None:
            found.append(inner)
    end_run(at_end=right)
    return min(found, key=lambda words: (sum(map(cost, sorted(words))), sorted(words)), default=None)


def _cheapest(text: str, split: Split, cost: Cost, *, left: bool, right: bool) -> str | None:
    """The whole word of a text that is cheapest; what touches an open end may be part of a longer word."""
    marked = split(("" if left else "x") + text + ("" if right else "x"))
    whole = marked[0 if left else 1 : None if right else len(marked) - 1]
    return min((word for word in whole if "#" not in word), key=lambda word: (cost(word), word), default=None)


def _inner(item: Any, split: Split, cost: Cost) -> frozenset[str] | None:
    """The words inside an item that has more texts than can be listed."""
    op, value = item
    if op is sre.BRANCH:
        parts = [_words(list(branch), split, cost, left=False, right=False) for branch in value[1]]
        return None if None in parts else frozenset().union(*filter(None, parts))
    if op is sre.SUBPATTERN:
        return _words(list(value[3]), split, cost, left=False, right=False)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[0]:
        return _words(list(value[2]), split, cost, left=False, right=False)
    if op is sre.ATOMIC_GROUP:
        return _words(list(value), split, cost, left=False, right=False)
    return None


def _finite(item: Any) -> set[str] | None:
    """All texts of an item, or None where they are too many to list; a word's end is written as a space."""
    op, value = item
    if op is sre.LITERAL:
        return {chr(value)}
    if op is sre.IN:
        chars = _few(value)
        return set(chars) if chars else None
    if op is sre.BRANCH:
        texts: set[str] = set()
        for branch in value[1]:
            more = _finite_run(branch)
            if more is None:
                return None
            texts |= more
        return texts if len(texts) <= MOST else None
    if op is sre.SUBPATTERN:
        return _finite_run(value[3])
    if op is sre.ATOMIC_GROUP:
        return _finite_run(value)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        low, high, body = value
        once = _finite_run(body) if high == 1 else None
        return None if once is None else once | {""} if low == 0 else once
    if op is sre.AT:
        return {" " if value is sre.AT_BOUNDARY else ""}  # only words are read off these texts
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return {""}
    return None


def _finite_run(items: Iterable[Any]) -> set[str] | None:
    out = {""}
    for item in items:
        texts = _finite(item)
        if texts is None or len(out) * len(texts) > MOST:
            return None
        out = {a + b for a, b in product(out, texts)}
    return out
