"""Menus: long runs of short lines, many of them known entries; the unknown ones between them go too."""

from __future__ import annotations

from array import array
from itertools import accumulate

from cleantext.rules.base import Page, structure
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


def take_menus(page: Page, strictness: str) -> None:
    """Take short lines of which most neighbours on both sides are gone, in a long run without running text."""
    rule = page.structures.get(MENU)
    share = SHARE.get(strictness)
    if rule is not None and share is not None:
        _take_runs(page, share)


def _take_runs(page: Page, share: float) -> None:
    start = 0
    text_above = False
    while start < page.size:
        if page.prose(start) or page.kept(start):
            text_above = True
            start += 1
            continue
        end = start
        while end < page.size and not page.prose(end) and not page.kept(end):
            end += 1
        if end - start >= LEAST_RUN:
            _take_run(page, start, end, share, over_text=end < page.size and not text_above)
        start = end


def _take_run(page: Page, start: int, end: int, share: float, *, over_text: bool) -> None:
    rule = page.structures[MENU]
    gone = [page.gone[k] is not None for k in range(start, end)]
    before = array("l", accumulate(gone, initial=0))  # a list of as many numbers takes five times the memory
    size = end - start
    for k in range(size):
        if gone[k] or len(page.lines[start + k]) > LONGEST or (over_text and may_be_title(page.lines[start + k])):
            continue
        low, high = max(0, k - WINDOW), min(size, k + WINDOW + 1)
        above, below = before[k] - before[low], before[high] - before[k + 1]
        if above and below and above + below >= share * (high - low - 1):
            cause = next(page.gone[j] for j in range(start + k, end) if page.gone[j] is not None)
            assert cause is not None
            page.take(start + k, structure(rule, cause, SCORE))


def may_be_title(line: str) -> bool:
    """Whether a line above the first running text is too long for an entry and may be the title."""
    return len(line.strip()) >= (TITLE_UNSPACED if UNSPACED.search(line) else TITLE)
