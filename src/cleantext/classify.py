"""Which lines of a document deserve a judgement, and what was judged before.

Nearly all lines of a text are the article's, so the cost of a document is that of finding this out: that is
the gate's work. A line's class depends on the line alone. That makes a judgement safe to remember (sites
repeat their lines).
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from cleantext.finding import LINE_ENDS, Finding, Mark, kind_of
from cleantext.gate import Gate
from cleantext.index import AROUND_WORDS, Index
from cleantext.judge import SEPARATORS, Judge
from cleantext.native import make_sieve

__all__ = ["Classifier"]

REMEMBERED = 1 << 17
"""Judgements that are remembered; at about 200 bytes each, 26 MB at the most."""

REMEMBERED_LENGTH = 120
"""Code points; longer lines seldom come again."""


class Classifier:
    """Finds the lines of documents on which rules fire. Safe to share between threads: what it
    remembers is only ever added to or dropped as a whole, and is the same whoever computes it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._gate = Gate(index)
        mark = WeakMethod(self.mark)  # a circle would keep the tables until the collector comes by
        self._judge = Judge(index, lambda line: _called(mark, line))
        self._sieve = index.sieve = make_sieve(
            index.tables,
            index.active,
            telling=self._gate.telling,
            ends=LINE_ENDS,
            around=AROUND_WORDS,
            separators=SEPARATORS,
            asked=index,
        )
        self._judged: dict[str, Finding | None] = {}
        self._near: dict[str, Finding | None] = {}

    def findings(self, text: str, lines: list[str]) -> dict[str, Finding]:
        """The distinct lines of a text on which a rule fires, each with its finding."""
        sorted_lines = self._gate.sort(lines)
        out = self._judge.running_text(text, sorted_lines) if sorted_lines.long else {}
        judged = self._judged
        for line in sorted_lines.suspects:
            try:
                found = judged[line]
            except KeyError:
                found = self._judge.short(line)
                if len(line) <= REMEMBERED_LENGTH:
                    if len(judged) >= REMEMBERED:
                        self._judged = judged = {}
                    judged[line] = found
            if found is not None:
                out[line] = found
        return out

    def mark(self, line: str) -> Mark:
        """The class of one line."""
        return self.findings(line, [line]).get(line) or kind_of(line)

    def look_around(self, line: str) -> Finding | None:
        """The finding of a line that stands beside boilerplate, though it shows none by itself."""
        near = self._near
        if (held := near.get(line, self)) is not self:
            return held  # type: ignore[return-value]  # the Classifier itself stands for "not known"
        sieve = self._sieve
        found = self._judge.near(line) if sieve is None or sieve.says_near(line) else None
        if len(line) <= REMEMBERED_LENGTH:
            if len(near) >= REMEMBERED:
                self._near = near = {}
            near[line] = found
        return found


def _called(mark: Callable[[], Callable[[str], Mark] | None], line: str) -> Mark:
    method = mark()
    assert method is not None  # who judges a line holds the classifier
    return method(line)
