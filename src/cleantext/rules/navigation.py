"""Menu entries, breadcrumbs, pagination, skip links; whole menus are in `menu`."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.rule import Category
from cleantext.rules.base import Page, RuleModule, grow_block, take_strong

__all__ = ["MODULE"]

REACH = 2
"""Lines that may stand between two lines of one menu."""


def apply(page: Page, positions: Sequence[int]) -> None:
    """Take strong lines, and weak ones of the category near those that head a block."""
    take_strong(page, positions)
    grow_block(page, positions, REACH)


MODULE = RuleModule(Category.NAVIGATION, apply)
