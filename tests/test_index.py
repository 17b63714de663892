"""What calls up which rules, and what they cannot do without; indexes of a few made-up rules."""

from __future__ import annotations

from typing import Any

import pytest

from cleantext.index import LONGEST_SENTENCE, TELLING_LENGTH, Entry, Index
from cleantext.rule import MatcherKind
from cleantext.tables import CHAIN, PHRASE
from cleantext.wanted import Words
from tests.own import MORE, PROSE, index, rule
from tests.own import Entry as Body


def pattern(name: str, *patterns: str, require: tuple[str, ...] = ("zap*",), **body: Any) -> Body:
    return rule(name, patterns=patterns, require=require, **body)


def ids(entries: list[Entry]) -> list[str]:
    """The rules of entries, each with the number of its pattern."""
    return [entry.rule.id.removeprefix("own-") + str(entry.which) * (entry.which >= 0) for entry in entries]


def claimed(made: Index, key: str) -> str | None:
    found = made.phrase(key)
    return None if found is None else found.id.removeprefix("own-")


# phrases


def test_phrases() -> None:
    made = index(
        rule("a", phrases=["Zap it"]), rule("b", phrases=["Zyx", "Qux"]), rule("c", phrases=["Qux"]), off=(0, 1)
    )
    assert [claimed(made, key) for key in ("zap it", "zyx", "qux", "qux", "zap")] == [None, None, "c", "c", None]
    assert made.begins_phrase("zap")
    assert made.begins_phrase("qux")
    assert not made.begins_phrase("it")


STRENGTHS = ("weak", "firm", "strong", "keep")


@pytest.mark.parametrize("first", STRENGTHS)
@pytest.mark.parametrize("second", STRENGTHS)
def test_within_a_language_the_surest_claims_a_phrase(first: str, second: str) -> None:
    made = index(
        rule("a", strength=first, phrases=["Zap it"]), rule("b", category="ads", strength=second, phrases=["Zap it"])
    )
    assert claimed(made, "zap it") == ("b" if STRENGTHS.index(second) > STRENGTHS.index(first) else "a")


@pytest.mark.parametrize(
    ("phrase", "first", "second", "want"),
    [
        ("zapper", "strong", "weak", "b"),  # six characters: the most careful
        ("zapper", "weak", "strong", "a"),
        ("zappers", "strong", "weak", "a"),  # seven: the surest
        ("zappers", "weak", "strong", "b"),
        ("zappers", "strong", "firm", "b"),  # a firm one wherever there is one
        ("zapper", "weak", "firm", "b"),
        ("zapper", "firm", "keep", "b"),  # and a keep rule before that
        ("zappers", "strong", "keep", "b"),
        ("zapper", "strong", "strong", "a"),
    ],
)
def test_between_languages(phrase: str, first: str, second: str, want: str) -> None:
    a = rule("a", strength=first, phrases=[phrase])
    b = rule("b", language="de", strength=second, phrases=[phrase])
    assert claimed(index(a, b), phrase) == want
    assert claimed(index(b, a), phrase) == (want if first != second else "b")


@pytest.mark.parametrize(("phrase", "want"), [("zapper", "list"), ("zappers", "line")])
def test_of_two_extents_the_line_is_the_surest(phrase: str, want: str) -> None:
    """As for strengths: a short phrase takes the other, a long one the surest."""
    made = index(
        rule("list", category="related", extent="list", phrases=[phrase]), rule("line", language="de", phrases=[phrase])
    )
    assert claimed(made, phrase) == want


def test_rules_by_their_kind() -> None:
    cue = rule("cue", needs=["d"], min_score=0.5, cues=[{"name": "d", "weight": 0.6, "words": ["zap"]}])
    made = index(rule("a", phrases=["Zap it"]), cue)
    assert [a.id for a in made.cues] == ["own-cue"]
    assert made.structures == {}
    assert [a.kind for a in made.cues] == [MatcherKind.CUES]
    assert repr(made.cues[0]) == "<own-cue>"


# what calls up entries


def test_beginnings_and_ends_call_up_entries() -> None:
    made = index(
        rule("phrase", phrases=["Zapperdoodle it", "Zyx"]),
        pattern("p", "qwyzzle zap .+", "qwyz zap.+", ".+ zap blorptic", ".+ zapx"),
    )
    assert made.calls("zapperdoodle it") == {PHRASE, CHAIN}
    assert made.calls("zyx then") == {CHAIN}
    assert made.calls("zyx") == {PHRASE}
    assert made.calls("nothing") == set()
    assert ids(made.called_up("qwyzzle zap it")) == ["p0"]
    assert ids(made.called_up("qwyz zap zapx")) == ["p1", "p3"]
    assert ids(made.called_up("so zap blorptic")) == ["p2"]
    assert made.called_up_near("qwyzzle zap it") == []
    assert "qwyzzle " in made.starts[0]


