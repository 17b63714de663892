"""Short lines between two lines that went: names and titles that a site puts among its buttons."""

from __future__ import annotations

from itertools import pairwise

from cleantext.finding import Finding
from cleantext.rule import MatcherKind
from cleantext.rules.base import Page, bulleted, structure

__all__ = ["take_between"]

BETWEEN = "any-navigation-between"
SCORE = 0.7
GAP = 3
LONGEST = 60
"""Code points; a longer line may be a sentence that lost its end."""

ENDS = (".", ":", ";", ",", "!", "?", "。", "：", "；", "，", "、", "！", "？", "؟", "،", "۔")
"""What no name, headline or button ends in."""


def take_between(page: Page) -> None:
    """Take up to GAP short lines between two lines that went, one of them for sure.

    Only below the first running text: above it stands the title. A list's entry, a line that ends as a
    sentence or as a list's beginning does, and whatever a keep rule protects stays with its neighbours.
    """
    rule = page.structures.get(BETWEEN)
    if rule is None:
        return
    taken = [k for k in range(page.size) if page.gone[k] is not None]
    if not taken:
        return
    first = next((k for k in range(page.size) if page.prose(k) and page.gone[k] is None), page.size)
    for above, below in pairwise(taken):
        if above <= first or not 1 < below - above <= GAP + 1:
            continue
        causes = [f for k in (above, below) if (f := page.gone[k]) is not None and _sure(f)]
        if causes and all(_unknown(page, k) for k in range(above + 1, below)):
            for k in range(above + 1, below):
                page.take(k, structure(rule, causes[0], SCORE))


def _sure(finding: Finding) -> bool:
    """Whether a line went for its own words, not for its neighbours."""
    return finding.strong and finding.rule.kind is not MatcherKind.STRUCTURE


def _unknown(page: Page, k: int) -> bool:
    """Whether line k is short, and neither a list's entry nor written as a sentence."""
    line = page.lines[k].strip()
    return page.short(k) and len(line) <= LONGEST and not (bulleted(line) or line.endswith(ENDS))
