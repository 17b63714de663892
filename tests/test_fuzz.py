"""Anything at all as a pack, as settings, as a report or as words of a command: a result, or one clear error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, PackError, Removal, Report, ReportError, SettingsError, explain
from cleantext.cli.entry import run
from cleantext.pack import check_pack, load_pack
from cleantext.rule import Category
from tests.conftest import FIXTURES
from tests.own import toml

OWN = (FIXTURES / "packs" / "own.toml").read_bytes()

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
TOML = st.recursive(
    st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "near", "name", "weight", "words"]), inner, max_size=3)
    ),
    max_leaves=6,
)

# packs


def assert_told(problems: list[PackError], path: Path) -> None:
    for error in problems:
        assert error.file == str(path)
        assert error.problem.strip()
        assert error.remedy.strip()
        assert error.rule is None or error.rule.strip()


def load(data: bytes) -> None:
    """Whatever the bytes are: rules that can be used, or errors that say what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.toml"
        path.write_bytes(data)
        problems = check_pack(path)
        assert_told(problems, path)
        if any(not error.problem.startswith(("it does not find", "it finds", "a pattern took")) for error in problems):
            with pytest.raises(PackError) as caught:
                load_pack(path)
            assert str(caught.value) in map(str, problems)
            return
        rules = load_pack(path)
        made = Cleaner(categories=[], rules=[rule.id for rule in rules], packs=[path])
        for rule in rules:
            for text in (*rule.match, *(miss.text for miss in rule.no_match)):
                with contextlib.suppress(PackError):  # a pattern that runs out of time
                    report = made.explain(f"First line.\n{text}\nLast line.")
                    assert report.original() == f"First line.\n{text}\nLast line."


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_a_pack(data: bytes) -> None:
    load(data)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_pack_with_some_bytes_changed(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(OWN)))
    gone = data.draw(st.integers(0, 20))
    load(OWN[:at] + data.draw(st.binary(max_size=6)) + OWN[at + gone :])


KEYS = [
    "id", "summary", "why", "source", "matcher", "strength", "extent", "inline", "phrases", "patterns", "require",
    "lists", "max_words", "templates", "min_score", "openers", "cues", "needs", "match", "no_match", "other",
]  # fmt: skip
BODY: dict[str, dict[str, Any]] = {
    "phrase": {"phrases": ["Zap it"]},
    "pattern": {"patterns": ["zap .{0,9}"], "require": ["zap"]},
    "template": {"templates": ["Please zap this page before you go"]},
    "cues": {
        "cues": [{"name": "a", "weight": 0.9, "words": ["zap*"]}],
        "needs": ["a"],
        "min_score": 0.6,
        "openers": ["Please zap"],
    },
}


@given(st.sampled_from(sorted(BODY)), st.dictionaries(st.sampled_from(KEYS), TOML, max_size=2))
@settings(max_examples=200, deadline=None)
def test_a_pack_with_any_values(kind: str, changes: dict[str, Any]) -> None:
    rule: dict[str, Any] = {
        "id": "own-zap",
        "summary": "s",
        "why": "w",
        "source": "s",
        "matcher": kind,
        "strength": "strong",
        "match": ["Zap it"],
        "no_match": [{"text": "t", "near": "n"}],
        **BODY[kind],
        **changes,
    }
    head = 'schema = 1\ncategory = "share"\nlanguage = "en"\n[[rule]]\n'
    load((head + "\n".join(f"{key} = {toml(value)}" for key, value in rule.items())).encode())


