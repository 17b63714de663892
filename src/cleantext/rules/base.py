"""What the rule modules work on: a document's non-blank lines with their marks, and what was taken."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import TypeAlias

from cleantext.finding import PROSE, SHORT, Finding
from cleantext.index import ActiveRule, Index
from cleantext.rule import Category, Extent

__all__ = [
    "FIRM",
    "GONE",
    "KEPT",
    "NOBODY",
    "STRONG",
    "WEAK",
    "Beside",
    "Page",
    "RuleModule",
    "block_module",
    "bulleted",
    "grow_block",
    "kind_found",
    "places",
    "sandwich",
    "structure",
    "take_strong",
]

GONE = 0
"""What a taken line is in `Page.left`."""

WEAK, FIRM, STRONG, KEPT = 3, 4, 5, 6
"""What a line is on which a rule fired, beside the SHORT and PROSE of others."""


def kind_found(finding: Finding) -> int:
    """WEAK, FIRM, STRONG or KEPT; PROSE where only sentences of the line were found."""
    if finding.cuts:
        return PROSE
    if finding.strong:
        return STRONG
    rule = finding.rule
    return KEPT if rule.keep else FIRM if rule.firm else WEAK


Beside: TypeAlias = "tuple[array[int], list[Finding]]"
"""The positions of some lines and the finding of each."""


def places(positions: Iterable[int], size: int) -> array[int]:
    """Positions on a page of so many lines, in four bytes each as long as they fit."""
    return array("I" if size < 1 << 32 else "Q", positions)


NOBODY: Beside = places((), 0), []


class Page:
    """One document as the rule modules see it; positions count non-blank lines.

    `marks[k]` is the finding of line k, None where no rule fired; `found` are the positions of the findings.
    `kinds` holds a byte for each line, what it is by itself; `left` the same until the line is taken, then GONE,
    and `gone[k]` is the finding that took it. Most questions are about many lines, and bytes answer them at once:
    `left.find(PROSE)` is the first paragraph that stays. What may be as long as the page is bytes or an array:
    a list of numbers takes five times the memory.

    Args:
        lines, marks, kinds, found: as above, each line by itself.
        beside: findings of lines that show something only because of what stands beside them.
        index: the rules in use.
        structures: whether structure rules are used; without them only lines that rules find by their own
            words are taken.
    """

    __slots__ = ("_last_text", "found", "gone", "index", "kinds", "left", "lines", "marks", "size", "structures")

    def __init__(
        self,
        lines: Sequence[str],
        marks: Sequence[Finding | None],
        kinds: bytearray,
        found: array[int],
        beside: Beside,
        index: Index,
        *,
        structures: bool,
    ) -> None:
        self.lines = lines
        self.marks = marks
        self.kinds = kinds
        self.found = found
        if beside[0]:
            self.marks, self.kinds = [*marks], kinds.copy()
            for k, finding in zip(*beside, strict=True):
                self.marks[k], self.kinds[k] = finding, kind_found(finding)
            self.found = places(compress(range(len(marks)), self.marks), len(marks))
        self.left = self.kinds.copy()
        self.index = index
        self._last_text: int | None = None
        self.structures = index.structures if structures else {}
        self.size = len(kinds)
        self.gone: list[Finding | None] = [None] * self.size

    def by_category(self) -> dict[Category, array[int]]:
        """The positions where the rules of each category fired, in order; keep rules and cuts left aside."""
        out: dict[Category, array[int]] = {}
        kinds, marks = self.kinds, self.marks
        for k in self.found:
            if WEAK <= kinds[k] <= STRONG:
                category = marks[k].rule.category  # type: ignore[union-attr]  # found are the findings
                if category in out:
                    out[category].append(k)
                else:
                    out[category] = places((k,), self.size)
        return out

    @property
    def last_text(self) -> int:
        """The position of the last line of running text, taken or not; -1 when there is none."""
        if self._last_text is None:
            self._last_text = self.kinds.rfind(PROSE)
        return self._last_text

    def any_gone(self) -> bool:
        """Whether a line was taken. The first of a page always goes for its own words, and for sure."""
        return GONE in self.left

    def all_gone(self) -> array[int]:
        """The positions of the lines taken so far, in order."""
        return places(compress(range(self.size), self.gone), self.size)

    def prose(self, k: int) -> bool:
        """Whether line k is running text (a line with a cut sentence is), be it taken or not."""
        return self.kinds[k] == PROSE

    def short(self, k: int) -> bool:
        """Whether line k is short and no rule fired on it, be it taken or not."""
        return self.kinds[k] == SHORT

    def take(self, k: int, finding: Finding) -> None:
        """Take line k, unless it is gone or protected."""
        if self.left[k] != GONE and self.left[k] != KEPT:
            self.left[k] = GONE
            self.gone[k] = finding

    def take_found(self, k: int) -> None:
        """Take line k, on which a rule fired that does not keep it, for its own words."""
        self.left[k] = GONE
        self.gone[k] = self.marks[k]


@dataclass(frozen=True, slots=True)
class RuleModule:
    """Takes lines of one category, by what words alone cannot say.

    `apply` is called with the page and the positions where rules of the category fired, in order.
    """

    category: Category
    apply: Callable[[Page, Sequence[int]], None]


def take_strong(page: Page, positions: Sequence[int]) -> None:
    """Take the lines that a strong rule found."""
    left = page.left
    for k in positions:
        if left[k] == STRONG:
            page.take_found(k)


def grow_block(page: Page, positions: Sequence[int], reach: int = 2) -> None:
    """From each taken line with extent `block`, take the category's weak lines within `reach` lines of a taken one."""
    left, gone, kinds = page.left, page.gone, page.kinds
    if not any((head := gone[k]) is not None and head.rule.extent is Extent.BLOCK for k in positions):
        return
    weak, heads = bytearray(page.size), bytearray(page.size)
    for k in positions:
        if (head := gone[k]) is None:
            weak[k] = left[k] == WEAK or left[k] == FIRM
        elif head.rule.extent is Extent.BLOCK:
            heads[k] = 1
    missing = weak.count(1)
    for start in compress(range(page.size), heads):
        for step in (1, -1):
            if not missing:
                return
            last, k = start, start + step
            while 0 <= k < page.size and abs(k - last) <= reach and kinds[k] != PROSE and kinds[k] != KEPT:
                if weak[k]:
                    page.take_found(k)
                    weak[k] = 0
                    missing -= 1
                if left[k] == GONE:
                    last = k
                    if heads[k]:
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
    left = page.left
    taken = places((k for k in positions if left[k] == GONE), page.size)
    for above, below in pairwise(taken):
        between = range(above + 1, below)
        cause = page.gone[above]
        if cause is None or not 0 < len(between) <= gap:
            continue
        if all(
            left[k] == GONE
            or not (left[k] == KEPT or (left[k] == PROSE and (takes_text is None or not takes_text(page, k, cause))))
            for k in between
        ):
            finding = structure(rule, cause, score)
            for k in between:
                page.take(k, finding)


_BULLET = re.compile(r"\s*(?:[•●○◦▪■*·‣⁃–—-]|\d{1,2}[.)])\s")


def bulleted(line: str) -> bool:
    """Whether a line begins as a list's entry does."""
    return _BULLET.match(line) is not None


def structure(rule: ActiveRule, cause: Finding, score: float) -> Finding:
    """The finding of a structure rule, with the evidence of the finding that caused it."""
    return Finding(rule, round(min(score, cause.score), 3), cause.evidence, strong=True)
