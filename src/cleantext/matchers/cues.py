"""Units that say the right things: who asks, for what cause, what deed, how much."""

from __future__ import annotations

import re
from math import prod

from cleantext.matchers.base import UNSPACED_LANGUAGES, Match, alternation
from cleantext.normal import phrase_view
from cleantext.rule import Rule

__all__ = ["CueMatcher"]

_WORD = re.compile(r"\w+")

MAX_LENGTH = 1_500
"""Code points; a longer unit says a bit of everything and proves nothing."""


STEM_KEY = 3
"""Characters by which stems are told to be absent at once; a shorter stem is always looked for."""


class CueGroupMatcher:
    """Finds the first word of one group of cues in a unit.

    Single words are looked up in the set of the unit's words, which is many times as fast as one
    pattern for all of them; a phrase is searched for only where its first word stands.
    """

    def __init__(self, words: tuple[str, ...], language: str) -> None:
        self._single: set[str] = set()
        stems: list[str] = []
        self._phrases: dict[str, list[str]] = {}
        self._pattern: re.Pattern[str] | None = None
        if language in UNSPACED_LANGUAGES:
            self._pattern = re.compile(alternation(words, language))
            words = ()
        for word in words:
            parts = _WORD.findall(word)
            if parts == [word]:
                self._single.add(word)
            elif parts and word == parts[0] + "*":
                stems.append(parts[0])
            else:
                first = parts[0] if parts and word.rstrip("*") != parts[0] else ""
                self._phrases.setdefault(first, []).append(word)
        self._stems = tuple(stems)
        self._stem_keys = {stem[:STEM_KEY] for stem in stems}
        self._short_stems = any(len(stem) < STEM_KEY for stem in stems)

    def find(self, key: str, words: list[str], known: set[str]) -> str | None:
        """The group's word that stands first in the view `key`; `words` are the view's words, `known` they and ""."""
        if self._pattern is not None:
            match = self._pattern.search(key)
            return match.group() if match else None
        found: list[tuple[int, str]] = []
        if not self._single.isdisjoint(known):
            word = next(word for word in words if word in self._single)
            found.append((key.find(word), word))
        if self._stems and (self._short_stems or not self._stem_keys.isdisjoint([w[:STEM_KEY] for w in words])):
            stem = next((word for word in words if word.startswith(self._stems)), None)
            if stem is not None:
                found.append((key.find(stem), stem))
        for first in self._phrases.keys() & known:
            for phrase in self._phrases[first]:
                if phrase.rstrip("*") in key and (place := _find_phrase(key, phrase)) is not None:
                    found.append(place)
        return min(found, key=lambda at: (at[0], -len(at[1])))[1] if found else None


def _find_phrase(key: str, phrase: str) -> tuple[int, str] | None:
    """The first place where a phrase stands between words' ends, and what stands there; `*` ends a stem."""
    text = phrase.rstrip("*")
    at = key.find(text)
    while at >= 0:
        end = at + len(text)
        if phrase is not text:
            while _in_word(key[end : end + 1]):
                end += 1
        if not _in_word(key[max(0, at - 1) : at]) and not _in_word(key[end : end + 1]):
            return at, key[at:end]
        at = key.find(text, at + 1)
    return None


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


class CueMatcher:
    """Fires when the needed groups of cue words occur and the score reaches `min_score`.

    The score is a noisy-or, `1 - product(1 - weight)`, over the positive groups that occur, damped
    by `1 - |weight|` for each negative one.
    """

    def __init__(self, rule: Rule) -> None:
        self._least = rule.min_score
        self._needs = frozenset(rule.needs)
        self._groups = [
            (g.name, g.weight, CueGroupMatcher(tuple(_word(w) for w in g.words), rule.language))
            for g in sorted(rule.cues, key=lambda g: g.name not in rule.needs)
        ]

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`."""
        return self.score(key, self._least)

    def score(self, key: str, least: float, *, needed: bool = True) -> Match | None:
        """As `match`, with another threshold, and, without `needed`, whichever groups occur."""
        if len(key) > MAX_LENGTH:
            return None
        words = _WORD.findall(key)
        known = {*words, ""}
        misses, damp, evidence = [1.0], [1.0], []
        for name, weight, group in self._groups:
            found = group.find(key, words, known)
            if found is None:
                if needed and name in self._needs:
                    return None
            elif weight > 0:
                misses.append(1 - weight)
                evidence.append(found)
            else:
                damp.append(1 + weight)
        score = (1 - prod(misses)) * prod(damp)
        return Match(round(score, 3), tuple(evidence)) if score >= least else None


def _word(word: str) -> str:
    return phrase_view(word.rstrip("*")) + ("*" if word.endswith("*") else "")
