"""Whole units that equal a phrase."""

from __future__ import annotations

from cleantext.matchers.base import Match
from cleantext.normal import phrase_view
from cleantext.rule import Rule

__all__ = ["PhraseMatcher"]


class PhraseMatcher:
    """Fires when the unit's view is one of the rule's phrases."""

    def __init__(self, rule: Rule) -> None:
        self._phrases = frozenset(phrase_view(p) for p in rule.phrases)

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`."""
        return Match(1.0, (key,)) if key in self._phrases else None
