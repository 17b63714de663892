"""Menus: long runs of short lines, many of them known entries; the unknown ones between them go too."""

from __future__ import annotations

import re

from cleantext.finding import PROSE, Finding
from cleantext.rules.base import GONE, KEPT, Page, structure
from cleantext.tables import UNSPACED

__all__ = ["may_be_title", "take_menus"]

MENU = "any-navigation-menu-run"
SCORE = 0.7
WINDOW = 4
"""Lines to either side that are counted."""

LEAST_RUN = 8
"""Short lines in a row below which there is no menu."""

SHARE = {"balanced": 0.4, "eager": 0.25}
"""Share of lines in the window that must be gone already, by strictness."""

LONGEST = 60
"""Code points of an entry; a longer line between entries may be the article's title or a teaser."""

TITLE = 28
TITLE_UNSPACED = 10
"""Code points from which a line above the first running text may be the title."""

_RUN = re.compile(b"[^%c%c]{%d,}" % (PROSE, KEPT, LEAST_RUN))
"""Over the kinds of lines: a long run without running text and kept lines."""

_GAP = re.compile(b"%c(?=([^%c]{1,%d})%c)" % (GONE, GONE, 2 * WINDOW - 1, GONE))
"""Over what is left of a run: lines between two that went, so near that some have one in the window on either side."""


def take_menus(page: Page, strictness: str) -> None:
    """Take short lines of which most neighbours on both sides are gone, in a long run without running text."""
    rule = page.structures.get(MENU)
    share = SHARE.get(strictness)
    if rule is not None and share is not None:
        _take_runs(page, share)


def _take_runs(page: Page, share: float) -> None:
    for run in _RUN.finditer(page.kinds):
        start, end = run.span()
        if page.left.find(GONE, start, end) >= 0:
            _take_run(page, start, end, share, over_text=start == 0 and end < page.size)


def _take_run(page: Page, start: int, end: int, share: float, *, over_text: bool) -> None:
    rule = page.structures[MENU]
    left = page.left[start:end]  # as it was before lines of this run are taken
    size = end - start
    for gap in _GAP.finditer(left):
        above, below = gap.start(), gap.end(1)
        cause = page.gone[start + below]
        assert cause is not None
        finding: Finding | None = None
        for k in range(max(above + 1, below - WINDOW), min(below, above + WINDOW + 1)):
            low, high = max(0, k - WINDOW), min(size, k + WINDOW + 1)
            line = page.lines[start + k]
            if (
                left.count(GONE, low, high) >= share * (high - low - 1)
                and len(line) <= LONGEST
                and not (over_text and may_be_title(line))
            ):
                finding = finding or structure(rule, cause, SCORE)
                page.take(start + k, finding)


def may_be_title(line: str) -> bool:
    """Whether a line above the first running text is too long for an entry and may be the title."""
    size = len(line.strip())
    return size >= TITLE or (size >= TITLE_UNSPACED and not line.isascii() and UNSPACED.search(line) is not None)
