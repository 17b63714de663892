"""Units that say the right things: who asks, for what cause, what deed, how much."""

from __future__ import annotations

import re
from math import prod

from cleantext.matchers.base import Match, alternation
from cleantext.normal import phrase_view
from cleantext.rule import Rule

__all__ = ["CueMatcher"]

MAX_LENGTH = 1_500
"""Code points; a longer unit says a bit of everything and proves nothing."""


class CueMatcher:
    """Fires when the needed groups of cue words occur and the score reaches `min_score`.

    The score is a noisy-or, `1 - product(1 - weight)`, over the positive groups that occur, damped
    by `1 - |weight|` for each negative one.
    """

    def __init__(self, rule: Rule) -> None:
        self._least = rule.min_score
        self._needs = frozenset(rule.needs)
        self._groups = [
            (g.name, g.weight, re.compile(alternation(tuple(_word(w) for w in g.words), rule.language)))
            for g in sorted(rule.cues, key=lambda g: g.name not in rule.needs)
        ]

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`."""
        return self.score(key, self._least)

    def score(self, key: str, least: float, *, needed: bool = True) -> Match | None:
        """As `match`, with another threshold, and, without `needed`, whichever groups occur."""
        if len(key) > MAX_LENGTH:
            return None
        misses, damp, evidence = [1.0], [1.0], []
        for name, weight, words in self._groups:
            found = words.search(key)
            if found is None:
                if needed and name in self._needs:
                    return None
            elif weight > 0:
                misses.append(1 - weight)
                evidence.append(found.group())
            else:
                damp.append(1 + weight)
        score = (1 - prod(misses)) * prod(damp)
        return Match(round(score, 3), tuple(evidence)) if score >= least else None


def _word(word: str) -> str:
    return phrase_view(word.rstrip("*")) + ("*" if word.endswith("*") else "")
