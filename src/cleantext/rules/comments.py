"""Comment forms: a cluster of headings, fields, log-in lines and buttons. Readers' comments stay."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.rule import Category
from cleantext.rules.base import Page, RuleModule, grow_block, sandwich, take_strong

__all__ = ["MODULE"]

FIELDS = "any-comment-form-fields"
SCORE = 0.8
GAP = 2
REACH = 3


def apply(page: Page, positions: Sequence[int]) -> None:
    """Take strong lines, the weak ones near them, and the short lines between two of the form's."""
    take_strong(page, positions)
    grow_block(page, positions, REACH)
    rule = page.structures.get(FIELDS)
    if rule is not None:
        sandwich(page, positions, rule, GAP, SCORE)


MODULE = RuleModule(Category.COMMENTS, apply)
