"""The rule modules, one a category, in the order they run."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules import related
from cleantext.rules.base import Page, RuleModule, grow_block, take_strong

__all__ = ["ORDER"]

def plain(page, positions):
    take_strong(page, positions)
    grow_block(page, positions)

ORDER: tuple[RuleModule, ...] = tuple(related.MODULE if c is Category.RELATED else RuleModule(c,plain) for c in Category)