@given(st.text(max_size=40).map(lambda text: "".join(c for c in text if c.isprintable() and c != "'")))
@settings(max_examples=60, deadline=None)
def test_any_pattern(pattern: str) -> None:
    head = 'schema = 1\ncategory = "share"\nlanguage = "en"\n[[rule]]\nid = "own-zap"\nmatcher = "pattern"\n'
    rest = 'summary = "s"\nwhy = "w"\nsource = "s"\nstrength = "strong"\nrequire = ["zap"]\nmatch = ["zap"]\n'
    load(f"{head}{rest}no_match = [{{ text = 't', near = 'n' }}]\npatterns = ['''{pattern}''']\n".encode())


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_path_of_a_pack(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/{name.replace('/', '_').replace('..', '_')}x"
        with pytest.raises(PackError) as caught:
            load_pack(path)
        assert caught.value.file == str(Path(path))
        assert "cannot be read" in caught.value.problem


def test_a_pack_behind_a_link_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.symlink_to(path)
    with pytest.raises(PackError, match="cannot be read"):
        load_pack(path)
    assert len(check_pack(path)) == 1


def test_a_number_too_long_to_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("schema = " + "1" * 5_000)
    (error,) = check_pack(path)
    assert error.problem.startswith("the file is not TOML (")


# settings


NAMES = ["categories", "skip_categories", "rules", "skip_rules", "languages", "packs", "strictness", "tidy"]


@given(st.dictionaries(st.sampled_from(NAMES), ANY, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_settings(chosen: dict[str, Any]) -> None:
    try:
        made = Cleaner(**chosen)
    except (SettingsError, PackError) as error:
        said = str(error)
    else:
        said = ";" + made.explain("Leave a Reply").original()
    assert ";" in said


# reports


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_any_data_as_a_report(data: Any) -> None:
    with pytest.raises(ReportError):
        Report.from_json(data if isinstance(data, str) else json.dumps(data, default=str))
    if not isinstance(data, str):
        with pytest.raises(ReportError):
            Report.from_json(data)


@pytest.mark.parametrize(
    ("field", "value"), [("removals", {}), ("removals", ""), ("removals", [[]]), ("text", None), ("warning", 0)]
)
def test_a_report_of_the_wrong_kind(field: str, value: object) -> None:
    raw = json.loads(Report("a").to_json())
    with pytest.raises(ReportError, match=r"not a report: .*; pass what Report.to_json\(\) returned"):
        Report.from_json(json.dumps(raw | {field: value}))


def test_a_score_beyond_all_numbers() -> None:
    data = Report("a", [Removal(0, 1, "b", "r", "ads", 1.0)]).to_json()
    with pytest.raises(ReportError, match="not a report"):
        Report.from_json(data.replace('"score": 1.0', f'"score": 1{"0" * 400}'))


FIELDS = ["schema", "text", "warning", "removals"]
PARTS = ["start", "end", "text", "rule", "category", "score", "evidence", "replacement"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**400) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(
    st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=1),
    st.dictionaries(st.sampled_from(PARTS), JSON | st.integers(-2, 40), max_size=3),
)
@settings(max_examples=300, deadline=None)
def test_a_report_with_any_values(fields: dict[str, Any], parts: dict[str, Any]) -> None:
    raw = json.loads(explain("The vote is on Monday.\n\nLeave a Reply\n").to_json())
    raw["removals"][-1] |= parts
    data = json.dumps(raw | fields)
    try:
        report = Report.from_json(data)
        original = report.original()
    except ReportError:
        return
    assert isinstance(original, str)
    assert Report.from_json(report.to_json()).to_json() == report.to_json()


@given(st.text(max_size=30), st.data())
def test_any_removals_are_put_back_or_refused(text: str, data: st.DataObject) -> None:
    """Of removals that were edited the original is rebuilt to their spans, or it is said that they do not fit."""
    removals = [
        Removal(start, start + data.draw(st.integers(-1, 5)), data.draw(st.text(max_size=5)), "r", "ads", 1.0, (), rest)
        for start, rest in data.draw(st.lists(st.tuples(st.integers(-2, 40), st.sampled_from(["", " "])), max_size=4))
    ]
    try:
        original = Report(text, removals).original()
    except ReportError:
        return
    for removal in removals:
        assert original[removal.start : removal.end] == removal.text


# the command


OPTIONS = [
    "clean", "explain", "rules", "check", "page.txt", "folder", "mine.toml", "nowhere", "-", "-o", "out", "--output",
    "--dry-run", "--diff", "--report", "r.jsonl", "--category", "--no-category", "comments", "share", "--rule",
    "--no-rule", "--language", "en", "--pack", "--strictness", "eager", "--tidy", "--glob", "*.txt", "--jobs", "1",
    "-j", "--resume", "--follow-links", "--max-size", "1K", "--quiet", "-q", "--json", "--id", "--help", "--version",
    "--", "", "\n", "\ud800", "-1", "--output=", "--max-size=9Z", "--report=out", "@page.txt",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from(OPTIONS) | st.text(max_size=8).filter(lambda word: "/" not in word and ".." not in word),
    max_size=7,
)
VERBS = st.sampled_from(["clean", "explain", "rules", "check"])


@given(st.one_of(WORDS, st.builds(lambda verb, words: [verb, *words], VERBS, WORDS)))
@settings(max_examples=60, deadline=None)
def test_any_words_of_a_command(words: list[str]) -> None:
    """An exit code of the documented ones, never a traceback, and the sources as they were."""
    assume(not any("\0" in word for word in words))  # no system passes one on
    before = os.getcwd()  # noqa: PTH109
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        kept = Path(folder) / "folder" / "a.txt"
        kept.parent.mkdir()
        for path in (page, kept):
            path.write_text("The vote is on Monday.\n\nLeave a Reply\n")
        (Path(folder) / "mine.toml").write_bytes(OWN)
        os.chdir(folder)
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        try:
            with (
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
                patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Leave a Reply\n"))),
            ):
                code = run(words)
        finally:
            os.chdir(before)
        assert code in (0, 1, 2)
        err.seek(0)
        said = err.read()
        assert "Traceback" not in said
        assert "please report it" not in said
        assert code != 2 or said.startswith("error: ") or not words or "Usage" in out.buffer.getvalue().decode()
        for path in (page, kept):
            assert path.read_text() == "The vote is on Monday.\n\nLeave a Reply\n"


def test_there_is_a_category_for_the_fuzz() -> None:
    assert {"comments", "share"} <= set(Category)
