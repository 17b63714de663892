"""How removals are marked in `explain` and `--diff`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleantext import Removal, Report
from cleantext.cli.marks import diff, marked
from cleantext.cli.problems import shown, visible


def report_of(text: str, *cuts: tuple[int, int, str, str]) -> Report:
    """A report that takes out these stretches: start, end, category, replacement."""
    removals = [Removal(a, b, text[a:b], "a-rule", c, 0.9, ("word",), r) for a, b, c, r in cuts]
    kept, at = "", 0
    for a, b, _, r in cuts:
        kept, at = kept + text[at:a] + r, b
    return Report(kept + text[at:], removals)


def lines(text: str, *cuts: tuple[int, int, str, str]) -> list[str]:
    return [line[1:].rstrip("\n") for line in marked(text, report_of(text, *cuts))]


REASON = '         ads · a-rule · 0.90 · "word"'


def test_a_whole_line() -> None:
    assert lines("one\ntwo\nthree", (4, 7, "ads", ""), (7, 8, "layout", "")) == [
        "     1   one",
        "     2 - two",
        REASON,
        "     3   three",
    ]


def test_a_part_of_a_line() -> None:
    assert lines("one two three\n", (4, 8, "ads", "")) == ["     1 ~ one [-two -]three", REASON]


def test_several_lines_have_their_reason_at_the_end() -> None:
    assert lines("a\nb\nc\n", (0, 4, "ads", "")) == ["     1 - a", "     2 - b", REASON, "     3   c"]


def test_layout_alone_has_no_reason() -> None:
    assert lines("a\n\nb", (1, 2, "layout", "")) == ["     1   a", "     2", "     3   b"]
    assert lines("a\n\nb", (2, 3, "layout", "")) == ["     1   a", "     2 -", "     3   b"]


def test_a_replacement() -> None:
    assert lines("a \t b", (1, 4, "layout", " ")) == ["     1 ~ a[- \t -]{+ +}b"]


def test_kept_text_that_looks_like_a_mark() -> None:
    assert lines("[-x-]\r\ny", (7, 8, "ads", "")) == ["     1   [-x-]", "     2 - y", REASON]


def test_diff_has_only_lines_that_lost_words() -> None:
    text = "one\n\ntwo\nthree  x"
    report = report_of(text, (4, 5, "layout", ""), (5, 8, "ads", ""), (14, 16, "layout", " "))
    assert diff("f", text, report) == ["#--- f\n", "-     3 - two\n", f">{REASON}\n"]
    assert diff("f", text, report_of(text)) == []


@given(st.text(alphabet="ab \n\r", max_size=30), st.data())
def test_every_line_is_shown_once_and_in_order(text: str, data: st.DataObject) -> None:
    at = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = list(zip(at[::2], at[1::2], strict=False))
    cuts = [(a, b, data.draw(st.sampled_from(["ads", "layout"])), "") for a, b in pairs]
    found = [line for line in marked(text, report_of(text, *cuts)) if not line.startswith(">")]
    assert [int(line[1:7]) for line in found] == list(range(1, len(found) + 1))
    shown_text = "".join(line[10:].rstrip("\n") for line in found)
    if not any(line.startswith("~") for line in found):
        assert shown_text.split() == text.split() or "".join(shown_text.split()) == "".join(text.split())


def test_nothing_takes_effect_on_the_terminal() -> None:
    assert visible("a\x1b[2J\x85\u2028\udcff\tb\u200db") == "a\\x1b[2J\\x85\\u2028\\xff\tb\u200db"
    assert shown("a\x1b\n\u202e\udc80 b") == "a\\x1b\\n\\u202e\\x80 b"
