"""The rule modules, one a category, in the order they run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleantext.rule import Category, Extent
from cleantext.rules.base import Page, RuleModule, grow_block, take_list, take_strong

__all__ = ["ORDER"]


@dataclass(frozen=True, slots=True)
class Plain:
    category: Category

    def apply(self, page: Page, positions: Sequence[int]) -> None:
        take_strong(page, positions)
        grow_block(page, positions)
        for k in positions:
            if (head := page.gone[k]) and head.rule.extent in (Extent.LIST, Extent.REST):
                take_list(page, k, 10)


ORDER: tuple[RuleModule, ...] = tuple(Plain(c) for c in Category)
