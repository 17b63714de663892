"""Blank lines, line ends, spans and tidying, on texts cleaned by one rule of the test's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Removal
from cleantext.finding import BLANK, PROSE, Finding
from cleantext.layout import drop_blank_lines, tidy_edits, tidy_line
from tests.own import cleaner, rule

OWN = cleaner(
    rule("chrome", phrases=["Zap it", "Zip it"], inline=False),
    rule("inline", phrases=["Please zap this page"], inline=True),
)
TIDY = cleaner(
    rule("chrome", phrases=["Zap it"]), rule("inline", phrases=["Please zap this page"], inline=True), tidy=True
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # the line alone
        ("a\nZap it\nb", "a\nb"),
        ("a\nZap it\nb\n", "a\nb\n"),
        ("Zap it\nb", "b"),
        ("a\nZap it", "a"),
        ("a\nZap it\n", "a\n"),
        ("Zap it", ""),
        ("Zap it\n", ""),
        ("Zap it\nZip it", ""),
        # the longer of the two blank runs stays
        ("a\n\nZap it\n\nb", "a\n\nb"),
        ("a\n\nZap it\nb", "a\n\nb"),
        ("a\nZap it\n\nb", "a\n\nb"),
        ("a\n\n\nZap it\n\nb", "a\n\n\nb"),
        ("a\n\nZap it\n\n\nb", "a\n\n\nb"),
        ("a\n\n\nZap it\n\n\nb", "a\n\n\nb"),
        ("a\n\nZap it\n\nZip it\n\nb", "a\n\nb"),
        ("a\nZap it\n\n\nZip it\nb", "a\nb"),
        # at the ends none stays
        ("a\n\nZap it", "a"),
        ("a\n\n\nZap it\n", "a\n"),
        ("a\n\nZap it\n\n", "a\n"),
        ("a\n\nZap it\n\n\n", "a\n"),
        ("Zap it\n\nb", "b"),
        ("\n\nZap it\n\nb", "b"),
        ("\n\nZap it\n\n", ""),
        # what no removal touches stays
        ("\n\na\n\n\nb\n\nZap it\n\nc\n\n\n", "\n\na\n\n\nb\n\nc\n\n\n"),
        ("\na\nZap it\nb\n\n\n", "\na\nb\n\n\n"),
        # blank lines of white space stay as they are
        ("a\n \t\nZap it\n\nb", "a\n \t\nb"),
        ("a\n\nZap it\n\u00a0\n\u00a0\nb", "a\n\u00a0\n\u00a0\nb"),
        # other line ends
        ("a\r\n\r\nZap it\r\n\r\nb", "a\r\n\r\nb"),
        ("a\r\nZap it\r\n", "a\r\n"),
        ("a\r\nZap it", "a"),
        ("a\r\n\r\nZap it", "a"),
        ("a\rZap it\rb", "a\rb"),
        ("a\rZap it", "a"),
        ("a\nb\r\nZap it", "a\nb"),
        ("a\r\nZap it\nb\r", "a\r\nb\r"),
        ("Zap it\r\n\r\nb", "b"),
        ("Zap it\r\n", ""),
        ("Zap it\r", ""),
    ],
)
def test_lines(text: str, want: str) -> None:
    report = OWN.explain(text)
    assert report.text == want
    assert report.original() == text
    for r in report.removals:
        assert text[r.start : r.end] == r.text
    assert OWN.clean(want) is want


def test_spans_and_reasons() -> None:
    text = "a\n\nZap it\n\n\nb\nZip it"
    own = ("own-chrome", "share", 1.0)
    assert [(r.start, r.end, r.text, r.rule, r.category, r.score, r.evidence) for r in OWN.explain(text).removals] == [
        (2, 3, "\n", "layout-blank-line", "layout", 1.0, ()),
        (3, 10, "Zap it\n", *own, ("zap it",)),
        (13, 14, "\n", "layout-line-end", "layout", 1.0, ()),
        (14, 20, "Zip it", *own, ("zip it",)),
    ]


def test_the_line_end_of_a_document_with_returns() -> None:
    assert [(r.start, r.text, r.rule) for r in OWN.explain("a\r\n\r\nZap it").removals] == [
        (1, "\r\n", "layout-line-end"),
        (3, "\r\n", "layout-blank-line"),
        (5, "Zap it", "own-chrome"),
    ]


INLINE = "Please zap this page."


SAID = "The vote  is on Monday, the mayor said."
QUOTED = "“The vote is on Monday, and nobody knows why.”"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (f"{INLINE} {SAID}", SAID),
        (f"{SAID} {INLINE} Nobody knows why.", f"{SAID} Nobody knows why."),
        pytest.param(f"{SAID}  {INLINE}", SAID, marks=pytest.mark.xfail(reason="two spaces before a sentence hide it")),
        (f"{SAID} {INLINE}\nNext.", f"{SAID}\nNext."),
        (
            f"{SAID} {INLINE}\r\nNext.",
            f"{SAID}\r\nNext.",
        ),
        (f" {SAID} {INLINE} {INLINE} Nobody knows why.", f" {SAID} Nobody knows why."),
        (f"{SAID} {INLINE} Nobody knows. {INLINE}", f"{SAID} Nobody knows."),
        (
            f"{SAID.replace('.', '!')} {INLINE} Nobody knows?  {INLINE}",
            f"{SAID.replace('.', '!')} Nobody knows?",
        ),
        (f"{SAID} {INLINE} ", SAID),
        (f"{SAID}\n\n{SAID} {INLINE}\n\n{SAID}", f"{SAID}\n\n{SAID}\n\n{SAID}"),
        (f"{QUOTED} {INLINE} Nobody knows why.", f"{QUOTED} Nobody knows why."),
        pytest.param(
            f"The vote is on Monday. {INLINE}",
            "The vote is on Monday.",
            marks=pytest.mark.xfail(reason="a line of under 50 characters is not cut into sentences"),
        ),
    ],
)
def test_inline_sentences(text: str, want: str) -> None:
    report = OWN.explain(text)
    assert report.text == want
    assert report.original() == text
    assert {r.rule for r in report.removals} == {"own-inline"}
    assert OWN.clean(want) is want


def test_the_white_space_of_a_cut_sentence() -> None:
    """That behind it goes along; that before it only where it is the line's last."""
    text = f"{SAID} {INLINE} \u00a0Nobody knows why. {INLINE}"
    assert [(r.start, r.text) for r in OWN.explain(text).removals] == [
        (len(SAID) + 1, f"{INLINE} \u00a0"),
        (text.rindex(" Please"), f" {INLINE}"),
    ]


