"""Short lines between two lines that went: names and titles that a site puts among its buttons."""

from __future__ import annotations

import re

from cleantext.finding import PROSE, SHORT, Finding
from cleantext.rule import MatcherKind
from cleantext.rules.base import GONE, Page, bulleted, structure

__all__ = ["take_between"]

BETWEEN = "any-navigation-between"
SCORE = 0.7
GAP = 3
LONGEST = 60
"""Code points; a longer line may be a sentence that lost its end."""

ENDS = (".", ":", ";", ",", "!", "?", "。", "：", "；", "，", "、", "！", "？", "؟", "،", "۔")
"""What no name, headline or button ends in."""

_BETWEEN = re.compile(b"%c(?=(%c{1,%d})%c)" % (GONE, SHORT, GAP, GONE))
"""Over what is left of lines: up to GAP short lines between two that went; the one below may be the next one above."""


def take_between(page: Page) -> None:
    """Take up to GAP short lines between two lines that went, one of them for sure.

    Only below the first running text: above it stands the title. A list's entry, a line that ends as a
    sentence or as a list's beginning does, and whatever a keep rule protects stays with its neighbours.
    """
    rule = page.structures.get(BETWEEN)
    if rule is None:
        return
    first = page.left.find(PROSE)
    if first < 0:
        return
    for m in _BETWEEN.finditer(bytes(page.left), first):
        above, below = m.start(), m.end(1)
        causes = [f for k in (above, below) if (f := page.gone[k]) is not None and _sure(f)]
        if causes and all(_unknown(page.lines[k]) for k in range(above + 1, below)):
            finding = structure(rule, causes[0], SCORE)
            for k in range(above + 1, below):
                page.take(k, finding)


def _sure(finding: Finding) -> bool:
    """Whether a line went for its own words, not for its neighbours."""
    return finding.strong and finding.rule.kind is not MatcherKind.STRUCTURE


def _unknown(line: str) -> bool:
    """Whether a short line is neither a list's entry nor written as a sentence."""
    text = line.strip()
    return len(text) <= LONGEST and not (bulleted(text) or text.endswith(ENDS))
