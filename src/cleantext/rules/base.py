"""What the rule modules work on: a document's non-blank lines with their marks, and what was taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleantext.finding import PROSE, SHORT, Finding, Mark
from cleantext.index import ActiveRule, Index
from cleantext.rule import Category, Extent

__all__ = ["Page", "RuleModule", "block_module", "bulleted", "grow_block", "sandwich", "structure", "take_strong"]


class Page:
    """One document as the rule modules see it; positions count non-blank lines.

    `marks[k]` is the class of line k, `gone[k]` the finding that took it (None while it stays).
    `found` maps a category to the positions where its rules fired, in order. `structures` holds the
    structure rules in use; without them only lines that rules find by their own words are taken.
    """

    __slots__ = ("_last_text", "found", "gone", "index", "lines", "marks", "size", "structures")

    def __init__(self, lines: Sequence[str], marks: Sequence[Mark], index: Index, *, structures: bool = True) -> None:
        self.lines = lines
        self.marks = marks
        self.index = index
        self._last_text: int | None = None
        self.structures = index.structures if structures else {}
        self.size = len(marks)
        self.gone: list[Finding | None] = [None] * self.size
        self.found: dict[Category, list[int]] = {}
        for k, mark in enumerate(marks):
            if isinstance(mark, Finding) and not mark.cuts and not mark.rule.keep:
                self.found.setdefault(mark.rule.category, []).append(k)

    @property
    def last_text(self) -> int:
        """The position of the last line of running text, -1 when there is none."""
        if self._last_text is None:
            self._last_text = max((k for k in range(self.size) if self.prose(k)), default=-1)
        return self._last_text

    def kept(self, k: int) -> bool:
        """Whether a keep rule protects line k."""
        mark = self.marks[k]
        return isinstance(mark, Finding) and mark.rule.keep

    def weak(self, k: int) -> bool:
        """Whether a rule fired weakly on line k."""
        mark = self.marks[k]
        return isinstance(mark, Finding) and not mark.strong and not mark.rule.keep

    def prose(self, k: int) -> bool:
        """Whether line k is running text (a line with a cut sentence is)."""
        mark = self.marks[k]
        return mark == PROSE or (isinstance(mark, Finding) and bool(mark.cuts))

    def short(self, k: int) -> bool:
        """Whether line k is short and no rule fired on it."""
        return self.marks[k] == SHORT

    def take(self, k: int, finding: Finding) -> None:
        """Take line k, unless it is gone or protected."""
        if self.gone[k] is None and not self.kept(k):
            self.gone[k] = finding


@dataclass(frozen=True, slots=True)
class RuleModule:
    """Takes lines of one category, by what words alone cannot say.

    `apply` is called with the page and the positions where rules of the category fired, in order.
    """

    category: Category
    apply: Callable[[Page, Sequence[int]], None]


def take_strong(page: Page, positions: Sequence[int]) -> None:
    """Take the lines that a strong rule found."""
    for k in positions:
        mark = page.marks[k]
        if page.gone[k] is None and isinstance(mark, Finding) and mark.strong:
            page.gone[k] = mark


def grow_block(page: Page, positions: Sequence[int], reach: int = 2) -> None:
    """From each taken line with extent `block`, take the category's weak lines within `reach` lines of a taken one."""
    weak = {k for k in positions if page.weak(k) and page.gone[k] is None}
    heads = {k for k in positions if (head := page.gone[k]) is not None and head.rule.extent is Extent.BLOCK}
    for start in sorted(heads):
        for step in (1, -1):
            if not weak:
                return
            last, k = start, start + step
            while 0 <= k < page.size and abs(k - last) <= reach and not page.prose(k) and not page.kept(k):
                if k in weak:
                    page.gone[k] = page.marks[k]  # type: ignore[assignment]  # weak positions hold findings
                    weak.discard(k)
                if page.gone[k] is not None:
                    last = k
                    if k in heads:
                        break  # from there it grows on by itself
                k += step


def block_module(category: Category, reach: int) -> RuleModule:
    """A module for a category whose boilerplate comes in blocks: strong lines, and weak ones within `reach`."""

    def apply(page: Page, positions: Sequence[int]) -> None:
        take_strong(page, positions)
        grow_block(page, positions, reach)

    return RuleModule(category, apply)


def sandwich(
    page: Page,
    positions: Sequence[int],
    rule: ActiveRule,
    gap: int,
    score: float,
    takes_text: Callable[[Page, int, Finding], bool] | None = None,
) -> None:
    """Take up to `gap` lines that lie between two taken lines of the category.

    Running text is taken only where `takes_text` (page, position, the finding above) says so; a line that
    a keep rule protects never is.
    """
    taken = [k for k in positions if page.gone[k] is not None]
    for left, right in pairwise(taken):
        between = range(left + 1, right)
        cause = page.gone[left]
        if cause is None or not 0 < len(between) <= gap:
            continue
        if all(
            page.gone[k] is not None
            or not (page.kept(k) or (page.prose(k) and (takes_text is None or not takes_text(page, k, cause))))
            for k in between
        ):
            for k in between:
                page.take(k, structure(rule, cause, score))


_BULLET = re.compile(r"\s*(?:[•●○◦▪■*·‣⁃–—-]|\d{1,2}[.)])\s")


def bulleted(line: str) -> bool:
    """Whether a line begins as a list's entry does."""
    return _BULLET.match(line) is not None


def structure(rule: ActiveRule, cause: Finding, score: float) -> Finding:
    """The finding of a structure rule, with the evidence of the finding that caused it."""
    return Finding(rule, round(min(score, cause.score), 3), cause.evidence, strong=True)
