"""Share and follow bars: a heading and the names of networks."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 2
"""Lines from one known line of one bar to the next."""

MODULE = block_module(Category.SHARE, REACH)
