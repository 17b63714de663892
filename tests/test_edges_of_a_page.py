"""Bounds of what is taken far over the text, between lines that went, and behind the text."""

from __future__ import annotations

import pytest

from tests.own import MORE, PROSE, cleaner, gone, lines, rule
from tests.test_rules import APPEAL, CUES, EXTENT, FIRM, FORM, HEADED, NO_WEAK, STRONG, TAIL, WEAK, C, D, F, T, letters

KEEP = rule("keep", category="legal", strength="keep", phrases=["Home rule"])

# far over the text

HEAD = "any-navigation-head"
MENU = "ZsZsZsZZZ"  # six lines went, four of them with two more below
BARE = "sss"


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        (MENU + "s" * 12 + "PMk", "s" * 12 + "PMk"),  # a kept line counts as text
        (MENU + "s" * 12 + "kMM", "s" * 12 + "kMM"),
        ("ZZZ" + "s" * 8 + "ZZZ" + "s" * 6 + "kPMk", "s" * 14 + "kPMk"),  # the first of them is where text begins
        ("k" + MENU + "s" * 12 + "PMP", "k" + BARE + "s" * 12 + "PMP"),  # nothing stands over what is kept
        ("ZsZsZsZ" + "s" * 14 + "PZMZPZ", BARE + "s" * 14 + "PMP"),  # four above: too few, whatever went below
        (MENU + "s" * 11 + "PMP", "s" * 11 + "PMP"),  # twenty lines over the text are enough
        (MENU + "s" * 10 + "PMP", BARE + "s" * 10 + "PMP"),  # nineteen are not
        (MENU + "s" * 51 + "PMP", "s" * 51 + "PMP"),  # six of sixty
        (MENU + "s" * 52 + "PMP", BARE + "s" * 52 + "PMP"),  # and of sixty-one
        ("sZsZsZsZZZ" + "s" * 12 + "PMP", "s" * 12 + "PMP"),  # from the page's first line on
        ("ssssZZZZZ" + "s" * 12 + "PMP", "s" * 12 + "PMP"),
        ("ZZZ" + "s" * 8 + "ZZZ" + "s" * 7 + "PMP", "s" * 7 + "PMP"),  # ten lines over the text it ends
        ("ZZZ" + "s" * 8 + "ZZZ" + "s" * 6 + "PMP", "s" * 14 + "PMP"),
        ("Z" + "s" * 21 + "ZsZsZZZ" + "s" * 12 + "PMP", "s" * 33 + "PMP"),  # a list of its own ends nothing
        ("Z" + "s" * 20 + "ZsZsZZZ" + "s" * 12 + "PMP", "s" * 12 + "PMP"),
        ("ZsZsZZZsZZ" + "s" * 12 + "PMP", "s" + "s" * 12 + "PMP"),  # two known lines below are too few
        ("ZdZsZsZZZ" + "s" * 12 + "PMP", "d" + "s" * 12 + "PMP"),  # figures are no entry
        ("ZrZsZsZZZ" + "s" * 12 + "PMP", "s" * 12 + "PMP"),
    ],
)
def test_bounds_of_what_stands_far_over_the_text(layout: str, want: str) -> None:
    assert (
        letters(cleaner(WEAK, STRONG, KEEP, shipped=(HEAD,)), layout, k="Home rule", d="7 Days Long", r="A1 Road")
        == want
    )


def test_an_entry_far_over_the_text_is_told_with_what_stands_below_it() -> None:
    report = HEADED.explain(lines("Zap it", NO_WEAK, *["Zap it"] * 5, *[NO_WEAK] * 14, PROSE, MORE, PROSE))
    assert [(r.rule, r.category, r.score, r.evidence) for r in report.removals if r.rule == HEAD] == [
        (HEAD, "navigation", 0.7, ("zap it",))
    ]


# between lines that went

BETWEEN = "any-navigation-between"
PAIR = cleaner(WEAK, STRONG, shipped=(BETWEEN,))


def test_one_of_two_lines_must_have_gone_for_its_own_words() -> None:
    assert letters(PAIR, "PZhshZM") == "PsM"
    assert letters(PAIR, "PZhsZM") == "PM"


def test_a_line_between_is_told_with_the_sure_one() -> None:
    report = PAIR.explain(lines(PROSE, "Zap it", "Home", NO_WEAK, "Zap it", MORE))
    assert [(r.rule, r.score, r.evidence) for r in report.removals if r.rule == BETWEEN] == [
        (BETWEEN, 0.7, ("zap it",))
    ]


