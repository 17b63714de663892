"""Rights lines, disclaimers, imprints and the footer's links."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 2
"""Lines from one known line of one footer to the next."""

MODULE = block_module(Category.LEGAL, REACH)
