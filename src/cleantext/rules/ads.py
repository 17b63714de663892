"""Advertisement labels, affiliate notes, calls to buy or to book."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 1
"""Lines from one known line of one advertisement to the next."""

MODULE = block_module(Category.ADS, REACH)
