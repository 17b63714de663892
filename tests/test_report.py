"""`Report`: the original can be had back, JSON survives the trip, and what was edited is told."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import CleantextError, Removal, Report, ReportError

ONE = Removal(2, 4, "b\n", "own-rule", "share", 0.95, ("b",))
TWO = Removal(5, 7, "\n\n", "layout-white-space", "layout", 1.0, (), " ")
REPORT = Report("a\nc d\n", [ONE, TWO], "held back")
ORIGINAL = "a\nb\nc\n\nd\n"
PASS_ON = "pass what Report.to_json() returned"


def test_original() -> None:
    assert REPORT.original() == ORIGINAL
    assert Report("a").original() == "a"
    assert Report("", [Removal(0, 1, "a", "r", "ads", 1.0)]).original() == "a"
    assert Report("b", [Removal(0, 1, "a", "r", "ads", 1.0), Removal(2, 3, "c", "r", "ads", 1.0)]).original() == "abc"
    assert Report("c", [Removal(0, 1, "a", "r", "ads", 1.0), Removal(1, 2, "b", "r", "ads", 1.0)]).original() == "abc"


@pytest.mark.parametrize(
    ("text", "removals", "message"),
    [
        ("a", [Removal(2, 3, "b", "r", "ads", 1.0)], "removal at 2-3 does not fit the text"),
        ("abc", [Removal(0, 2, "b", "r", "ads", 1.0)], "removal at 0-2 does not fit the text"),
        ("abc", [Removal(1, 2, "xx", "r", "ads", 1.0)], "removal at 1-2 does not fit the text"),
        ("abc", [Removal(2, 3, "x", "r", "ads", 1.0), Removal(1, 2, "y", "r", "ads", 1.0)], "removal at 1-2 does not"),
        ("abc", [Removal(1, 3, "xy", "r", "ads", 1.0), Removal(2, 3, "y", "r", "ads", 1.0)], "removal at 2-3 does not"),
        ("abc", [Removal(1, 3, "\t\t", "r", "layout", 1.0, (), " ")], "replacement at 1-3 is not in the text"),
        ("a", [Removal(1, 3, "\t\t", "r", "layout", 1.0, (), " ")], "replacement at 1-3 is not in the text"),
    ],
)
def test_removals_that_do_not_fit(text: str, removals: Sequence[Removal], message: str) -> None:
    with pytest.raises(ReportError, match=message + ".*; was one of them edited"):
        Report(text, removals).original()


def test_a_removal_may_stand_at_the_very_end() -> None:
    assert Report("ab", [Removal(2, 3, "c", "r", "ads", 1.0)]).original() == "abc"
    with pytest.raises(ReportError):
        Report("ab", [Removal(3, 4, "c", "r", "ads", 1.0)]).original()


@given(st.text(max_size=40), st.lists(st.integers(0, 40), max_size=8))
def test_any_cut_can_be_undone(text: str, places: list[int]) -> None:
    spans = sorted({p for p in places if p <= len(text)})
    pairs = [(a, b) for a, b in zip(spans[::2], spans[1::2], strict=False) if a < b]
    removals = [Removal(a, b, text[a:b], "r", "ads", 1.0) for a, b in pairs]
    kept = "".join(
        text[a:b] for a, b in zip([0, *(b for _, b in pairs)], [*(a for a, _ in pairs), len(text)], strict=True)
    )
    assert Report(kept, removals).original() == text


def test_json_is_one_line_of_ascii() -> None:
    data = Report("ä\ud800\u2028\n", [ONE], "w").to_json()
    assert data.isascii()
    assert "\n" not in data
    assert json.loads(data) == {
        "schema": 1,
        "text": "ä\ud800\u2028\n",
        "warning": "w",
        "removals": [
            {
                "start": 2,
                "end": 4,
                "text": "b\n",
                "rule": "own-rule",
                "category": "share",
                "score": 0.95,
                "evidence": ["b"],
                "replacement": "",
            }
        ],
    }
    assert Report.from_json(data) == Report("ä\ud800\u2028\n", [ONE], "w")


def test_json_round_trip_keeps_every_field() -> None:
    again = Report.from_json(REPORT.to_json())
    assert again.removals == (ONE, TWO)
    assert (again.text, again.warning) == (REPORT.text, "held back")
    assert isinstance(again.removals[1].score, float)
    whole = json.loads(REPORT.to_json())
    whole["removals"][0]["score"] = 1  # other writers of JSON may drop the point
    assert Report.from_json(json.dumps(whole)).removals[0].score == 1.0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "not a report: Expecting value"),
        ("{", "not a report: Expecting property name"),
        ("[]", "not a report of schema 1"),
        ('"text"', "not a report of schema 1"),
        ("{}", "not a report of schema 1"),
        ('{"schema": 2}', "not a report of schema 1"),
        ('{"schema": 1}', "not a report: 'removals'"),
        ('{"schema": 1, "removals": []}', "not a report: 'text'"),
        ('{"schema": 1, "removals": [], "text": ""}', "not a report: 'warning'"),
        ('{"schema": 1, "removals": [], "text": null, "warning": ""}', "not a report: None is of the wrong type"),
        ('{"schema": 1, "removals": [], "text": "", "warning": 5}', "not a report: 5 is of the wrong type"),
        ('{"schema": 1, "removals": 5, "text": "", "warning": ""}', "not a report: 5 is of the wrong type"),
        (
            '{"schema": 1, "removals": [5], "text": "", "warning": ""}',
            "not a report: 'int' object is not subscriptable",
        ),
    ],
)
def test_what_is_no_report(data: str, message: str) -> None:
    with pytest.raises(ReportError) as caught:
        Report.from_json(data)
    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith(PASS_ON)
    assert isinstance(caught.value, CleantextError)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("start", "2"), ("start", 2.0), ("start", True), ("end", None), ("text", 5), ("rule", None), ("category", []),
        ("score", "0.9"), ("score", True), ("evidence", "b"), ("evidence", [5]), ("replacement", None),
    ],
)  # fmt: skip
def test_fields_of_a_removal_are_checked(field: str, wrong: object) -> None:
    whole = json.loads(REPORT.to_json())
    whole["removals"][0][field] = wrong
    with pytest.raises(ReportError, match="is of the wrong type; pass what"):
        Report.from_json(json.dumps(whole))
    del whole["removals"][0][field]
    with pytest.raises(ReportError, match=f"not a report: '{field}'; pass what"):
        Report.from_json(json.dumps(whole))


def test_json_nested_too_deep_is_no_report() -> None:
    with pytest.raises(ReportError):
        Report.from_json("[" * 200_000)


def test_reports_compare_by_value() -> None:
    assert Report("a", [ONE]) == Report("a", lambda: [ONE])
    assert Report("a", [ONE]) != Report("b", [ONE])
    assert Report("a", [ONE]) != Report("a", [TWO])
    assert Report("a", [ONE], "w") != Report("a", [ONE])
    assert Report("a") != "a"
    with pytest.raises(TypeError, match="unhashable"):
        hash(Report("a"))


def test_removals_are_made_once_and_late() -> None:
    made: list[int] = []

    def make() -> list[Removal]:
        made.append(1)
        return [ONE]

    report = Report("a\nc", make)
    assert report.text == "a\nc"
    assert made == []
    assert report.removals == report.removals == (ONE,)
    assert made == [1]


def test_pickle_and_repr() -> None:
    report = Report("x" * 50, lambda: [ONE])  # a function of a function does not pickle; its removals do
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    assert repr(report) == f"Report(text={'x' * 40!r}, 1 removals)"


def test_a_removal_does_not_change() -> None:
    with pytest.raises(AttributeError):
        ONE.text = "x"  # type: ignore[misc]  # the point of the test
    assert hash(ONE) == hash(Removal(2, 4, "b\n", "own-rule", "share", 0.95, ("b",)))


def test_a_report_without_a_warning() -> None:
    assert Report("a").warning == ""
    assert Report("a") == Report("a", [], "")