def test_a_cut_in_a_line_with_much_white_space() -> None:
    """Tidied places are told as places of the original, however much was tidied before them."""
    text = f"  The  vote   is on\u00a0\u00a0Monday,  the mayor said.   {INLINE}  Nobody   knows why.  "
    report = TIDY.explain(text)
    assert report.text == "The vote is on Monday, the mayor said. Nobody knows why."
    assert report.original() == text
    assert [r.text for r in report.removals if r.rule == "own-inline"] == [f"{INLINE}  "]


def test_an_inline_sentence_alone_takes_its_line() -> None:
    assert OWN.clean(f"a\n{INLINE}\nb") == "a\nb"
    most = f"{INLINE} {INLINE} Nobody knows. {INLINE}"  # seven tenths of the line
    assert OWN.explain(f"a\n{most}\nb").text == "a\nb"


def test_an_inline_rule_does_not_cut_within_a_sentence() -> None:
    for more in ("", " And they did, all of them, at once.", " Please zap this page and go, said the mayor."):
        text = f"He wrote to them again: please zap this page.{more}"
        assert OWN.clean(text) is text


@pytest.mark.parametrize(
    ("line", "edits", "want"),
    [
        ("", [], ""),
        ("a b", [], "a b"),
        (" a", [(0, 1, "")], "a"),
        ("a ", [(1, 2, "")], "a"),
        ("a  b", [(1, 3, " ")], "a b"),
        ("a\tb", [(1, 2, " ")], "a b"),
        ("a\u00a0b", [(1, 2, " ")], "a b"),
        ("a\u2003\u3000b", [(1, 3, " ")], "a b"),
        ("a\u200bb", [], "a\u200bb"),  # no white space
        ("\t\u00a0a  b \r\n", [(0, 2, ""), (3, 5, " "), (6, 7, "")], "a b\r\n"),
        ("a \r", [(1, 2, "")], "a\r"),
        ("a \n", [(1, 2, "")], "a\n"),
        ("  ", [(0, 2, "")], ""),
        ("  \r\n", [(0, 2, "")], "\r\n"),
        ("a\x85b", [(1, 2, " ")], "a b"),
        ("a\u2028b", [(1, 2, " ")], "a b"),
        ("a\fb", [(1, 2, " ")], "a b"),
    ],
)
def test_tidy_line(line: str, edits: list[tuple[int, int, str]], want: str) -> None:
    assert tidy_edits(line) == edits
    assert tidy_line(line) == want


