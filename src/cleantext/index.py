"""All active rules behind a few hash look-ups, so that a line pays only for the rules that may concern it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from cleantext.matchers import Matcher, make_matcher
from cleantext.normal import EDGE, view
from cleantext.rule import Extent, MatcherKind, Rule, Strength
from cleantext.tables import EDGES, HEAD_UNSPACED, HEADS, STEMS, UNSPACED, Table, Tables, numbers, tokens

__all__ = ["ActiveRule", "Index"]

TAIL = 60
"""Code points of a last sentence that may be a heading or button which flattening put there."""

UNMISTAKABLE = 7
"""Characters of a phrase that means the same in every language that has it."""

CHAIN_PROBE = 4
"""Words of the longest phrase that is looked for at the ends of a chain."""

LONG_HEAD, SHORT_HEAD = HEADS
STEM = STEMS[0]
_UNSPACED_STOP = re.compile("[。！？]")
_RANK = {Strength.WEAK: 0, Strength.FIRM: 1, Strength.STRONG: 2, Strength.KEEP: 3}


class ActiveRule:
    """A rule in use; its matcher is made when it is first needed."""

    __slots__ = (
        "_matcher",
        "category",
        "extent",
        "firm",
        "id",
        "inline",
        "keep",
        "kind",
        "max_words",
        "rule",
        "strong",
    )

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
            rule = self._rules[claims] if isinstance(claims, int) else self._surest(phrase, claims)
            if rule is not None:
                self.phrases[phrase] = rule
        self._heads = tables["heads"]
        self._starts8, self._starts5, self._starts4, _ = tables["starts"]
        self._ends8, self._ends5, self._ends4, _ = tables["ends"]
        self._words = frozenset(w for w, n in tables["words"].items() if not active.isdisjoint(numbers(n)))
        self._stem_keys = frozenset(s for s, n in tables["stems"][0].items() if not active.isdisjoint(numbers(n)))
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

    def may_match(self, key: str) -> bool:
        """Whether the view of a short line may be a phrase, a chain of phrases, or fit a pattern."""
        if key in self.phrases or key[:8] in self._starts8 or key[-8:] in self._ends8:
            return True
        if key[:5] in self._starts5 or key[-5:] in self._ends5 or key[:4] in self._starts4 or key[-4:] in self._ends4:
            return True
        words = tokens(key)
        if not self._words.isdisjoint(words):
            return True
        if words and words[0] in self.first_words and words[-1] in self.last_words and self._may_chain(words):
            return True
        if not self._stem_keys.isdisjoint([word[:STEM] for word in words]) or key.startswith("#. "):
            return True
        return UNSPACED.search(key) is not None if not key.isascii() else False

    def _may_chain(self, words: list[str]) -> bool:
        """Whether a phrase stands at either end of the words."""
        phrases = self.phrases
        sizes = range(1, min(CHAIN_PROBE, len(words)) + 1)
        return any(" ".join(words[:n]) in phrases for n in sizes) and any(
            " ".join(words[-n:]) in phrases for n in sizes
        )

    def may_open(self, line: str) -> bool:
        """Whether a sentence of a line of running text may begin as boilerplate does."""
        tail = line[line.rfind(". ") + 2 :]
        if (
            tail[-1:].isalnum()
            and len(tail) <= TAIL
            and len(tail) < len(line)
            and (rule := self.phrases.get(view(tail)))
            and rule.strong
        ):
            return True
        if self._may_begin(line.split(". ")):
            return True
        if "! " in line and self._may_begin(line.split("! ")):
            return True
        if "? " in line and self._may_begin(line.split("? ")):
            return True
        if "” " in line and self._may_begin(line.split("” ")):
            return True
        return not line.isascii() and (line[0] in EDGE or UNSPACED.search(line) is not None)

    def _may_begin(self, parts: list[str]) -> bool:
        long, short, _ = self._heads
        return not long.keys().isdisjoint([part[:LONG_HEAD] for part in parts]) or not short.keys().isdisjoint(
            [part[:SHORT_HEAD] for part in parts]
        )

    def called_up(self, key: str, *, deep: bool = False) -> list[ActiveRule]:
        """The pattern rules (with `deep`, the template and cue rules too) that a view may fit, in pack order."""
        called: set[int] = set()
        unspaced = not key.isascii() and UNSPACED.search(key) is not None
        for size, starts, ends in self._edges if unspaced else self._edges[:-1]:
            called.update(numbers(starts.get(key[:size])))
            called.update(numbers(ends.get(key[-size:])))
        words = tokens(key)
        tables = self._tables
        _call(called, words, tables["words"], self._stems)
        if deep:
            _call(called, words, tables["deep_words"], self._deep_stems)
        if unspaced:
            grams = [key[i : i + 2] for i in range(len(key) - 1)]
            _call(called, grams, tables["grams"], [])
            if deep:
                _call(called, grams, tables["deep_grams"], [])
        if not called:
            return []
        rules = self._rules
        return [rule for n in sorted(called) if (rule := rules[n]) is not None]

    def openers(self, line: str) -> list[tuple[str, ActiveRule]]:
        """The sentences of a line that begin in a known way, each with a rule that knows it."""
        long, short, unspaced = self._heads
        parts = [line, *line.split(". ")[1:]]
        for stop in ("! ", "? ", "” "):
            if stop in line:
                parts += line.split(stop)[1:]
        if not line.isascii() and line[0] in EDGE:
            parts.append(line.lstrip(EDGE))
        out: list[tuple[str, ActiveRule]] = []
        for part in parts:
            known = [*numbers(long.get(part[:LONG_HEAD])), *numbers(short.get(part[:SHORT_HEAD]))]
            out += [(part, rule) for n in known if (rule := self._rules[n]) is not None]
        if UNSPACED.search(line):
            for part in _UNSPACED_STOP.split(line):
                out += [
                    (part, rule)
                    for n in numbers(unspaced.get(part[:HEAD_UNSPACED]))
                    if (rule := self._rules[n]) is not None
                ]
        return out

    def _surest(self, phrase: str, claims: list[int]) -> ActiveRule | None:
        """Of several rules with one phrase: within a language the surest, between languages a keep rule,
        else a firm one (interface words travel), else the most careful for a short word, which may mean
        different things, and the surest for a long one, which does not."""
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
        best = max if len(phrase) >= UNMISTAKABLE else min
        return best(by_language.values(), key=lambda r: (_RANK[r.rule.strength], r.extent is Extent.LINE), default=None)


def _call(called: set[int], words: list[str], table: Table, stems: list[tuple[int, Table]]) -> None:
    """Add the numbers of the rules that want one of the words."""
    for word in table.keys() & words:
        called.update(numbers(table[word]))
    for size, stem_table in stems:
        for stem in stem_table.keys() & [word[:size] for word in words]:
            called.update(numbers(stem_table[stem]))
