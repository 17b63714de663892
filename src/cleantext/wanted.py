"""What a text must hold for a rule to fit it, known before the rule's patterns are compiled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.matchers.base import UNSPACED_LANGUAGES
from cleantext.normal import phrase_view
from cleantext.rule import Rule
from cleantext.tables import commonness, tokens

__all__ = ["Wanted", "Words", "wanted_by"]

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


def wanted_by(rule: Rule) -> list[Wanted]:
    """What a sentence that the rule fits must hold, one of each."""
    groups = [rule.require] if rule.require else [g.words for g in rule.cues if g.name in rule.needs]
    out: list[Wanted] = []
    for group in groups if rule.language not in UNSPACED_LANGUAGES else []:
        whole: set[str] = set()
        stems: set[str] = set()
        phrases: dict[str, list[frozenset[str]]] = {}
        known = True
        for word in group:
            parts = tokens(phrase_view(word.rstrip("*")))
            if not parts:
                known = False
            elif word.endswith("*"):
                stems.add(parts[0])
                known = known and len(parts[0]) >= STEM_HEAD
            elif len(parts) > 1 and all(commonness(part) >= 1 for part in parts):
                phrases.setdefault(max(parts, key=len), []).append(frozenset(parts))
            else:
                whole.add(min(parts, key=commonness))
        if known:
            heads = frozenset(stem[:STEM_HEAD] for stem in stems)
            out.append(Wanted(frozenset(whole), tuple(sorted(stems)), heads, phrases))
    return out
