"""Cleaners of a test's own rules: what the engine does, whatever the shipped packs say."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cleantext import Cleaner
from cleantext.compiled import card_of
from cleantext.index import Index
from cleantext.pack import load_pack
from cleantext.rule import Rule
from cleantext.tables import build_tables

Entry = dict[str, Any]

PROSE = "The council voted on Tuesday to keep the old bridge open until the spring, the mayor said after the meeting."
MORE = "A second vote follows in June, when the engineers have measured the pillars and the ferry has been repaired."


def rule(name: str, category: str = "share", language: str = "en", **body: Any) -> Entry:
    """A rule as a pack has it, with what every rule needs; a phrase rule unless `body` says otherwise."""
    kind = next((k for k in ("patterns", "templates", "cues", "phrases") if k in body), "phrases")
    return {
        "category": category,
        "language": language,
        "id": f"own-{name}",
        "summary": "s",
        "why": "w",
        "source": "s",
        "matcher": {"patterns": "pattern", "templates": "template", "cues": "cues", "phrases": "phrase"}[kind],
        "strength": "strong",
        "match": ["m"],
        "no_match": [{"text": "t", "near": "n"}],
        **body,
    }


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_pack(path: Path, entries: list[Entry]) -> Path:
    """One pack of rules of one category and language."""
    head = f"schema = 1\ncategory = {toml(entries[0]['category'])}\nlanguage = {toml(entries[0]['language'])}\n"
    rules = ["\n".join(f"{k} = {toml(v)}" for k, v in e.items() if k not in ("category", "language")) for e in entries]
    path.write_text(head + "".join(f"[[rule]]\n{r}\n" for r in rules), encoding="utf-8")
    return path


def cleaner(*entries: Entry, shipped: tuple[str, ...] = (), **settings: Any) -> Cleaner:
    """A Cleaner that has these rules only, and the shipped ones of the ids in `shipped`."""
    packs: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        packs[entry["category"], entry["language"]].append(entry)
    with TemporaryDirectory() as folder:
        paths = [write_pack(Path(folder) / f"{c}-{lang}.toml", held) for (c, lang), held in packs.items()]
        names = [entry["id"] for entry in entries]
        return Cleaner(categories=[], rules=[*names, *shipped], packs=paths, **settings)


def gone(made: Cleaner, text: str) -> list[tuple[str, str]]:
    """The rule and the text of each removal, layout left out, in order."""
    return [(r.rule, r.text.strip()) for r in made.explain(text).removals if r.category != "layout"]


def lines(*parts: str) -> str:
    return "\n".join(parts)


def loaded(entry: Entry) -> Rule:
    """The entry as a rule, for tests of one matcher."""
    with TemporaryDirectory() as folder:
        return load_pack(write_pack(Path(folder) / "own.toml", [entry]))[0]


def index(*entries: Entry, shipped: bool = False, off: tuple[int, ...] = ()) -> Index:
    """An index of these rules alone, as if they shipped or were a user's; those numbered in `off` are not in use.

    Quicker than a Cleaner, which loads what ships.
    """
    rules = [replace(loaded(entry), shipped=shipped) for entry in entries]
    return Index([card_of(r) for r in rules], build_tables(rules), frozenset(range(len(rules))) - {*off})
