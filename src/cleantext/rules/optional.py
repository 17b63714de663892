"""Bylines, dates, captions and readers' comments: kept unless asked for; single lines, no shape of their own."""

from __future__ import annotations

from cleantext.rule import Category
from cleantext.rules.base import RuleModule, take_strong

__all__ = ["MODULES"]

MODULES = tuple(
    RuleModule(category, take_strong)
    for category in (Category.BYLINE, Category.DATE, Category.CAPTION, Category.READER)
)
