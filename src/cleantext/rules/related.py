"""Lists of other pages: a heading and the headlines below it."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.classify import Finding
from cleantext.rule import Category, Extent
from cleantext.rules.base import Page, RuleModule, structure, take_strong

__all__ = ["MODULE"]

HEADLINES = "any-related-headlines"
SCORE = 0.8
MOST = 12
"""Headlines below one heading; a longer run of short lines is judged by the menu rule."""


def apply(page: Page, positions: Sequence[int]) -> None:
    """Take strong lines, then the headlines below those that head a list."""
    take_strong(page, positions)
    rule = page.index.structures.get(HEADLINES)
    if rule is None:
        return
    for k in positions:
        head = page.gone[k]
        if head is not None and head.rule.extent in (Extent.LIST, Extent.REST):
            take_headlines(page, k, structure(rule, head, SCORE))


def take_headlines(page: Page, head: int, finding: Finding) -> None:
    """Take the short lines below a heading."""
    end = head + 1
    while end < page.size and end - head <= MOST and not page.prose(end) and not page.kept(end):
        end += 1
    for k in range(head + 1, end):
        page.take(k, finding)


MODULE = RuleModule(Category.RELATED, apply)
