"""What the rule modules work on: a document's non-blank lines with their marks, and what was taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cleantext.classify import PROSE, SHORT, Finding, Mark
from cleantext.rule import Category, Extent

__all__ = ["Page", "RuleModule", "grow_block", "take_list"]


class Page:
    """One document as the rule modules see it; positions count non-blank lines.

    `marks[k]` is the class of line k, `gone[k]` the finding that took it (None while it stays).
    `found` maps a category to the positions where its rules fired, in order.
    """

    __slots__ = ("found", "gone", "lines", "marks", "size")

    def __init__(self, lines: Sequence[str], marks: Sequence[Mark]) -> None:
        self.lines = lines
        self.marks = marks
        self.size = len(marks)
        self.gone: list[Finding | None] = [None] * self.size
        self.found: dict[Category, list[int]] = {}
        for k, mark in enumerate(marks):
            if mark.__class__ is Finding and not mark.cuts and not mark.rule.keep:  # type: ignore[union-attr]  # narrowed by hand: this loop is hot
                self.found.setdefault(mark.rule.category, []).append(k)  # type: ignore[union-attr]

    def free(self, k: int) -> bool:
        """Whether line k is there, still stays, and no rule protects it."""
        return 0 <= k < self.size and self.gone[k] is None and not self.kept(k)

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

    def prose_after(self, k: int) -> int:
        """How many lines of running text stay behind line k."""
        return sum(self.prose(j) and self.gone[j] is None for j in range(k + 1, self.size))


class RuleModule(Protocol):
    """Takes lines of one category, by what words alone cannot say."""

    category: Category

    def apply(self, page: Page, positions: Sequence[int]) -> None:
        """Take lines; `positions` are those where rules of the category fired, in order."""
        ...


def take_strong(page: Page, positions: Sequence[int]) -> None:
    """Take the lines that a strong rule found."""
    for k in positions:
        mark = page.marks[k]
        if page.gone[k] is None and isinstance(mark, Finding) and mark.strong:
            page.gone[k] = mark


def grow_block(page: Page, positions: Sequence[int], reach: int = 2) -> None:
    """From each taken line with extent `block`, take weak lines of the category within `reach` lines of a taken one."""
    weak = {k for k in positions if page.weak(k) and page.gone[k] is None}
    for start in positions:
        head = page.gone[start]
        if head is None or head.rule.extent is not Extent.BLOCK:
            continue
        for step in (1, -1):
            last, k = start, start + step
            while 0 <= k < page.size and abs(k - last) <= reach and not page.prose(k) and not page.kept(k):
                if page.gone[k] is not None or k in weak:
                    if page.gone[k] is None:
                        page.gone[k] = page.marks[k]  # type: ignore[assignment]  # weak positions hold findings
                    last = k
                k += step


def take_list(page: Page, start: int, most: int) -> None:
    """From the heading at `start`, take up to `most` short lines below it."""
    head = page.gone[start]
    assert head is not None
    end = start + 1
    while end < page.size and end - start <= most and not page.prose(end) and not page.kept(end):
        end += 1
    for k in range(start + 1, end):
        if page.gone[k] is None:
            page.gone[k] = head
