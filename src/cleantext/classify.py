"""Which lines of a document deserve a judgement, and what was judged before.

Nearly all lines of a text are the article's, so the cost of a document is that of finding this out.
All its new lines pass a gate of hash look-ups together; only those that may match something are judged.
A line's class depends on the line alone. That makes it safe to remember (sites repeat their lines).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleantext.finding import LINE_ENDS, PROSE_LENGTH, Finding, Mark, kind_of
from cleantext.index import Index
from cleantext.judge import LONG, Judge
from cleantext.normal import EDGE, view
from cleantext.tables import tokens

__all__ = ["Classifier"]

REMEMBERED = 1 << 17
"""Lines that are remembered; at about 200 bytes each, 26 MB at the most."""

REMEMBERED_LENGTH = 120
"""Code points; longer lines seldom come again."""


class Classifier:
    """Finds the lines of documents on which rules fire. Safe to share between threads: what it
    remembers is only ever added to or dropped as a whole, and is the same whoever computes it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._judge = Judge(index, self.mark)
        self._found: dict[str, Finding] = {}
        self._near: dict[str, Finding | None] = {}
        self._plain: set[str] = {""}

    def findings(self, lines: Sequence[str]) -> dict[str, Finding]:
        """The distinct lines on which a rule fires, each with its finding."""
        distinct = set(lines)
        found, plain = self._found, self._plain
        out = {line: finding for line in found.keys() & distinct if (finding := found.get(line)) is not None}
        fresh = distinct.difference(plain)
        del distinct  # of a text of short lines, a set of them takes several times the text
        fresh.difference_update(out)
        if fresh:
            judged = self._judge_lines(fresh)
            out.update(judged)
            if len(plain) + len(found) > REMEMBERED:
                self._found, self._plain = found, plain = {}, {""}
            plain.update([line for line in fresh if len(line) <= REMEMBERED_LENGTH and line not in judged])
            found.update({line: f for line, f in judged.items() if len(line) <= REMEMBERED_LENGTH})
        return out

    def mark(self, line: str) -> Mark:
        """The class of one line."""
        return self.findings([line]).get(line) or kind_of(line)

    def look_around(self, line: str) -> Finding | None:
        """The finding of a line that stands beside boilerplate, though it shows none by itself."""
        near = self._near
        if (held := near.get(line, self)) is not self:
            return held  # type: ignore[return-value]  # the Classifier itself stands for "not known"
        found = self._judge.near(line)
        if len(line) <= REMEMBERED_LENGTH:
            if len(near) >= REMEMBERED:
                self._near = near = {}
            near[line] = found
        return found

    def _judge_lines(self, fresh: Iterable[str]) -> dict[str, Finding]:
        """The lines of `fresh` on which a rule fires. Most lines pass here and nothing else, so this is written out."""
        index, judge = self.index, self._judge
        candidates = index.candidates
        out: dict[str, Finding] = {}
        long: list[str] = []
        for line in fresh:
            if (size := len(line)) >= PROSE_LENGTH and (size > LONG or line.rstrip()[-1:] in LINE_ENDS):  # is_long
                long.append(line)
                continue
            key = line.strip(EDGE)
            if key.isascii() and key.replace(" ", "").isalpha() and "  " not in key:  # a view by a short cut
                key = key.casefold()
                words = key.split()
            else:
                key = view(line)
                words = tokens(key)
            tried = candidates(key, words, line)
            if tried is not None and (finding := judge.short(line, key, tried)) is not None:
                out[line] = finding
        if long:
            out.update(judge.running_text(long))
        return out
