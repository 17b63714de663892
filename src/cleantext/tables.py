"""The look-up tables behind an `Index`, as plain dicts of strings to rule numbers, so that they can be shipped.

- `phrases`: view of a whole line -> the rules that claim it.
- `starts`, `ends`: the first or last characters of a view -> the pattern and template rules that such
  a view may fit, as read off the patterns themselves (`matchers.edges`).
- `words`, `stems`, `grams`: a word, the beginning of one (`donat*`), or two characters of an unspaced
  script -> the pattern rules that want it and can begin and end in any way.
- `deep_words`, `deep_stems`, `deep_grams`: the same for rules that judge what a text says (cues,
  templates), looked up only where something else speaks for boilerplate.
- `heads`: the first characters of a sentence of running text, as written -> the rules it may concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from cleantext.document import sentences
from cleantext.matchers.pattern import pattern_edges
from cleantext.matchers.template import template_units
from cleantext.normal import phrase_view
from cleantext.rule import MatcherKind, Rule

__all__ = [
    "EDGES",
    "HEADS",
    "HEAD_UNSPACED",
    "STEMS",
    "UNSPACED",
    "Table",
    "Tables",
    "build_tables",
    "merge_tables",
    "numbers",
    "tokens",
]

EDGES = (8, 5, 4, 2)
"""Lengths of the keys of `starts` and `ends`: a beginning is filed under the longest that it fills,
under the last of them only in unspaced scripts."""

STEMS = (6, 4)
"""Lengths of the keys of `stems`; the shorter ones are looked up beside other findings only."""

COMMON = frozenset(
    """# a an the in on or and of to by it is be are was as at for from with this that these we our us i me my you your
    can will not no out up how what when who why all any more most new best top get set free like time home app web use
    day two first last page next per vs data design code tax set hi if so do go
    de la le les el los las un une una et y o e di il lo per da do das dos na no em en se si su sur par pour con
    und der die das den dem ein eine von zu mit auf für im am oder bei als
    het een van op te voor met om is aan och i på av för att som til og af at på ved der det den
    z w na do po od za v ve s u i a o k в на и с по о от за до из у к не что это
    ve bir bu için ile da de ne mi yang di ke dari dan ini itu và của là cho các một trong với""".split()
)
"""Words that nearly every line holds; a rule that wants one of them is looked up beside other findings only."""

HEADS = (10, 8)
"""Lengths of the keys of `heads`: a sentence's beginning is filed under the longest that it fills."""

HEAD_UNSPACED = 4
"""The same for sentences that begin in an unspaced script."""

LONG_PHRASE = 45
"""Characters; so long a phrase may look like running text and gets a head."""

UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PUNCTUATION = str.maketrans(dict.fromkeys('.,:;!?()[]{}"/|', " "))
_WORD = re.compile(r"\w+")
_CJK = ("ja", "zh", "ko")

Table = dict[str, int | list[int]]
"""Keys to the number of a rule, or the numbers of several: most keys have one, and lists are dear to load."""


class Tables(TypedDict):
    """See the module."""

    phrases: Table
    starts: list[Table]
    ends: list[Table]
    words: Table
    stems: list[Table]
    grams: Table
    deep_words: Table
    deep_stems: list[Table]
    deep_grams: Table
    heads: list[Table]


def tokens(key: str) -> list[str]:
    """The words of a view, without the punctuation around them.

    >>> tokens("photo: a. reyes/wend agency")
    ['photo', 'a', 'reyes', 'wend', 'agency']
    """
    return key.translate(_PUNCTUATION).split()


def numbers(value: int | list[int] | None) -> list[int]:
    """The rule numbers under a key of a table."""
    return [] if value is None else [value] if isinstance(value, int) else value


def build_tables(rules: Sequence[Rule], first: int = 0) -> Tables:
    """The tables of some rules, which are numbered from `first`."""
    tables = Tables(
        phrases={},
        starts=[{} for _ in EDGES],
        ends=[{} for _ in EDGES],
        words={},
        stems=[{} for _ in STEMS],
        grams={},
        deep_words={},
        deep_stems=[{} for _ in STEMS],
        deep_grams={},
        heads=[{} for _ in (*HEADS, HEAD_UNSPACED)],
    )
    for number, rule in enumerate(rules, first):
        match rule.matcher:
            case MatcherKind.PHRASE:
                _file_phrases(tables, rule, number)
            case MatcherKind.PATTERN:
                _file_patterns(tables, rule, number)
            case MatcherKind.TEMPLATE:
                _file_templates(tables, rule, number)
            case MatcherKind.CUES:
                for word in _gate(rule):
                    _file_word(tables, word, rule, number, deep=True)
        for opener in rule.openers:
            _file_head(tables, opener, number)
    return tables


