"""The look-up tables behind an `Index`, as plain data that can be shipped.

What they file is an **entry**: one pattern of a pattern rule, or a whole rule of another kind. An
entry is filed under whatever is rarest of what every text that it fits has in common
(`matchers.edges` reads that off the pattern).

Looked up for every line:

- `starts`, `ends`: the first or last characters of a view; entries that are sure by themselves alone.
  `starts` holds the beginnings of all phrases, too (PHRASE), and the sure phrases that may begin a chain
  of phrases (CHAIN): one look-up tells whether any of them may stand here.
- `words`: a word of a view, for sure entries of a user's pack that share neither beginning nor end;
  `telling_words`: the same for shipped ones, where the word is rare and speaks to the reader.
- `grams`: two characters of an unspaced script, for sure entries.
- `heads`: the first characters of a sentence of running text, as written -> how the openings that begin so
  go on, each with its entry; `unspaced_heads`: in unspaced scripts, the entries alone.

Looked up only for lines beside boilerplate: `near_starts`, `near_ends`, `near_words`, `near_stems` and
`near_grams`, for weak entries, cues, templates, and patterns that share no more than a word.

`firsts` and `lasts` hold the first FIRST characters of the longer `starts` and the last LAST of all `ends` (and no
numbers): small tables, where most lines are found to begin and end in no known way.

Phrases are filed by their rules: `phrases` holds the view of a whole line -> the rules that claim it.
`chain_starts` holds their first words (and no numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from cleantext.common_words import common_words, is_common_opening
from cleantext.document import sentences
from cleantext.matchers.base import UNSPACED_LANGUAGES
from cleantext.matchers.edges import ENOUGH, least_length, literal_edges, literal_words
from cleantext.matchers.pattern import expand
from cleantext.matchers.template import template_units
from cleantext.normal import phrase_view
from cleantext.rule import Category, MatcherKind, Rule, Strength

__all__ = [
    "BETWEEN",
    "CHAIN",
    "CHAIN_WORDS",
    "EDGE_SIZES",
    "ENTRY",
    "FIRST",
    "HEAD",
    "HEAD_UNSPACED",
    "LAST",
    "PHRASE",
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

EDGE_SIZES = (8, 6, 4, 2)
"""Characters of a view's beginning or end that are filed: under the longest that it fills, under the last of
them only in unspaced scripts."""

FIRST, LAST = 5, 4
"""Characters that `firsts` and `lasts` file."""

PHRASE, CHAIN = -1, -2
"""In place of an entry: a phrase begins so, or a sure phrase, which may begin a chain, and goes on behind it."""

CHAIN_WORDS = 7
"""Words of the longest phrase of a chain."""

CHAIN_PROBE = 3
"""Words of the longest sure phrase that calls up a chain."""

STEMS = (6, 4)
"""Lengths of the keys of `near_stems`."""

HEAD = 8
"""Characters of a sentence's beginning that `heads` file."""

HEAD_UNSPACED = 4
"""The same for sentences that begin in an unspaced script."""

SURE_HEAD = 12
"""Characters of an opening that need not be told apart by the number behind them."""

OPENING_SIZES = (24, 16, 12, 10, 8)
"""Lengths to which openings are cut: each length is a look-up."""

TELLING = 6
"""Letters of a word that calls up shipped rules in every line, if these address the reader."""

ADDRESSING = frozenset({Category.DONATION, Category.NEWSLETTER, Category.PAYWALL, Category.CONSENT})
"""Categories of the rules that such a word calls up."""

MOST_EDGES = 300
"""Beginnings or ends of one pattern beyond which they are filed by the shorter size."""

MOST_OPENINGS = 700
"""Openings of one pattern beyond which they are cut to HEAD."""

LONG_PHRASE = 45
"""Characters; so long a phrase may look like running text and gets a head."""

ENTRY = 3
"""Numbers that are kept of an entry."""

WHOLE_RULE = -1
"""In place of a pattern's number: the entry is a rule, not one of its patterns."""

UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+|[©#]")
_NUMBER_STARTS = "0123456789$€£"

Table = dict[str, int | str]
"""Keys to a number, or to several in one text ("12 40"): a hundred thousand lists would be dear to load."""

Heads = dict[str, str]
"""Heads to the rest of openings, as a sentence is written, and their entries, all in one text: see `openings`."""

BETWEEN = "\x1f"
"""Stands between openings and entries; no text of a pack holds it."""


class Tables(TypedDict):
    """See the module."""

    phrases: Table
    chain_starts: Table
    entries: list[int]  # ENTRY numbers each: of the rule, of the pattern in it, and its least length
    starts: list[Table]
    ends: list[Table]
    firsts: Table
    lasts: Table
    words: Table
    telling_words: Table
    grams: Table
    near_starts: list[Table]
    near_ends: list[Table]
    near_words: Table
    near_stems: list[Table]
    near_grams: Table
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
    """How the openings under a head go on behind it, each with the number of its entry."""
    parts = value.split(BETWEEN)
    return [(text, int(entry)) for text, entry in zip(parts[::2], parts[1::2], strict=True)]


def build_tables(rules: Sequence[Rule], first: int = 0, first_entry: int = 0) -> Tables:
    """The tables of some rules, which are numbered from `first`, their entries from `first_entry`."""
    tables = Tables(
        phrases={},
        chain_starts={},
        entries=[],
        starts=[{} for _ in EDGE_SIZES],
        ends=[{} for _ in EDGE_SIZES],
        firsts={},
        lasts={},
        words={},
        telling_words={},
        grams={},
        near_starts=[{} for _ in EDGE_SIZES],
        near_ends=[{} for _ in EDGE_SIZES],
        near_words={},
        near_stems=[{} for _ in STEMS],
        near_grams={},
        heads={},
        unspaced_heads={},
    )
    for number, rule in enumerate(rules, first):
        entries = tables["entries"]
        whole = first_entry + len(entries) // ENTRY
        entries += [number, WHOLE_RULE, 0]
        match rule.matcher:
            case MatcherKind.PHRASE:
                _file_phrases(tables, rule, number, whole)
            case MatcherKind.PATTERN:
                for which, pattern in enumerate(rule.patterns):
                    expanded = expand(pattern, rule)
                    _file_pattern(tables, rule, expanded, first_entry + len(entries) // ENTRY)
                    entries += [number, which, least_length(expanded)]
            case MatcherKind.TEMPLATE:
                _file_templates(tables, rule, whole)
            case MatcherKind.CUES:
                for word in _gate(rule):
                    _file_word(tables, word, rule, whole, near=True)
        for opener in rule.openers:
            _file_head(tables, opener, whole)
    for size, starts, ends in zip(EDGE_SIZES[:-1], tables["starts"], tables["ends"], strict=False):
        if size > FIRST:
            tables["firsts"].update(dict.fromkeys([start[:FIRST] for start in starts], 0))
        tables["lasts"].update(dict.fromkeys([end[-LAST:] for end in ends], 0))
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
        entries=[*one["entries"], *two["entries"]],
        starts=each(one["starts"], two["starts"]),
        ends=each(one["ends"], two["ends"]),
        firsts=one["firsts"] | two["firsts"],
        lasts=one["lasts"] | two["lasts"],
        words=both(one["words"], two["words"]),
        telling_words=both(one["telling_words"], two["telling_words"]),
        grams=both(one["grams"], two["grams"]),
        near_starts=each(one["near_starts"], two["near_starts"]),
        near_ends=each(one["near_ends"], two["near_ends"]),
        near_words=both(one["near_words"], two["near_words"]),
        near_stems=each(one["near_stems"], two["near_stems"]),
        near_grams=both(one["near_grams"], two["near_grams"]),
        heads={
            **one["heads"],
            **{k: f"{one['heads'][k]}{BETWEEN}{v}" if k in one["heads"] else v for k, v in two["heads"].items()},
        },
        unspaced_heads=both(one["unspaced_heads"], two["unspaced_heads"]),
    )


def _file_phrases(tables: Tables, rule: Rule, number: int, entry: int) -> None:
    sure = rule.strength in (Strength.STRONG, Strength.FIRM)
    for phrase in rule.phrases:
        key = phrase_view(phrase)
        _add(tables["phrases"], key, number)
        _add(tables["starts"][0], key[: EDGE_SIZES[0]], PHRASE)
        words = key.split(" ")
        if len(words) <= CHAIN_WORDS:
            tables["chain_starts"][words[0]] = 0
        if sure and len(words) <= CHAIN_PROBE:
            _file_edges(tables["starts"], [f"{key} "], CHAIN, end=False)
        if rule.inline or len(phrase) >= LONG_PHRASE:
            _file_head(tables, phrase, entry)


def _file_pattern(tables: Tables, rule: Rule, expanded: str, entry: int) -> None:
    """File a pattern, its lists written out, by how it can begin or end, else by words that it or its rule wants."""
    unspaced = rule.language in UNSPACED_LANGUAGES
    near = rule.strength is Strength.WEAK
    if not near:
        for text in _openings(literal_edges(expanded) or frozenset()):
            _file_head(tables, text, entry)
    words = None if unspaced else literal_words(expanded, tokens, commonness)
    rare = words is not None and not any(map(_common, words))
    starts, ends = (tables["near_starts"], tables["near_ends"]) if near else (tables["starts"], tables["ends"])
    for filed, end in ((starts, False), (ends, True)):
        texts = _edges(expanded, end=end)
        if texts and all(map(_fills_an_edge, texts)) and not (rare and any(map(_says_nothing, texts))):
            _file_edges(filed, sorted(texts), entry, end=end)
            return
    if unspaced or words is None:
        for word in rule.require:
            _file_word(tables, word, rule, entry, near=near)
    else:
        # Any word is looked up for every line only where a pack of the user's own needs it.
        lone = rare and not near
        for word in sorted(words):
            _add(tables["words" if lone and not rule.shipped else "near_words"], word, entry)
            if lone and rule.shipped and rule.category in ADDRESSING and len(word) >= TELLING:
                _add(tables["telling_words"], word, entry)


def _edges(expanded: str, *, end: bool) -> frozenset[str] | None:
    """How a pattern can begin or end, cut shorter where there are very many ways."""
    for size in EDGE_SIZES[:-1]:
        texts = literal_edges(expanded, end=end, enough=size)
        if texts is None or len(texts) <= MOST_EDGES:
            break
    return texts


def _openings(starts: frozenset[str]) -> list[str]:
    """How a sentence that a pattern fits may open, cut to where it first says something; very many are cut more."""
    cut = {_telling(text) for text in starts}
    for size in OPENING_SIZES[1:]:
        if len(cut) <= MOST_OPENINGS:
            break
        cut = {text[:size] for text in cut}
    return sorted(text for text in cut if not all(map(_common, tokens(text))))


def _telling(text: str) -> str:
    """A beginning cut to where it first says something: common words alone would open any sentence."""
    for size in range(SURE_HEAD, ENOUGH, 4):
        if not (all(map(_common, tokens(text[:size]))) or is_common_opening(text[:size])):
            return text[:size]
    return text


def _common(word: str) -> bool:
    return word in common_words() or len(word) < 2


def commonness(word: str) -> float:
    """What it costs to try a rule wherever a word stands: of several words, the one that costs least is filed."""
    return 1_000.0 if _common(word) else 1 / len(word)


def _file_templates(tables: Tables, rule: Rule, entry: int) -> None:
    for template in rule.templates:
        units = template_units(template)
        views = [phrase_view(unit) for unit in units]
        near = rule.strength is Strength.WEAK
        _file_edges(tables["near_starts" if near else "starts"], views, entry, end=False)
        _file_edges(tables["near_ends" if near else "ends"], views, entry, end=True)
        for unit in units:
            _file_head(tables, unit.lstrip("… "), entry)
        for part in sentences(template):  # two long words of each sentence: a typo spoils at most one
            for word in sorted(tokens(phrase_view(part)), key=len, reverse=True)[:2]:
                _file_word(tables, word, rule, entry, near=True)


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


def _file_word(tables: Tables, word: str, rule: Rule, entry: int, *, near: bool) -> None:
    """File an entry under a word as packs write it (`donat*` is a stem); of several words, the rarest.

    Unless `near`, words of unspaced scripts, and those of a user's pack that are neither stems nor
    common, are looked up for every line.
    """
    key = phrase_view(word.rstrip("*"))
    if rule.language in UNSPACED_LANGUAGES:
        if len(key) > 1:
            _add(tables["near_grams" if near else "grams"], key[:2], entry)
        elif UNSPACED.search(key):
            _add(tables["near_words"], key, entry)
        if UNSPACED.search(key):
            return
    parts = tokens(key)
    if not parts:
        return
    longest = min(parts, key=commonness)
    if word.endswith("*") and longest == parts[-1]:
        for table, size in zip(tables["near_stems"], STEMS, strict=True):
            if len(longest) >= size:
                _add(table, longest[:size], entry)
                return
    near = near or rule.shipped or _common(longest)
    _add(tables["near_words" if near else "words"], longest, entry)


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
        size = next(size for size in OPENING_SIZES if len(opening) >= size)
        if is_common_opening(opening[:size]):
            continue
        capital = opening[:1].upper() + opening[1:size]
        for written in dict.fromkeys((capital, capital.replace("'", "’"))):
            _add_head(tables["heads"], written[:HEAD], written[HEAD:], entry)


def _add_head(heads: Heads, head: str, rest: str, entry: int) -> None:
    held = heads.get(head)
    if held is None:
        heads[head] = f"{rest}{BETWEEN}{entry}"
    elif (rest, entry) not in openings(held):
        heads[head] = f"{held}{BETWEEN}{rest}{BETWEEN}{entry}"
