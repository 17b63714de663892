"""Bounds of what places decide: menus, a section's name over the title, sentences under a button, reach."""

from __future__ import annotations

import pytest

from cleantext import Cleaner
from tests.own import MORE, PROSE, cleaner, gone, lines, rule
from tests.test_rules import APPEAL, EXTENT, FIELDS, FIRM, FORM, HEADLINES, STRONG, WEAK, C, D, F, letters

# menus

MENU = "any-navigation-menu-run"
MENUS = cleaner(STRONG, rule("other", phrases=["Zip it"]), shipped=(MENU,))
U = {
    "Y": "Zip it",
    "T": "Old Bridge Stays Open abcdef",  # 28 characters: may be a title
    "t": "Old Bridge Stays Open abcde",
    "J": "市議会は古い橋を残す",
    "j": "市議会は橋を残す",
    "L": "A" + " ferry" * 10,  # 61
    "l": "A" + " wharf" * 9 + " pier",  # 60
}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PZsZsZssZM", "PM"),
        ("PZsZsZsZsM", "PsM"),  # nothing gone below the last one
        ("PsZsZsZsZM", "PsM"),  # nor above the first
        ("PZsZsZsZM", "PsssM"),  # seven lines are no menu
        ("PZsZsZsM", "PsssM"),
        ("ZsZsZssZP", "P"),  # eight are, at the beginning too
        ("PZssssZsZM", "PsM"),  # two of six: too few; two of five and three of seven: enough
        ("PZsZsPZsZsM", "PssPssM"),  # running text parts a run
        # above the first running text a long entry may be the title
        ("ZTZsZsZsZP", "TP"),
        ("ZtZsZsZsZP", "P"),
        ("ZJZsZsZsZP", "JP"),
        ("ZjZsZsZsZP", "P"),
        ("PZTZsZsZsZM", "PM"),
        ("ZTZsZsZsZ", ""),
        ("PZLZsZsZsZM", "PLM"),
        ("PZlZsZsZsZM", "PM"),
        ("ZsZTZZZZZMZsZTZsZZZP", "TMP"),
    ],
)
def test_menus(layout: str, want: str) -> None:
    assert letters(MENUS, layout, **U) == want


def test_a_kept_line_counts_as_text_above() -> None:
    made = cleaner(STRONG, rule("keep", category="legal", strength="keep", phrases=["Home rule"]), shipped=(MENU,))
    assert letters(made, "kZTZsZsZsZP", k="Home rule", **U) == "kP"


def test_an_entry_is_told_with_what_stands_below_it() -> None:
    text = lines(PROSE, "Zap it", "Quay", "Zip it", "Pier", "Zap it", "Dock", "Zap it", "Zip it", MORE)
    found = [(r.rule, r.category, r.evidence) for r in MENUS.explain(text).removals if r.rule == MENU]
    assert found == [
        (MENU, "navigation", ("zip it",)),
        (MENU, "navigation", ("zap it",)),
        (MENU, "navigation", ("zap it",)),
    ]


# company

COMPANY = cleaner(WEAK, STRONG)


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("hsPMZ", "sPM"),  # a section's name over the title
        ("hPMZ", "hPM"),  # over running text it may be the title
        ("hsPM", "hsPM"),  # where nothing is boilerplate for sure
        ("hsZP", "sP"),
        ("ZshP", "shP"),
        ("PmshZ", "Pms"),
    ],
)
def test_a_name_over_the_title(layout: str, want: str) -> None:
    assert letters(COMPANY, layout) == want


@pytest.mark.parametrize("end", list(".!?。．！？؟۔…"))
def test_a_button_over_a_short_sentence_may_be_its_heading(end: str) -> None:
    assert letters(FIRM, "PrxM", x=f"It is so{end}", **F) == "PrxM"


@pytest.mark.parametrize(("under", "stays"), [("Go on.", False), ("It is so", False), ("橋は残る。", True)])
def test_what_is_a_sentence_under_a_button(under: str, stays: bool) -> None:
    assert letters(FIRM, "PrxM", x=under, **F) == ("PrxM" if stays else "PxM")


