"""The look-up tables behind an `Index`, as plain data that can be shipped.

What they file is an **entry**: one pattern of a pattern rule, or a whole rule of another kind. An
entry is filed under whatever is rarest of what every text that it fits has in common
(`matchers.edges` reads that off the pattern):

- `starts`, `ends`: the first or last characters of a view.
- `words`, `grams`: a word of a view, or two characters of an unspaced script.
- `deep_words`, `deep_stems`, `deep_grams`: the same for what is looked up only where something else
  speaks for boilerplate: cues, templates, and patterns that share no rare word.
- `heads`: the first characters of a sentence of running text, as written -> the openings that begin so,
  each with its entry; `unspaced_heads`: in unspaced scripts, the entries alone.

Phrases are filed by their rules: `phrases` holds the view of a whole line -> the rules that claim it.
`chain_starts` and `chain_ends` hold their first words, and the last words of short ones (and no numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from cleantext.common_words import common_words
from cleantext.document import sentences
from cleantext.matchers.base import UNSPACED_LANGUAGES
from cleantext.matchers.edges import ENOUGH, literal_edges, literal_words
from cleantext.matchers.pattern import expand
from cleantext.matchers.template import template_units
from cleantext.normal import phrase_view
from cleantext.rule import MatcherKind, Rule, Strength

__all__ = [
    "BETWEEN",
    "CHAIN_PROBE",
    "CHAIN_WORDS",
    "EDGE_SIZES",
    "HEAD",
    "HEAD_UNSPACED",
    "STEMS",
    "UNSPACED",
    "WHOLE_RULE",
    "Heads",
    "Table",
    "Tables",
    "build_tables",
    "commonness",
    "merge_tables",
    "numbers",
    "openings",
    "tokens",
]

EDGE_SIZES = (8, 4, 2)
"""Characters of a view's beginning or end that `starts` and `ends` file: under the longest that it fills,
under the last of them only in unspaced scripts."""

CHAIN_WORDS = 7
"""Words of the longest phrase of a chain."""

CHAIN_PROBE = 3
"""Words of the longest phrase that is looked for at the ends of a chain."""

STEMS = (6, 4)
"""Lengths of the keys of `deep_stems`."""

HEAD = 8
"""Characters of a sentence's beginning that `heads` file."""

HEAD_UNSPACED = 4
"""The same for sentences that begin in an unspaced script."""

SURE_HEAD = 12
"""Characters of an opening that need not be told apart by the number behind them."""

MOST_EDGES = 300
"""Beginnings or ends of one pattern beyond which they are filed by the shorter size."""

MOST_OPENINGS = 100
"""Openings of one pattern beyond which they are cut to HEAD."""

LONG_PHRASE = 45
"""Characters; so long a phrase may look like running text and gets a head."""

WHOLE_RULE = -1
"""In place of a pattern's number: the entry is a rule, not one of its patterns."""

UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+|[©#]")
_NUMBER_STARTS = "0123456789$€£"

Table = dict[str, int | str]
"""Keys to a number, or to several in one text ("12 40"): a hundred thousand lists would be dear to load."""

Heads = dict[str, str]
"""Heads to openings, as a sentence is written, and their entries, all in one text: see `openings`."""

BETWEEN = "\x1f"
"""Stands between openings and entries; no text of a pack holds it."""


class Tables(TypedDict):
    """See the module."""

    phrases: Table
    chain_starts: Table
    chain_ends: Table
    entries: list[int]  # number of the rule and of the pattern in it, one behind the other
    starts: list[Table]
    ends: list[Table]
    words: Table
    grams: Table
    deep_words: Table
    deep_stems: list[Table]
    deep_grams: Table
    heads: Heads
    unspaced_heads: Table


def tokens(key: str) -> list[str]:
    """The words of a view.

    >>> tokens("photo: a. reyes/wend-agency")
    ['photo', 'a', 'reyes', 'wend', 'agency']
    """
    return _WORD.findall(key)


def numbers(value: int | str | None) -> list[int]:
    """The numbers under a key of a table.

    >>> numbers(7), numbers("7 12"), numbers(None)
    ([7], [7, 12], [])
    """
    if isinstance(value, int):
        return [value]
    return [] if value is None else list(map(int, value.split(" ")))


def openings(value: str) -> list[tuple[str, int]]:
    """The openings under a head, each with the number of its entry."""
    parts = value.split(BETWEEN)
    return [(text, int(entry)) for text, entry in zip(parts[::2], parts[1::2], strict=True)]


def build_tables(rules: Sequence[Rule], first: int = 0, first_entry: int = 0) -> Tables:
    """The tables of some rules, which are numbered from `first`, their entries from `first_entry`."""
    tables = Tables(
        phrases={},
        chain_starts={},
        chain_ends={},
        entries=[],
        starts=[{} for _ in EDGE_SIZES],
        ends=[{} for _ in EDGE_SIZES],
        words={},
        grams={},
        deep_words={},
        deep_stems=[{} for _ in STEMS],
        deep_grams={},
        heads={},
        unspaced_heads={},
    )
    for number, rule in enumerate(rules, first):
        entries = tables["entries"]
        whole = first_entry + len(entries) // 2
        entries += [number, WHOLE_RULE]
        match rule.matcher:
            case MatcherKind.PHRASE:
                _file_phrases(tables, rule, number, whole)
            case MatcherKind.PATTERN:
                for which, pattern in enumerate(rule.patterns):
                    _file_pattern(tables, rule, pattern, first_entry + len(entries) // 2)
                    entries += [number, which]
            case MatcherKind.TEMPLATE:
                _file_templates(tables, rule, whole)
            case MatcherKind.CUES:
                for word in _gate(rule):
                    _file_word(tables, word, rule, whole, deep=True)
        for opener in rule.openers:
            _file_head(tables, opener, whole)
    return tables


def merge_tables(one: Tables, two: Tables) -> Tables:
    """Both tables in one; neither is changed. The second's entries are numbered on from the first's."""

    def both(a: Table, b: Table) -> Table:
        return {**a, **{k: f"{a[k]} {v}" if k in a else v for k, v in b.items()}}

    def each(a: list[Table], b: list[Table]) -> list[Table]:
        return [both(x, y) for x, y in zip(a, b, strict=True)]

    return Tables(
        phrases=both(one["phrases"], two["phrases"]),
        chain_starts=both(one["chain_starts"], two["chain_starts"]),
        chain_ends=both(one["chain_ends"], two["chain_ends"]),
        entries=[*one["entries"], *two["entries"]],
        starts=each(one["starts"], two["starts"]),
        ends=each(one["ends"], two["ends"]),
        words=both(one["words"], two["words"]),
        grams=both(one["grams"], two["grams"]),
        deep_words=both(one["deep_words"], two["deep_words"]),
        deep_stems=each(one["deep_stems"], two["deep_stems"]),
        deep_grams=both(one["deep_grams"], two["deep_grams"]),
        heads={
            **one["heads"],
            **{k: f"{one['heads'][k]}{BETWEEN}{v}" if k in one["heads"] else v for k, v in two["heads"].items()},
        },
        unspaced_heads=both(one["unspaced_heads"], two["unspaced_heads"]),
    )


def _file_phrases(tables: Tables, rule: Rule, number: int, entry: int) -> None:
    for phrase in rule.phrases:
        key = phrase_view(phrase)
        _add(tables["phrases"], key, number)
        words = key.split(" ")
        if len(words) <= CHAIN_WORDS:
            tables["chain_starts"][words[0]] = 0
        if len(words) <= CHAIN_PROBE:
            tables["chain_ends"][words[-1]] = 0
        if rule.inline or len(phrase) >= LONG_PHRASE:
            _file_head(tables, phrase, entry)


def _file_pattern(tables: Tables, rule: Rule, pattern: str, entry: int) -> None:
    """File a pattern by how it can begin or end, else by the words that it or its rule wants."""
    unspaced = rule.language in UNSPACED_LANGUAGES
    expanded = expand(pattern, rule)
    if rule.strength is not Strength.WEAK:
        for text in _openings(literal_edges(expanded) or frozenset()):
            _file_head(tables, text, entry)
    words = None if unspaced else literal_words(expanded, tokens, commonness)
    rare = words is not None and not any(map(_common, words))
    for filed, end in ((tables["starts"], False), (tables["ends"], True)):
        texts = literal_edges(expanded, end=end, enough=EDGE_SIZES[1 if unspaced else 0])
        if texts is not None and len(texts) > MOST_EDGES:
            texts = literal_edges(expanded, end=end, enough=EDGE_SIZES[1])
        if texts and all(map(_fills_an_edge, texts)) and not (rare and any(map(_says_nothing, texts))):
            _file_edges(filed, sorted(texts), entry, end=end)
            return
    if words is not None and rare:
        for word in sorted(words):
            _add(tables["words"], word, entry)
        return
    if unspaced or all(map(_calls_up, rule.require)):
        for word in rule.require:
            _file_word(tables, word, rule, entry, deep=False)
    elif words is not None:
        for word in sorted(words):
            _add(tables["deep_words"], word, entry)
    else:
        for word in rule.require:
            _file_word(tables, word, rule, entry, deep=True)


def _openings(starts: frozenset[str]) -> list[str]:
    """How a sentence that a pattern fits may open, cut to where it first says something; very many are cut more."""
    cut = {_telling(text) for text in starts}
    if len(cut) > MOST_OPENINGS:
        cut = {short for text in starts if not all(map(_common, tokens(short := text[:HEAD])))}
    return sorted(cut)


def _telling(text: str) -> str:
    """A beginning cut to where it first says something: common words alone would open any sentence."""
    for size in range(SURE_HEAD, ENOUGH, 4):
        if not all(map(_common, tokens(text[:size]))):
            return text[:size]
    return text


def _common(word: str) -> bool:
    return word in common_words() or len(word) < 2


def _calls_up(word: str) -> bool:
    """Whether a required word is rare enough to call up its rule by itself: no stem, and not common."""
    return not word.endswith("*") and not all(map(_common, tokens(phrase_view(word))))


def commonness(word: str) -> float:
    """What it costs to try a rule wherever a word stands: of several words, the one that costs least is filed."""
    return 1_000.0 if _common(word) else 1 / len(word)


def _file_templates(tables: Tables, rule: Rule, entry: int) -> None:
    for template in rule.templates:
        units = template_units(template)
        views = [phrase_view(unit) for unit in units]
        _file_edges(tables["starts"], views, entry, end=False)
        _file_edges(tables["ends"], views, entry, end=True)
        for unit in units:
            _file_head(tables, unit.lstrip("… "), entry)
        for part in sentences(template):  # two long words of each sentence: a typo spoils at most one
            for word in sorted(tokens(phrase_view(part)), key=len, reverse=True)[:2]:
                _file_word(tables, word, rule, entry, deep=True)


def _gate(rule: Rule) -> Iterable[str]:
    """The words of the needed cue group that is rarest: short words are common ones."""
    needed = [g.words for g in rule.cues if g.name in rule.needs]
    return min(needed, key=lambda words: sum(len(w) < 4 for w in words), default=())


def _add(table: Table, key: str, number: int) -> None:
    held = table.get(key)
    if held is None:
        table[key] = number
    elif number not in numbers(held):
        table[key] = f"{held} {number}"


def _says_nothing(text: str) -> bool:
    """Whether a beginning or end is short and of common words alone."""
    return len(text) < EDGE_SIZES[0] and all(map(_common, tokens(text)))


def _fills_an_edge(text: str) -> bool:
    return len(text) >= EDGE_SIZES[-2 if text.isascii() or not UNSPACED.search(text) else -1]


def _file_edges(tables: list[Table], texts: Iterable[str], entry: int, *, end: bool) -> None:
    for text in texts:
        for table, size in zip(tables, EDGE_SIZES, strict=True):
            if len(text) >= size:
                _add(table, text[-size:] if end else text[:size], entry)
                break


def _file_word(tables: Tables, word: str, rule: Rule, entry: int, *, deep: bool) -> None:
    """File an entry under a word as packs write it (`donat*` is a stem); of several words, the longest.

    A stem, and a word that nearly every line holds, goes to the deep tables.
    """
    key = phrase_view(word.rstrip("*"))
    if rule.language in UNSPACED_LANGUAGES:
        if len(key) > 1:
            _add(tables["deep_grams" if deep else "grams"], key[:2], entry)
        elif UNSPACED.search(key):
            _add(tables["words"], key, entry)
        if UNSPACED.search(key):
            return
    parts = tokens(key)
    if not parts:
        return
    longest = min(parts, key=commonness)
    if word.endswith("*") and longest == parts[-1]:
        for table, size in zip(tables["deep_stems"], STEMS, strict=True):
            if len(longest) >= size:
                _add(table, longest[:size], entry)
                return
    _add(tables["deep_words" if deep or _common(longest) else "words"], longest, entry)


def _file_head(tables: Tables, text: str, entry: int) -> None:
    """File how a sentence may begin; a sentence begins with a capital, and a number with a digit or currency."""
    if UNSPACED.match(text):
        if len(text) >= HEAD_UNSPACED:
            _add(tables["unspaced_heads"], text[:HEAD_UNSPACED], entry)
        return
    begin, number, _ = text[:ENOUGH].partition("#")
    if len(begin) < HEAD:
        return
    for opening in [begin + digit for digit in _NUMBER_STARTS] if number and len(begin) < SURE_HEAD else [begin]:
        capital = opening[:1].upper() + opening[1:]
        for written in dict.fromkeys((capital, capital.replace("'", "’"))):
            _add_head(tables["heads"], written[:HEAD], written, entry)


def _add_head(heads: Heads, head: str, opening: str, entry: int) -> None:
    held = heads.get(head)
    if held is None:
        heads[head] = f"{opening}{BETWEEN}{entry}"
    elif (opening, entry) not in openings(held):
        heads[head] = f"{held}{BETWEEN}{opening}{BETWEEN}{entry}"
