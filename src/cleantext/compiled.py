"""The packs in the form the library loads: rules and look-up tables, built once from TOML and shipped.

`python -m cleantext.compile_packs` rebuilds the shipped file; a test fails while it is older than the packs.
TOML is read at about 1 MB/s in pure Python, and even JSON is slow when it holds a hundred thousand small
objects. So the file is made of few long texts, each cut when it is loaded; what a rule says is read
when the rule is first needed. It is data and runs nothing.

Its lines: a JSON object with the digest of the packs and what is known of each rule at once; a line for the
rules' bodies; then two lines for each table, its keys and its values: first the tables of the categories
that are on by default, then those of the others, which most users never need.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleantext.common_words import COMMON_OPENINGS, COMMON_WORDS
from cleantext.rule import DEFAULT_CATEGORIES, Category, CueGroup, Extent, MatcherKind, Rule, Strength
from cleantext.tables import EDGE_SIZES, ENTRY, STEMS, Table, Tables, build_tables

__all__ = ["COMPILED", "Compiled", "RuleCard", "card_of", "fingerprint", "in_order", "load_compiled", "write_compiled"]

COMPILED = Path(__file__).parent / "packs" / "compiled.txt"
_LEFT_OUT = ("summary", "why", "source", "match", "no_match", "phrases")
_TUPLES = ("patterns", "require", "templates", "openers", "needs")
_KEY_END, _BODY_END = "\x1f", "\x1e"


class RuleCard:
    """What is known of a rule at once; `rule` reads the rest."""

    __slots__ = ("_body", "category", "extent", "id", "inline", "language", "matcher", "max_words", "strength")

    def __init__(
        self,
        id: str,
        category: Category,
        language: str,
        matcher: MatcherKind,
        strength: Strength,
        extent: Extent,
        inline: bool,
        max_words: int,
        body: str | Rule,
    ) -> None:
        self.id = id
        self.category = category
        self.language = language
        self.matcher = matcher
        self.strength = strength
        self.extent = extent
        self.inline = inline
        self.max_words = max_words
        self._body = body

    @property
    def rule(self) -> Rule:
        """The rule; a shipped one comes without its prose, examples and phrases."""
        if isinstance(self._body, str):
            self._body = _rule(json.loads(self._body))
        return self._body


def card_of(rule: Rule) -> RuleCard:
    """The card of a rule that was read from a pack."""
    return RuleCard(
        rule.id,
        rule.category,
        rule.language,
        rule.matcher,
        rule.strength,
        rule.extent,
        rule.inline,
        rule.max_words,
        rule,
    )


@dataclass(frozen=True, slots=True)
class Compiled:
    """The shipped rules and the tables that number them."""

    packs: str
    rules: tuple[RuleCard, ...]
    """Those of the categories that are on by default come first."""
    entries: int
    """Entries of `tables`; those of `optional` are numbered on from there."""
    tables: Tables
    """Of the categories that are on by default."""
    optional: Callable[[], Tables]
    """Reads the tables of the others."""


def fingerprint() -> str:
    """A digest of the bytes of packs and common words: two trees with the same ones have the same one."""
    import hashlib

    from cleantext.pack import PACKS, shipped_packs

    digest = hashlib.sha256()
    for path in (*shipped_packs(), COMMON_WORDS, COMMON_OPENINGS):
        digest.update(f"{path.relative_to(PACKS).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_compiled(path: Path = COMPILED) -> int:
    """Write the compiled form of the shipped packs; returns the number of rules."""
    from cleantext.pack import shipped_rules  # with TOML and `regex`; who only reads needs neither

    rules = in_order(shipped_rules())
    first = sum(rule.category in DEFAULT_CATEGORIES for rule in rules)
    usual = build_tables(rules[:first])
    optional = build_tables(rules[first:], first, len(usual["entries"]) // ENTRY)
    bodies = [_json({k: v for k, v in asdict(rule).items() if k not in _LEFT_OUT and v}) for rule in rules]
    cards = [[r.id, r.category, r.language, r.matcher, r.strength, r.extent, int(r.inline), r.max_words] for r in rules]
    head = {
        "packs": fingerprint(),
        "cards": [" ".join(map(str, column)) for column in zip(*cards, strict=True)],
        "entries": [usual["entries"], optional["entries"]],
    }
    lines = [_json(head), _BODY_END.join(bodies)]
    for tables in (usual, optional):
        for table in _tables(tables):
            lines += [_KEY_END.join(table), _json(list(table.values()))]
        lines += [_KEY_END.join(tables["heads"]), _BODY_END.join(tables["heads"].values())]
    _replace(path, "\n".join(lines).encode())
    return len(rules)


def _replace(path: Path, data: bytes) -> None:
    """Put a file in a file's place as a whole: who loads the packs meanwhile, or after a failure, sees the old one."""
    new = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


