"""What stands over the article: a site's own menu among the entries that every site has."""

from __future__ import annotations

from itertools import chain, pairwise

from cleantext.finding import PROSE
from cleantext.rules.base import GONE, KEPT, Page, structure
from cleantext.rules.between import ENDS
from cleantext.rules.menu import may_be_title

__all__ = ["take_head"]

HEAD = "any-navigation-head"
SCORE = 0.7

LEAST = 20
"""Lines over the first running text, and KNOWN of them gone: fewer are no site's menu."""

KNOWN = 5
BELOW = 3
"""Lines that went below the entries, still over the text."""

SHARE = 0.1
APART = 10
"""Lines right over the first running text that stay: the title and what belongs to it."""

GAP = 20
"""Entries between two lines that went; more may be a list or a poem."""

LONGEST = 60

LEAST_TEXT = 3
"""Paragraphs that must follow: without them the short lines may be what the page has to say."""


def take_head(page: Page) -> None:
    """Take short lines between lines that went, far over the first running text.

    A stretch with a sentence, a line of figures or a long line in it stays as a whole.
    """
    rule = page.structures.get(HEAD)
    if rule is None:
        return
    left = page.left
    if left.count(PROSE) + left.count(KEPT) < LEAST_TEXT:
        return
    text = min(k for k in (left.find(PROSE), left.find(KEPT)) if k >= 0)
    known = left.count(GONE, 0, text)
    if text < LEAST or known < max(KNOWN, SHARE * text):
        return
    for above, below in pairwise(chain((-1,), page.all_gone()[: known + 1 - BELOW])):
        if below - above - 1 > GAP or below > text - APART:
            continue
        entries = range(above + 1, below)
        if entries and all(_entry(page.lines[k]) for k in entries):
            cause = page.gone[below]
            assert cause is not None
            finding = structure(rule, cause, SCORE)
            for k in entries:
                if not may_be_title(page.lines[k]):
                    page.take(k, finding)


def _entry(line: str) -> bool:
    """Whether a short line can be a menu's entry."""
    text = line.strip()
    return len(text) <= LONGEST and not (text.endswith(ENDS) or text[0].isdigit())
