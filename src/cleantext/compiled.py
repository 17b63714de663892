"""The packs in the form the library loads: built once from TOML, shipped as JSON, indexed on first use.

`python -m cleantext.compile_packs` rebuilds the shipped file; a test fails while it is older than the packs.
TOML is read at about 1 MB/s in pure Python and JSON at a hundred times that, hence the second form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from cleantext.pack import PACKS, shipped_packs, shipped_rules
from cleantext.rule import Category, CueGroup, Extent, MatcherKind, Rule, Strength

__all__ = ["COMPILED", "fingerprint", "load_compiled", "write_compiled"]

COMPILED = PACKS / "compiled.json"
_PROSE_FIELDS = ("summary", "why", "source", "match", "no_match")


def fingerprint() -> str:
    """A digest of the packs' bytes: two trees with the same packs have the same one."""
    digest = hashlib.sha256()
    for path in shipped_packs():
        digest.update(f"{path.relative_to(PACKS).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_compiled(path: Path = COMPILED) -> int:
    """Write the compiled form of the shipped packs; returns the number of rules."""
    rules = shipped_rules()
    slim = [{k: v for k, v in asdict(rule).items() if k not in _PROSE_FIELDS and v} for rule in rules]
    text = json.dumps({"packs": fingerprint(), "rules": slim}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    return len(rules)


@cache
def load_compiled() -> tuple[Rule, ...]:
    """The shipped rules without their prose (summary, why, source, examples)."""
    raw = json.loads(COMPILED.read_text(encoding="utf-8"))
    return tuple(_rules(raw["rules"]))


def _rules(entries: Iterable[dict[str, Any]]) -> Iterable[Rule]:
    for entry in entries:
        entry["category"] = Category(entry["category"])
        entry["matcher"] = MatcherKind(entry["matcher"])
        entry["strength"] = Strength(entry["strength"])
        entry["extent"] = Extent(entry["extent"])
        for key in ("phrases", "patterns", "require", "templates", "openers", "needs"):
            entry[key] = tuple(entry.get(key, ()))
        entry["lists"] = tuple((k, tuple(v)) for k, v in entry.get("lists", ()))
        if "cues" in entry:
            entry["cues"] = tuple(CueGroup(c["name"], c["weight"], tuple(c["words"])) for c in entry["cues"])
        yield Rule(summary="", why="", source="", match=(), no_match=(), **entry)

