"""All active rules behind a few hash look-ups, so that a line pays only for the rules that may concern it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cleantext.compiled import RuleCard
from cleantext.matchers import Match, Matcher, make_matcher
from cleantext.matchers.base import UNSPACED_LANGUAGES
from cleantext.normal import EDGE, phrase_view, view
from cleantext.rule import Extent, MatcherKind, Rule, Strength
from cleantext.tables import (
    EDGE_SIZES,
    HEAD,
    HEAD_UNSPACED,
    STEMS,
    UNSPACED,
    WHOLE_RULE,
    Table,
    Tables,
    commonness,
    numbers,
    openings,
    tokens,
)

__all__ = ["AROUND_WORDS", "ActiveRule", "Entry", "Index"]

TAIL = 60
"""Code points of a last sentence that may be a heading or button which flattening put there."""

UNMISTAKABLE = 7
"""Characters of a phrase that means the same in every language that has it."""

CHAIN_PROBE = 3
"""Words of the longest phrase that is looked for at the ends of a chain."""

AROUND_WORDS = ",;:|/.!?"
"""Punctuation that may stand between the phrases of a chain."""

OTHER_STOPS = ("! ", "? ", "” ")
"""Besides `. `, where a sentence that may open boilerplate begins inside a line."""

LONGEST_WHOLE = 600
"""Code points; a longer line is no copy of a phrase or pattern as a whole."""

_UNSPACED_STOP = re.compile("[。！？]")
_RANK = {Strength.WEAK: 0, Strength.FIRM: 1, Strength.STRONG: 2, Strength.KEEP: 3}


Wanted = tuple[frozenset[str], tuple[str, ...], tuple[frozenset[str], ...]]
"""Words, stems, and the words of phrases: a sentence that a rule fits holds one of them."""


class ActiveRule:
    """A rule in use; its matcher is made when it is first needed."""

    __slots__ = (
        "_card",
        "_matcher",
        "_wants",
        "category",
        "extent",
        "firm",
        "id",
        "inline",
        "keep",
        "kind",
        "language",
        "max_words",
        "rank",
        "strong",
    )

    def __init__(self, card: RuleCard) -> None:
        self._card = card
        self.id = card.id
        self.category = card.category
        self.language = card.language
        self.kind = card.matcher
        self.extent = card.extent
        self.inline = card.inline
        self.rank = _RANK[card.strength]
        self.firm = card.strength is Strength.FIRM
        self.strong = card.strength is Strength.STRONG
        self.keep = card.strength is Strength.KEEP
        self.max_words = card.max_words if card.matcher is MatcherKind.PATTERN else 1_000_000
        self._matcher: Matcher | None = None
        self._wants: list[Wanted] | None = None

    def may_speak(self, words: frozenset[str]) -> bool:
        """Whether a sentence of these words, as folded by case alone, holds what the rule cannot do without."""
        if self._wants is None:
            self._wants = _wants(self.rule)
        for whole, stems, phrases in self._wants:
            said = not whole.isdisjoint(words) or any(phrase <= words for phrase in phrases)
            if not said and not (stems and any(word.startswith(stems) for word in words)):
                return False
        return True

    @property
    def rule(self) -> Rule:
        """What the pack says of the rule."""
        return self._card.rule

    @property
    def matcher(self) -> Matcher:
        """The rule's matcher."""
        if self._matcher is None:
            self._matcher = make_matcher(self.rule)
        return self._matcher

    def __repr__(self) -> str:
        return f"<{self.id}>"