def test_near_ones_are_called_up_apart() -> None:
    made = index(
        pattern("p", "qwyzzle zap .+", ".+ zap blorptic", ".+ zapx quux .+", strength="weak"),
        pattern("stem", "[a-z]{2}zap[a-z]+ .+", require=("zapping*", "zapp*")),
    )
    assert made.called_up("qwyzzle zap blorptic") == []
    assert ids(made.called_up_near("qwyzzle zap blorptic")) == ["p0", "p1"]
    assert ids(made.called_up_near("so zapx quux it is")) == ["p2"]
    assert ids(made.called_up_near("xx zappings yy")) == ["stem0"]
    assert ids(made.called_up_near("xx zapped yyyyy")) == ["stem0"]
    assert made.called_up_near("xx zaps yyyyyyy") == []


def test_unspaced_text_calls_up_by_two_characters() -> None:
    made = index(
        rule(
            "p",
            language="ja",
            patterns=[".{0,6}シェアする.{0,6}", "分享.{0,6}", ".{0,6}文字"],
            require=["シェア", "分享", "文字"],
        ),
        rule("w", language="ja", patterns=[".{0,6}記事を.{0,6}"], require=["記事"], strength="weak"),
        rule("v", language="ja", patterns=["広告.{0,6}", ".{0,6}宣伝"], require=["広告", "宣伝"], strength="weak"),
    )
    assert ids(made.called_up("このシェアする")) == ["p0"]
    assert ids(made.called_up("分享到")) == ["p1"]
    assert ids(made.called_up("この文字")) == ["p2"]
    assert made.called_up("この記事を") == []
    assert ids(made.called_up_near("この記事を")) == ["w0"]
    assert ids(made.called_up_near("広告です")) == ["v0"]
    assert ids(made.called_up_near("この宣伝")) == ["v1"]
    assert made.called_up("ab") == made.called_up_near("ab") == []


@pytest.mark.parametrize(("length", "want"), [(TELLING_LENGTH - 1, []), (TELLING_LENGTH, ["t0"])])
def test_a_telling_word_calls_up_in_longer_lines(length: int, want: list[str]) -> None:
    telling = pattern("t", ".{1,40} blorptic .{1,40}", category="newsletter", require=("blorptic",))
    made = index(telling, shipped=True)
    assert made.telling_words == {"blorptic"}
    assert ids(made.called_up("so blorptic it is".ljust(length, "x"))) == want
    assert made.called_up("so it is".ljust(length, "x")) == []
    assert index(telling, shipped=True, off=(0,)).telling_words == frozenset()
    assert index(telling).words == {"blorptic"}
    assert ids(index(telling).called_up("so blorptic it")) == ["t0"]
    assert index(telling, off=(0,)).words == frozenset()


def test_a_rule_that_is_off_is_not_called_up() -> None:
    one, two = pattern("a", "qwyzzle zap .+"), pattern("b", "qwyzzle zap .+")
    assert ids(index(one, two).called_up("qwyzzle zap it")) == ["a0", "b0"]
    assert ids(index(one, two, off=(0,)).called_up("qwyzzle zap it")) == ["b0"]


def test_an_entry_is_one_pattern_or_a_whole_rule() -> None:
    made = index(pattern("p", "qwyzzle zap", "qwyzzle zap .+"), rule("phrase", phrases=["Qwyzzle zap it"], inline=True))
    one, two = made.called_up("qwyzzle zap it")
    assert ids([one, two]) == ["p0", "p1"]
    assert [bool(entry.match("qwyzzle zap")) for entry in (one, two)] == [True, False]
    assert [bool(entry.match("qwyzzle zap it")) for entry in (one, two)] == [False, True]
    ((_, found),) = made.openers("Qwyzzle zap it", ["Qwyzzle zap it"], [])
    phrase = found[-1]
    assert (phrase.rule.id, phrase.least) == ("own-phrase", 0)
    assert phrase.match("qwyzzle zap it")
    assert phrase.match("qwyzzle zap") is None


@pytest.mark.parametrize(("line", "want"), [("qwyzzle zap", []), ("qwyzzle zap i", ["p0"])])
def test_a_line_too_short_for_a_pattern_does_not_call_it_up(line: str, want: list[str]) -> None:
    assert ids(index(pattern("p", "qwyzzle zap .+")).called_up(line)) == want


