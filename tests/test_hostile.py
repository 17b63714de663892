"""The promises on texts made to be slow or odd, those whose growth the benchmarks measure; and on large ones."""

from __future__ import annotations

import tracemalloc
from math import inf

import pytest

from cleantext import Cleaner, classify, clean, explain
from cleantext.pipeline import classifier_for
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


LARGE = {
    "prose": "The council voted on Tuesday to keep the old bridge open until the spring, the mayor said on the day.\n"
    * 11_000,
    "one line of prose": "The council voted on Tuesday to keep the old bridge open until the spring. " * 15_000,
    "a million empty lines": "\n" * 1_000_000,
    "different short lines": "".join(f"{n:09d} abcdefg\n" for n in range(60_000)),
    "one short line": "Leave a Reply\n" * 80_000,
    "a shorter one": "Share\n" * 180_000,
    "weak ones": "Home\n" * 220_000,
    "with returns": "Leave a Reply\r\n" * 74_000,
    "with empty lines between": "Leave a Reply\n\n" * 74_000,
    "with others between": "Leave a Reply\nThe old bridge\n" * 40_000,
    "one line of known sentences": "Leave a Reply. " * 74_000,
    "different lines that all go": "".join(f"{n} comments\n" for n in range(76_000)),
}


@pytest.mark.parametrize("name", LARGE)
def test_memory(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cleaning a large text (these are a little over 1 MB) takes at most ten times its memory, but for what is
    remembered of lines whatever the text's size."""
    monkeypatch.setattr(classify, "REMEMBERED", 1_000)
    classifier_for.cache_clear()  # what was remembered before is not dropped meanwhile
    made, text = Cleaner(), LARGE[name]
    made.clean("Leave a Reply. Share it.")
    tracemalloc.start()
    try:
        made.clean(text)
        times = tracemalloc.get_traced_memory()[1] / len(text)
    finally:
        tracemalloc.stop()
    assert times <= 10


def test_no_shipped_pattern_runs_away() -> None:
    """Ten seconds for one line of 200 characters are no slow machine but a pattern that reads it in too many ways."""
    assert [(name, line) for took, name, line in slow(every=5, limit=10) if took == inf] == []
