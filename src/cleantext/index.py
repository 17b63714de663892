"""All active rules behind a few hash look-ups, so that a line pays only for the rules that may concern it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from cleantext.compiled import RuleCard
from cleantext.matchers import Match, Matcher, make_matcher
from cleantext.matchers.pattern import expand
from cleantext.native import LONGEST_KEY, LookUp, Sieve
from cleantext.normal import EDGE, view
from cleantext.rule import Extent, MatcherKind, Rule, Strength
from cleantext.tables import (
    CHAIN,
    EDGE_SIZES,
    ENTRY,
    HEAD,
    HEAD_UNSPACED,
    PHRASE,
    STEMS,
    UNSPACED,
    WHOLE_RULE,
    Table,
    Tables,
    numbers,
    openings,
    tokens,
)
from cleantext.wanted import Wants, Words, wanted_by

__all__ = ["AROUND_WORDS", "GLUED", "TELLING_LENGTH", "ActiveRule", "Called", "Entry", "Index"]

TAIL = 60
"""Code points of a last sentence that may be a heading or button which flattening put there."""

UNMISTAKABLE = 7
"""Characters of a phrase that means the same in every language that has it."""

FIRST_UNSPACED = "\u3000"

AROUND_WORDS = ",;:|/.!?"
"""Punctuation that may stand between the phrases of a chain."""

OTHER_STOPS = ("!", "?", "”")
"""Besides the full stop: behind it and a space a sentence begins that may open boilerplate."""

HEAD_END = 1 + HEAD
"""Where the head of a sentence behind a stop and a space ends."""

TELLING_LENGTH = 50
"""Code points; in a shorter line no single word calls up a shipped rule."""

LONGEST_WHOLE = 400
"""Code points; a longer line is no copy of a phrase or pattern as a whole."""

LONGEST_SENTENCE = 600
"""Code points; more of a sentence is not looked at to tell whether it opens boilerplate."""

GLUED = re.compile(r"(?<=[a-zà-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")
"""Where the space between two buttons was lost."""

_NONE: frozenset[int] = frozenset()
_STOPS = ("\n", "\r", ". ", "! ", "? ", "” ")
_DIGIT = re.compile(r"\d")
_UNSPACED_STOP = re.compile("[。！？]")
_RANK = {Strength.WEAK: 0, Strength.FIRM: 1, Strength.STRONG: 2, Strength.KEEP: 3}


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
        self._wants: Wants | None = None

    @property
    def wants(self) -> Wants:
        """What a sentence must hold for the rule to find something in it."""
        if self._wants is None:
            self._wants = wanted_by(self.rule)
        return self._wants

    def may_speak(self, words: Words) -> bool:
        """Whether a sentence of these words, as folded by case alone, holds what the rule cannot do without."""
        return self.wants.stand_in(words)

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
    """What the tables file: a rule, or one pattern of it (`which` is its number, or WHOLE_RULE).

    No view of fewer than `least` code points fits it.
    """

    __slots__ = ("_match", "least", "rule", "which")

    def __init__(self, rule: ActiveRule, which: int, least: int) -> None:
        self.rule = rule
        self.which = which
        self.least = least
        self._match: Callable[[str], Match | None] | None = None

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`."""
        if self._match is None:
            rule = self.rule
            self._match = (rule.matcher if self.which == WHOLE_RULE else make_matcher(rule.rule, self.which)).match
        return self._match(key)


class Called(NamedTuple):
    """What a view calls up: entries, in pack order; whether a phrase begins so, and a chain of phrases."""

    entries: list[Entry]
    phrase: bool
    chain: bool


