"""The packs in the form the library loads: rules and look-up tables, built once from TOML, shipped as JSON.

`python -m cleantext.compile_packs` rebuilds the shipped file; a test fails while it is older than the packs.
TOML is read at about 1 MB/s in pure Python and JSON at a hundred times that, hence the second form.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleantext.common_words import COMMON_WORDS
from cleantext.pack import PACKS, shipped_packs, shipped_rules
from cleantext.rule import Category, CueGroup, Extent, MatcherKind, Rule, Strength
from cleantext.tables import Tables, build_tables

__all__ = ["COMPILED", "Compiled", "fingerprint", "load_compiled", "write_compiled"]

COMPILED = PACKS / "compiled.json"
_LEFT_OUT = ("summary", "why", "source", "match", "no_match", "phrases")
_TUPLES = ("patterns", "require", "templates", "openers", "needs")


@dataclass(frozen=True, slots=True)
class Compiled:
    """The shipped rules, without their prose, examples and phrases, and the tables that number them."""

    packs: str
    rules: tuple[Rule, ...]
    tables: Tables


def fingerprint() -> str:
    """A digest of the bytes of packs and common words: two trees with the same ones have the same one."""
    digest = hashlib.sha256()
    for path in (*shipped_packs(), COMMON_WORDS):
        digest.update(f"{path.relative_to(PACKS).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_compiled(path: Path = COMPILED) -> int:
    """Write the compiled form of the shipped packs; returns the number of rules."""
    rules = shipped_rules()
    slim = [{k: v for k, v in asdict(rule).items() if k not in _LEFT_OUT and v} for rule in rules]
    data = {"packs": fingerprint(), "rules": slim, "tables": build_tables(rules)}
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return len(rules)


@cache
def load_compiled() -> Compiled:
    """The compiled form that ships."""
    raw = json.loads(COMPILED.read_text(encoding="utf-8"))
    return Compiled(raw["packs"], tuple(map(_rule, raw["rules"])), raw["tables"])


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
