"""Log-in, registration and subscription walls: a line that asks, prices, buttons."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 2
"""Lines from one known line of one wall to the next."""

MODULE = block_module(Category.PAYWALL, REACH)
