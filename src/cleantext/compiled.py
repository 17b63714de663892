"""The packs in the form the library loads: rules and look-up tables, built once from TOML and shipped.

`python -m cleantext.compile_packs` rebuilds the shipped file; a test fails while it is older than the packs.
TOML is read at about 1 MB/s in pure Python, and even JSON is slow when it holds a hundred thousand small
objects. So the file is made of few long texts, each cut when it is loaded; what a rule says is read
when the rule is first needed. It is data and runs nothing.

Its lines: a JSON object with the digest of the packs, what is known of each rule at once and the sizes of the lines
that follow in bytes; a line for the rules' bodies; then two lines for each table, its keys and its values: first the
tables of the categories that are on by default, then those of the others, which most users never need.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, cast

from cleantext.common_words import COMMON_OPENINGS, COMMON_WORDS
from cleantext.rule import DEFAULT_CATEGORIES, Category, CueGroup, Extent, MatcherKind, Rule, Strength
from cleantext.tables import EDGE_SIZES, ENTRY, STEMS, Heads, Table, Tables, build_tables

__all__ = [
    "COMPILED",
    "Compiled",
    "RuleCard",
    "SharedTables",
    "StoredTables",
    "card_of",
    "fingerprint",
    "in_order",
    "load_compiled",
    "write_compiled",
]

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
        body: Callable[[], Rule],
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
        return self._body()


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
        lambda: rule,
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
    lines = [line.encode() for line in (_BODY_END.join(bodies), *_written(usual), *_written(optional))]
    _replace(path, b"\n".join([_json({**head, "sizes": [*map(len, lines)]}).encode(), *lines]))
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
    text = COMPILED.read_bytes()
    at = text.index(b"\n")
    head = json.loads(text[:at])
    lines = []
    for size in head["sizes"]:
        lines.append(memoryview(text)[at + 1 : at + 1 + size])
        at += 1 + size
    ids, categories, languages, kinds, strengths, extents, inline, most = (c.split(" ") for c in head["cards"])
    bodies = _Bodies(lines[0])
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
        [partial(bodies.rule, number) for number in range(len(ids))],
    )
    usual, optional = head["entries"]
    half = 1 + (len(lines) - 1) // 2
    return Compiled(
        head["packs"],
        tuple(cards),
        len(usual) // ENTRY,
        cast(Tables, StoredTables(usual, lines[1:half])),
        lambda: cast(Tables, StoredTables(optional, lines[half:])),
    )


class _Bodies:
    """What the shipped rules say, each read when it is first asked for."""

    def __init__(self, line: memoryview) -> None:
        self._line = line
        self._made: dict[int, Rule] = {}

    @cached_property
    def _texts(self) -> list[str]:
        return str(self._line, "utf-8").split(_BODY_END)

    def rule(self, number: int) -> Rule:
        """The rule of a number."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = _rule(json.loads(self._texts[number]))
        return made


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """The rules in the order of their numbers: categories that are on by default first."""
    return sorted(rules, key=lambda rule: rule.category not in DEFAULT_CATEGORIES)


class SharedTables(dict[str, Any]):
    """Tables that Cleaners share; `sieve` is the accelerator's form of them, once it was made."""

    sieve: Any = None


class StoredTables(SharedTables):
    """Tables as the file has them, each read when it is first asked for: of those that the accelerator reads, most
    never are."""

    def __init__(self, entries: list[int], lines: list[memoryview]) -> None:
        super().__init__(entries=entries)
        self._lines = lines

    def __missing__(self, name: str) -> Any:
        read = _heads if name == "heads" else _table
        made = [read(*self._of(at)) for at in _PLACES[name]]
        self[name] = made if name in _SEVERAL else made[0]
        return self[name]

    def stored(self, name: str) -> Any:
        """A table, or the tables of one name, as two texts each: keys, and values as JSON."""
        made = [self._of(at) for at in _PLACES[name]]
        return made if name in _SEVERAL else made[0]

    def _of(self, at: int) -> tuple[str, str]:
        return str(self._lines[2 * at], "utf-8"), str(self._lines[2 * at + 1], "utf-8")


_SEVERAL = {
    "starts": EDGE_SIZES,
    "ends": EDGE_SIZES,
    "near_starts": EDGE_SIZES,
    "near_ends": EDGE_SIZES,
    "near_stems": STEMS,
}
"""Tables of which there is one for each size."""

_ORDER = (
    "phrases", "chain_starts", "starts", "ends", "firsts", "lasts", "words", "telling_words", "grams", "near_starts",
    "near_ends", "near_words", "near_stems", "near_grams", "unspaced_heads", "heads",
)  # fmt: skip
"""In which tables are written."""


def _places() -> dict[str, range]:
    out: dict[str, range] = {}
    at = 0
    for name in _ORDER:
        out[name] = range(at, at + len(_SEVERAL.get(name, (0,))))
        at = out[name].stop
    return out


_PLACES = _places()


def _table(keys: str, values: str) -> Table:
    with _uncollected():
        return dict(zip(keys.split(_KEY_END), json.loads(values), strict=True)) if keys else {}


def _heads(keys: str, values: str) -> Heads:
    with _uncollected():
        return dict(zip(keys.split(_KEY_END), values.split(_BODY_END), strict=True)) if keys else {}


def _written(tables: Tables) -> Iterator[str]:
    """The lines of some tables: see `StoredTables`."""
    for name in _ORDER:
        found: Any = tables[name]  # type: ignore[literal-required]  # the names are those of Tables
        for table in found if name in _SEVERAL else [found]:
            yield _KEY_END.join(table)
            yield _BODY_END.join(table.values()) if name == "heads" else _json(list(table.values()))


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
