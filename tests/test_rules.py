"""What neighbours and places decide: company, lists under headings, blocks, appeals, keep rules, strictness."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner
from tests.own import MORE, PROSE, cleaner, gone, lines, rule

WEAK = rule("weak", category="navigation", strength="weak", phrases=["Home", "Menu", "Search", "Go home", "12"])
STRONG = rule("strong", phrases=["Zap it"])
COMPANY = cleaner(WEAK, STRONG)
NO_WEAK = "Old Bridge Stays Open"


def letters(made: Cleaner, layout: str, **units: str) -> str:
    """Clean a document written as a letter a line (`units` says which line each is) and spell what stays."""
    units = {"P": PROSE, "M": MORE, "s": NO_WEAK, "Z": "Zap it", "h": "Home", "m": "Menu", "g": "Go home", **units}
    kept = made.clean("\n".join(units[c] for c in layout))
    back = {text: letter for letter, text in units.items()}
    return "".join(back[line] for line in kept.split("\n")) if kept else ""


# company


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        # alone
        ("PhM", "PhM"),
        ("PhmM", "PhmM"),
        ("Ph", "Ph"),  # one word may be a text's last
        ("Pg", "P"),  # two are a button's
        ("hP", "hP"),
        ("gP", "gP"),
        ("h", "h"),
        ("g", "g"),
        # beside a removed line
        ("PhZM", "PM"),
        ("PZhM", "PM"),
        ("PhmZM", "PM"),
        ("PZhmM", "PM"),
        ("PhsZM", "PhsM"),
        ("hZ", ""),
        # in a run of three
        ("PhmgM", "PM"),
        ("PhmhM", "PM"),
        ("PhmsgM", "PhmsgM"),
        ("PhmPgM", "PhmPgM"),
        # at an edge two are enough
        ("Phm", "P"),
        ("hmP", "P"),
        ("Phms", "Phms"),
        ("shmP", "shmP"),
        ("hm", ""),
        # what stays is looked at again
        ("PhmgZ", "P"),
        ("PZsh", "Psh"),
    ],
)
def test_company(layout: str, want: str) -> None:
    assert letters(COMPANY, layout) == want


def test_blank_lines_do_not_part_company() -> None:
    assert COMPANY.clean(lines(PROSE, "", "Home", "", "", "Zap it", "", MORE)) == lines(PROSE, "", MORE)


def test_a_number_alone_keeps_no_company() -> None:
    assert COMPANY.clean(lines(PROSE, "12", "Zap it", MORE)) == lines(PROSE, "12", MORE)
    assert COMPANY.clean(lines(PROSE, "12", "7", "3", MORE)) == lines(PROSE, "12", "7", "3", MORE)


def test_weak_lines_keep_their_own_reason() -> None:
    assert gone(COMPANY, lines(PROSE, "Home", "Zap it")) == [("own-weak", "Home"), ("own-strong", "Zap it")]


def test_running_text_is_never_company() -> None:
    made = cleaner(rule("weak", strength="weak", patterns=["home .{0,90}"], require=["home"]), STRONG)
    text = lines("Home is where the bridge is, said the mayor, and nobody at the table laughed at it.", "Zap it", MORE)
    assert made.clean(text) in (text.replace("Zap it\n", ""), MORE)  # by words alone it is not found


FIRM = cleaner(rule("firm", category="navigation", strength="firm", phrases=["Read on", "Continue"]), STRONG)
F = {"r": "Read on", "c": "Continue"}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PrM", "PrM"),  # over running text it may be a heading
        ("PrsM", "PsM"),  # over a short line it is a button
        ("rsP", "rsP"),  # the first line may be a title
        ("Pr", "P"),
        ("Pc", "P"),
        ("Psc", "Psc"),  # one word at the end behind a short line may be the text's last
        ("PcZ", "P"),
        ("PrMZ", "PM"),  # in a document with boilerplate it goes wherever it stands
        ("rPZ", "P"),
        ("PZMc", "PM"),
    ],
)
def test_firm_lines_stand_as_buttons(layout: str, want: str) -> None:
    assert letters(FIRM, layout, **F) == want


def test_a_firm_entry_of_a_list_stays() -> None:
    text = lines("Steps", "• Continue", "• Rest", PROSE)
    assert FIRM.clean(text) is text


# keep rules


def test_a_kept_line_stays_in_any_company() -> None:
    keep = rule("keep", category="legal", strength="keep", phrases=["Home rule"])
    made = cleaner(WEAK, STRONG, keep)
    for layout in ("PZkZM", "PhkmM", "ZkZ", "k", "PkZ"):
        assert "k" in letters(made, layout, k="Home rule")
    assert letters(made, "PhkmM", k="Home rule") == "PhkmM"  # it parts a run of weak lines


def test_keep_patterns_protect_too() -> None:
    made = cleaner(STRONG, rule("keep", strength="keep", patterns=["zap it .{1,20}"], require=["zap"]))
    assert made.clean(lines(PROSE, "Zap it again", "Zap it", MORE)) == lines(PROSE, "Zap it again", MORE)


# headlines under a heading

HEADLINES = "any-related-headlines"
RELATED = cleaner(
    rule("list", category="related", extent="list", phrases=["Related articles"]),
    rule("plain", category="related", phrases=["See also"]),
    rule("keep", category="related", strength="keep", phrases=["Sources"]),
    shipped=(HEADLINES,),
)
R = {
    "R": "Related articles",
    "c": "Related articles:",
    "a": "Ferry Fares Rise",
    "b": "Pier to Close",
    "k": "Sources",
    "L": "• Rust Found",
    "n": "Notes:",
}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PRab", "P"),
        ("PR", "P"),
        ("Rab", ""),
        ("PRabM", "PbM"),  # the last short line may be the heading of what follows
        ("PRaM", "PaM"),
        ("PRM", "PRM"),  # a heading right over running text, and nothing else is found
        ("PcM", "PM"),
        ("PRaLM", "PM"),  # a bullet is no heading
        ("PRLaM", "PaM"),
        ("PRabk", "Pk"),  # a kept line ends the list
        ("PRkab", "Pkab"),
        ("PRanb", "Panb"),  # so does a line that ends as a sentence does, and it may have a heading
        ("PRaRb", "P"),
        ("PRaMRb", "PaM"),
        ("Pab", "Pab"),
    ],
)
def test_headlines(layout: str, want: str) -> None:
    assert letters(RELATED, layout, **R) == want


def test_headlines_are_told_with_what_caused_them() -> None:
    report = RELATED.explain(lines(PROSE, "", "Related articles", "Ferry Fares Rise"))
    assert [(r.rule, r.category, r.score, r.evidence) for r in report.removals if r.category != "layout"] == [
        ("own-list", "related", 1.0, ("related articles",)),
        (HEADLINES, "related", 0.8, ("related articles",)),
    ]


def test_only_a_list_heading_takes_headlines() -> None:
    text = lines(PROSE, "See also", "Ferry Fares Rise")
    assert RELATED.clean(text) == lines(PROSE, "Ferry Fares Rise")
    off = cleaner(rule("list", category="related", extent="list", phrases=["Related articles"]))
    assert off.clean(text.replace("See also", "Related articles")) == lines(PROSE, "Ferry Fares Rise")


@pytest.mark.parametrize(("count", "left"), [(11, 1), (12, 1), (13, 13), (20, 20)])
def test_more_than_twelve_short_lines_before_text_are_the_text_s_own(count: int, left: int) -> None:
    titles = [f"Headline {n:x} of Many" for n in range(count)]
    text = lines(PROSE, "Related articles", *titles, MORE)
    assert RELATED.clean(text) == lines(PROSE, *titles[count - left :], MORE)


@pytest.mark.parametrize(("count", "left"), [(12, 0), (13, 1), (14, 2)])
def test_at_the_end_twelve_go(count: int, left: int) -> None:
    titles = [f"Headline {n:x} of Many" for n in range(count)]
    assert RELATED.clean(lines(PROSE, "Related articles", *titles)) == lines(PROSE, *titles[count - left :])


# blocks

FORM = [
    rule("head", category="comments", extent="block", phrases=["Leave a note"]),
    rule("send", category="comments", phrases=["Send note"]),
    rule("field", category="comments", strength="weak", phrases=["Name", "Mail", "Site"]),
]
FIELDS = "any-comment-form-fields"
C = {
    "N": "Leave a note",
    "S": "Send note",
    "1": "Name",
    "2": "Mail",
    "3": "Site",
    "x": "Say what you think",
    "y": "As you like",
}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PN123SM", "PM"),
        ("P1N2M", "PM"),
        ("PN1x2M", "PxM"),  # within reach of a taken line
        ("PNxx1M", "PxxM"),
        ("PNxxx1M", "Pxxx1M"),  # out of reach
        ("PNM1M", "PM1M"),  # running text parts them
        ("P1M", "P1M"),
        ("PS1M", "PM"),  # beside a removed line
        ("PSx1M", "Px1M"),  # but `Send note` draws in nothing
    ],
)
def test_blocks_draw_in_weak_lines(layout: str, want: str) -> None:
    assert letters(cleaner(*FORM), layout, **C) == want


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PNxSM", "PM"),
        ("PNxySM", "PM"),
        ("PNxyxSM", "PxyxM"),  # three are too many
        ("PNxM", "PxM"),  # below the form
        ("PxNM", "PxM"),
        ("PNMSM", "PMM"),  # running text between them stays
        ("PNxNySM", "PM"),
        ("Px", "Px"),
    ],
)
def test_short_lines_between_two_of_a_form(layout: str, want: str) -> None:
    assert letters(cleaner(*FORM, shipped=(FIELDS,)), layout, **C) == want


def test_a_form_s_own_labels_are_told_by_their_rule() -> None:
    found = gone(cleaner(*FORM, shipped=(FIELDS,)), lines(PROSE, "Leave a note", "Say what you think", "Send note"))
    assert found == [("own-head", "Leave a note"), (FIELDS, "Say what you think"), ("own-send", "Send note")]


# appeals for money

EXTENT = "any-donation-appeal-extent"
CUES: dict[str, Any] = {
    "min_score": 0.8,
    "needs": ["deed"],
    "openers": ["Please give"],
    "cues": [
        {"name": "deed", "weight": 0.6, "words": ["donat*", "chip in"]},
        {"name": "us", "weight": 0.5, "words": ["us", "our", "we"]},
        {"name": "cause", "weight": 0.5, "words": ["newsroom", "reporting"]},
    ],
}
APPEAL = [
    rule("ask", category="donation", extent="block", phrases=["Give to the paper"]),
    rule("cues", category="donation", **CUES),
    rule("sum", category="donation", strength="weak", phrases=["#", "Once", "Monthly"]),
]
ASKED = cleaner(*APPEAL, shipped=(EXTENT,))
D = {
    "A": "Give to the paper",
    "q": "We are a small team, and all that we do is reporting on the places that others leave out of the news.",
    "t": "The ferry will run every hour in the winter months, and on Sundays it will not run before nine o'clock.",
    "5": "$5",
    "9": "$10",
    "o": "Once",
    "x": "As you like",
}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PAP", "PP"),
        ("PAqP", "PP"),  # a paragraph that speaks as the appeal does
        ("PqAP", "PP"),
        ("PAqqP", "PP"),
        ("PAtP", "PtP"),  # one that does not
        ("PAtqP", "PtqP"),
        ("Pq", "Pq"),  # without an appeal it stays
        ("PA59oP", "PP"),  # amounts and frequencies
        ("P5P", "P5P"),
        ("P59oP", "P59oP"),
        ("PAxAP", "PP"),  # what stands between two of its lines
        ("PAxxxAP", "PP"),
        ("PAxxxxAP", "PxxxxP"),
        ("PAtAP", "PtP"),  # not even between two appeals
        ("PAxP", "PxP"),
    ],
)
def test_appeals(layout: str, want: str) -> None:
    assert letters(ASKED, layout, **D) == want


def test_an_appeal_without_its_extent_takes_its_own_lines_only() -> None:
    assert letters(cleaner(*APPEAL), "PAqP", **D) == "PqP"


def test_a_long_paragraph_is_not_drawn_in() -> None:
    for size, stays in ((900, False), (901, True)):
        long = (D["q"] + " ") * 12
        text = lines(PROSE, "Give to the paper", long[: size - 1] + ".", MORE)
        assert (ASKED.clean(text) != lines(PROSE, MORE)) == stays


def test_two_things_must_be_said() -> None:
    one = "He came on the ferry to donate a clock to the school, and the children wound it up before he had gone."
    assert ASKED.clean(lines(PROSE, "Give to the paper", one, MORE)) == lines(PROSE, one, MORE)


# what follows the article

TAIL = ("any-navigation-tail-lines", "any-navigation-tail-text")
ENDED = cleaner(*FORM, rule("thread", category="comments", phrases=["Two notes"]), shipped=TAIL)
T = {**C, "t": "Two notes", "L": "• Rust Found", "w": "and the rest of a line", "v": "The next one follows in June."}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PPPPNs", "PPPP"),
        ("PPPPNsNs", "PPPP"),
        ("PPPPNL", "PPPP"),
        ("PPPPsN", "PPPP"),
        ("PPPPsssN", "PPPP"),
        ("PPPPssssN", "PPPPssss"),  # above the first known line three may go
        ("PPPPLN", "PPPPL"),  # but no list's entry
        ("PPPPwN", "PPPPw"),  # nor a line's second half
        ("PNsss", "Psss"),  # much for so little text
        ("PPPPNsM", "PPPPsM"),  # the article goes on
        ("PPPPNv", "PPPPv"),  # in a short sentence, too
        ("PPPPNsvs", "PPPPsvs"),
        ("PPPPts", "PPPPs"),  # readers' comments stay
        ("PPPPNsts", "PPPPs"),
        ("sN", "s"),
        ("PPPPss", "PPPPss"),
    ],
)
def test_short_lines_behind_the_last_paragraph(layout: str, want: str) -> None:
    assert letters(ENDED, layout, **T) == want


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("P" * 30 + "NMN", "P" * 30),
        ("P" * 30 + "NM", "P" * 30 + "M"),  # nothing known behind it
        ("P" * 5 + "NMMN", "P" * 5 + "MM"),  # too much for the end of an article
        ("PPNMN", "PPM"),
        ("P" * 30 + "1MN", "P" * 30 + "1M"),  # a field closes nothing
        ("P" * 30 + "NMtMN", "P" * 30 + "MM"),  # among readers' comments
        ("P" * 30 + "NMNtM", "P" * 30 + "M"),
        ("PN" + "P" * 30 + "NMN", "P" * 31 + "M"),  # a form under every text of the page
        ("N" + "P" * 30 + "NMN", "P" * 30),  # one over the article says nothing
    ],
)
def test_what_stands_behind_a_closing_block(layout: str, want: str) -> None:
    assert letters(ENDED, layout, **T) == want


CLOSED = cleaner(
    rule("rest", category="related", extent="rest", phrases=["More from this site"]),
    rule("list", category="related", extent="list", phrases=["Related articles"]),
    shipped=(HEADLINES, *TAIL),
)
X = {"r": "More from this site", "R": "Related articles", "a": "Ferry Fares Rise", "b": "Pier to Close"}


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("rM", "rM"),  # right over running text, and nothing else is found
        ("raM", ""),
        ("RM", "RM"),
        ("aRMM", "aRMM"),  # a list's heading needs headlines, not paragraphs in a row
        ("RaM", "aM"),
        ("RabM", ""),
        ("RaMbM", ""),
        ("RabMM", "bMM"),
    ],
)
def test_what_stands_behind_a_closing_heading(layout: str, want: str) -> None:
    assert letters(CLOSED, "P" * 30 + layout, **X) == "P" * 30 + want


def test_a_paragraph_closes_no_article() -> None:
    notice = "We use cookies, and you can tell us which of them we may keep."
    short = cleaner(rule("notice", category="consent", extent="block", phrases=[notice]), shipped=TAIL)
    assert letters(short, "P" * 30 + "nM", n=notice) == "P" * 30
    policy = notice.replace("cookies,", "cookies, " + "which your browser keeps on your own disk, " * 6)
    long = cleaner(rule("notice", category="consent", extent="block", phrases=[policy]), shipped=TAIL)
    assert letters(long, "P" * 30 + "nM", n=policy) == "P" * 30 + "M"


def test_careful_takes_no_tail() -> None:
    made = cleaner(*FORM, shipped=TAIL, strictness="careful")
    assert letters(made, "PPPPPPPPPPNMSs", **T) == "PPPPPPPPPPMs"


HEADED = cleaner(WEAK, STRONG, shipped=("any-navigation-head",))
MENU = "ZsZsZsZZZ"


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        (MENU + "s" * 12 + "PMP", "s" * 12 + "PMP"),  # right over the text stands the title
        (MENU + "s" * 8 + "PMP", "sss" + "s" * 8 + "PMP"),  # a short head is no menu
        (MENU + "s" * 12 + "PM", "sss" + "s" * 12 + "PM"),  # too little text follows
        ("ZsvsZsZZZZ" + "s" * 12 + "PMP", "svs" + "s" * 12 + "PMP"),  # a stretch with a sentence
        ("Z" + "s" * 21 + "ZZZZ" + "s" * 12 + "PMP", "s" * 33 + "PMP"),  # a list of its own
        ("ZtZsZsZZZ" + "s" * 12 + "PMP", "t" + "s" * 12 + "PMP"),  # may be the title
        ("ZsZsZ" + "s" * 16 + "PMP", "ss" + "s" * 16 + "PMP"),  # too little is known
    ],
)
def test_short_lines_far_over_the_text(layout: str, want: str) -> None:
    units = {"v": "It is open.", "t": "Old Bridge Stays Open for the Winter"}
    assert letters(HEADED, layout, **units) == want


SANDWICHED = cleaner(WEAK, STRONG, shipped=("any-navigation-between",))


@pytest.mark.parametrize(
    ("layout", "want"),
    [
        ("PZsZM", "PM"),
        ("PZsssZM", "PM"),
        ("PZssssZM", "PssssM"),  # more may be the article's
        ("PZshM", "PshM"),  # one word does not close the gap
        ("PhZshZM", "PM"),
        ("PZsMZ", "PsM"),
        ("ZsZPM", "sPM"),  # above the first paragraph stands the title
        ("PZlZM", "PlM"),
        ("PZsvZM", "PsvM"),
        ("PZsM", "PsM"),
    ],
)
def test_short_lines_between_two_that_went(layout: str, want: str) -> None:
    assert letters(SANDWICHED, layout, l="• Rust Found", v="It is open.") == want


def test_careful_takes_nothing_between() -> None:
    made = cleaner(WEAK, STRONG, shipped=("any-navigation-between",), strictness="careful")
    assert letters(made, "PZsZM") == "PsM"


# strictness


def test_careful_takes_what_is_sure_by_its_own_words() -> None:
    text = lines(PROSE, "Home", "Menu", "Search", "Zap it", MORE, "Home", "Menu")
    assert cleaner(WEAK, STRONG, strictness="careful").clean(text) == text.replace("Zap it\n", "")
    assert cleaner(WEAK, STRONG).clean(text) == lines(PROSE, MORE)


def test_careful_takes_no_headlines() -> None:
    made = cleaner(
        rule("list", category="related", extent="list", phrases=["Related articles"]),
        shipped=(HEADLINES,),
        strictness="careful",
    )
    assert made.clean(lines(PROSE, "Related articles", "Ferry Fares Rise")) == lines(PROSE, "Ferry Fares Rise")


def test_eager_takes_a_menu_s_unknown_entries_with_less_company() -> None:
    entries = [name for n in "abcde" for name in ("Share on Facebook", f"Harbour {n}", f"Quay {n}")]
    text = lines(PROSE, *entries, "Share on Facebook", MORE)
    middle = [f"{name} {n}" for n in "bcd" for name in ("Harbour", "Quay")]
    known = rule("share", phrases=["Share on Facebook"])
    assert cleaner(known, shipped=("any-navigation-menu-run",)).clean(text) == lines(PROSE, *middle, MORE)
    assert cleaner(known, shipped=("any-navigation-menu-run",), strictness="eager").clean(text) == lines(PROSE, MORE)


def test_a_document_that_loses_nearly_all_is_warned_of() -> None:
    report = cleaner(WEAK, STRONG).explain(lines(*["Zap it"] * 60, "Old Bridge"))
    assert report.warning


LAYOUTS = st.text(alphabet="PMsZhmgNS1xRabkLAqt5o", max_size=16)
ALL = {**C, **R, **D, "P": PROSE, "M": MORE, "s": NO_WEAK, "Z": "Zap it", "h": "Home", "m": "Menu", "g": "Go home"}
EVERYTHING = {
    strictness: cleaner(
        WEAK,
        STRONG,
        *FORM,
        *APPEAL,
        rule("list", category="related", extent="list", phrases=["Related articles"]),
        rule("keep", category="related", strength="keep", phrases=["Sources"]),
        shipped=(HEADLINES, FIELDS, EXTENT, *TAIL),
        strictness=strictness,
    )
    for strictness in ("careful", "balanced", "eager")
}


@given(LAYOUTS)
@settings(deadline=None)
def test_any_layout(layout: str) -> None:
    """Cleaning twice changes nothing, a careful cleaner takes no more than a bolder one, kept lines stay."""
    text = "\n".join(ALL[c] for c in layout)
    kept: dict[str, list[str]] = {}
    for strictness, made in EVERYTHING.items():
        once = made.clean(text)
        assert made.clean(once) == once
        kept[strictness] = once.split("\n")
        assert kept[strictness].count("Sources") == layout.count("k")
    assert len(kept["careful"]) >= len(kept["balanced"]) >= len(kept["eager"])
