"""Players, galleries and photo credits; captions stay."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 1
"""Lines from one known line of one player to the next."""

MODULE = block_module(Category.MEDIA, REACH)