def test_a_name_has_at_most_sixty_characters() -> None:
    for size, want in ((60, "PM"), (61, "PlM")):
        assert letters(PAIR, "PZlZM", l="A" + "b" * (size - 1)) == want


# buttons at the end


def test_the_last_button_may_be_a_list_s_entry() -> None:
    made = cleaner(rule("firm", strength="firm", phrases=["Continue"]))
    assert made.clean(lines(PROSE, "Continue")) == PROSE
    assert made.clean(lines(PROSE, "• Continue")) == lines(PROSE, "• Continue")


def test_the_last_button_of_a_page_with_boilerplate_goes_in_any_company() -> None:
    assert letters(FIRM, "PZsc", **F) == "Ps"


# appeals


def test_text_between_two_appeals_need_say_less() -> None:
    """A paragraph of one group that says little goes between two appeals, in the appeal's language alone."""
    said = "He came on the ferry to donate a clock to the school, and the children wound it up before they had gone."
    for language, want in (("en", "PP"), ("any", "PP"), ("de", "PcP")):
        cues = rule("cues", category="donation", language=language, **CUES)
        made = cleaner(APPEAL[0], cues, shipped=(EXTENT,))
        assert letters(made, "PAcAP", c=said, **D) == want
        assert letters(made, "PAcP", c=said, **D) == "PcP"


def test_lines_of_others_are_no_appeal() -> None:
    made = cleaner(APPEAL[0], rule("box", category="newsletter", phrases=["Join the list"]), shipped=(EXTENT,))
    assert letters(made, "PAsjP", j="Join the list", **D) == "PsP"
    assert letters(made, "PAsAP", **D) == "PP"


# behind the text


def test_a_counter_stands_over_readers_comments() -> None:
    counter = rule("count", category="comments", extent="block", phrases=["# notes"])
    made = cleaner(*FORM, counter, shipped=TAIL)
    assert letters(made, "P" * 30 + "ncMN", **T, n="3 notes", c="Old Bridge") == "P" * 30 + "cM"
    assert letters(made, "P" * 30 + "cn", **T, n="3 notes", c="Old Bridge") == "P" * 30 + "c"


def test_a_line_behind_the_text_is_told_with_what_shows_the_end() -> None:
    made = cleaner(*FORM, shipped=TAIL)
    assert gone(made, lines(PROSE, MORE, PROSE, MORE, "Leave a note", NO_WEAK)) == [
        ("own-head", "Leave a note"),
        (TAIL[0], NO_WEAK),
    ]


@pytest.mark.parametrize(("known", "want"), [(1, "sssssM"), (2, "")])
def test_a_fifth_of_what_stands_behind_must_be_known(known: int, want: str) -> None:
    """Behind the head stand a paragraph, short lines and known ones; one of six is too few."""
    made = cleaner(*FORM, shipped=TAIL)
    behind = "s" * 5 + "M" + "N" * known
    assert letters(made, "P" * 60 + "N" + behind, **C) == "P" * 60 + want


@pytest.mark.parametrize(
    ("category", "extent", "closes"),
    [
        ("legal", "line", True),
        ("related", "line", False),
        ("related", "list", True),
        ("donation", "line", False),
        ("comments", "line", False),
        ("comments", "block", True),
    ],
)
def test_what_closes_an_article(category: str, extent: str, closes: bool) -> None:
    made = cleaner(rule("end", category=category, extent=extent, phrases=["Zyx it all"]), STRONG, shipped=TAIL)
    assert letters(made, "P" * 30 + "esMsZ", e="Zyx it all") == "P" * 30 + ("" if closes else "sM")


def test_a_pattern_s_line_closes_no_article() -> None:
    made = cleaner(
        rule("end", category="legal", patterns=["zyxing it all .{1,9}"], require=["zyxing"]), STRONG, shipped=TAIL
    )
    assert letters(made, "P" * 30 + "eMZ", e="Zyxing it all now") == "P" * 30 + "M"


def test_an_entry_of_few_lines_is_gone() -> None:
    assert gone(PAIR, lines(PROSE, "Zap it", "Pier", "Zap it", MORE)) == [
        ("own-strong", "Zap it"),
        (BETWEEN, "Pier"),
        ("own-strong", "Zap it"),
    ]