class Entry:
    """What the tables file: a rule, or one pattern of it (`which` is its number, or WHOLE_RULE)."""

    __slots__ = ("_match", "rule", "which")

    def __init__(self, rule: ActiveRule, which: int) -> None:
        self.rule = rule
        self.which = which
        self._match: Callable[[str], Match | None] | None = None

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`."""
        if self._match is None:
            rule = self.rule
            self._match = (rule.matcher if self.which == WHOLE_RULE else make_matcher(rule.rule, self.which)).match
        return self._match(key)


class Index:
    """The active ones of the rules that some tables number.

    Args:
        rules: all rules that the tables know, in their order.
        tables: see `cleantext.tables`.
        active: the numbers of the rules in use.
    """

    def __init__(self, rules: Sequence[RuleCard], tables: Tables, active: frozenset[int]) -> None:
        self._tables = tables
        self._rules: list[ActiveRule | None] = [ActiveRule(r) if i in active else None for i, r in enumerate(rules)]
        self._entries: dict[int, Entry | None] = {}
        in_use = [rule for rule in self._rules if rule is not None]
        self.structures = {a.id: a for a in in_use if a.kind is MatcherKind.STRUCTURE}
        self.cues = [a for a in in_use if a.kind is MatcherKind.CUES]
        self._phrases = tables["phrases"]
        self._resolved: dict[str, ActiveRule | None] = {}
        self._starts8, self._starts4, _ = tables["starts"]
        self._ends8, self._ends4, _ = tables["ends"]
        self._edges = list(zip(EDGE_SIZES, tables["starts"], tables["ends"], strict=True))
        self._words_table = tables["words"]
        self._words = frozenset(self._words_table)
        self._heads, self._unspaced_heads = tables["heads"], tables["unspaced_heads"]
        self._openings: dict[str, tuple[str, ...]] = {}

    def phrase(self, key: str) -> ActiveRule | None:
        """The rule that claims a view as one of its phrases."""
        claims = self._phrases.get(key)
        if claims is None:
            return None
        if isinstance(claims, int):
            return self._rules[claims]
        if key not in self._resolved:
            self._resolved[key] = self._surest(key, numbers(claims))
        return self._resolved[key]

    def candidates(self, key: str, words: Sequence[str]) -> list[Entry] | None:
        """The entries that the view of a short line, of these words, may fit, in pack order.

        None where the line cannot be a phrase or a chain of phrases either: so it is for most lines.
        """
        called: list[int] = []
        if (edge := key[:8]) in self._starts8:
            called += numbers(self._starts8[edge])
        if (edge := key[-8:]) in self._ends8:
            called += numbers(self._ends8[edge])
        if (edge := key[:4]) in self._starts4:
            called += numbers(self._starts4[edge])
        if (edge := key[-4:]) in self._ends4:
            called += numbers(self._ends4[edge])
        if not self._words.isdisjoint(words):
            table = self._words_table
            for word in self._words.intersection(words):
                called += numbers(table[word])
        if not key.isascii() and UNSPACED.search(key):
            return self.called_up(key)
        if called:
            return self._known_entries(set(called))
        return [] if key in self._phrases or self._may_chain(key) else None

    def _known_entries(self, called: set[int]) -> list[Entry]:
        return [entry for n in sorted(called) if (entry := self._entry(n)) is not None]

    def _that_speak(self, called: set[int], words: Sequence[str]) -> list[Entry]:
        """The entries of those numbers whose rules find among the words what they cannot do without."""
        entries = self._known_entries(called)
        if not entries:
            return entries
        known = frozenset(words)
        speak = {rule for rule in {entry.rule for entry in entries} if rule.may_speak(known)}
        return [entry for entry in entries if entry.rule in speak]

    def _may_chain(self, key: str) -> bool:
        """Whether a phrase of up to CHAIN_PROBE words stands at either end of a view that has more words."""
        words = key.split(" ")
        if len(words) < 2:
            return False
        known = self._phrases.__contains__
        first = [word.strip(AROUND_WORDS) for word in words[:CHAIN_PROBE]]
        if not (known(first[0]) or known(" ".join(first[:2])) or known(" ".join(first))):
            return False
        last = [word.strip(AROUND_WORDS) for word in words[-CHAIN_PROBE:]]
        return known(last[-1]) or known(" ".join(last[-2:])) or known(" ".join(last))

    def openers(self, lines: Sequence[str]) -> list[tuple[str, Entry]]:
        """Sentences of some lines of running text, and whole lines, that begin as an entry knows.

        All lines are cut into sentences together: nearly always none of them begins so.
        """
        joined = ". ".join(lines)
        parts = joined.split(". ")
        for stop in OTHER_STOPS:
            parts += joined.split(stop)[1:]
        parts += [line.lstrip(EDGE) for line in lines if not line[0].isalnum()]
        heads = self._heads
        known = heads.keys() & {part[:HEAD] for part in parts}
        out: list[tuple[str, Entry]] = []
        if known:
            units = {_first_sentence(part): part for part in parts if part[:HEAD] in known and self._opens(part)}
            units |= {x: x for x in lines if x[:HEAD] in known and len(x) < LONGEST_WHOLE and self._opens(x)}
            for unit, part in units.items():
                found = {n for opening, n in openings(heads[part[:HEAD]]) if part.startswith(opening)}
                out += [(unit, entry) for entry in self._that_speak(found, tokens(unit.casefold()))]
        if not joined.isascii() and UNSPACED.search(joined) is not None:
            known_heads = self._unspaced_heads
            cut = [part.lstrip() for line in lines for part in (*_UNSPACED_STOP.split(line), line)]
            for unit in dict.fromkeys([unit for unit in cut if unit[:HEAD_UNSPACED] in known_heads]):
                found = set(numbers(known_heads[unit[:HEAD_UNSPACED]]))
                out += [(unit, entry) for entry in self._known_entries(found)]
        return out

    def _opens(self, unit: str) -> bool:
        """Whether a unit with a known head begins with one of the openings behind it."""
        head = unit[:HEAD]
        known = self._openings.get(head)
        if known is None:
            known = self._openings[head] = tuple(
                dict.fromkeys(text for text, n in openings(self._heads[head]) if self._entry(n) is not None)
            )
        return unit.startswith(known)

    def ends_in_heading(self, line: str) -> bool:
        """Whether the last sentence of a line is a strong phrase, put there by flattening."""
        tail = line[line.rfind(". ") + 2 :]
        rule = self.phrase(view(tail)) if len(tail) <= TAIL and len(tail) < len(line) else None
        return rule is not None and rule.strong

    def called_up(self, key: str, *, deep: bool = False) -> list[Entry]:
        """The pattern entries (with `deep`, template and cue rules too) that a view may fit, in pack order."""
        called: set[int] = set()
        tables = self._tables
        unspaced = not key.isascii() and UNSPACED.search(key) is not None
        for size, starts, ends in self._edges if unspaced else self._edges[:-1]:
            called.update(numbers(starts.get(key[:size])))
            called.update(numbers(ends.get(key[-size:])))
        if unspaced:
            grams = [key[i : i + 2] for i in range(len(key) - 1)]
            _call(called, grams, tables["grams"])
            if deep:
                _call(called, grams, tables["deep_grams"])
        words = tokens(key)
        _call(called, words, tables["words"])
        if deep:
            _call(called, words, tables["deep_words"])
            for size, stems in zip(STEMS, tables["deep_stems"], strict=True):
                _call(called, [word[:size] for word in words], stems)
            return self._that_speak(called, words)
        return self._known_entries(called)

    def _entry(self, number: int) -> Entry | None:
        """An entry by its number, None if its rule is not in use."""
        try:
            return self._entries[number]
        except KeyError:
            rule_number, which = self._tables["entries"][2 * number : 2 * number + 2]
            rule = self._rules[rule_number]
            entry = self._entries[number] = None if rule is None else Entry(rule, which)
            return entry

    def _surest(self, phrase: str, claims: list[int]) -> ActiveRule | None:
        """Of several rules with one phrase: within a language the surest, between languages a keep rule,
        else a firm one (interface words travel), else the most careful for a short word, which may mean
        different things, and the surest for a long one, which does not."""
        by_language: dict[str, ActiveRule] = {}
        for number in claims:
            rule = self._rules[number]
            if rule is None:
                continue
            held = by_language.get(rule.language)
            if held is None or rule.rank > held.rank:
                by_language[rule.language] = rule
        for wanted in (Strength.KEEP, Strength.FIRM):
            for rule in by_language.values():
                if rule.rank == _RANK[wanted]:
                    return rule
        best = max if len(phrase) >= UNMISTAKABLE else min
        return best(by_language.values(), key=lambda r: (r.rank, r.extent is Extent.LINE), default=None)


def _first_sentence(text: str) -> str:
    """A text up to where its next sentence begins."""
    ends = [at for stop in (". ", *OTHER_STOPS) if (at := text.find(stop)) > 0]
    return text[: min(ends)] if ends else text


def _call(called: set[int], words: list[str], table: Table) -> None:
    """Add the numbers of the entries that want one of the words."""
    for word in table.keys() & words:
        called.update(numbers(table[word]))


def _wants(rule: Rule) -> list[Wanted]:
    """What a sentence that the rule fits must hold, one of each."""
    groups = [rule.require] if rule.require else [g.words for g in rule.cues if g.name in rule.needs]
    out: list[Wanted] = []
    for group in groups if rule.language not in UNSPACED_LANGUAGES else []:
        whole, stems, phrases, known = set(), set(), set(), True
        for word in group:
            parts = tokens(phrase_view(word.rstrip("*")))
            if not parts:
                known = False
            elif word.endswith("*"):
                stems.add(parts[0])
            elif len(parts) > 1 and all(commonness(part) >= 1 for part in parts):
                phrases.add(frozenset(parts))
            else:
                whole.add(min(parts, key=commonness))
        if known:
            out.append((frozenset(whole), tuple(sorted(stems)), tuple(sorted(phrases, key=sorted))))
    return out
