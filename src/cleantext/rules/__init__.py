"""The rule modules, one a category, in the order they run."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.rule import Category
from cleantext.rules import comments, donation, related
from cleantext.rules.base import Page, RuleModule, grow_block, take_strong

__all__ = ["ORDER"]


def plain(page: Page, positions: Sequence[int]) -> None:
    take_strong(page, positions)
    grow_block(page, positions)


MODS = {m.category: m for m in (comments.MODULE, donation.MODULE, related.MODULE)}
ORDER: tuple[RuleModule, ...] = tuple(MODS.get(c) or RuleModule(c, plain) for c in Category)