@cache
def load_compiled() -> Compiled:
    """The compiled form that ships."""
    with _uncollected():
        return _load()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection, which would look through half a million new strings again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load() -> Compiled:
    lines = COMPILED.read_bytes().split(b"\n")
    head = json.loads(lines[0])
    ids, categories, languages, kinds, strengths, extents, inline, most = (c.split(" ") for c in head["cards"])
    cards = map(
        RuleCard,
        ids,
        map(Category, categories),
        languages,
        map(MatcherKind, kinds),
        map(Strength, strengths),
        map(Extent, extents),
        [flag == "1" for flag in inline],
        map(int, most),
        lines[1].decode().split(_BODY_END),
    )
    usual, optional = head["entries"]
    half = 2 + (len(lines) - 2) // 2
    return Compiled(
        head["packs"],
        tuple(cards),
        len(usual) // ENTRY,
        _read_tables(usual, lines[2:half]),
        lambda: _read_tables(optional, lines[half:]),
    )


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """The rules in the order of their numbers: categories that are on by default first."""
    return sorted(rules, key=lambda rule: rule.category not in DEFAULT_CATEGORIES)


def _read_tables(entries: list[int], lines: list[bytes]) -> Tables:
    texts = iter(lines)

    def table() -> Table:
        keys, values = next(texts).decode(), json.loads(next(texts))
        return dict(zip(keys.split(_KEY_END), values, strict=True)) if keys else {}

    return Tables(
        phrases=table(),
        chain_starts=table(),
        entries=entries,
        starts=[table() for _ in EDGE_SIZES],
        ends=[table() for _ in EDGE_SIZES],
        firsts=table(),
        lasts=table(),
        words=table(),
        telling_words=table(),
        grams=table(),
        near_starts=[table() for _ in EDGE_SIZES],
        near_ends=[table() for _ in EDGE_SIZES],
        near_words=table(),
        near_stems=[table() for _ in STEMS],
        near_grams=table(),
        unspaced_heads=table(),
        heads=dict(zip(next(texts).decode().split(_KEY_END), next(texts).decode().split(_BODY_END), strict=True)),
    )


def _tables(tables: Tables) -> Iterator[Table]:
    """The tables in the order in which they are written and read."""
    yield tables["phrases"]
    yield tables["chain_starts"]
    yield from tables["starts"]
    yield from tables["ends"]
    yield tables["firsts"]
    yield tables["lasts"]
    yield tables["words"]
    yield tables["telling_words"]
    yield tables["grams"]
    yield from tables["near_starts"]
    yield from tables["near_ends"]
    yield tables["near_words"]
    yield from tables["near_stems"]
    yield tables["near_grams"]
    yield tables["unspaced_heads"]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rule(entry: dict[str, Any]) -> Rule:
    for key in _TUPLES:
        if key in entry:
            entry[key] = tuple(entry[key])
    if "lists" in entry:
        entry["lists"] = tuple((k, tuple(v)) for k, v in entry["lists"])
    if "cues" in entry:
        entry["cues"] = tuple(CueGroup(c["name"], c["weight"], tuple(c["words"])) for c in entry["cues"])
    entry["category"] = Category(entry["category"])
    entry["matcher"] = MatcherKind(entry["matcher"])
    entry["strength"] = Strength(entry["strength"])
    entry["extent"] = Extent(entry["extent"])
    return Rule(summary="", why="", source="", match=(), no_match=(), **entry)