def merge_tables(one: Tables, two: Tables) -> Tables:
    """Both tables in one; neither is changed."""

    def both(a: Table, b: Table) -> Table:
        return {**a, **{k: [*numbers(a.get(k)), *numbers(v)] for k, v in b.items()}}

    def each(a: list[Table], b: list[Table]) -> list[Table]:
        return [both(x, y) for x, y in zip(a, b, strict=True)]

    return Tables(
        phrases=both(one["phrases"], two["phrases"]),
        starts=each(one["starts"], two["starts"]),
        ends=each(one["ends"], two["ends"]),
        words=both(one["words"], two["words"]),
        stems=each(one["stems"], two["stems"]),
        grams=both(one["grams"], two["grams"]),
        deep_words=both(one["deep_words"], two["deep_words"]),
        deep_stems=each(one["deep_stems"], two["deep_stems"]),
        deep_grams=both(one["deep_grams"], two["deep_grams"]),
        heads=each(one["heads"], two["heads"]),
    )


def _file_phrases(tables: Tables, rule: Rule, number: int) -> None:
    for phrase in rule.phrases:
        _add(tables["phrases"], phrase_view(phrase), number)
        if rule.inline or len(phrase) >= LONG_PHRASE:
            _file_head(tables, phrase, number)


def _file_patterns(tables: Tables, rule: Rule, number: int) -> None:
    for pattern in rule.patterns:
        starts, ends = pattern_edges(pattern, rule)
        for text in sorted({text[: HEADS[0]] for text in starts}):
            if "#" not in text:
                _file_head(tables, text, number)
        if starts:
            _file_edges(tables["starts"], starts, number, end=False)
        elif ends:
            _file_edges(tables["ends"], ends, number, end=True)
        else:
            for word in rule.require:
                _file_word(tables, word, rule, number, deep=False)


def _file_templates(tables: Tables, rule: Rule, number: int) -> None:
    for template in rule.templates:
        units = template_units(template)
        views = [phrase_view(unit) for unit in units]
        _file_edges(tables["starts"], views, number, end=False)
        _file_edges(tables["ends"], views, number, end=True)
        for unit in units:
            _file_head(tables, unit.lstrip("… "), number)
        for part in sentences(template):  # two long words of each sentence: a typo spoils at most one
            for word in sorted(_WORD.findall(phrase_view(part)), key=len, reverse=True)[:2]:
                _file_word(tables, word, rule, number, deep=True)


def _gate(rule: Rule) -> Iterable[str]:
    """The words of the needed cue group that is rarest: short words are common ones."""
    needed = [g.words for g in rule.cues if g.name in rule.needs]
    return min(needed, key=lambda words: sum(len(w) < 4 for w in words), default=())


def _add(table: Table, key: str, number: int) -> None:
    held = numbers(table.get(key))
    if number not in held:
        table[key] = [*held, number] if held else number


def _file_edges(tables: list[Table], texts: Iterable[str], number: int, *, end: bool) -> None:
    for text in texts:
        for table, size in zip(tables, EDGES, strict=True):
            if len(text) >= size:
                _add(table, text[-size:] if end else text[:size], number)
                break
        else:  # two characters of an unspaced script
            _add(tables[-1], text, number)


def _file_word(tables: Tables, word: str, rule: Rule, number: int, *, deep: bool) -> None:
    """File a rule under a word as packs write it (`donat*` is a stem); of several words, the longest.

    A word that nearly every line holds, or a very short stem, goes to the deep tables.
    """
    key = phrase_view(word.rstrip("*"))
    if rule.language in _CJK and UNSPACED.search(key):
        _add(tables["deep_grams" if deep else "grams"], key[:2], number)
        return
    parts = tokens(key)
    if not parts:
        return
    longest = max(parts, key=len)
    if word.endswith("*") and longest == parts[-1]:
        deep = deep or len(longest) < STEMS[0]
        for table, size in zip(tables["deep_stems" if deep else "stems"], STEMS, strict=True):
            if len(longest) >= size:
                _add(table, longest[:size], number)
                return
    _add(tables["deep_words" if deep or longest in COMMON else "words"], longest, number)


def _file_head(tables: Tables, text: str, number: int) -> None:
    if UNSPACED.match(text):
        if len(text) >= HEAD_UNSPACED:
            _add(tables["heads"][-1], text[:HEAD_UNSPACED], number)
        return
    capital = text[:1].upper() + text[1:]
    for written in dict.fromkeys((capital, capital.replace("'", "’"))):  # a sentence begins with a capital
        for table, size in zip(tables["heads"], HEADS, strict=False):
            if len(written) >= size:
                _add(table, written[:size], number)
                break
