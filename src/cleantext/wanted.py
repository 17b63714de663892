"""What a text must hold for a rule to fit it, known before the rule's patterns are compiled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from cleantext.matchers.base import UNSPACED_LANGUAGES
from cleantext.normal import phrase_view
from cleantext.rule import Category, Rule
from cleantext.tables import commonness, tokens

__all__ = ["NEARLY", "Wanted", "Wants", "Words", "wanted_by"]

NEARLY = 0.7
"""Score (0 to 1) of the surest sentence of a donation appeal that is sure as a whole."""

ROUNDING = 1e-9
"""By which two ways of multiplying the same weights may differ."""

STEM_HEAD = 3
"""Characters by which words are first compared with stems."""


class Words:
    """The words of a view, looked up by many rules."""

    __slots__ = ("_heads", "all")

    def __init__(self, words: Iterable[str]) -> None:
        self.all = frozenset(words)
        self._heads: frozenset[str] | None = None

    @property
    def heads(self) -> frozenset[str]:
        """The first STEM_HEAD characters of each."""
        if self._heads is None:
            self._heads = frozenset([word[:STEM_HEAD] for word in self.all])
        return self._heads


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sentence that a rule fits must hold one of: a word, a word of a stem, or all words of a phrase."""

    words: frozenset[str]
    stems: tuple[str, ...]
    stem_heads: frozenset[str]
    phrases: dict[str, list[frozenset[str]]]
    """Under the longest word of each."""

    def stands_in(self, words: Words) -> bool:
        """Whether one of them is among some words."""
        there = words.all
        if not self.words.isdisjoint(there):
            return True
        if any(phrase <= there for word in self.phrases.keys() & there for phrase in self.phrases[word]):
            return True
        if not self.stems or self.stem_heads.isdisjoint(words.heads):
            return False
        return any(word.startswith(self.stems) for word in there)


@dataclass(frozen=True, slots=True)
class Wants:
    """What a text must hold for a rule to fit it: one of each of `needed`, and enough groups of cues."""

    needed: list[Wanted]
    cues: list[tuple[float, Wanted | None]]
    """Weights (0 to 1) of the positive groups, and what stands for them, None where that is not known."""
    against: list[tuple[float, Wanted]]
    """Weights (-1 to 0) of the negative groups, and the single words in them."""
    least: float
    """The score (0 to 1) that the groups found must reach together."""

    def stand_in(self, words: Words) -> bool:
        """Whether a text of these words may fit the rule."""
        if not all(wanted.stands_in(words) for wanted in self.needed):
            return False
        misses = [1 - weight for weight, wanted in self.cues if wanted is None or wanted.stands_in(words)]
        return 1 - prod(misses) >= self.least


def wanted_by(rule: Rule) -> Wants:
    """What a sentence that the rule fits must hold."""
    if rule.language in UNSPACED_LANGUAGES:
        return Wants([], [], [], 0.0)
    groups = [rule.require] if rule.require else [g.words for g in rule.cues if g.name in rule.needs]
    needed = [wanted for words in groups if (wanted := _wanted(words)) is not None]
    cues = [(g.weight, _wanted(g.words)) for g in rule.cues if g.weight > 0]
    against = [(g.weight, _single(g.words)) for g in rule.cues if g.weight < 0]
    least = min(rule.min_score, NEARLY) if rule.category is Category.DONATION else rule.min_score
    return Wants(needed, cues, against, least - ROUNDING if rule.cues else 0.0)


def _single(group: Iterable[str]) -> Wanted:
    words = frozenset(word.lower() for word in group if word.isascii() and word.isalpha())
    return Wanted(words, (), frozenset(), {})


def _wanted(group: Iterable[str]) -> Wanted | None:
    """What stands for the words of a group, None where that is not known."""
    whole: set[str] = set()
    stems: set[str] = set()
    phrases: dict[str, list[frozenset[str]]] = {}
    for word in group:
        if word.isalpha() and word.isascii():  # most are, and there are many
            whole.add(word.lower())
            continue
        text = word.rstrip("*")
        parts = [text.lower()] if text.isascii() and text.isalpha() else tokens(phrase_view(text))
        if not parts or (word.endswith("*") and len(parts[0]) < STEM_HEAD):
            return None
        if word.endswith("*"):
            stems.add(parts[0])
        elif len(parts) > 1 and all(commonness(part) >= 1 for part in parts):
            phrases.setdefault(max(parts, key=len), []).append(frozenset(parts))
        else:
            whole.add(min(parts, key=commonness))
    return Wanted(frozenset(whole), tuple(sorted(stems)), frozenset(stem[:STEM_HEAD] for stem in stems), phrases)
