"""Whole units that fit a pattern, tried only where a required word occurs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleantext.errors import PackError
from cleantext.matchers.base import Match, alternation, count_words
from cleantext.normal import phrase_view
from cleantext.rule import Rule

if TYPE_CHECKING:
    import regex  # imported when a pattern needs it: few shipped ones do, and it takes its time

__all__ = ["TIMEOUT", "PatternMatcher", "expand"]

SCORE = 0.95
"""A pattern is written for its line, yet says less than the exact phrase."""

TIMEOUT = 0.25
"""Seconds after which a pattern of somebody else's pack gives up on one unit."""

_LIST = re.compile(r"\\L<(\w+)>")


class PatternMatcher:
    """Fires when a required word stands in the unit and one of the rule's patterns fits the whole of it.

    `which` is the number of the one pattern that is meant, None for all of them. A pattern is compiled
    when it is first tried: most never are.

    Shipped patterns are proven by the tests and run unguarded, under `re` where it knows the
    syntax (on short text it is several times as fast as `regex`); patterns of other packs run
    under `regex` with a time limit.
    """

    def __init__(self, rule: Rule, which: int | None = None) -> None:
        self._rule = rule
        self._require: re.Pattern[str] | None = None  # made when a pattern first fits
        chosen = rule.patterns if which is None else rule.patterns[which : which + 1]
        joined = "|".join(f"(?:{expand(p, rule)})" for p in chosen)
        self._trusted = _compile(joined) if rule.shipped else None
        self._guarded = None if rule.shipped else _compile_guarded(joined)

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`.

        Raises:
            PackError: a pattern of somebody else's pack ran out of time; it names the rule.
        """
        if self._trusted is not None and self._trusted.fullmatch(key) is None:
            return None
        if self._require is None:
            words = tuple(phrase_view(w.rstrip("*")) + "*" * w.endswith("*") for w in self._rule.require)
            self._require = re.compile(alternation(words, self._rule.language))
        found = self._require.search(key)
        if found is None or count_words(key) > self._rule.max_words or not self._guarded_match(key):
            return None
        return Match(SCORE, (found.group(),))

    def _guarded_match(self, key: str) -> bool:
        if self._guarded is None:
            return True
        try:
            return self._guarded.fullmatch(key, timeout=TIMEOUT) is not None
        except TimeoutError as error:
            problem = f"a pattern took over {TIMEOUT} s on one line"
            raise PackError(self._rule.file, self._rule.id, problem, "bound its repetitions") from error


def _compile(pattern: str) -> re.Pattern[str] | regex.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error:
        return _compile_guarded(pattern)


def _compile_guarded(pattern: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(pattern)


def expand(pattern: str, rule: Rule) -> str:
    r"""A pattern with its lists (`\L<name>`) written out as alternatives, the longest first."""
    if "\\L" not in pattern:
        return pattern
    lists = dict(rule.lists)
    return _LIST.sub(lambda m: _alternatives(lists[m[1]]), pattern)


@lru_cache(maxsize=64)
def _alternatives(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(map(phrase_view, words), key=len, reverse=True))) + ")"
