"""All active rules behind a few hash look-ups, so that a line pays only for the rules that may concern it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cleantext.matchers import Matcher, make_matcher
from cleantext.rule import Extent, MatcherKind, Rule, Strength
from cleantext.tables import EDGES, HEAD, OPENING, STEMS, UNSPACED, Tables, tokens

__all__ = ["ActiveRule", "Index"]

_RANK = {Strength.WEAK: 0, Strength.FIRM: 1, Strength.STRONG: 2, Strength.KEEP: 3}


class ActiveRule:
    """A rule in use; its matcher is made when it is first needed."""

    __slots__ = ("_matcher", "category", "extent", "firm", "id", "inline", "keep", "kind", "max_words", "rule", "strong")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.id = rule.id
        self.category = rule.category
        self.kind = rule.matcher
        self.extent = rule.extent
        self.inline = rule.inline
        self.firm = rule.strength is Strength.FIRM
        self.strong = rule.strength is Strength.STRONG
        self.keep = rule.strength is Strength.KEEP
        self.max_words = rule.max_words if rule.matcher is MatcherKind.PATTERN else 1_000_000
        self._matcher: Matcher | None = None

    @property
    def matcher(self) -> Matcher:
        """The rule's matcher."""
        if self._matcher is None:
            self._matcher = make_matcher(self.rule)
        return self._matcher

    def __repr__(self) -> str:
        return f"<{self.id}>"


class Index:
    """The active ones of the rules that some tables number.

    Args:
        rules: all rules that the tables know, in their order.
        tables: see `cleantext.tables`.
        active: the numbers of the rules in use.
    """

    def __init__(self, rules: Sequence[Rule], tables: Tables, active: frozenset[int]) -> None:
        self._tables = tables
        self._rules: list[ActiveRule | None] = [ActiveRule(r) if i in active else None for i, r in enumerate(rules)]
        in_use = [rule for rule in self._rules if rule is not None]
        self.structures = {a.id: a for a in in_use if a.kind is MatcherKind.STRUCTURE}
        self.cues = [a for a in in_use if a.kind is MatcherKind.CUES]
        self.phrases: dict[str, ActiveRule] = {}
        for phrase, claims in tables["phrases"].items():
            rule = self._rules[claims[0]] if len(claims) == 1 else self._surest(claims)
            if rule is not None:
                self.phrases[phrase] = rule
        self._heads = tables["heads"]
        self._edges = list(zip(EDGES, tables["starts"], tables["ends"], strict=True))
        self._stems = list(zip(STEMS, tables["stems"], strict=True))
        self._deep_stems = list(zip(STEMS, tables["deep_stems"], strict=True))

    @cached_property
    def first_words(self) -> frozenset[str]:
        """First words of the phrases: where a chain of phrases can begin."""
        return frozenset(p.split(" ", 1)[0] for p in self.phrases)

    @cached_property
    def last_words(self) -> frozenset[str]:
        """Last words of the phrases: where a chain of phrases can end."""
        return frozenset(p.rsplit(" ", 1)[-1] for p in self.phrases)

    def called_up(self, key: str, *, deep: bool = False) -> list[ActiveRule]:
        """The pattern rules (with `deep`, the template and cue rules too) that a view may fit, in pack order."""
        numbers: set[int] = set()
        for size, starts, ends in self._edges:
            if (called := starts.get(key[:size])) is not None:
                numbers.update(called)
            if (called := ends.get(key[-size:])) is not None:
                numbers.update(called)
        tables = self._tables
        words = tokens(key)
        if not tables["words"].keys().isdisjoint(words):
            for word in words:
                numbers.update(tables["words"].get(word, ()))
        for size, table in self._stems:
            stems = [word[:size] for word in words]
            if not table.keys().isdisjoint(stems):
                for stem in stems:
                    numbers.update(table.get(stem, ()))
        unspaced = not key.isascii() and UNSPACED.search(key) is not None
        if unspaced:
            for i in range(len(key) - 1):
                numbers.update(tables["grams"].get(key[i : i + 2], ()))
        if deep:
            for word in words:
                numbers.update(tables["deep_words"].get(word, ()))
            for size, table in self._deep_stems:
                for word in words:
                    numbers.update(table.get(word[:size], ()))
            if unspaced:
                for i in range(len(key) - 1):
                    numbers.update(tables["deep_grams"].get(key[i : i + 2], ()))
        if not numbers:
            return []
        rules = self._rules
        return [rule for n in sorted(numbers) if (rule := rules[n]) is not None]

    def openers(self, parts: list[str], size: int = HEAD) -> list[tuple[str, ActiveRule]]:
        """The sentences that begin in a known way, each with the rules that know it."""
        if self._heads.keys().isdisjoint([part[:size] for part in parts]):
            return []
        out: list[tuple[str, ActiveRule]] = []
        for part in parts:
            if (fulls := self._heads.get(part[:size])) is not None:
                opening = part[:OPENING].replace("’", "'").casefold()
                for full, numbers in fulls.items():
                    if opening.startswith(full):
                        out += [(part, rule) for n in numbers if (rule := self._rules[n]) is not None]
        return out

    def _surest(self, claims: list[int]) -> ActiveRule | None:
        """Of several rules with one phrase: within a language the surest, between languages a keep rule,
        else a firm one (interface words travel), else the most careful."""
        by_language: dict[str, ActiveRule] = {}
        for number in claims:
            rule = self._rules[number]
            if rule is None:
                continue
            held = by_language.get(rule.rule.language)
            if held is None or _RANK[rule.rule.strength] > _RANK[held.rule.strength]:
                by_language[rule.rule.language] = rule
        for wanted in (Strength.KEEP, Strength.FIRM):
            for rule in by_language.values():
                if rule.rule.strength is wanted:
                    return rule
        return min(by_language.values(), key=lambda r: (_RANK[r.rule.strength], r.extent is Extent.LINE), default=None)
