"""Lists of other pages: a heading and the headlines below it."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.finding import PROSE, Finding
from cleantext.rule import Category, Extent
from cleantext.rules.base import KEPT, STRONG, Page, RuleModule, bulleted, grow_block, structure, take_strong

__all__ = ["MODULE"]

HEADLINES = "any-related-headlines"
SCORE = 0.8
MOST = 12
"""Headlines below one heading; where more short lines follow, they may be the article's own list."""


def apply(page: Page, positions: Sequence[int]) -> None:
    """Take strong lines, then the headlines below those that head a list."""
    if len(positions) == 1 and _heads_text(page, positions[0]):
        alone = page.kinds.count(STRONG) == 1  # beside other boilerplate the list was lost and its heading stayed
        if alone or _sentence(page.lines[positions[0]]):
            return
    take_strong(page, positions)
    grow_block(page, positions)
    rule = page.structures.get(HEADLINES)
    if rule is None:
        return
    for k in positions:
        head = page.gone[k]
        if (
            head is not None
            and head.rule.category is Category.RELATED
            and head.rule.extent in (Extent.LIST, Extent.REST)
        ):
            take_headlines(page, k, structure(rule, head, SCORE))


def take_headlines(page: Page, head: int, finding: Finding) -> None:
    """Take the short lines below a heading.

    Where running text follows them, the last one stays: it may be that text's own heading. A short
    line that ends as a sentence does is no headline and ends the list.
    """
    end = head + 1
    bound = min(page.size, head + MOST + 2)
    kinds = page.kinds
    while end < bound and kinds[end] != PROSE and kinds[end] != KEPT and not _sentence(page.lines[end]):
        end += 1
    if end == bound < page.size:  # a long run: a list of headlines only where no text follows it
        if page.last_text > head:
            return
    elif end < page.size and kinds[end] != KEPT:
        last = end - 1
        if last > head and page.short(last) and not (bulleted(page.lines[last]) and page.prose(end)):
            end = last
    for k in range(head + 1, min(end, head + 1 + MOST)):
        page.take(k, finding)


def _heads_text(page: Page, k: int) -> bool:
    """Whether a list's heading stands right over running text, as the article's own subheading would."""
    mark = page.marks[k]
    return (
        mark is not None
        and mark.rule.extent is not Extent.LINE
        and not page.lines[k].rstrip().endswith(":")
        and k + 1 < page.size
        and page.prose(k + 1)
    )


def _sentence(line: str) -> bool:
    return line.rstrip().endswith((".", ":", ";", ","))


MODULE = RuleModule(Category.RELATED, apply)
