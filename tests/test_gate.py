"""What the gate lets through: all that a rule may find by itself, and little else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.gate import Gate, is_long
from cleantext.index import TELLING_LENGTH
from tests.own import MORE, PROSE, cleaner, index, lines, rule


def suspects(made: Cleaner, *given: str) -> list[str]:
    from cleantext.pipeline import classifier_for

    short, _ = classifier_for(made.__getstate__())._gate._sort(given)
    return short


OWN = cleaner(
    rule("phrase", phrases=["Zapperdoodle it", "Zyx", "# zapperdoodles", "=|=", "Übermäßig zappen"]),
    rule("begins", matcher="pattern", patterns=["qwyzzle the .{1,20}"], require=["qwyzzle"], match=["Qwyzzle the x"]),
    rule("ends", matcher="pattern", patterns=[".{1,20} qwyzzled"], require=["qwyzzled"], match=["It is qwyzzled"]),
    rule("word", matcher="pattern", patterns=[".{1,9} blorptic .{1,9}"], require=["blorptic"], match=["a blorptic b"]),
)


@pytest.mark.parametrize(
    "line",
    [
        "Zapperdoodle it",
        "• ZAPPERDOODLE IT!",
        "Zapperdoodle it now",  # how a phrase begins is looked at, not the whole of it
        "zyx",
        "1,204 zapperdoodles",
        "Übermäßig zappen",
        "  =|=  ",
        "Zyx then",  # may begin a chain
        "Qwyzzle the page",
        "1. Zapperdoodle it »",
        "It was qwyzzled",
        "So blorptic a word",
        "»  Qwyzzle   the page",
    ],
)
def test_may_be_boilerplate(line: str) -> None:
    expected = not line.startswith("1.")  # a list's entry is looked at beside boilerplate only
    assert (suspects(OWN, line) == [line]) == expected


BEGUN = cleaner(
    rule("six", patterns=["übzapp.{1,9}"], require=["übzapp*"], match=["Übzappelt"]),
    rule("four", patterns=["özyx.{1,9}"], require=["özyx*"], match=["Özyxig"]),
    rule("eight", phrases=["# zappers", "Überzap"]),
)


def test_lines_of_other_letters_are_looked_up_by_each_length() -> None:
    """And what is found on one line ends nothing."""
    known = ["Übzappelt da", "Özyxig", "3 zappers", "«3 zappers»", "Überzap", "Özyxt es"]
    assert suspects(BEGUN, *known) == known
    assert suspects(BEGUN, "Übzap da", "Özy", "Ünder der") == []


def test_fifty_characters_may_be_running_text() -> None:
    gate = Gate(index(rule("p", phrases=["Zap it"])))
    for size, long in ((49, []), (50, ["Zap it ".ljust(49, "x") + "."])):
        assert gate.sort(["Zap it ".ljust(size - 1, "x") + "."])[1] == long


def test_other_lines_pass() -> None:
    plain = ["Gdzxw is hzzrq", "Bridges of the old town", "4 ways to cross", "", "  ", "Übqxr", "Zapper"]
    assert suspects(OWN, *plain) == []


def test_running_text_is_told_apart() -> None:
    from cleantext.pipeline import classifier_for

    gate = classifier_for(OWN.__getstate__())._gate
    long = ["x" * 201, "The council voted to keep the old bridge open again.", PROSE + " ", PROSE + "  "]
    short = ["The council voted to keep the old bridge open again", "x" * 200, "x" * 60 + " ", "x" * 48 + "."]
    assert gate.sort([*long, *short]).long == long
    assert all(map(is_long, long))
    assert not any(map(is_long, short))


@given(st.lists(st.text(max_size=80), max_size=8))
def test_long_is_what_is_long(some: list[str]) -> None:
    from cleantext.pipeline import classifier_for

    gate = classifier_for(OWN.__getstate__())._gate
    assert gate.sort(some).long == [line for line in some if is_long(line)]


def test_a_telling_word_calls_up_shipped_rules() -> None:
    line = "Liked these notes from the hill? Subscribe to the newsletter: hillnotes"
    assert len(line) >= TELLING_LENGTH
    assert suspects(Cleaner(), line) == [line]
    assert suspects(Cleaner(), "Qzx newsletter zq") == []


def test_weak_patterns_are_looked_up_beside_boilerplate_only() -> None:
    made = cleaner(
        rule(
            "weak",
            strength="weak",
            matcher="pattern",
            patterns=["qwyzzle .+"],
            require=["qwyzzle"],
            match=["Qwyzzle x"],
        ),
        rule("strong", phrases=["Zapperdoodle it"]),
    )
    assert suspects(made, "Qwyzzle me") == []
    assert made.clean(lines(PROSE, "Zapperdoodle it", "Qwyzzle me", "Qwyzzle you", MORE)) == lines(PROSE, MORE)
    assert made.clean(lines(PROSE, "Qwyzzle me", "Qwyzzle you", MORE)) == lines(
        PROSE, "Qwyzzle me", "Qwyzzle you", MORE
    )


def short(gate: Gate, *given: str) -> list[str]:
    return gate.sort([*given]).suspects


def test_a_line_is_compared_as_a_rule_sees_it() -> None:
    """However it is written: wide letters, more spaces, numbers."""
    gate = Gate(index(rule("a", phrases=["Zapperdoodle it", "qux zapped it", "# zappings"])))
    for line in ("Ｚａｐｐｅｒｄｏｏｄｌｅ it", "Qux  zapped it", "12 zappings", "ZAPPERDOODLE\u00a0IT"):
        assert short(gate, line) == [line]
    assert short(gate, "", "Zapperdoodle it", "", "") == ["Zapperdoodle it"]
    assert short(gate, "Ｚｙｘ it", "Quux zapped it", "zappings") == []


def test_glued_words_may_be_buttons() -> None:
    gate = Gate(index(rule("a", phrases=["Zapperdoodle"])))
    assert short(gate, "BlorpQwyz", "Blorpqwyz", "the BlorpQwyz") == ["BlorpQwyz"]


def test_unspaced_text_is_looked_at() -> None:
    gate = Gate(index(rule("a", language="ja", phrases=["分享"])))
    assert short(gate, "市議会は橋を残す", "über die Brücke", "на мосту") == ["市議会は橋を残す"]


def test_beginnings_of_each_size() -> None:
    patterns, words = ["zapperdoodle .+", "qwyzzl.+", "blor.+"], ["zapperdoodle", "qwyzzl*", "blor*"]
    gate = Gate(index(rule("a", patterns=patterns, require=words)))
    for line in ("zapperdo", "qwyzzl it", "blor"):
        assert short(gate, line) == [line]
    assert short(gate, "zapperda", "qwyzza it", "blur", "zappe it", "qwyzz it") == []


TELLING = rule("a", category="newsletter", patterns=[".{1,30} blorptic .{1,30}"], require=["blorptic"])


@pytest.mark.parametrize(("length", "want"), [(TELLING_LENGTH - 1, False), (TELLING_LENGTH, True)])
def test_a_telling_word_counts_from_a_length_on(length: int, want: bool) -> None:
    gate = Gate(index(TELLING, shipped=True))
    for word in ("blorptic", "blorptic,", "blorptic:", "Blorptic"):
        line = f"{word} so x".rjust(length, "x")
        line = line.replace("x" + word, " " + word)
        assert bool(short(gate, line)) == want, line
    assert short(gate, "x " * 30) == []


def test_a_word_of_an_own_rule_is_looked_for_in_every_line() -> None:
    gate = Gate(index(TELLING))
    assert short(gate, "so blorptic it", "so-blorptic/it", "so blorptical it") == ["so blorptic it", "so-blorptic/it"]
    assert short(Gate(index(TELLING, off=(0,))), "so blorptic it") == []
