"""Newsletter, app and alert boxes: a heading, a promise, a field, a button, the small print."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 3
"""Lines from one known line of one box to the next."""

MODULE = block_module(Category.NEWSLETTER, REACH)
