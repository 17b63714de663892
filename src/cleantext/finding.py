"""What a line can be: blank, short, prose, or a `Finding` of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleantext.index import ActiveRule
from cleantext.tables import UNSPACED

__all__ = ["BLANK", "LINE_ENDS", "PROSE", "PROSE_LENGTH", "SHORT", "Cut", "Finding", "Mark", "kind_of", "remainder"]

BLANK, SHORT, PROSE = 0, 1, 2

LINE_ENDS = frozenset('.!?…"”’»):;。！？」』؟۔')
"""What running text ends in."""

PROSE_LENGTH = 50
"""Code points from which a line that ends as a sentence does is running text."""

PROSE_LENGTH_UNSPACED = 22
LONG_LENGTH = 140
"""Code points from which a line is running text however it ends."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence taken out of a line; `start` and `end` count from the line's beginning."""

    start: int
    end: int
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A rule fired on a line, or (`cuts`) on sentences of a line whose rest is of class `rest`."""

    rule: ActiveRule
    score: float
    evidence: tuple[str, ...]
    strong: bool
    cuts: tuple[Cut, ...] = ()
    rest: Finding | int = PROSE


Mark = Finding | int
"""The class of a line: a finding, or BLANK, SHORT or PROSE."""


def kind_of(line: str) -> int:
    """Prose (a sentence or more) or short (a heading, an entry, a button), by length and ending.

    >>> kind_of("Old Bridge Stays Open") == SHORT
    True
    >>> kind_of("The council voted on Tuesday to keep the old bridge open.") == PROSE
    True
    """
    size = len(line)
    if 0 < size < PROSE_LENGTH_UNSPACED and not line.isspace():
        return SHORT
    if line[:1].isspace() or line[-1:].isspace():
        line = line.strip()
        size = len(line)
    if size >= PROSE_LENGTH:
        return PROSE if size >= LONG_LENGTH or line[-1] in LINE_ENDS else SHORT
    if size < PROSE_LENGTH_UNSPACED or line.isascii() or line[-1] not in LINE_ENDS:
        return SHORT if size else BLANK
    return PROSE if UNSPACED.search(line) else SHORT


def remainder(line: str, cuts: Sequence[Cut]) -> str:
    """A line without its cuts."""
    out: list[str] = []
    at = 0
    for cut in cuts:
        out.append(line[at : cut.start])
        at = cut.end
    out.append(line[at:])
    return "".join(out)
