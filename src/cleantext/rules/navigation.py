"""Menu entries, breadcrumbs, pagination, skip links; whole menus are in `menu`."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import block_module

__all__ = ["MODULE"]

REACH = 2
"""Lines from one known line of one menu to the next."""

MODULE = block_module(Category.NAVIGATION, REACH)
