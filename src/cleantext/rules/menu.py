"""Menus: long runs of short lines, many of them known entries; the unknown ones between them go too."""

from __future__ import annotations

import re
from itertools import compress

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
    was_left = page.left[start:end]
    size = end - start
    held: Finding | None = None  # the finding that took the next line below, and the one made from it
    for k in compress(range(size), was_left):
        low, high = k - WINDOW if k > WINDOW else 0, k + WINDOW + 1
        known = was_left.count(GONE, low, high)
        if known < 2 or known < share * ((high if high < size else size) - low - 1):
            continue
        if was_left.find(GONE, low, k) < 0 or was_left.find(GONE, k, high) < 0:
            continue
        line = page.lines[start + k]
        if len(line) > LONGEST or (over_text and may_be_title(line)):
            continue
        cause = page.gone[page.left.find(GONE, start + k)]
        assert cause is not None
        if cause is not held:
            held, finding = cause, structure(rule, cause, SCORE)
        page.take(start + k, finding)


def may_be_title(line: str) -> bool:
    """Whether a line above the first running text is too long for an entry and may be the title."""
    return len(line.strip()) >= (TITLE_UNSPACED if UNSPACED.search(line) else TITLE)
