"""What a rule wants of a text before its patterns are compiled."""

from __future__ import annotations

import pytest

from cleantext.wanted import Wanted, Words

WANTED = Wanted(
    frozenset({"qwyzzle"}),
    ("blorp",),
    frozenset({"blo"}),
    {"zapping": [frozenset({"chip", "zapping"})]},
)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        (["qwyzzle"], True),
        (["chip", "zapping"], True),  # all words of the phrase, and no others
        (["chip", "zapping", "in"], True),
        (["zapping"], False),
        (["chip"], False),
        (["blorping"], True),
        (["blossom"], False),  # begins as a stem does, and goes on otherwise
        ([], False),
    ],
)
def test_stands_in(words: list[str], there: bool) -> None:
    assert WANTED.stands_in(Words(words)) == there


def test_the_heads_of_words() -> None:
    assert Words(["blorping", "a"]).heads == {"blo", "a"}
