"""What nearly all lines pass and nothing else: a handful of look-ups a line.

A text costs what its lines cost here, so the loops are written out and the tables are few and small,
smaller ones before larger ones (a look-up that leaves the processor's cache costs more than the rest of a line).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from cleantext.finding import LINE_ENDS, PROSE_LENGTH
from cleantext.index import GLUED, TELLING_LENGTH, Index
from cleantext.normal import EDGE, ascii_view, view
from cleantext.tables import FIRST, LAST, UNSPACED, tokens

__all__ = ["LONG", "Gate", "Sorted", "is_long"]

LONG = 200
"""Code points; of a longer line patterns for whole lines say nothing, and cues must run through it."""

BEGINNING = 20
"""Characters of a line that its view's first eight are made of."""

_CHANGED = re.compile("[0-9#\\x00-\\x1f\\x7f]")
"""ASCII characters that a view does not leave as they are."""


class Sorted(NamedTuple):
    """The lines of a text that deserve a look; what is not sure here is looked at more closely by who judges."""

    suspects: list[str]
    """Short lines that a rule may find."""
    long: list[str]
    """Lines of running text."""
    opening: Sequence[str]
    """Those of them that may open as boilerplate does,"""
    ended: Sequence[str]
    """that may end in a heading,"""
    unspaced: Sequence[str]
    """that may be in unspaced scripts."""


class Gate:
    """Tells apart lines of running text, short lines that a rule may find, and all others."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words = index.words
        self.telling = frozenset(word + end for word in index.telling_words for end in ("", ",", ":", "."))

    @cached_property
    def _looked_up(self) -> tuple[Container[str], ...]:
        """What the first characters of a line, 5, 8, 6 and 4 of them, and the last are looked up in."""
        starts8, starts6, starts4, _ = self._index.starts
        if self._index.sieve is not None:
            return _Anything(), starts8, starts6, starts4, self._index.lasts
        tables = self._index.tables
        firsts = dict.fromkeys(filter(str.isascii, tables["firsts"]))
        return firsts, starts8, starts6, frozenset(filter(str.isascii, tables["starts"][2])), frozenset(tables["lasts"])

    def sort(self, lines: list[str]) -> Sorted:
        """Sort the lines of a text."""
        if (sieve := self._index.sieve) is None:
            suspects, long = self._sort(lines)
            return Sorted(suspects, long, long, long, long)
        suspects, unsure, *running = sieve.sort(lines)
        return Sorted(suspects + self._sort(unsure)[0] if unsure else suspects, *running)

    def _sort(self, lines: Iterable[str]) -> tuple[list[str], list[str]]:
        firsts, starts8, starts6, starts4, lasts = self._looked_up
        words, telling = self._words, self.telling
        suspects: list[str] = []
        long: list[str] = []
        for line in lines:
            if not line:
                continue
            if (size := len(line)) >= PROSE_LENGTH and (
                size > LONG or line[-1] in LINE_ENDS or (line[-1].isspace() and is_long(line))
            ):
                long.append(line)
                continue
            # The view begins as the folded line does, but for a few characters; no more of it is needed.
            key = line.strip(EDGE).casefold() or line.strip()
            head = key[:8]
            if not head.isascii() or "  " in head or (not head.replace(" ", "").isalpha() and _CHANGED.search(head)):
                key = key if key.isascii() else view(line)
                head = ascii_view(key[:BEGINNING])[:8] if key.isascii() else key[:8]
                if not head.isascii() and self._begins_so(head):
                    suspects.append(line)
                    continue
            if (
                (head[:FIRST] in firsts and (head in starts8 or head[:6] in starts6))
                or head[:4] in starts4
                or key[-LAST:] in lasts
                or (size >= TELLING_LENGTH and not telling.isdisjoint(key.split()))
                or (" " not in key and GLUED.search(line))
                or (not key.isascii() and UNSPACED.search(key))
                or (words and not words.isdisjoint(tokens(view(line))))
            ):
                suspects.append(line)
        return suspects, long

    def _begins_so(self, head: str) -> bool:
        """Whether a rule's text begins as a view does whose beginning is not ASCII."""
        starts8, starts6, starts4, _ = self._index.starts
        return head in starts8 or head[:6] in starts6 or head[:4] in starts4


class _Anything:
    def __contains__(self, key: object) -> bool:
        return True


def is_long(line: str) -> bool:
    """Whether a line is judged as running text: over LONG, or ending as a sentence does."""
    return len(line) > LONG or (len(line) >= PROSE_LENGTH and line.rstrip()[-1:] in LINE_ENDS)
