"""All active rules behind a few hash look-ups, so that a line pays only for the rules that may concern it.

- `phrases`: view of a whole line -> its phrase rule.
- `words`: a word -> the pattern, template and cue rules that want it.
- `stems`: the first characters of a word -> the rules that want a word beginning so (`donat*`).
- `grams`: for scripts without spaces, two characters -> the rules that want a text with them.
- `structures`: id -> the rule of that id that a rule module carries out.
- `heads`: the first characters of sentences that matter in long lines (openers, templates, inline phrases).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from cleantext.document import sentences
from cleantext.matchers import Matcher, make_matcher
from cleantext.normal import phrase_view
from cleantext.rule import Extent, MatcherKind, Rule, Strength

__all__ = ["HEAD", "HEAD_UNSPACED", "STEMS", "UNSPACED", "ActiveRule", "Index", "tokens"]

STEMS = (6, 4)
"""Lengths of the stem keys: a stem is filed under the longest that it fills."""

HEAD = 8
HEAD_UNSPACED = 4
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RANK = {Strength.WEAK: 0, Strength.STRONG: 1, Strength.KEEP: 2}
_PUNCTUATION = str.maketrans(dict.fromkeys('.,:;!?()[]{}"/|', " "))
_WORD = re.compile(r"\w+")


def tokens(key: str) -> list[str]:
    """The words of a view, without the punctuation around them.

    >>> tokens("photo: a. reyes/wend agency")
    ['photo', 'a', 'reyes', 'wend', 'agency']
    """
    return key.translate(_PUNCTUATION).split()


class ActiveRule:
    """A rule in use; its matcher is made when it is first needed."""

    __slots__ = ("_matcher", "category", "extent", "id", "inline", "keep", "kind", "max_words", "rule", "strong")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.id = rule.id
        self.category = rule.category
        self.kind = rule.matcher
        self.extent = rule.extent
        self.inline = rule.inline
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


Table = dict[str, list[ActiveRule]]


class Index:
    """The active rules by what a line must hold for them to fire."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = [ActiveRule(rule) for rule in rules]
        self.phrases = _phrases(self.rules)
        self.words: Table = {}
        self.stems: tuple[Table, ...] = tuple({} for _ in STEMS)
        self.grams: Table = {}
        self.structures = {a.id: a for a in self.rules if a.kind is MatcherKind.STRUCTURE}
        self.cues = [a for a in self.rules if a.kind is MatcherKind.CUES]
        for active in self.rules:
            if active.kind is not MatcherKind.PHRASE:
                for word in _wanted(active.rule):
                    self._file(active, word)

    def _file(self, active: ActiveRule, word: str) -> None:
        key = phrase_view(word.rstrip("*"))
        if active.rule.language in ("ja", "zh", "ko") and UNSPACED.search(key):
            _add(self.grams, key[:2], active)
            return
        parts = tokens(key)
        if not parts:
            return
        first = max(parts, key=len)
        if word.endswith("*") and first == parts[-1]:
            for table, size in zip(self.stems, STEMS, strict=True):
                if len(first) >= size:
                    _add(table, first[:size], active)
                    return
        _add(self.words, first, active)

    @cached_property
    def heads(self) -> frozenset[str]:
        """How sentences of interest begin, in the cases they may be written in."""
        heads: set[str] = set()
        for active in self.rules:
            for text in _openings(active):
                size = HEAD_UNSPACED if UNSPACED.match(text) else HEAD
                for form in (text, text.lower(), text.upper(), text[:1].upper() + text[1:], text.replace("'", "’")):
                    if len(form) >= size:
                        heads.add(form[:size])
        return frozenset(heads)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """First words of the phrases: where a chain of phrases can begin."""
        return frozenset(p.split(" ", 1)[0] for p in self.phrases)

    @cached_property
    def last_words(self) -> frozenset[str]:
        """Last words of the phrases: where a chain of phrases can end."""
        return frozenset(p.rsplit(" ", 1)[-1] for p in self.phrases)


def _add(table: Table, key: str, active: ActiveRule) -> None:
    held = table.setdefault(key, [])
    if not held or held[-1] is not active:
        held.append(active)


def _phrases(rules: Sequence[ActiveRule]) -> dict[str, ActiveRule]:
    """Each phrase's rule. Within a language the surest claim wins, between languages the most careful."""
    claims: dict[str, dict[str, ActiveRule]] = defaultdict(dict)
    for active in rules:
        if active.kind is MatcherKind.PHRASE:
            for phrase in active.rule.phrases:
                by_language = claims[phrase_view(phrase)]
                held = by_language.get(active.rule.language)
                if held is None or _RANK[active.rule.strength] > _RANK[held.rule.strength]:
                    by_language[active.rule.language] = active
    out: dict[str, ActiveRule] = {}
    for phrase, by_language in claims.items():
        kept = [a for a in by_language.values() if a.keep]
        out[phrase] = kept[0] if kept else min(by_language.values(), key=lambda a: (a.strong, a.extent is Extent.LINE))
    return out


def _wanted(rule: Rule) -> Iterable[str]:
    """Words of which a line must hold one for the rule to be tried."""
    if rule.matcher is MatcherKind.PATTERN:
        return rule.require
    if rule.matcher is MatcherKind.CUES:
        needed = [g for g in rule.cues if g.name in rule.needs]
        return min((g.words for g in needed), key=_commonness, default=())
    words: set[str] = set()
    for template in rule.templates:  # two long words of each sentence: a typo spoils at most one
        for part in sentences(template):
            words.update(sorted(_WORD.findall(phrase_view(part)), key=len, reverse=True)[:2])
    return sorted(words)


def _commonness(words: tuple[str, ...]) -> int:
    """Short words are common ones; a group without them is the better gate."""
    return sum(len(w) < 4 for w in words)


def _openings(active: ActiveRule) -> Iterable[str]:
    rule = active.rule
    yield from rule.openers
    if rule.matcher is MatcherKind.TEMPLATE:
        for template in rule.templates:
            yield from (part.lstrip("… ") for part in sentences(template))
    elif rule.matcher is MatcherKind.PHRASE and rule.inline:
        yield from rule.phrases