# lists of headlines

RELATED = cleaner(rule("list", category="related", extent="list", phrases=["Related articles"]), shipped=(HEADLINES,))


@pytest.mark.parametrize("end", [".", ":", ";", ",", ". ", ":\t"])
def test_a_short_line_that_ends_as_a_sentence_does_ends_the_list(end: str) -> None:
    text = lines(PROSE, "Related articles", "Ferry Fares Rise", f"Notes{end}", "Pier to Close")
    assert RELATED.clean(text) == lines(PROSE, "Ferry Fares Rise", f"Notes{end}", "Pier to Close")


def test_a_heading_with_a_colon_heads_a_list_whatever_stands_behind_it() -> None:
    for end in (":", ": ", ":\t"):
        assert RELATED.clean(lines(PROSE, f"Related articles{end}", MORE)) == lines(PROSE, MORE)
    text = lines(PROSE, "Related articles", MORE)
    assert RELATED.clean(text) is text


def test_a_list_draws_in_weak_lines_two_lines_away() -> None:
    made = cleaner(
        rule("head", category="related", extent="block", phrases=["Related articles"]),
        rule("weak", category="related", strength="weak", phrases=["More"]),
    )
    assert letters(made, "PRxwM", R="Related articles", x="Old Pier", w="More") == "PxM"
    assert letters(made, "PRxxwM", R="Related articles", x="Old Pier", w="More") == "PxxwM"


# blocks


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("P1xxNM", "PxxM"),  # upwards as far as downwards
        ("P1xxxNM", "P1xxxM"),
        ("PNxxNxx1M", "PxxxxM"),  # each head grows by itself
    ],
)
def test_a_block_grows_both_ways(layout: str, want: str) -> None:
    assert letters(cleaner(*FORM), layout, **C) == want


def test_lines_beside_each_other_do_not_end_the_form() -> None:
    assert letters(cleaner(*FORM, shipped=(FIELDS,)), "PNSxSM", **C) == "PM"


def test_a_line_that_is_gone_keeps_its_reason() -> None:
    made = cleaner(*FORM, APPEAL[0], shipped=(FIELDS,))
    assert gone(made, lines(PROSE, "Leave a note", "Give to the paper", "Send note", MORE)) == [
        ("own-head", "Leave a note"),
        ("own-ask", "Give to the paper"),
        ("own-send", "Send note"),
    ]


def test_a_line_with_a_cut_sentence_is_running_text() -> None:
    made = cleaner(*FORM, rule("inline", phrases=["Please zap this page"], inline=True))
    said = "The vote is on Monday, the mayor said after the meeting."
    text = lines(PROSE, "Leave a note", f"{said} Please zap this page.", "Name", MORE)
    assert made.clean(text) == lines(PROSE, said, "Name", MORE)


# appeals


def test_an_appeal_reaches_to_the_first_line_and_three_lines_far() -> None:
    asked = cleaner(*APPEAL, shipped=(EXTENT,))
    assert letters(asked, "qAP", **D) == "P"
    assert letters(asked, "PAxx5P", **D) == "PP"
    assert letters(asked, "PAxxx5P", **D) == "Pxxx5P"


@pytest.mark.parametrize(
    ("category", "language", "want"),
    [
        ("donation", "en", "PP"),
        ("donation", "any", "PP"),
        ("donation", "de", "PqP"),  # another language's cues
        ("newsletter", "en", "PqP"),  # another category's
    ],
)
def test_a_paragraph_speaks_by_the_cues_of_its_own_kind(category: str, language: str, want: str) -> None:
    cues = {**APPEAL[1], "category": category, "language": language}
    assert letters(cleaner(APPEAL[0], cues, shipped=(EXTENT,)), "PAqP", **D) == want


# cleaners


def test_equal_cleaners_have_one_hash_and_others_another() -> None:
    assert hash(Cleaner()) == hash(Cleaner())
    assert len({hash(Cleaner(strictness=s)) for s in ("careful", "balanced", "eager")}) == 3
