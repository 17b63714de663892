"""TOML packs to rules, with errors that name file, rule, problem and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import regex

from cleantext.errors import PackError
from cleantext.matchers import judge, make_matcher
from cleantext.normal import phrase_view
from cleantext.rule import (
    LANGUAGES,
    Category,
    CueGroup,
    Extent,
    MatcherKind,
    NearMiss,
    Rule,
    Strength,
)
from cleantext.tables import build_tables

__all__ = ["PACKS", "check_pack", "load_pack", "shipped_packs", "shipped_rules"]

PACKS = Path(__file__).resolve().parent / "packs"
SCHEMA = 1
MAX_BYTES = 2_000_000
MIN_OPENER = 8
MIN_OPENER_CJK = 4
CJK = ("ja", "zh", "ko")

_ID = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_STRINGS = ("id", "summary", "why", "source", "matcher", "strength", "extent")
_NEEDED = ("id", "summary", "why", "source", "matcher", "strength", "match", "no_match")
_LISTS = ("phrases", "patterns", "require", "templates", "openers", "needs", "match")
_BODY = {
    MatcherKind.PHRASE: ("phrases",),
    MatcherKind.PATTERN: ("patterns", "require"),
    MatcherKind.TEMPLATE: ("templates",),
    MatcherKind.CUES: ("cues", "needs", "min_score"),
    MatcherKind.STRUCTURE: (),
}
_OPTIONAL = {
    MatcherKind.PHRASE: {"inline"},
    MatcherKind.PATTERN: {"inline", "lists", "max_words", "openers"},
    MatcherKind.TEMPLATE: {"inline", "min_score"},
    MatcherKind.CUES: {"inline", "openers"},
    MatcherKind.STRUCTURE: set(),
}
_INLINE_FLAG = regex.compile(r"(?<!\\)\(\?[a-zA-Z0-9]*-?[a-zA-Z0-9]+[:)]")
_NESTED = regex.compile(r"\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,\})")


def shipped_packs() -> list[Path]:
    """The packs that come with the library, in a fixed order."""
    return sorted(PACKS.glob("*/*.toml"))


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """All rules of the shipped packs. Reads TOML: slow (about a second), for tools and tests."""
    rules: list[Rule] = []
    for path in shipped_packs():
        rules += load_pack(path)
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in first:
            raise PackError(rule.file, rule.id, f"the id is also used in {first[rule.id].file}", "give it another id")
        first[rule.id] = rule
    return tuple(rules)


def load_pack(path: str | Path) -> tuple[Rule, ...]:
    """Read one pack.

    Raises:
        PackError: the first thing that is wrong with it.
    """
    rules: list[Rule] = []
    for item in _read(path):
        if isinstance(item, PackError):
            raise item
        rules.append(item)
    return tuple(rules)


def check_pack(path: str | Path) -> list[PackError]:
    """Everything that is wrong with a pack, its own examples included; empty when it is fine.

    An opener that is never looked for is told here alone: a pack that has one does what it did before.
    The examples of structure rules are documents; they are left to the tests, which run them
    through a whole Cleaner.
    """
    problems: list[PackError] = []
    for item in _read(path):
        if isinstance(item, PackError):
            problems.append(item)
            continue
        problems += [_wrong(path, item.id, *said) for opener in item.openers if (said := _unheard(item, opener))]
        if item.matcher is MatcherKind.STRUCTURE:
            continue
        try:
            judged = [bool(judge(item, text)) for text in (*item.match, *(miss.text for miss in item.no_match))]
        except PackError as error:
            problems.append(error)
            continue
        for text, fired in zip(item.match, judged, strict=False):
            if not fired:
                problems.append(
                    _wrong(path, item.id, f"it does not find its example {text!r}", "mend the rule or the example")
                )
        for miss, fired in zip(item.no_match, judged[len(item.match) :], strict=True):
            if fired:
                problems.append(
                    _wrong(path, item.id, f"it finds its near miss {miss.text!r}", "narrow the rule, or make it weak")
                )
    return problems


def _unheard(rule: Rule, opener: str) -> tuple[str, str] | None:
    """What is wrong, and what helps, where an opener is not filed and so never looked for."""
    tables = build_tables([replace(rule, matcher=MatcherKind.STRUCTURE, openers=(opener,))])
    if tables["heads"] or tables["unspaced_heads"]:
        return None
    if len(opener.partition("#")[0]) < MIN_OPENER:
        least = f"write at least {MIN_OPENER} characters before any number"
        return f"the opener {opener!r} is too short to be looked for", least
    return f"the opener {opener!r} begins too many sentences to be looked for", "write more of it, or leave it out"


def _wrong(path: str | Path, rule: str | None, problem: str, remedy: str) -> PackError:
    return PackError(_file(path), rule, problem, remedy)


def _file(path: str | Path) -> str:
    """How a pack is called: a shipped one by its place among the packs, another as the user named it."""
    try:
        full = Path(path).resolve()
    except (OSError, ValueError, RuntimeError):  # a null byte; links in a circle
        return str(path)
    return full.relative_to(PACKS).as_posix() if full.is_relative_to(PACKS) else str(path)


def _read(path: str | Path) -> Iterator[Rule | PackError]:
    """The rules of a file and, in their place, what is wrong."""
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            yield _wrong(path, None, f"the file is larger than {MAX_BYTES} bytes", "split it into several packs")
            return
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield _wrong(path, None, "the file is not UTF-8", "save it as UTF-8")
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        yield _wrong(path, None, f"the file cannot be read ({reason})", "check the path and its permissions")
        return
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a ValueError: a number of thousands of digits
        yield _wrong(path, None, f"the file is not TOML ({error})", "mend the line it names")
        return
    if type(data.get("schema")) is not int or data["schema"] != SCHEMA:
        yield _wrong(path, None, f"schema is {data.get('schema')!r}", f"write schema = {SCHEMA}")
        return
    if extra := set(data) - {"schema", "category", "language", "rule"}:
        yield _wrong(
            path, None, f"unknown key {min(extra)!r}", "a pack has schema, category, language and [[rule]] only"
        )
        return
    category, language = data.get("category"), data.get("language")
    if category not in list(Category):
        yield _wrong(path, None, f"category is {category!r}", f"use one of {', '.join(Category)}")
        return
    if language not in (*LANGUAGES, "any"):
        yield _wrong(path, None, f"language is {language!r}", f"use one of {', '.join(LANGUAGES)}, any")
        return
    entries = data.get("rule")
    if not isinstance(entries, list) or not entries:
        yield _wrong(path, None, "there are no rules", "add a [[rule]]")
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            yield _wrong(path, None, f"rule {number} is not a table", "write [[rule]] above it")
            continue
        try:
            rule = _rule(path, Category(category), language, entry, number)
        except PackError as error:
            yield error
            continue
        if rule.id in seen:
            yield _wrong(path, rule.id, "the id is used twice", "give one of them another id")
            continue
        seen.add(rule.id)
        yield rule


def _rule(path: Path, category: Category, language: str, raw: dict[str, Any], number: int) -> Rule:
    name = raw["id"] if isinstance(raw.get("id"), str) and raw["id"].strip() else f"number {number}"

    def fail(problem: str, remedy: str) -> PackError:
        return _wrong(path, name, problem, remedy)

    for key in _NEEDED:
        if key not in raw:
            raise fail(f"{key!r} is missing", f"add {key} = …")
    for key in _STRINGS:
        if key in raw and (not isinstance(raw[key], str) or not raw[key].strip()):
            raise fail(f"{key!r} is not a text", "put a non-empty text in quotes")
    if not _ID.fullmatch(raw["id"]):
        raise fail("the id is not kebab-case", "write lower-case words joined by hyphens, such as 'en-share-bar'")
    for key, kind in (("matcher", MatcherKind), ("strength", Strength), ("extent", Extent)):
        if key in raw and raw[key] not in list(kind):
            raise fail(f"{key} is {raw[key]!r}", f"use one of {', '.join(kind)}")
    matcher = MatcherKind(raw["matcher"])
    known = {*_NEEDED, *_BODY[matcher], *_OPTIONAL[matcher], "extent"}
    if extra := sorted(set(raw) - known):
        raise fail(f"unknown key {extra[0]!r} for a {matcher} rule", f"use only {', '.join(sorted(known))}")
    for key in _BODY[matcher]:
        if key not in raw:
            raise fail(f"{key!r} is missing", f"a {matcher} rule needs it")
    for key in _LISTS:
        if key in raw:
            _texts(raw[key], key, fail)
    if not isinstance(raw.get("inline", False), bool):
        raise fail("'inline' is neither true nor false", "write inline = true or leave it out")
    if type(raw.get("max_words", 1)) is not int or not 1 <= raw.get("max_words", 1) <= 120:
        raise fail("'max_words' is not a whole number from 1 to 120", "write for example max_words = 14")
    score = raw.get("min_score", 0.88)
    if isinstance(score, bool) or not isinstance(score, (int, float)) or not 0.5 <= score <= 1:
        raise fail("'min_score' is not a number from 0.5 to 1", "write for example min_score = 0.85")
    lists = raw.get("lists", {})
    if not isinstance(lists, dict):
        raise fail("'lists' is not a table", "write [rule.lists] with a list a line")
    for key, words in lists.items():
        _texts(words, f"lists.{key}", fail)
    near = raw["no_match"]
    if (
        not isinstance(near, list)
        or not near
        or not all(
            isinstance(n, dict)
            and set(n) == {"text", "near"}
            and all(isinstance(v, str) and v.strip() for v in n.values())
            for n in near
        )
    ):
        raise fail("'no_match' is not a list of { text, near }", "give at least one near miss and say why it is near")
    least = MIN_OPENER_CJK if language in CJK else MIN_OPENER
    for opener in raw.get("openers", ()):
        if len(opener) < least:
            raise fail(f"the opener {opener!r} is too short", f"write at least {least} characters")
    for phrase in raw.get("phrases", ()):
        if not phrase_view(phrase):
            raise fail(f"the phrase {phrase!r} is empty", "write the words of the line")
    for pattern in raw.get("patterns", ()):
        _check_pattern(pattern, lists, fail)
    cues = _cues(raw.get("cues", []), fail)
    for need in raw.get("needs", ()):
        if need not in {c.name for c in cues if c.weight > 0}:
            raise fail(f"it needs the group {need!r}, which is not among its cues", "name a positive group of the rule")
    rule = Rule(
        id=raw["id"],
        category=category,
        language=language,
        summary=raw["summary"],
        why=raw["why"],
        source=raw["source"],
        matcher=matcher,
        strength=Strength(raw["strength"]),
        match=tuple(raw["match"]),
        no_match=tuple(NearMiss(n["text"], n["near"]) for n in near),
        extent=Extent(raw.get("extent", "line")),
        inline=raw.get("inline", False),
        phrases=tuple(raw.get("phrases", ())),
        patterns=tuple(raw.get("patterns", ())),
        require=tuple(raw.get("require", ())),
        lists=tuple((k, tuple(v)) for k, v in lists.items()),
        max_words=raw.get("max_words", 14),
        templates=tuple(raw.get("templates", ())),
        min_score=float(score),
        openers=tuple(raw.get("openers", ())),
        cues=cues,
        needs=tuple(raw.get("needs", ())),
        file=_file(path),
        shipped=path.resolve().is_relative_to(PACKS),
    )
    if matcher is MatcherKind.STRUCTURE and not rule.shipped:
        raise fail("a structure rule needs code", "use phrase, pattern, template or cues")
    try:
        make_matcher(rule)
    except (regex.error, RecursionError) as error:
        raise fail(f"its patterns are not valid ({error})", "mend them") from error
    if rule.inline and rule.strength is not Strength.STRONG:
        raise fail("it is inline but not strong", "only a strong rule may take a sentence out of a line")
    return rule


def _texts(value: object, key: str, fail: Any) -> None:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
        raise fail(f"{key!r} is not a list of texts", "write one or more non-empty texts in [ ]")
    if len(set(value)) != len(value):
        twice = next(v for v in value if value.count(v) > 1)
        raise fail(f"{key!r} has {twice!r} twice", "leave one out")


def _cues(raw: object, fail: Any) -> tuple[CueGroup, ...]:
    if not isinstance(raw, list):
        raise fail("'cues' is not a list of { name, weight, words }", "write one table a group")
    groups: list[CueGroup] = []
    for item in raw:
        if not isinstance(item, dict) or set(item) != {"name", "weight", "words"} or not isinstance(item["name"], str):
            raise fail("a cue group is not { name, weight, words }", "write these three keys")
        weight = item["weight"]
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not -1 <= weight <= 1 or weight == 0:
            raise fail(f"the weight of {item['name']!r} is {weight!r}", "write a number from -1 to 1 other than 0")
        _texts(item["words"], f"cues.{item['name']}", fail)
        groups.append(CueGroup(item["name"], float(weight), tuple(item["words"])))
    return tuple(groups)


def _check_pattern(pattern: str, lists: dict[str, Any], fail: Any) -> None:
    if _INLINE_FLAG.search(pattern):
        raise fail(f"the pattern {pattern!r} has inline flags", "leave them out; the view is already case-folded")
    if _NESTED.search(pattern):
        raise fail(f"the pattern {pattern!r} nests repetitions and can blow up", "bound the inner one, as in {0,40}")
    try:
        used: Any = {k: list(v) for k, v in lists.items() if rf"\L<{k}>" in pattern}
        regex.compile(pattern, **used)
    except (regex.error, TypeError, KeyError, ValueError, RecursionError) as error:
        raise fail(f"the pattern {pattern!r} is not valid ({error})", "mend it") from error
