"""The judgement of one line by made-up rules: what it is by itself, beside boilerplate, and sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cleantext.classify import Classifier
from cleantext.finding import PROSE as RUNNING
from cleantext.finding import SHORT, Cut, Finding, remainder
from cleantext.gate import Sorted
from cleantext.judge import Judge, _join
from tests.own import MORE, PROSE, Entry, index, rule

KEPT: list[Classifier] = []
"""A classifier holds its judge, and not the other way round."""


def judge(*entries: Entry) -> Judge:
    KEPT.append(Classifier(index(*entries)))
    return KEPT[-1]._judge


def said(found: Finding | None) -> tuple[str, float, bool] | None:
    """Which rule, how surely, and whether alone."""
    return None if found is None else (found.rule.id.removeprefix("own-"), found.score, found.strong)


def texts(line: str, found: Finding | None) -> list[str]:
    """What is cut out of a line."""
    assert found is not None
    return [line[cut.start : cut.end] for cut in found.cuts]


def pattern(name: str, *patterns: str, require: tuple[str, ...] = ("zap",), **body: Any) -> Entry:
    return rule(name, patterns=patterns, require=require, **body)


# a short line: which of several rules speaks


def test_a_phrase_that_is_sure_comes_before_patterns() -> None:
    sure = pattern("pattern", "zap .{1,9}")
    for strength, want in (
        ("strong", ("phrase", 1.0, True)),
        ("firm", ("phrase", 1.0, False)),
        ("keep", ("phrase", 1.0, False)),
        ("weak", ("pattern", 0.95, True)),
    ):
        assert said(judge(rule("phrase", strength=strength, phrases=["Zap it"]), sure).short("Zap it")) == want


def test_of_weak_ones_the_phrase_comes_first() -> None:
    weak = rule("phrase", strength="weak", phrases=["Zap it"])
    firm = pattern("pattern", "zap .{1,9}", strength="firm")
    keep = pattern("pattern", "zap .{1,9}", strength="keep")
    assert said(judge(weak, firm).short("Zap it")) == ("phrase", 1.0, False)
    assert said(judge(weak, keep).short("Zap it")) == ("pattern", 0.95, False)
    assert said(judge(weak, firm).short("Zap at")) == ("pattern", 0.95, False)
    assert judge(weak, firm).short("Zip it") is None


def test_evidence_of_a_phrase() -> None:
    found = judge(rule("a", phrases=["# zaps"])).short("12 Zaps")
    assert found is not None
    assert found.evidence == ("# zaps",)


@pytest.mark.parametrize(("strength", "stays"), [("weak", True), ("firm", True), ("strong", False), ("keep", False)])
def test_a_full_stop_behind_one_word(strength: str, stays: bool) -> None:
    made = judge(rule("a", strength=strength, phrases=["Zap", "Zap it"]))
    for line in ("Zap.", "Zap, ", "Zap ."):
        assert (made.short(line) is None) == stays
    for line in ("Zap", "Zap...", "Zap!", "Zap it."):
        assert said(made.short(line)) == ("a", 1.0, strength == "strong")


def test_the_first_of_weak_patterns_and_any_strong_or_keep_one() -> None:
    one, two = pattern("one", "zap .{1,9}", strength="firm"), pattern("two", "zap it.{0,9}", strength="firm")
    strong = pattern("strong", "zap it.{0,9}")
    keep, other = pattern("keep", "zap it.{0,9}", strength="keep"), pattern("other", "zap i.{0,9}", strength="keep")
    assert said(judge(one, two).short("Zap it")) == ("one", 0.95, False)
    assert said(judge(one, strong).short("Zap it")) == ("strong", 0.95, True)
    assert said(judge(strong, one).short("Zap it")) == ("strong", 0.95, True)
    assert said(judge(one, two, strong).short("Zap it")) == ("strong", 0.95, True)
    assert said(judge(strong, keep, other).short("Zap it")) == ("keep", 0.95, False)
    assert said(judge(keep, strong).short("Zap it")) == ("keep", 0.95, False)


def test_most_words_of_a_pattern() -> None:
    made = judge(pattern("p", "zap .+", max_words=3))
    assert said(made.short("Zap it now")) == ("p", 0.95, True)
    assert made.short("Zap it right now") is None
    made = judge(pattern("p", "zap .+", max_words=3), pattern("q", "zap .+", max_words=4))
    assert said(made.short("Zap it right now")) == ("q", 0.95, True)


# chains

LINKS = rule(
    "weak",
    category="navigation",
    strength="weak",
    phrases=["Zip", "Qux", "Blorp", "Zyx it", "qw", "About", "Zyxwvutsrq"],
)
SHARE = rule("strong", phrases=["Zap this page", "Zapperdoodle"])


def chained(line: str, *entries: Entry) -> tuple[str, float, bool] | None:
    return said(judge(*(entries or (LINKS, SHARE))).short(line))


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Zap this page Zip", ("strong", 0.9, True)),
        ("Zip Zap this page", None),  # called up by how it begins; see the next but one
        ("Zap this page", ("strong", 1.0, True)),
        ("ZapperdoodleZip", ("strong", 0.9, True)),  # glued
        ("ZipQux", ("weak", 0.7, False)),
        ("Zip Zap this page.", None),
        ("| Zip | Zap this page", None),
        ("Zap this page Zyp", None),
        ("Zap this page qw", None),  # two letters
        ("ZyxwvutsrqZip Qux", ("weak", 0.7, False)),  # glued, and it begins with a phrase
        ("Zip QuxBlorp", None),
        ("Zap this page, Zip", ("strong", 0.9, True)),
        ("Zap this page, Zyx it", ("strong", 0.9, True)),
    ],
)
def test_a_chain_that_begins_with_a_sure_phrase(line: str, want: object) -> None:
    assert chained(line) == want


def near(line: str, *entries: Entry) -> tuple[str, float, bool] | None:
    return said(judge(*(entries or (LINKS, SHARE))).near(line))


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Zip Qux", ("weak", 0.7, False)),
        ("Zip Zap this page", ("strong", 0.9, True)),
        ("ZipZap this page", ("strong", 0.9, True)),
        ("Zip | Qux | Blorp", ("weak", 0.7, False)),  # three
        ("Zip | Qux | Blorp | Zip", ("weak", 0.9, True)),  # four
        ("Zip Qux Blorp Zip", ("weak", 0.7, False)),  # nothing between them
        ("Zip Qux Blorp Zip.", None),
        ("Zip", None),  # one is no chain
        ("Zip | | ", None),
        ("Zip about", None),  # a heading: a capital, then a common word
        ("Zip About", ("weak", 0.7, False)),
        ("zip about", ("weak", 0.7, False)),
        ("Zip qux", ("weak", 0.7, False)),  # three letters are not common
        ("• Zip about", None),
    ],
)
def test_chains_beside_boilerplate(line: str, want: object) -> None:
    assert near(line) == want


@pytest.mark.parametrize(("length", "goes"), [(240, True), (241, False)])
def test_a_long_chain_is_running_text(length: int, goes: bool) -> None:
    line = ("Zap this page" + " | Zip" * 37).ljust(length, "|")
    assert (chained(line) is not None) == goes


@pytest.mark.parametrize(("length", "goes"), [(99, True), (100, False)])
def test_a_long_line_is_not_glued(length: int, goes: bool) -> None:
    line = "Zip" * 33 + "!" * (length - 99)
    assert (chained(line) is not None) == goes


def test_two_letters_in_a_chain_are_a_network_s_name() -> None:
    networks = rule("net", strength="weak", phrases=["x", "qw"])
    assert chained("Zap this page x qw", networks, SHARE) == ("strong", 0.9, True)
    assert chained("Zap this page x", {**networks, "category": "media"}, SHARE) is None
    three = rule("three", category="media", strength="weak", phrases=["Qwy"])
    assert chained("Zap this page Qwy", three, SHARE) == ("strong", 0.9, True)


def test_a_kept_phrase_is_no_part_of_a_chain() -> None:
    assert chained("Zap this page Zip", SHARE, {**LINKS, "strength": "keep"}) is None


def test_phrases_of_a_chain_are_as_long_as_they_can_be() -> None:
    made = judge(rule("a", phrases=["Zap", "Zap it now and then or not"]), LINKS)  # seven words
    found = made.short("Zap it now and then or not Zip")
    assert found is not None
    assert found.evidence == ("zap it now and then or not", "zip")


def test_a_firm_rule_speaks_for_a_chain_of_firm_ones_only() -> None:
    firm = rule("firm", strength="firm", phrases=["Zyx", "Zyxyx"])
    assert near("Zyx Zyxyx", firm, LINKS) == ("firm", 0.7, False)
    assert near("Zyx Zip", firm, LINKS) == ("weak", 0.7, False)
    assert near("Zip Zyx", firm, LINKS) == ("weak", 0.7, False)


def test_a_firm_pattern_stands_back_behind_a_chain() -> None:
    firm = pattern("firm", "zap this page .{1,9}", strength="firm")
    assert chained("Zap this page Zip", firm, SHARE, LINKS) == ("strong", 0.9, True)
    assert chained("Zap this page Zyp", firm, SHARE, LINKS) == ("firm", 0.95, False)


# beside boilerplate


def test_an_entry_of_a_list() -> None:
    made = judge(rule("a", phrases=["Zap it"]), rule("keep", strength="keep", phrases=["Zip it"]))
    found = made.near("3. Zap it")
    assert said(found) == ("a", 0.9, False)
    assert found is not None
    assert found.evidence == ("zap it",)
    assert made.near("3. Zip it") is None
    assert made.near("3 Zap it") is None


def test_a_pattern_that_is_sure_comes_before_a_list_s_entry() -> None:
    entry = rule("a", phrases=["Zappy it"])
    for strength, want in (
        ("strong", ("p", 0.95, True)),
        ("keep", ("p", 0.95, False)),
        ("firm", ("a", 0.9, False)),
        ("weak", ("a", 0.9, False)),
    ):
        made = pattern("p", "#. .?zappy.? it", require=("zappy*",), strength=strength)
        assert near("3. Zappy it", entry, made) == want
        assert near("3. Zappy, it", entry, made) == ("p", 0.95, strength == "strong")


def test_weak_patterns_are_found() -> None:
    weak = pattern("p", "zap .+", strength="weak")
    assert judge(weak).short("Zap it") is None
    assert near("Zap it", weak) == ("p", 0.95, False)


@pytest.mark.parametrize(("length", "goes"), [(1_200, True), (1_201, False)])
def test_a_very_long_line_is_not_judged_by_its_neighbours(length: int, goes: bool) -> None:
    line = "Zap ".ljust(length, "x")
    for strength in ("weak", "strong"):
        assert (near(line, pattern("p", "zap .+", strength=strength)) is not None) == goes


# cues of a whole line


def cues(name: str = "c", *, least: float = 0.8, deed: float = 0.6, us: float = 0.6, **body: Any) -> Entry:
    groups = [
        {"name": "deed", "weight": deed, "words": ["zap*"]},
        {"name": "us", "weight": us, "words": ["qux"]},
        {"name": "cause", "weight": 0.6, "words": ["blorp"]},
    ]
    return rule(name, **{"category": "newsletter", "min_score": least, "needs": ["deed"], "cues": groups, **body})


FIRES = "Those who zap a qux are many."
NOTHING = "The old bridge stays open."


@pytest.mark.parametrize(
    ("parts", "goes"),
    [
        ([FIRES], True),
        ([FIRES, NOTHING], True),  # half of them
        ([FIRES, NOTHING, NOTHING], False),
        ([FIRES, "The qux stays open.", NOTHING, NOTHING], True),  # one says something without the deed
        ([FIRES, "Thanks to al.", NOTHING], True),  # 12 characters do not count
        ([FIRES, "Thanks to all.", NOTHING], False),
        ([FIRES, "A qux is.", NOTHING, NOTHING], True),  # unless they say something
        ([NOTHING, FIRES], True),
        (["Those who zap it are many.", "The qux stays open."], False),  # none by itself
    ],
)
def test_a_line_speaks_of_the_matter_throughout(parts: list[str], goes: bool) -> None:
    line = " ".join(parts)
    assert near(line, cues()) == (("c", 0.84, True) if goes else None)


def test_sentences_in_unspaced_scripts_count_from_five_characters_on() -> None:
    entry = cues(language="ja", cues=[{"name": "deed", "weight": 0.9, "words": ["寄付"]}])
    assert near("寄付をお願い。古い橋。橋は残る。", entry) == ("c", 0.9, True)  # 3 and 4
    assert near("寄付をお願い。古い橋は残。橋は残ったよ。", entry) is None  # 5 and 6


@pytest.mark.parametrize(("weight", "goes"), [(0.6, True), (0.59, False)])
def test_what_says_something(weight: float, goes: bool) -> None:
    """The scores of four sentences: one fires, and another says enough to make up half."""
    line = " ".join([FIRES.replace("qux", "blorp"), "The qux stays open.", NOTHING, NOTHING])
    assert (near(line, cues(us=weight)) is not None) == goes


@pytest.mark.parametrize(
    ("category", "deed", "us", "goes"),
    [
        ("donation", 0.7, 0.6, True),  # the whole 0.88, the surest sentence 0.7
        ("newsletter", 0.7, 0.6, False),
        ("donation", 0.69, 0.6, False),  # the whole 0.876
        ("donation", 0.69, 0.69, False),  # the whole 0.904, the surest 0.69
    ],
)
def test_an_appeal_as_a_whole_makes_up_for_a_sure_sentence(category: str, deed: float, us: float, goes: bool) -> None:
    entry = cues(least=0.85, deed=deed, us=us, category=category)
    assert (near("Those who zap it are many. The qux stays open.", entry) is not None) == goes


def test_other_rules_judge_the_whole_line_anyway() -> None:
    weak = pattern("p", "zap it .+", strength="weak", max_words=30)
    assert near("Zap it at once. " + NOTHING + " " + NOTHING, weak) == ("p", 0.95, False)


# sentences of a longer line

INLINE = rule("inline", phrases=["Zap this whole page today", "Zap now", "Please qwyzzle: the blorp"], inline=True)
CUT = "Zap this whole page today. "


def look(line: str, *entries: Entry) -> Finding | None:
    return judge(*(entries or (INLINE,))).look_into(line)


def test_an_inline_sentence_is_cut() -> None:
    line = f"{PROSE} {CUT}{MORE}"
    found = look(line)
    assert said(found) == ("inline", 1.0, True)
    assert texts(line, found) == [CUT]
    assert found is not None
    assert (found.rest, found.evidence) == (RUNNING, ("zap this whole page today",))
    assert remainder(line, found.cuts) == f"{PROSE} {MORE}"


def test_cuts_side_by_side_are_one_and_others_are_not() -> None:
    line = f"{CUT}{PROSE} {CUT}Zap now! {MORE} {CUT}{PROSE}"
    assert texts(line, look(line)) == [CUT, CUT + "Zap now! ", CUT]
    line = f"{CUT}Zap now! {PROSE} {MORE}"
    assert texts(line, look(line)) == [CUT + "Zap now! "]


def test_at_a_line_s_end_the_space_before_goes_too() -> None:
    line = f"{CUT}{PROSE}  {CUT.strip()}"
    assert texts(line, look(line)) == [CUT, "  " + CUT.strip()]


@pytest.mark.parametrize(("other", "whole"), [(11, True), (12, False)])
def test_a_line_that_is_mostly_cut_goes_as_a_whole(other: int, whole: bool) -> None:
    line = CUT + "x" * other
    assert 26 / (26 + 11) > 0.7 > 26 / (26 + 12)
    found = look(line)
    assert said(found) == ("inline", 1.0, True)
    assert found is not None
    assert (found.cuts == ()) == whole


@pytest.mark.parametrize(("other", "whole"), [(6, True), (7, False)])
def test_seven_tenths_are_enough(other: int, whole: bool) -> None:
    found = look("Zap now it al. " + "x" * other, rule("a", phrases=["Zap now it al"], inline=True))  # 14 of 20
    assert found is not None
    assert (found.cuts == ()) == whole


def test_the_surest_sentence_speaks_for_a_line() -> None:
    weak = pattern("p", "zip .+", require=("zip",), inline=True)
    found = look(f"Zip it all. {PROSE} {CUT}{MORE}", INLINE, weak)
    assert said(found) == ("inline", 1.0, True)
    assert found is not None
    assert [cut.finding.rule.id for cut in found.cuts] == ["own-p", "own-inline"]


def test_what_is_left_is_judged_again() -> None:
    weak = rule("weak", strength="weak", phrases=["Zyx it over there and then go"])
    line = f"{CUT}Zyx it over there and then go"
    found = look(line, INLINE, weak)
    assert found is not None
    assert isinstance(found.rest, Finding)
    assert said(found.rest) == ("weak", 1.0, False)
    found = look(f"{CUT}Old Bridge Stays Open")
    assert found is not None
    assert found.rest == SHORT


def test_what_comes_together_may_be_cut_too() -> None:
    line = f"{PROSE} Please qwyzzle: {CUT}the blorp. {MORE}"
    found = look(line)
    assert texts(line, found) == [f"Please qwyzzle: {CUT}the blorp. "]
    assert found is not None
    assert found.rest == RUNNING
    line = f"Zap now. {PROSE} Please qwyzzle: {CUT}the blorp. {MORE} {CUT}{PROSE}"
    found = look(line)
    assert texts(line, found) == ["Zap now. ", f"Please qwyzzle: {CUT}the blorp. ", CUT]


HEADING = rule("heading", phrases=["Zap this page", "Zapperdoodle", "Zip it?"])


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("Zap this page", True),
        ("Zap this page.", False),  # ended
        ("Zapperdoodle", False),  # one word
        ("Zap this page now", False),
    ],
)
def test_a_button_at_a_line_s_end(end: str, cut: bool) -> None:
    line = f"{PROSE} {MORE} {end}"
    assert (texts(line, look(line, HEADING)) if cut else look(line, HEADING)) == ([f" {end}"] if cut else None)
    assert bool(running([line], HEADING)) == cut
    assert look(f"{PROSE} Zap this page. {MORE}", HEADING) is None  # not at the end


def test_a_weak_button_at_a_line_s_end_stays() -> None:
    line = f"{PROSE} {MORE} Zap this page"
    weak = {**HEADING, "strength": "weak"}
    assert look(line, weak) is None
    assert running([line], weak) == {}


def test_a_chain_in_a_longer_line_holds_two_strong_phrases() -> None:
    one, two = "Zap this page Zip", "Zap this page Zip Zapperdoodle"
    assert look(f"{PROSE} {one}. {MORE}", SHARE, LINKS) is None
    line = f"{PROSE} {two}. {MORE}"
    assert texts(line, look(line, SHARE, LINKS)) == [f"{two}. "]
    assert look(f"{PROSE} Zip Qux | Blorp | Zip Qux. {MORE}", SHARE, LINKS) is None


def test_which_rules_cut_sentences() -> None:
    line = f"{PROSE} {FIRES} {MORE}"
    for category, strength, cut in (
        ("newsletter", "strong", True),
        ("donation", "strong", True),
        ("comments", "strong", True),
        ("share", "strong", True),
        ("legal", "strong", False),
        ("newsletter", "weak", False),
    ):
        assert (look(line, cues(category=category, strength=strength)) is not None) == cut
    assert look(line, cues(category="legal", inline=True)) is not None
    assert look(f"{PROSE} Zap it all. {MORE}", pattern("p", "zap it .+")) is None
    assert look(f"{PROSE} Zap it all. {MORE}", pattern("p", "zap it .+", inline=True)) is not None


def test_a_line_as_a_whole_comes_before_its_sentences() -> None:
    line = f"{CUT}{MORE} {PROSE} {MORE}"
    for strength, whole in (("strong", True), ("firm", True), ("keep", True), ("weak", False)):
        entry = pattern("p", "zap this whole .+", strength=strength, max_words=120)
        found = look(line, INLINE, entry)
        assert found is not None
        assert (found.cuts == ()) == whole
        assert found.rule.id == ("own-p" if whole else "own-inline")
    weak = pattern("p", "zap this whole .+", strength="weak", max_words=120)
    assert said(look(line, weak)) == ("p", 0.95, False)
    phrase = rule("phrase", phrases=[line])
    assert said(look(line, INLINE, phrase)) == ("phrase", 1.0, True)


# which lines of running text are looked into


def running(lines: list[str], *entries: Entry) -> dict[str, str]:
    found = judge(*entries).running_text("\n".join(lines), Sorted([], lines, lines, lines, lines))
    return {line: finding.rule.id for line, finding in found.items()}


def test_lines_in_which_a_sentence_begins_as_boilerplate_does() -> None:
    line = f"{PROSE} {CUT}{MORE}"
    assert running([PROSE, line, MORE], INLINE) == {line: "own-inline"}
    assert running([PROSE, MORE], INLINE) == {}
    assert running([f"{PROSE} Zap this whole page at dawn. {MORE}"], INLINE) == {}


def test_more_sentences_than_are_looked_for_at_once() -> None:
    entry = pattern("p", "zap this whole .+", inline=True)
    lines = [f"{PROSE} Zap this whole page{' x' * (n % 5)} x{n}x. {MORE}" for n in range(40)]
    assert running([MORE, *lines, PROSE], entry) == dict.fromkeys(lines, "own-p")


@pytest.mark.parametrize(
    ("category", "deed", "opening", "goes"),
    [
        ("donation", 0.6, "a zap of the qux", True),  # 0.84
        ("newsletter", 0.6, "a zap of the qux", False),
        ("donation", 0.7, "a zap of it", True),
        ("donation", 0.69, "a zap of it", False),
    ],
)
def test_an_appeal_may_open_with_a_sentence_that_is_nearly_sure(
    category: str, deed: float, opening: str, goes: bool
) -> None:
    line = " ".join([f"Please consider {opening}.", *["The qux and the blorp stay open."] * 12])
    assert len(line) >= 400  # of a shorter line the whole is tried, too
    entry = cues(category=category, openers=["Please consider"], least=0.9, deed=deed)
    assert bool(running([line], entry)) == goes


def test_an_appeal_may_open_without_its_deed() -> None:
    """Where its words cannot be looked up beforehand, as a stem of two letters cannot."""
    groups = [
        {"name": "deed", "weight": 0.6, "words": ["zy*"]},
        {"name": "us", "weight": 0.7, "words": ["qux"]},
    ]
    entry = cues(category="donation", openers=["Please consider"], cues=groups, least=0.8)
    line = " ".join(["Please consider the qux of the town.", *["A zy of the qux is here."] * 16])
    assert bool(running([line], entry))


# cuts of what cuts leave


@given(st.data())
def test_cuts_of_what_cuts_leave_are_told_in_places_of_the_line(data: st.DataObject) -> None:
    finding = Finding(index(HEADING)._rules[0], 1.0, (), True)  # type: ignore[arg-type]  # the rule is in use

    def some(places: list[int]) -> list[Cut]:
        return [Cut(a, b, finding) for a, b in zip(places[::2], places[1::2], strict=False)]

    def drawn(size: int) -> list[Cut]:
        return some(sorted(data.draw(st.sets(st.integers(0, size), min_size=2, max_size=8))))

    line = "x" * data.draw(st.integers(8, 40))
    cuts = drawn(len(line))
    kept = [k for k in range(len(line)) if not any(c.start <= k < c.end for c in cuts)]
    assume(len(kept) > 1)
    more = drawn(len(kept))
    gone = {k for c in cuts for k in range(c.start, c.end)} | {kept[k] for c in more for k in range(c.start, c.end)}
    joined = _join(line, cuts, tuple(more))
    assert joined == sorted(joined, key=lambda c: c.start)
    assert {k for c in joined for k in range(c.start, c.end)} >= gone
    whole = [(kept[c.start], kept[c.end - 1] + 1) for c in more]
    assert {(c.start, c.end) for c in joined} == {
        *whole,
        *((c.start, c.end) for c in cuts if not any(a <= c.start and c.end <= b for a, b in whole)),
    }
