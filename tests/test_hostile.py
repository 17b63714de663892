"""The promises on texts made to be slow or odd, those whose growth the benchmarks measure; and on large ones."""

from __future__ import annotations

from math import inf

import pytest

from cleantext import Cleaner, clean, explain
from tests.benchmarks.hostile import CASES, hostile_text
from tests.benchmarks.killers import slow

SIZE = 30_000


def assert_promises(text: str) -> None:
    report = explain(text)
    assert report.original() == text
    at, pieces = 0, []
    for removal in report.removals:
        assert at <= removal.start < removal.end
        assert text[removal.start : removal.end] == removal.text
        pieces.append(text[at : removal.start])
        at = removal.end
    assert "".join([*pieces, text[at:]]) == report.text
    assert clean(report.text) is report.text


@pytest.mark.parametrize("name", CASES)
def test_hostile_texts(name: str) -> None:
    assert_promises(hostile_text(name, SIZE, "7"))


@pytest.mark.parametrize("name", ["NULs", "CRLF", "bullets and white space", "known sentences in one line"])
def test_hostile_texts_tidied(name: str) -> None:
    text = hostile_text(name, SIZE, "7")
    tidy = Cleaner(tidy=True)
    report = tidy.explain(text)
    assert report.original() == text
    assert tidy.clean(report.text) == report.text


@pytest.mark.parametrize(
    "text",
    ["\n" * 1_000_000, "a" * 10_000_000, "Leave a Reply\n" * 100_000, "\r\n" * 300_000, "\x85\u2028\f" * 300_000],
    ids=["a million empty lines", "10 MB in one line", "100,000 of one line", "returns", "no line ends"],
)
def test_large_texts(text: str) -> None:
    assert_promises(text)


def test_no_shipped_pattern_runs_away() -> None:
    """Ten seconds for one line of 200 characters are no slow machine but a pattern that reads it in too many ways."""
    assert [(name, line) for took, name, line in slow(every=5, limit=10) if took == inf] == []
