"""The compiled form of a few made-up packs: written, read back, and used as the packs say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cleantext import compiled
from cleantext.compiled import Compiled, RuleCard, card_of, fingerprint, in_order, load_compiled, write_compiled
from cleantext.index import Index
from cleantext.rule import Category, Extent, MatcherKind, Rule, Strength
from cleantext.tables import ENTRY, Tables, build_tables
from tests.own import loaded, rule

CUES = [
    {"name": "deed", "weight": 0.6, "words": ["zap*", "qux zyx"]},
    {"name": "report", "weight": -0.5, "words": ["said"]},
]

RULES = tuple(
    replace(loaded(entry), shipped=True)
    for entry in (
        rule("byline", category="byline", patterns=["zapped by [a-z]+"], require=["zapped"]),
        rule("phrase", category="related", extent="list", phrases=["Zap “this” page", "分享到"], inline=True),
        rule(
            "pattern",
            strength="firm",
            patterns=[r"zyx \L<what> .+", ".+ zyx"],
            require=["zyx"],
            lists={"what": ["qux"]},
        ),
        rule("template", language="de", templates=["Bitte zappen Sie heute schön, wenn Sie können."], min_score=0.9),
        rule("date", category="date", strength="keep", phrases=["Zap day"]),
        rule(
            "cues", category="donation", extent="block", cues=CUES, needs=["deed"], openers=["Your zap"], min_score=0.6
        ),
        rule("many", strength="weak", patterns=["qwyzzle .+"], require=["qwyzzle"], max_words=77),
    )
)
DEFAULT = [1, 2, 3, 5, 6]
OPTIONAL = [0, 4]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Compiled]:
    """The compiled file of RULES, and what is read from it."""
    path = tmp_path / "compiled.txt"
    monkeypatch.setattr("cleantext.pack.shipped_rules", lambda: RULES)
    assert write_compiled(path) == len(RULES)
    monkeypatch.setattr(compiled, "COMPILED", path)
    return path, load_compiled.__wrapped__()


def said(card: RuleCard) -> tuple[object, ...]:
    return (
        card.id,
        card.category,
        card.language,
        card.matcher,
        card.strength,
        card.extent,
        card.inline,
        card.max_words,
    )


def test_rules_of_default_categories_come_first(made: tuple[Path, Compiled]) -> None:
    assert in_order(RULES) == [RULES[n] for n in (*DEFAULT, *OPTIONAL)]
    assert [card.id for card in made[1].rules] == [RULES[n].id for n in (*DEFAULT, *OPTIONAL)]


def test_cards_are_those_of_the_packs(made: tuple[Path, Compiled]) -> None:
    for card, entry in zip(made[1].rules, in_order(RULES), strict=True):
        assert said(card) == said(card_of(entry))
        for given, kind in ((card.category, Category), (card.matcher, MatcherKind)):
            assert isinstance(given, kind)
        assert isinstance(card.strength, Strength)
        assert isinstance(card.extent, Extent)
        assert (type(card.inline), type(card.max_words)) == (bool, int)


def test_bodies_come_without_prose_examples_and_phrases(made: tuple[Path, Compiled]) -> None:
    left_out: dict[str, Any] = {"summary": "", "why": "", "source": "", "match": (), "no_match": (), "phrases": ()}
    for card, entry in zip(made[1].rules, in_order(RULES), strict=True):
        assert card.rule == replace(entry, **left_out)
        assert card.rule is card.rule
        for key in ("category", "matcher", "strength", "extent"):
            assert type(getattr(card.rule, key)) is type(getattr(entry, key))


def test_a_card_of_a_rule_that_was_read_gives_that_rule() -> None:
    assert card_of(RULES[0]).rule is RULES[0]


def read_all(tables: Tables) -> dict[str, object]:
    return {name: tables[name] for name in Tables.__annotations__}  # type: ignore[literal-required]


def test_tables_come_back(made: tuple[Path, Compiled]) -> None:
    rules = in_order(RULES)
    first = build_tables(rules[:5])
    count = len(first["entries"]) // ENTRY
    assert read_all(made[1].tables) == first
    assert made[1].entries == count == 8
    assert read_all(made[1].optional()) == build_tables(rules[5:], 5, count)


def test_a_heading_is_found_through_the_compiled_form(made: tuple[Path, Compiled]) -> None:
    index = Index(made[1].rules, made[1].tables, frozenset(range(len(RULES))))
    claimed = index.phrase('zap "this" page')
    assert claimed is not None
    assert claimed.id == "own-phrase"
    assert index.phrase("zap day") is None  # in the tables of categories that are off
    assert [e.rule.id for e in index.called_up("zyx qux it")] == ["own-pattern"]


def test_the_file_is_lines_of_plain_text(made: tuple[Path, Compiled]) -> None:
    data = made[0].read_bytes()
    assert b"\r" not in data
    head = json.loads(data.split(b"\n")[0])
    assert head["packs"] == fingerprint() == made[1].packs
    assert "分享到" in data.decode()
    assert "schön" in data.decode()
    assert b", " not in data.split(b"\n")[0]
    tables = (len(data.split(b"\n")) - 2) // 2
    assert tables % 2 == 0
    text = data.decode()
    assert text.count("Zap “this” page") == 0  # phrases stand in the tables alone, as they are compared
    assert text.count('zap "this" page') == 1


@pytest.mark.parametrize("at", ["write_bytes", "replace"])
def test_a_failure_leaves_the_old_file(made: tuple[Path, Compiled], at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made[0]
    before = path.read_bytes()
    write = Path.write_bytes

    def fails(self: Path, data: object) -> None:
        if isinstance(data, bytes):
            write(self, data[:100])  # the disk is full
        raise OSError("no room")

    monkeypatch.setattr(Path, at, fails)
    with pytest.raises(OSError, match="no room"):
        write_compiled(path)
    assert path.read_bytes() == before
    assert [*path.parent.iterdir()] == [path]


def test_a_file_is_put_in_place_of_the_old_one(made: tuple[Path, Compiled]) -> None:
    path = made[0]
    before = path.read_bytes()
    path.write_text("old")
    with path.open() as old:
        write_compiled(path)
        assert old.read() == "old"
    assert path.read_bytes() == before
    assert [*path.parent.iterdir()] == [path]


def test_the_fingerprint_is_that_of_packs_and_common_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = fingerprint()
    assert len(seen) == 64
    for name in ("a.toml", "b.toml", "words.txt", "openings.txt"):
        (tmp_path / name).write_text("zap")
    monkeypatch.setattr("cleantext.pack.PACKS", tmp_path)
    monkeypatch.setattr(compiled, "COMMON_WORDS", tmp_path / "words.txt")
    monkeypatch.setattr(compiled, "COMMON_OPENINGS", tmp_path / "openings.txt")

    def of(*names: str) -> str:
        monkeypatch.setattr("cleantext.pack.shipped_packs", lambda: [tmp_path / name for name in names])
        return fingerprint()

    one = of("a.toml")
    assert len({seen, one, of("b.toml"), of("a.toml", "b.toml"), of()}) == 5
    assert of("a.toml") == one
    (tmp_path / "openings.txt").write_text("zip")
    two = of("a.toml")
    (tmp_path / "words.txt").write_text("zip")
    assert len({one, two, of("a.toml")}) == 3


def test_the_shipped_file_is_read_once() -> None:
    assert load_compiled() is load_compiled()


def test_of_one_rule_in_each_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty tables are read as such."""
    few: tuple[Rule, ...] = (loaded(rule("p", patterns=["zapping .+"], require=["zapping"])), RULES[0])
    monkeypatch.setattr("cleantext.pack.shipped_rules", lambda: few)
    path = tmp_path / "compiled.txt"
    write_compiled(path)
    monkeypatch.setattr(compiled, "COMPILED", path)
    read = load_compiled.__wrapped__()
    assert read_all(read.tables) == build_tables(few[:1])
    assert read.tables["phrases"] == {}
    assert [rule.category for rule in read.rules] == ["share", "byline"]
