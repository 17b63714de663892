"""One text through its rounds: where is looked more closely, what is said of the rest, which tables are loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleantext import Cleaner, document, pipeline
from cleantext.classify import Classifier
from cleantext.compiled import load_compiled
from cleantext.finding import BLANK, PROSE, SHORT
from cleantext.pipeline import _kinds, _look, _look_around, classifier_for, run
from cleantext.rules.base import FIRM, KEPT, STRONG, WEAK
from tests.own import MORE, cleaner, index, lines, rule
from tests.own import PROSE as SAID

STRONG_ONE = rule("strong", phrases=["Zap it"])
WEAK_ONE = rule("weak", strength="weak", phrases=["Home", "Menu"])
NEAR = rule("near", strength="weak", patterns=["qwyzzle .+"], require=["qwyzzle"])
INLINE = rule("inline", phrases=["Zap this whole page today"], inline=True)
CUT = "Zap this whole page today. "
MADE = Classifier(index(STRONG_ONE, WEAK_ONE, NEAR, INLINE, rule("keep", strength="keep", phrases=["Home rule"])))
NAMES = {
    "P": SAID,
    "M": MORE,
    "s": "Old Bridge Stays Open",
    "Z": "Zap it",
    "h": "Home",
    "m": "Menu",
    "q": "Qwyzzle me",
    "k": "Home rule",
    "c": f"{SAID} {CUT}{MORE}",
    "C": f"{SAID} {MORE}",
}


def left(layout: str, **settings: Any) -> str:
    """What is left of a document written as a letter a line."""
    kept = run("\n".join(NAMES[c] for c in layout), MADE, **settings).text
    back = {text: letter for letter, text in NAMES.items()}
    return "".join(back[line] for line in kept.split("\n")) if kept else ""


# what lines are


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", BLANK),
        (" ", BLANK),
        ("\u3000" * 30, BLANK),
        ("x", SHORT),
        (" x ", SHORT),
        ("字" * 20 + "。", SHORT),
        ("字" * 21 + "。", PROSE),
        (SAID, PROSE),
        ("Zap it", STRONG),
        ("Home", WEAK),
        ("Home rule", KEPT),
        (f"{SAID} {CUT}{MORE}", PROSE),
    ],
)
def test_kinds(line: str, kind: int) -> None:
    assert [*_kinds([line], MADE.findings(line, [line]), MADE)[0]] == [kind]


def test_a_firm_line_is_firm() -> None:
    made = Classifier(index({**STRONG_ONE, "strength": "firm"}))
    assert [*_kinds(["Zap it", ""], made.findings("Zap it\n", ["Zap it", ""]), made)[0]] == [FIRM, BLANK]


# where is looked more closely


@pytest.mark.parametrize(
    ("layout", "found", "looked"),
    [
        ("s", [0], []),
        ("ssssss", [0], [1, 2, 3, 4, 5]),  # three at either end
        ("sssssss", [0], [1, 2, 4, 5, 6]),
        ("ssssssss", [0], [1, 2, 5, 6, 7]),
        ("sssssssss", [4], [0, 1, 2, 3, 5, 6, 7, 8]),
        ("sssssssssss", [5], [0, 1, 2, 4, 6, 8, 9, 10]),
        ("sssssssssss", [4, 5], [0, 1, 2, 3, 6, 8, 9, 10]),
        ("sssssqssssss", [4], [0, 1, 2, 3, 5, 6, 9, 10, 11]),  # what is found leads on
        ("ssssssqqqsssss", [5], [0, 1, 2, 4, 6, 7, 8, 9, 11, 12, 13]),
        ("ssssssqqqZssss", [9], [0, 1, 2, 5, 6, 7, 8, 10, 11, 12, 13]),
        ("qqqqqqq", [6], [0, 1, 2, 3, 4, 5]),
        ("qssssssss", [8], [0, 1, 2, 6, 7]),
        ("sssssssq", [0], [1, 2, 5, 6, 7]),
    ],
)
def test_lines_at_the_edges_and_beside_findings(layout: str, found: list[int], looked: list[int]) -> None:
    asked: list[int] = []
    unlike = [f"{NAMES[c]} {'x' * n}" for n, c in enumerate(layout)]
    made = Classifier(MADE.index)
    near = made.look_around
    made.look_around = lambda line: (asked.append(unlike.index(line)), near(line))[1]  # type: ignore[method-assign, func-returns-value]
    beside = _look_around(unlike, found, made)
    assert sorted(asked) == looked
    assert sorted(beside[0]) == [k for k in looked if layout[k] == "q"]


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PPPPZqMMMM", "PPPPMMMM"),
        ("PPPPqZMMMM", "PPPPMMMM"),
        ("PPPPZqqqMMMM", "PPPPMMMM"),
        ("PPPPZMqMMM", "PPPPMqMMM"),
        ("PPPPqqqMMMM", "PPPPqqqMMMM"),  # nothing was found for sure
        ("PPPPhqmMMMM", "PPPPhqmMMMM"),  # nor here
        ("PPPPhqmMMMMZ", "PPPPMMMM"),
        ("PPPPhqmMMMMcM", "PPPPMMMMCM"),  # a cut is sure enough
        ("PPPPcMMMM", "PPPPCMMMM"),
        ("cZ", "C"),
        ("Zc", "C"),
        ("ZchPM", "ChPM"),
        ("ZZZ", ""),
        ("PhhkhZhM", "PhhkM"),
    ],
)
def test_rounds(layout: str, want: str) -> None:
    assert left(layout) == want


def test_careful_takes_what_goes_by_itself() -> None:
    assert left("PPhZhMMc", strictness="careful") == "PPhhMMC"
    assert left("PhmqM", strictness="careful") == "PhmqM"


def test_what_is_left_of_a_line_is_looked_at_again() -> None:
    """After a cut the rest of a line may be weak, or strong, or nothing."""
    weak = rule("rest", strength="weak", phrases=["Zyx it over there and then go."])
    strong = rule("sure", phrases=["Zyx it over there and then come."])
    made = Classifier(index(INLINE, weak, strong, STRONG_ONE))

    def kept(*given: str) -> list[str]:
        return run(lines(SAID, *given, SAID), made).text.split("\n")[1:-1]

    assert kept(f"{CUT}Zyx it over there and then go.", MORE) == ["Zyx it over there and then go.", MORE]
    assert kept(*[f"{CUT}Zyx it over there and then go."] * 3) == []  # a run of weak lines
    assert kept(f"{CUT}Zyx it over there and then come.", MORE) == [MORE]
    assert kept(f"{CUT}Zyx it over there and then rest.", "Zap it") == ["Zyx it over there and then rest."]


def test_reasons_stand_with_their_lines() -> None:
    report = run("\n".join(NAMES[c] for c in "PZMhZMcP"), MADE)
    assert [(r.rule, r.text.strip()) for r in report.removals if r.category != "layout"] == [
        ("own-strong", "Zap it"),
        ("own-weak", "Home"),
        ("own-strong", "Zap it"),
        ("own-inline", CUT.strip()),
    ]
    assert report.original() == "\n".join(NAMES[c] for c in "PZMhZMcP")


# the text as a whole


def test_a_text_without_findings_is_returned_itself() -> None:
    for text in ("", "\n", lines(SAID, "Home", MORE), lines(SAID, MORE) + "\r\n"):
        assert run(text, MADE).text is text
    assert run("a  b", MADE, tidy=True).text == "a b"
    text = lines("a b", "Home", "c")
    assert run(text, MADE, tidy=True).text is text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join((SAID, "", "Zap it", "", MORE, ""))
    assert run(text, MADE).text == end.join((SAID, "", MORE, ""))
    assert run(text + "Zap it", MADE).text == end.join((SAID, "", MORE))
    assert run(text + "Zap it" + end, MADE).text == end.join((SAID, "", MORE, ""))
    assert run(f"{SAID} {CUT.strip()}{end}{MORE}", MADE).text == f"{SAID}{end}{MORE}"
    assert run(f"Zap  it{end}{SAID} ", MADE, tidy=True).text == SAID


@pytest.mark.parametrize(("kept", "count", "warned"), [(40, 8, True), (41, 8, False), (40, 7, False), (0, 8, True)])
def test_a_warning_where_nearly_nothing_stays(kept: int, count: int, warned: bool) -> None:
    pattern = rule("p", patterns=["zap .+"], require=["zap"])
    held = ["Z" * kept][: bool(kept)]
    filling = ["Zap it"] * (count - len(held) - 1)
    size = 1_000 - sum(len(line) + 1 for line in (*held, *filling))
    text = lines(*held, *filling, "Zap ".ljust(size, "x"))
    assert (len(text), text.count("\n") + 1) == (1_000, count)
    report = run(text, Classifier(index(pattern)))
    assert report.text == "".join(held)
    assert bool(report.warning) == warned


# large texts


def assert_alike(text: str, made: Classifier, *, tidy: bool = False) -> None:
    """A text cleaned in parts of few lines gives what it gives as a whole."""
    whole = run(text, made, tidy=tidy)
    for part in (1, 3, 8):
        with pytest.MonkeyPatch.context() as patch:
            for module in (document, pipeline):
                patch.setattr(module, "LARGE", 0)
                patch.setattr(module, "PART", part)
            report = run(text, made, tidy=tidy)
            assert report == whole
            assert report.original() == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tidy", [False, True])
@pytest.mark.parametrize(
    "layout", ["PPPPhqmMMMMcM", "ZZZ", "PhhkhZhM", "PPPPPPPPZ", "ZPPPPPPPP", "ccPZc", "PMPM", "Zc"]
)
def test_parts(layout: str, tidy: bool, end: str) -> None:
    for joint in (end, end + end):
        assert_alike(joint.join(NAMES[c] for c in layout), MADE, tidy=tidy)
        assert_alike(joint.join(NAMES[c] for c in layout) + end, MADE, tidy=tidy)


def test_documents_in_parts(fixtures: Path) -> None:
    made = classifier_for(Cleaner().__getstate__())
    for path in sorted(fixtures.glob("documents/*.txt"))[::3]:
        assert_alike(path.read_bytes().decode(), made)


def test_like_findings_of_a_large_text_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Classifier(index(rule("counter", phrases=["# zaps", "Zap it"])))
    monkeypatch.setattr(pipeline, "LARGE", 0)
    monkeypatch.setattr(pipeline, "PART", 2)
    seen = ["1 zaps", "2 zaps", SAID, "", "3 zaps", "Zap it", "4 zaps", "Zap it"]
    looked = _look("\n".join(seen), seen, made)
    assert looked is not None
    marks = looked.marks
    assert [mark and mark.evidence[0] for mark in marks] == [
        *["# zaps"] * 2, None, "# zaps", "zap it", "# zaps", "zap it"
    ]  # fmt: skip
    assert len({id(mark) for mark in marks}) == 3
    assert [*looked.kinds] == [STRONG, STRONG, PROSE, BLANK, *[STRONG] * 4]
    assert not looked.cuts


def test_findings_with_cuts_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LARGE", 0)
    monkeypatch.setattr(pipeline, "PART", 1)
    text = lines(f"{SAID} {CUT}{MORE}", f"{MORE} {CUT}{SAID} {SAID}")
    assert run(text, MADE).text == lines(f"{SAID} {MORE}", f"{MORE} {SAID} {SAID}")


# which tables are loaded


def test_tables_of_categories_that_are_off_are_not_loaded() -> None:
    def entries(made: Cleaner) -> int:
        return len(classifier_for(made.__getstate__()).index.tables["entries"])

    usual, more = len(load_compiled().tables["entries"]), len(load_compiled().optional()["entries"])
    assert entries(Cleaner()) == usual
    assert entries(Cleaner(categories=["byline"])) == usual + more
    assert entries(Cleaner(categories=["share", "date"])) == usual + more
    assert entries(cleaner(STRONG_ONE)) == usual + more + 3


def test_own_rules_are_numbered_on_from_those_that_ship() -> None:
    made = cleaner(STRONG_ONE, rule("p", category="date", patterns=["qwyzzle the .+"], require=["qwyzzle"]))
    text = lines(SAID, "Zap it", MORE, "Qwyzzle the it", MORE)
    assert made.clean(text) == lines(SAID, MORE, MORE)
