"""Whole units that fit a pattern, tried only where a required word occurs."""

from __future__ import annotations

import regex

from cleantext.errors import PackError
from cleantext.matchers.base import TIMEOUT, Match, alternation, count_words
from cleantext.normal import phrase_view
from cleantext.rule import Rule

__all__ = ["PatternMatcher"]

SCORE = 0.95
"""A pattern is written for its line, yet says less than the exact phrase."""


class PatternMatcher:
    """Fires when a required word stands in the unit and a pattern fits the whole of it."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._require = regex.compile(alternation(tuple(phrase_view(w.rstrip("*")) + "*" * w.endswith("*") for w in rule.require), rule.language))
        lists = {k: [phrase_view(w) for w in v] for k, v in rule.lists}
        self._patterns = [regex.compile(p, **_used(p, lists)) for p in rule.patterns]

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`.

        Raises:
            PackError: a pattern ran out of time; it names the rule.
        """
        if count_words(key) > self._rule.max_words:
            return None
        found = self._require.search(key)
        if not found:
            return None
        try:
            for pattern in self._patterns:
                if pattern.fullmatch(key, timeout=TIMEOUT):
                    return Match(SCORE, (found.group(),))
        except TimeoutError as error:
            raise PackError(
                self._rule.file, self._rule.id, f"a pattern took over {TIMEOUT} s on one line", "bound its repetitions"
            ) from error
        return None


def _used(pattern: str, lists: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: words for name, words in lists.items() if rf"\L<{name}>" in pattern}