@given(st.text(alphabet="ab \t\u00a0\u2003", max_size=30), st.sampled_from(["", "\n", "\r\n", "\r"]))
def test_tidying_changes_white_space_only(line: str, end: str) -> None:
    once = tidy_line(line + end)
    assert once == " ".join(line.split()) + end
    assert tidy_line(once) == once
    assert "".join(once.split()) == "".join(line.split())


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a  b", "a b"),
        (" a\u00a0b \n\n\n c", "a b\n\n\nc"),  # blank lines that no removal touches stay, though without their spaces
        ("a\n  \nb", "a\n\nb"),
        ("a \r\n b", "a\r\nb"),
        ("a  b\n\n Zap  it \n\nc  d", "a b\n\nc d"),
        (f"The  vote is on\u00a0Monday.  {INLINE}  Nobody  knows why.", "The vote is on Monday. Nobody knows why."),
        (f"{INLINE}  The  vote is on Monday, he said.", "The vote is on Monday, he said."),
        (f"The  vote is on Monday, he said.  {INLINE}  ", "The vote is on Monday, he said."),
    ],
)
def test_tidy(text: str, want: str) -> None:
    report = TIDY.explain(text)
    assert report.text == want
    assert report.original() == text
    assert TIDY.clean(want) is want


def test_tidying_is_reported() -> None:
    assert TIDY.explain("a  b ").removals == (
        Removal(1, 3, "  ", "layout-white-space", "layout", 1.0, (), " "),
        Removal(4, 5, " ", "layout-white-space", "layout", 1.0, (), ""),
    )
    tidy = "a b\n\nc"
    assert TIDY.clean(tidy) is tidy


def kept(layout: str) -> str:
    """`layout` has a letter a line: t(ext), b(lank), x (removed); the answer has those that stay."""
    finding = Finding.__new__(Finding)
    kinds = [BLANK if c == "b" else PROSE for c in layout]
    why: list[Finding | int | None] = [finding if c == "x" else None for c in layout]
    drop_blank_lines(kinds, why, len(layout))
    return "".join(c for c, reason in zip(layout, why, strict=True) if reason is None)


@given(st.text(alphabet="tbbx", max_size=14))
def test_blank_runs(layout: str) -> None:
    """Of the blank runs around what goes, the longer stays; at the ends of the text, none."""
    want, at = "", 0
    while at < len(layout):
        end = at
        while end < len(layout) and layout[end] != "t":
            end += 1
        gap = layout[at:end]
        if "x" not in gap:
            want += gap
        elif at > 0 and end < len(layout):
            before, after = len(gap) - len(gap.lstrip("b")), len(gap) - len(gap.rstrip("b"))
            want += "b" * max(before, after)
        want += layout[end : end + 1]
        at = end + 1
    assert kept(layout) == want