class Index:
    """The active ones of the rules that some tables number.

    `sieve`, if there is one, answers in its place what it can: see `cleantext.native`.

    Args:
        rules: all rules that the tables know, in their order.
        tables: see `cleantext.tables`.
        active: the numbers of the rules in use.
    """

    def __init__(self, rules: Sequence[RuleCard], tables: Tables, active: frozenset[int]) -> None:
        self.tables = tables
        self._rules: list[ActiveRule | None] = [ActiveRule(r) if i in active else None for i, r in enumerate(rules)]
        self._entries: dict[int, Entry | None] = {}
        in_use = [rule for rule in self._rules if rule is not None]
        self.structures = {a.id: a for a in in_use if a.kind is MatcherKind.STRUCTURE}
        self.cues = [a for a in in_use if a.kind is MatcherKind.CUES]
        self._resolved: dict[str, ActiveRule | None] = {}
        self.words, self.telling_words = (
            frozenset(word for word, found in table.items() if self._in_use(found))
            for table in (tables["words"], tables["telling_words"])
        )
        self._openings: dict[str, dict[int, dict[str, set[int]]]] = {}
        self.sieve: Sieve | None = None

    # The tables are read when they are first needed, which with a sieve most never are.

    @cached_property
    def _phrases(self) -> LookUp:
        return self.tables["phrases"] if self.sieve is None else self.sieve.look_up("phrases")

    @cached_property
    def _chain_starts(self) -> LookUp:
        return self.tables["chain_starts"] if self.sieve is None else self.sieve.look_up("chain_starts")

    @cached_property
    def starts(self) -> list[LookUp]:
        """How phrases and sure patterns begin, by EDGE_SIZES."""
        if self.sieve is None:
            return [*self.tables["starts"]]
        return [self.sieve.look_up("starts", which) for which in range(len(EDGE_SIZES))]

    @cached_property
    def lasts(self) -> LookUp:
        """The last characters of phrases and sure patterns."""
        return self.tables["lasts"] if self.sieve is None else self.sieve.look_up("lasts")

    @cached_property
    def _edges(self) -> list[tuple[int, Table, Table]]:
        return list(zip(EDGE_SIZES, self.tables["starts"], self.tables["ends"], strict=True))

    @cached_property
    def _near_edges(self) -> list[tuple[int, Table, Table]]:
        return list(zip(EDGE_SIZES, self.tables["near_starts"], self.tables["near_ends"], strict=True))

    @cached_property
    def _heads(self) -> Container[str]:
        return self.tables["heads"] if self.sieve is None else self.sieve.look_up("heads")

    @cached_property
    def _unspaced_heads(self) -> LookUp:
        return self.tables["unspaced_heads"] if self.sieve is None else self.sieve.look_up("unspaced_heads")

    @property
    def active(self) -> bytes:
        """A byte for each rule that the tables number, 1 if it is in use."""
        return bytes([rule is not None for rule in self._rules])

    def wants(self, number: int) -> Wants:
        """What the rule of a number wants, which is in use."""
        rule = self._rules[number]
        assert rule is not None
        return rule.wants

    def pattern(self, number: int) -> str | None:
        """The pattern of a shipped rule's entry; those of other packs run under a guard."""
        entry = self._entry(number)
        if entry is None or entry.which == WHOLE_RULE or not entry.rule.rule.shipped:
            return None
        return expand(entry.rule.rule.patterns[entry.which], entry.rule.rule)

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

    def begins_phrase(self, word: str) -> bool:
        """Whether a phrase of up to CHAIN_WORDS words begins with a word."""
        return word in self._chain_starts

    def calls(self, key: str) -> set[int]:
        """The numbers of the entries whose beginning or end the view of a short line has, and PHRASE and CHAIN."""
        called: set[int] = set()
        unspaced = not key.isascii() and UNSPACED.search(key) is not None
        _call_edges(called, key, self._edges if unspaced else self._edges[:-1])
        if unspaced:
            _call(called, _grams(key), self.tables["grams"])
        if self.words:
            _call(called, tokens(key), self.tables["words"])
        if len(key) >= TELLING_LENGTH:
            for word in self.telling_words.intersection(tokens(key)):
                called.update(numbers(self.tables["telling_words"][word]))
        return called

    def called_up(self, key: str) -> list[Entry]:
        """The entries that are looked up for every line and that the view may fit, in pack order."""
        return self.called(key).entries

    def called(self, key: str) -> Called:
        """What a view calls up of what is looked up for every line; of the entries those that it may fit."""
        if self.sieve is not None and len(key) <= LONGEST_KEY:
            return self._named(*self.sieve.called(key, False))
        called = self.calls(key)
        return Called(self.that_speak(called, key), PHRASE in called, CHAIN in called)

    def called_up_near(self, key: str) -> list[Entry]:
        """The entries that are looked up only beside boilerplate and that the view may fit, in pack order."""
        if self.sieve is not None and len(key) <= LONGEST_KEY:
            return self._named(*self.sieve.called(key, True)).entries
        called: set[int] = set()
        tables = self.tables
        unspaced = not key.isascii() and UNSPACED.search(key) is not None
        _call_edges(called, key, self._near_edges if unspaced else self._near_edges[:-1])
        words = tokens(key)
        _call(called, words, tables["near_words"])
        for size, stems in zip(STEMS, tables["near_stems"], strict=True):
            _call(called, [word[:size] for word in words], stems)
        if unspaced:
            _call(called, _grams(key), tables["near_grams"])
        return self.that_speak(called, key)

    def that_speak(self, called: set[int], key: str, unit: str = "") -> list[Entry]:
        """The entries of those numbers whose rules find in a view what they cannot do without, in pack order.

        The folded words of a `unit` may stand for its view.
        """
        size = len(key)
        if self.sieve is not None and size <= LONGEST_KEY:
            speaking = self.sieve.speaking([n for n in sorted(called) if n >= 0], key, False)
            if speaking and unit:
                speaking = self.sieve.speaking(speaking, view(unit), True)
            return self._named(speaking, False, False).entries
        entries = [
            entry for n in sorted(called) if n >= 0 and (entry := self._entry(n)) is not None and entry.least <= size
        ]
        if not entries:
            return entries
        words = Words(tokens(key))
        if len(entries) == 1:
            return entries if entries[0].rule.may_speak(words) else []
        speaks = {rule: rule.may_speak(words) for rule in {entry.rule for entry in entries}}
        return [entry for entry in entries if speaks[entry.rule]]

    def _named(self, called: list[int], phrase: bool, chain: bool) -> Called:
        return Called([entry for n in called if (entry := self._entry(n)) is not None], phrase, chain)

    def openers(self, text: str, lines: Sequence[str], unspaced_lines: Sequence[str]) -> list[tuple[str, list[Entry]]]:
        """Sentences of a text that begin as boilerplate does, and whole lines, with the entries that know how.

        `lines` are the text's lines of running text that may begin so, `unspaced_lines` those that may be in unspaced
        scripts. The text is cut as a whole: nearly always no sentence begins so.
        """
        heads = self._heads
        opened: dict[str, set[int]] = {}

        def look_at(rest: str) -> set[int]:
            found = self._opened_by(rest)
            if found:
                opened[_first_sentence(rest)] = found
            return found

        for at in self._known_heads(text):
            look_at(text[at : at + LONGEST_SENTENCE])
        for line in lines:
            if line[:HEAD] in heads:
                found = look_at(line[:LONGEST_SENTENCE])
                if found and len(line) < LONGEST_WHOLE:
                    opened[line] = found
            elif not line[0].isalnum() and (bare := line.lstrip(EDGE))[:HEAD] in heads:
                look_at(bare[:LONGEST_SENTENCE])
        out = []
        for unit, found in opened.items():
            key = unit.casefold()
            if _DIGIT.search(key):
                key += " #"  # as views have it
            if entries := self.that_speak(found, key, unit):
                out.append((unit, entries))
        unspaced = [line for line in unspaced_lines if _may_be_unspaced(line)] if not text.isascii() else ()
        if unspaced:
            begin = self._unspaced_heads
            cut = [part.lstrip() for line in unspaced for part in (*_UNSPACED_STOP.split(line), line)]
            for unit in dict.fromkeys([unit for unit in cut if unit[:HEAD_UNSPACED] in begin]):
                known = sorted(set(numbers(begin.get(unit[:HEAD_UNSPACED]))))
                out.append((unit, [entry for n in known if (entry := self._entry(n)) is not None]))
        return out

    def _known_heads(self, text: str) -> Iterator[int]:
        """Where in a text a sentence with a known head begins behind a stop."""
        if self.sieve is not None:
            yield from self.sieve.heads(text)
            return
        heads = self._heads
        parts = text.split(".")
        called = [n for n, part in enumerate(parts) if part[1:HEAD_END] in heads and part[0] == " "]
        if called:
            ends = array("q", accumulate(map(len, parts)))
            del parts
            yield from (ends[n - 1] + n + 1 for n in called if n)
        for stop in OTHER_STOPS:
            at = text.find(stop)
            while at >= 0:
                if text[at + 2 : at + 2 + HEAD] in heads and text[at + 1] == " ":
                    yield at + 2
                at = text.find(stop, at + 1)

    def _opened_by(self, unit: str) -> set[int]:
        """The entries that know how a unit with a known head begins: openings of one length are looked up at once."""
        if self.sieve is not None:
            return {n for n in self.sieve.opened_by(unit) if self._entry(n) is not None}
        head = unit[:HEAD]
        by_length = self._openings.get(head)
        if by_length is None:
            by_length = self._openings[head] = {}
            for rest, n in openings(self.tables["heads"][head]):
                if self._entry(n) is not None:
                    by_length.setdefault(HEAD + len(rest), {}).setdefault(rest, set()).add(n)
        found: set[int] = set()
        for length, texts in by_length.items():
            found |= texts.get(unit[HEAD:length], _NONE)
        return found

    def ends_in_heading(self, line: str) -> bool:
        """Whether the last sentence of a line is a strong phrase, put there by flattening."""
        tail = line[line.rfind(". ") + 2 :]
        rule = self.phrase(view(tail)) if len(tail) <= TAIL and len(tail) < len(line) else None
        return rule is not None and rule.strong

    def _in_use(self, found: int | str) -> bool:
        return any(self._rules[self.tables["entries"][ENTRY * n]] is not None for n in numbers(found))

    def _entry(self, number: int) -> Entry | None:
        """An entry by its number, None if its rule is not in use."""
        try:
            return self._entries[number]
        except KeyError:
            rule_number, which, least = self.tables["entries"][ENTRY * number : ENTRY * (number + 1)]
            rule = self._rules[rule_number]
            entry = self._entries[number] = None if rule is None else Entry(rule, which, least)
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


def _may_be_unspaced(line: str) -> bool:
    """Whether the first, middle or last character speaks for an unspaced script; to search all is dear."""
    return line[0] >= FIRST_UNSPACED or line[-1] >= FIRST_UNSPACED or line[len(line) // 2] >= FIRST_UNSPACED


def _first_sentence(text: str) -> str:
    """A text up to where its line ends or its next sentence begins."""
    for stop in _STOPS:
        at = text.find(stop)
        if at > 0:
            text = text[:at]
    return text


def _grams(key: str) -> list[str]:
    return [key[i : i + 2] for i in range(len(key) - 1)]


def _call_edges(called: set[int], key: str, edges: Sequence[tuple[int, Table, Table]]) -> None:
    """Add the numbers of the entries that want a view to begin or end as it does."""
    for size, starts, ends in edges:
        if (found := starts.get(key[:size])) is not None:
            called.update(numbers(found))
        if (found := ends.get(key[-size:])) is not None:
            called.update(numbers(found))


def _call(called: set[int], words: list[str], table: Table) -> None:
    """Add the numbers of the entries that want one of the words."""
    for word in table.keys() & words:
        called.update(numbers(table[word]))
