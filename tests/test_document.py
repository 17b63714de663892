"""Text to lines and sentences and back: nothing is lost, and only line ends end lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import document
from cleantext.document import join_lines, sentences, split_lines

ENDS = "\n\r\x85\u2028\u2029\f\v\x1c\x1d\x1e"  # all that str.splitlines would cut at
MIXED = st.text(alphabet=st.sampled_from('ab. !?。：:|•"”' + ENDS), max_size=60)
TEXTS = st.one_of(st.text(max_size=120), MIXED)


@given(TEXTS)
def test_lines_join_to_the_text(text: str) -> None:
    assert join_lines(split_lines(text), text) == text


@given(MIXED)
def test_lines_end_at_line_ends_and_nowhere_else(text: str) -> None:
    ended = split_lines(text)
    if "\r" not in text:
        assert ended == text.split("\n")
        return
    assert "".join(ended) == text
    for line in ended[:-1]:
        assert line.endswith(("\n", "\r"))
    for line in ended:
        body = line.removesuffix("\n").removesuffix("\r") if line.endswith("\n") else line.removesuffix("\r")
        assert "\n" not in body
        assert "\r" not in body


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", [""]),
        ("\n", ["", ""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\n\nb", ["a", "", "b"]),
        ("\r", ["\r"]),
        ("\r\n", ["\r\n"]),
        ("\n\r", ["\n", "\r"]),
        ("\r\r\n", ["\r", "\r\n"]),
        ("a\r", ["a\r"]),
        ("a\rb", ["a\r", "b"]),
        ("a\r\nb\nc\rd", ["a\r\n", "b\n", "c\r", "d"]),
        ("a\r\n\r\nb", ["a\r\n", "\r\n", "b"]),
        ("a\u2028b\x85c\fd\ve\x1cf", ["a\u2028b\x85c\fd\ve\x1cf"]),
        ("a\u2028b\r\nc", ["a\u2028b\r\n", "c"]),
    ],
)
def test_split_lines(text: str, want: list[str]) -> None:
    assert split_lines(text) == want


@given(MIXED)
def test_a_large_text_is_split_alike(text: str) -> None:
    for most, part, shared in ((0, 1, 50), (0, 3, 1), (0, 7, 2), (0, 100, 1)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(document, "LARGE", most - 1)
            patch.setattr(document, "PART", part)
            patch.setattr(document, "SHARED", shared)
            assert join_lines(split_lines(text), text) == text
            split = split_lines(text)
        assert split == split_lines(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_short_lines_of_a_large_text_are_shared(end: str) -> None:
    text = f"a line{end}another{end}" * 100_000
    assert text[: document.LARGE] != text
    assert len(set(map(id, split_lines(text)))) <= 3  # and the empty one at the end


def test_lines_of_a_large_text_that_differ_are_not_remembered_without_end() -> None:
    text = "".join(f"{n} lines\n" for n in range(120_000)) * 2
    held = split_lines(text)
    kept = len(held) - len(set(map(id, held)))
    assert 0 < kept <= (len(text) / document.SHARED) + document.PART


def test_lines_left_out_leave_the_others_whole() -> None:
    assert join_lines(["a", "c"], "a\nb\nc") == "a\nc"
    assert join_lines(["a\r\n", "c"], "a\r\nb\r\nc") == "a\r\nc"


@given(TEXTS)
def test_sentences_join_to_the_line(line: str) -> None:
    parts = sentences(line)
    assert "".join(parts) == line
    assert all(parts) or parts == [""]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("", [""]),
        ("One.", ["One."]),
        ("One. ", ["One. "]),
        ("One. Two", ["One. ", "Two"]),
        ("One.  Two", ["One.  ", "Two"]),
        ("One.\u00a0Two", ["One.\u00a0", "Two"]),
        ("One.\u200bTwo", ["One.\u200b", "Two"]),
        ("One.Two", ["One.Two"]),
        ("3.5 of 4", ["3.5 of 4"]),
        ("What? No! Well… Yes", ["What? ", "No! ", "Well… ", "Yes"]),
        ("“One.” Two", ["“One.” ", "Two"]),
        ("(One.) [Two.] 'Three.' Four", ["(One.) ", "[Two.] ", "'Three.' ", "Four"]),
        ("«Un.» Deux", ["«Un.» ", "Deux"]),
        ("Really?! Yes", ["Really?! ", "Yes"]),
        ("一つ。二つ。", ["一つ。", "二つ。"]),
        ("「一つ。」二つ！三つ", ["「一つ。」", "二つ！", "三つ"]),
        ("Note: This", ["Note: ", "This"]),
        ("Note: this", ["Note: this"]),
        ("at 5:Four", ["at 5:Four"]),
        ("Home | About · More", ["Home | ", "About · ", "More"]),
        ("One • Two → Three » Four", ["One • ", "Two → ", "Three » ", "Four"]),
        ("a|b", ["a|b"]),
    ],
)
def test_cuts(line: str, want: list[str]) -> None:
    assert sentences(line) == want