# what rules cannot do without


def speaks(made: Index, key: str) -> bool:
    entries = made.called_up(key)
    assert len(entries) < 2
    return bool(entries)


@pytest.mark.parametrize(
    ("require", "yes", "no"),
    [
        (("zap",), ["zap", "so zap"], ["zapped", "zip", "za"]),
        (("zap*",), ["zap", "zapped"], ["so", "za"]),
        (("za*",), ["zap", "anything"], []),  # a stem too short to be looked up
        (("zap", "zip"), ["zap", "zip"], ["zup"]),
        (("zap zapper",), ["zapper", "so zapper"], ["zap"]),  # the rarest of its words
        (("the please",), ["please the", "the please"], ["the", "please"]),  # all of common ones
        (("the please", "the our"), ["our the", "the please"], ["our please", "the"]),
        (("the please", "zap"), ["zap"], ["the"]),
        (("»",), ["anything"], []),
        (("»", "zap"), ["anything"], []),
        (("zap", "»"), ["anything"], []),
        (("za*", "zapper*"), ["anything"], []),
        (("zapper*", "za*"), ["anything"], []),
    ],
)
def test_required_words(require: tuple[str, ...], yes: list[str], no: list[str]) -> None:
    made = index(pattern("p", "qwyzzles .+", require=require))
    assert [word for word in (*yes, *no) if speaks(made, f"qwyzzles {word}")] == yes


def test_of_several_entries_each_rule_is_asked() -> None:
    made = index(
        pattern("a", "qwyzzles .+", "qwyzzles .{1,90}", require=("zap",)), pattern("b", "qwyzzles .+", require=("zip",))
    )
    assert ids(made.called_up("qwyzzles zap")) == ["a0", "a1"]
    assert ids(made.called_up("qwyzzles zip")) == ["b0"]
    assert ids(made.called_up("qwyzzles zip zap")) == ["a0", "a1", "b0"]
    assert made.called_up("qwyzzles zup") == []


def test_cues_want_a_word_of_each_needed_group() -> None:
    groups = [
        {"name": name, "weight": 0.6, "words": [word]} for name, word in (("a", "zap"), ("b", "qux"), ("c", "zyx"))
    ]
    made = index(rule("c", needs=["a", "b"], min_score=0.5, cues=groups))
    assert ids(made.called_up_near("zap the qux")) == ["c"]
    assert made.called_up_near("zap the zyx") == []
    assert made.called_up_near("qux the zyx") == []


def test_in_unspaced_scripts_nothing_is_asked() -> None:
    made = index(rule("p", language="ja", patterns=["分享.{0,6}"], require=["文字"]))
    assert ids(made.called_up("分享到")) == ["p0"]


def test_heads_of_words() -> None:
    words = Words(["zapper", "zap", "za", "qux"])
    assert words.heads == {"zap", "za", "qux"}
    assert words.heads is words.heads
    assert words.all == {"zapper", "zap", "za", "qux"}


# sentences that open as boilerplate does

OPEN = index(
    rule("inline", phrases=["Qwyzzle it now"], inline=True),
    rule("off", phrases=["Qwyzzle it then"], inline=True),
    pattern("p", "blorptic zap .+", require=("zap",)),
    off=(1,),
)


def opened(made: Index, text: str, lines: list[str] | None = None) -> list[tuple[str, list[str]]]:
    given = text.split("\n") if lines is None else lines
    return [(unit, ids(entries)) for unit, entries in made.openers(text, given, given)]


@pytest.mark.parametrize("before", ["So. ", "So! ", "So? ", "“So.” ", "", "So. So. ", "!? So! ", "A.b. "])
@pytest.mark.parametrize("behind", ["", ". So.", "! So", "? So", "” So", "\nSo", "\rSo"])
def test_a_sentence_is_found_where_it_begins(before: str, behind: str) -> None:
    text = f"{before}Qwyzzle it now{behind}"
    found = dict(opened(OPEN, text, [text]))
    end = behind[:1] if behind[:1] in "!?”" and not behind[1:] else ""
    assert found.pop(f"Qwyzzle it now{end}") == ["inline"]
    assert set(found) <= {text}  # a whole line, too, where it begins so
    assert bool(found) == (not before and behind != "")


@pytest.mark.parametrize(
    "text", ["So Qwyzzle it now", "So.Qwyzzle it now", "So: Qwyzzle it now", "So.\u00a0Qwyzzle it now"]
)
def test_elsewhere_no_sentence_begins(text: str) -> None:
    assert opened(OPEN, text) == []


