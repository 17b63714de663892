"""Cookie and privacy notices: a paragraph, a list of purposes, and its buttons."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 3
"""Lines from one known line of one notice to the next."""

MODULE = block_module(Category.CONSENT, REACH)
