"""The promises of the guide, each as a property over any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, Report, clean, explain
from cleantext.pack import shipped_rules
from cleantext.rule import Strength

PROSE = [
    "The council voted on Tuesday to keep the old bridge open until the spring, the mayor said.",
    "“We were never asked,” said Ms. Oduya, who has run the ferry for thirty years.",
    "Die Brücke bleibt bis zum Frühjahr offen, sagte der Bürgermeister am Dienstag vor der Presse.",
    "市議会は火曜日、古い橋を春まで残すことを決めたと市長が述べた。",
    "A second vote follows in June. Leave a Reply. Nobody expects a change of mind.",
    "Old Bridge Stays Open",
]


# Lines that rules find, from their own examples; read before hypothesis starts to watch.
CHROME = [line for rule in shipped_rules() if rule.strength is not Strength.KEEP for line in rule.match]

ODD = st.sampled_from(
    ["", " ", "\t", "\xa0", "\x00", "\ud800", "\u2028", "\x85", "\f", "***", "×", "\ufeff", "e\u0301\u0302" * 9]
)
LINES = st.one_of(st.sampled_from(PROSE), st.sampled_from(CHROME), ODD, st.text(max_size=60))
ENDS = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\n\n\n", " "])


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = draw(st.lists(LINES, max_size=24))
    if draw(st.booleans()):
        return "\n".join(lines)
    return "".join(line + draw(ENDS) for line in lines)


TEXTS = st.one_of(documents(), st.text(max_size=300))


def pieces(report: Report, text: str) -> list[str]:
    """What lies between the removals in the original text."""
    out, at = [], 0
    for r in report.removals:
        out.append(text[at : r.start])
        at = r.end
    return [*out, text[at:]]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_kept_text_is_byte_identical_and_in_order(text: str) -> None:
    report = explain(text)
    assert "".join(pieces(report, text)) == report.text


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_removals_are_sorted_spans_of_the_original(text: str) -> None:
    at = 0
    for r in explain(text).removals:
        assert at <= r.start < r.end
        assert text[r.start : r.end] == r.text
        assert 0 < r.score <= 1
        assert r.rule
        assert r.category
        assert r.evidence or r.category == "layout"
        at = r.end
    assert at <= len(text)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_the_original_can_be_rebuilt(text: str) -> None:
    report = explain(text)
    assert report.original() == text
    again = Report.from_json(report.to_json())
    assert again == report
    assert again.original() == text


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_nothing_to_remove_gives_the_same_object(text: str) -> None:
    cleaned = clean(text)
    if cleaned == text:
        assert cleaned is text
    assert clean(cleaned) is cleaned


@given(st.lists(TEXTS, min_size=2, max_size=4))
@settings(max_examples=100, deadline=None)
def test_earlier_calls_do_not_matter(texts: list[str]) -> None:
    cleaner = Cleaner()
    forward = [cleaner.clean(t) for t in texts]
    backward = [Cleaner().clean(t) for t in reversed(texts)][::-1]
    assert forward == backward


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_end_of_the_text_stays_as_it_was(text: str) -> None:
    cleaned = clean(text)
    if cleaned:
        assert cleaned.endswith(("\n", "\r")) == text.endswith(("\n", "\r"))


TIDY = Cleaner(tidy=True)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_tidying_is_reported_and_idempotent(text: str) -> None:
    report = TIDY.explain(text)
    assert report.original() == text
    assert TIDY.clean(report.text) == report.text
    assert "\xa0" not in report.text
    assert "  " not in report.text


@given(TEXTS, st.sampled_from(["careful", "balanced", "eager"]))
@settings(max_examples=200, deadline=None)
def test_every_strictness_keeps_the_promises(text: str, strictness: str) -> None:
    cleaner = Cleaner(strictness=strictness)
    report = cleaner.explain(text)
    assert report.original() == text
    assert cleaner.clean(report.text) == report.text