def test_other_openings_call_up_nothing() -> None:
    assert opened(OPEN, f"Qwyzzle it then. {PROSE} Qwyzzle of it. Blorptic zip it. {MORE}") == []


def test_which_entries_know_an_opening() -> None:
    assert opened(OPEN, "So. Blorptic zap it. Qwyzzle it now! Blorptic zap") == [
        ("Blorptic zap it", ["p0"]),
        ("Qwyzzle it now", ["inline"]),
        # "blorptic zap" is too short
    ]


def test_a_line_is_tried_as_a_whole_too() -> None:
    assert opened(OPEN, "Blorptic zap it. So.") == [("Blorptic zap it", ["p0"]), ("Blorptic zap it. So.", ["p0"])]
    for length, whole in ((399, True), (400, False)):
        line = "Blorptic zap it. ".ljust(length, "x")
        assert (line in dict(opened(OPEN, line))) == whole


def test_decoration_before_a_line() -> None:
    assert opened(OPEN, "• Qwyzzle it now. So") == [("Qwyzzle it now", ["inline"])]
    assert opened(OPEN, "“Qwyzzle it now. So") == []  # quoted
    assert opened(OPEN, "xQwyzzle it now. So") == []


def test_no_more_of_a_sentence_is_looked_at() -> None:
    assert LONGEST_SENTENCE == 600
    long = "Blorptic zap it ".ljust(700, "x")
    assert opened(OPEN, long) == [(long[:600], ["p0"])]
    assert opened(OPEN, f"So. {long}") == [(long[:600], ["p0"])]
    assert opened(OPEN, f"So! {long}") == [(long[:600], ["p0"])]
    assert opened(OPEN, f"• {long}") == [(long[:600], ["p0"])]


def test_unspaced_sentences() -> None:
    made = index(
        rule("a", language="ja", phrases=["分享到哪里"], inline=True),
        rule("b", language="ja", phrases=["分享到哪儿"], inline=True),
        rule("off", language="ja", phrases=["分享到哪去"], inline=True),
        off=(2,),
    )
    for before in ("橋は残る。", "橋は残る！ ", "橋は残る？\u3000"):
        assert opened(made, f"{before}分享到哪里。橋") == [("分享到哪里", ["a", "b"])]
    assert opened(made, "分享到哪里。橋は。分享到哪里！") == [
        ("分享到哪里", ["a", "b"]),
        ("分享到哪里。橋は。分享到哪里！", ["a", "b"]),
    ]
    assert opened(made, "橋は分享到哪里。橋") == []
    assert opened(made, f"{PROSE} ~ é") == []


@pytest.mark.parametrize(
    "line",
    [
        "\u3000。分享到哪里。" + "x" * 20,
        "分。分享到哪里。" + "x" * 20,
        "x" * 20 + "。分享到哪里",
        "xxxxxxx。分享到哪里。xxxxx",
    ],
)
def test_a_line_is_unspaced_by_its_ends_or_middle(line: str) -> None:
    made = index(rule("a", language="ja", phrases=["分享到哪里"], inline=True))
    assert [unit[:5] for unit, _ in opened(made, line)] == ["分享到哪里"]


def test_a_line_with_an_unspaced_quotation_is_not() -> None:
    made = index(rule("a", language="ja", phrases=["分享到哪里"], inline=True))
    assert opened(made, "xx。分享到哪里。" + "x" * 20) == []


# a heading at a line's end


@pytest.mark.parametrize(
    ("line", "want"),
    [
        (f"{PROSE} Zap this page", True),
        (f"{PROSE} Zap this page!", True),
        (f"{PROSE} Zip this page", False),  # weak
        (f"{PROSE} Zap that page", False),
        ("Zap this page", False),  # there is nothing before it
        (f"{PROSE[:-1]}! Zap this page", False),  # a full stop stands before it
        (f"{PROSE} {'Zap' + ' zap' * 14}", True),  # 59
        (f"{PROSE} {'Zap' + ' zap' * 14}!", True),  # 60
        (f"{PROSE} {'Zap' + ' zap' * 14}!!", False),
    ],
)
def test_a_heading_at_a_line_s_end(line: str, want: bool) -> None:
    made = index(
        rule("a", phrases=["Zap this page", "zap" + " zap" * 14]), rule("b", strength="weak", phrases=["Zip this page"])
    )
    assert made.ends_in_heading(line) == want
