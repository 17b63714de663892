"""What one line is by itself: kinds, chains, cues, sentences, strengths, languages, hostile text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleantext import Cleaner, classify
from cleantext.classify import Classifier
from cleantext.finding import (
    BLANK,
    LONG_LENGTH,
    PROSE,
    PROSE_LENGTH,
    PROSE_LENGTH_UNSPACED,
    SHORT,
    Cut,
    Finding,
    kind_of,
    remainder,
)
from cleantext.gate import LONG
from cleantext.judge import CHAIN_LENGTH
from cleantext.rules.base import FIRM, GONE, KEPT, STRONG, WEAK
from tests.own import MORE, Entry, cleaner, gone, index, lines, rule
from tests.own import PROSE as SAID


def alone(made: Cleaner, line: str) -> bool:
    """Whether a line goes that stands alone between paragraphs."""
    text = lines(SAID, "", line, "", MORE)
    cleaned = made.clean(text)
    assert cleaned in (text, lines(SAID, "", MORE))
    return cleaned != text


# kinds


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", BLANK),
        (" \t\u00a0", BLANK),
        ("a", SHORT),
        ("Old Bridge Stays Open.", SHORT),
        ("x" * (PROSE_LENGTH - 2) + ".", SHORT),
        ("x" * (PROSE_LENGTH - 1) + ".", PROSE),
        (" " + "x" * (PROSE_LENGTH - 1) + ". ", PROSE),
        (" " + "x" * (PROSE_LENGTH - 2) + ".", SHORT),
        ("x" * (PROSE_LENGTH - 1) + ". ", PROSE),
        ("x" * (PROSE_LENGTH - 2) + ". ", SHORT),
        ("x" * PROSE_LENGTH, SHORT),
        ("x" * (LONG_LENGTH - 1), SHORT),
        ("x" * LONG_LENGTH, PROSE),
        ("x" * (PROSE_LENGTH - 1) + ",", SHORT),
        *(("x" * (PROSE_LENGTH - 1) + end, PROSE) for end in '.!?…"”’»):;。！？」』؟۔'),
        ("字" * (PROSE_LENGTH_UNSPACED - 1) + "。", PROSE),
        ("字" * (PROSE_LENGTH_UNSPACED - 2) + "。", SHORT),
        ("字" * PROSE_LENGTH_UNSPACED, SHORT),
        ("é" * (PROSE_LENGTH_UNSPACED - 1) + ".", SHORT),
    ],
)
def test_kind_of(line: str, kind: int) -> None:
    assert kind_of(line) == kind


def test_kinds_are_apart() -> None:
    assert [*range(7)] == [BLANK, SHORT, PROSE, WEAK, FIRM, STRONG, KEPT]
    assert BLANK == GONE  # lines that are neither are taken out of bytes at once


def test_lengths_are_as_measured() -> None:
    assert (PROSE_LENGTH, PROSE_LENGTH_UNSPACED, LONG_LENGTH, LONG) == (50, 22, 140, 200)


def test_what_is_left_of_a_line() -> None:
    one, two = Cut(0, 2, None), Cut(4, 6, None)  # type: ignore[arg-type]  # no finding is asked for
    assert remainder("abcdefgh", []) == "abcdefgh"
    assert remainder("abcdefgh", [one]) == "cdefgh"
    assert remainder("abcdefgh", [one, two]) == "cdgh"
    assert remainder("abcdef", [two]) == "abcd"


# what is remembered


def counted(classifier: Classifier, method: str) -> list[str]:
    """The lines that a classifier has judged from now on."""
    asked: list[str] = []
    judge = getattr(classifier._judge, method)

    def judged(line: str) -> Finding | None:
        asked.append(line)
        return judge(line)  # type: ignore[no-any-return]

    setattr(classifier._judge, method, judged)
    return asked


def zapped() -> Classifier:
    return Classifier(index(rule("a", phrases=["Zap it"]), rule("b", strength="weak", phrases=["zip"])))


WAYS: list[tuple[str, Callable[[Classifier, str], object]]] = [
    ("short", lambda classifier, line: classifier.findings(line, [line])),
    ("near", lambda classifier, line: classifier.look_around(line)),
]


@pytest.mark.parametrize(("method", "ask"), WAYS)
def test_a_short_line_is_judged_once(
    method: str, ask: Callable[[Classifier, str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEANTEXT_PURE", "1")  # the accelerator knows two of the lines to be nothing
    classifier = zapped()
    asked = counted(classifier, method)
    found, long, longer = (
        "1. zap it" if method == "near" else "zap it",
        "zap it".ljust(120, "x"),
        "zap it".ljust(121, "x"),
    )
    for line in (found, long, longer):
        first, second = ask(classifier, line), ask(classifier, line)
        assert bool(first) == (line == found)
        assert first == second
    assert asked == [found, long, longer, longer]


@pytest.mark.parametrize(("method", "ask"), WAYS)
def test_what_is_remembered_is_bounded(
    method: str, ask: Callable[[Classifier, str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 25_000_000 < classify.REMEMBERED * 200 < 27_000_000
    monkeypatch.setattr(classify, "REMEMBERED", 2)
    monkeypatch.setenv("CLEANTEXT_PURE", "1")
    classifier = zapped()
    asked = counted(classifier, method)
    a, b, c = (f"zap it {letter}" for letter in "abc")
    for line in (a, b, a, b, c, c, a, c):
        ask(classifier, line)
    assert asked == [a, b, c, a]


def test_the_class_of_a_line() -> None:
    classifier = zapped()
    assert [classifier.mark(line) for line in ("", "Old Bridge", SAID)] == [BLANK, SHORT, PROSE]
    found = classifier.mark("zap it")
    assert isinstance(found, Finding)
    assert found.rule.id == "own-a"


# phrases


PHRASES = cleaner(
    rule("strong", phrases=["Zap it", "Zap", "# zaps"]),
    rule("weak", strength="weak", phrases=["Home", "Go home"]),
)


def test_a_strong_phrase_goes_alone() -> None:
    for line in ("Zap it", "• ZAP IT! »", "zap", "Zap.", "12 zaps", "  Zap\u00a0it\t"):
        assert alone(PHRASES, line)
    for line in ("Zap it now", "They zap it", "“Zap it”", "zaps", "Zap, it"):
        assert not alone(PHRASES, line)


def test_a_weak_phrase_needs_company() -> None:
    assert not alone(PHRASES, "Home")
    assert PHRASES.clean(lines(SAID, "Home", "Zap it", MORE)) == lines(SAID, MORE)
    assert PHRASES.clean(lines(SAID, "• HOME", "Zap it", MORE)) == lines(SAID, MORE)


def test_one_word_with_a_full_stop_is_no_button() -> None:
    assert PHRASES.clean(lines(SAID, "Home.", "Zap it", MORE)) == lines(SAID, "Home.", MORE)
    assert PHRASES.clean(lines(SAID, "Go home.", "Zap it", MORE)) == lines(SAID, MORE)


def test_a_numbered_phrase_is_weak() -> None:
    assert not alone(PHRASES, "1. Zap it")
    assert gone(PHRASES, lines(SAID, "1. Zap it", "Zap it", MORE)) == [
        ("own-strong", "1. Zap it"),
        ("own-strong", "Zap it"),
    ]
    assert [r.score for r in PHRASES.explain(lines(SAID, "2. Zap it", "Zap it", MORE)).removals] == [0.9, 1.0]


def test_evidence_and_score() -> None:
    (removal,) = PHRASES.explain("12 ZAPS\n" + SAID).removals
    assert (removal.evidence, removal.score, removal.category, removal.rule) == (
        ("# zaps",),
        1.0,
        "share",
        "own-strong",
    )


# which rule speaks


def test_within_a_language_the_surest_claim_wins() -> None:
    made = cleaner(
        rule("weak", strength="weak", phrases=["Zap it"]), rule("strong", category="ads", phrases=["Zap it"])
    )
    assert gone(made, lines(SAID, "Zap it", MORE)) == [("own-strong", "Zap it")]
    made = cleaner(
        rule("strong", phrases=["Zap it"]), rule("keep", category="ads", strength="keep", phrases=["Zap it"])
    )
    assert not alone(made, "Zap it")


def test_between_languages_the_most_careful_wins() -> None:
    made = cleaner(rule("en", phrases=["Zap it"]), rule("de", language="de", strength="weak", phrases=["Zap it"]))
    assert not alone(made, "Zap it")
    made = cleaner(rule("en", phrases=["Zap it"]), rule("de", language="de", strength="keep", phrases=["Zap it"]))
    assert not alone(made, "Zap it")


def test_a_keep_rule_stands_against_a_strong_pattern() -> None:
    entries: list[Entry] = [
        rule("zap", patterns=["zap .{1,30}"], require=["zap"]),
        rule("keep", category="legal", strength="keep", patterns=["zap and .{1,30}"], require=["zap"]),
    ]
    for made in (cleaner(*entries), cleaner(*entries[::-1])):
        assert alone(made, "Zap the bridge")
        assert not alone(made, "Zap and the bridge")


def test_a_weak_phrase_does_not_hide_a_strong_pattern() -> None:
    made = cleaner(
        rule("weak", strength="weak", phrases=["Zap # of #"]),
        rule("strong", patterns=["zap # of #"], require=["zap"]),
    )
    assert alone(made, "Zap 2 of 14")


# patterns


PATTERN = cleaner(rule("p", patterns=[r"zap(?:ped)? by .{1,40}", r".{1,30} zaps"], require=["zap*"], max_words=6))


def test_a_strong_pattern_goes_alone() -> None:
    for line in ("Zapped by A. Reyes", "• ZAP BY ME", "All the zaps"):
        assert alone(PATTERN, line)
    for line in ("He was zapped by A. Reyes", "zapping by me", "Zap by a b c d e f", "All the zaps are"):
        assert not alone(PATTERN, line)
    assert [r.score for r in PATTERN.explain("Zap by me\n" + SAID).removals] == [0.95]


@pytest.mark.parametrize(
    ("pattern", "require", "line"),
    [
        ("zap by .{1,20}", ["zap"], "Zap by me"),
        (".{0,20} the zap", ["zap"], "All the zap"),
        ("[a-z]{2} zap [a-z]+", ["zap"], "xx zap yy"),  # neither end is known: the word calls it up
        ("[a-z]{2} (?:the )?zap\\b.*", ["zap*"], "xx zap!"),
        ("[a-z]+,? ?zap!? [a-z]+", ["zap"], "xx, zap! yy"),
        ("# zaps?", ["zap", "zaps"], "12 zaps"),
        ("[a-z]{2} re-zap-it [a-z]+", ["zap"], "xx re-zap-it yy"),
        ("© ?zap [a-z]+", ["zap"], "©zap yy"),
    ],
)
def test_what_fits_is_called_up(pattern: str, require: list[str], line: str) -> None:
    assert alone(cleaner(rule("p", patterns=[pattern], require=require)), line)


def test_a_stem_calls_up_its_rule_beside_findings_only() -> None:
    made = cleaner(
        rule("p", patterns=["[a-z]{2} zapping[a-z]+ [a-z]+"], require=["zapping*"]),
        rule("sure", phrases=["Tweet this"]),
    )
    assert not alone(made, "xx zappings yy")
    assert made.clean(lines(SAID, "Tweet this", "xx zappings yy", MORE)) == lines(SAID, MORE)


def test_unspaced_scripts() -> None:
    made = cleaner(
        rule("ja", language="ja", patterns=[".{0,6}シェアする.{0,6}"], require=["シェア"]),
        rule("zh", language="zh", phrases=["分享到"]),
        rule("ko", language="ko", phrases=["공유하기"]),
    )
    for line in ("この記事をシェアする", "シェアする", "分享到：", "공유하기"):
        assert alone(made, line)
    for line in ("シェアを争う", "分享到此为止", "공유지"):
        assert not alone(made, line)


def test_a_korean_stem_calls_up_its_rule() -> None:
    made = cleaner(rule("ko", language="ko", patterns=[".{0,6}공유하.{0,6}"], require=["공유*"]))
    assert alone(made, "기사 공유하기")


@pytest.mark.xfail(reason="running text is only looked at where a sentence begins in a known way", strict=True)
def test_a_strong_pattern_finds_a_sentence() -> None:
    made = cleaner(rule("p", patterns=[r"[a-z ,]{1,60} reserves the right to zap [a-z ]{1,60}"], require=["zap"]))
    line = "The board of this site reserves the right to zap whatever it likes."
    assert alone(made, line.rstrip("."))
    assert alone(made, line)


# what must not matter


@pytest.mark.parametrize(
    ("end", "behind"),
    [("\r\n", ""), ("\r", ""), ("\n", " ")],
)
def test_line_ends_and_white_space_do_not_change_what_a_line_is(end: str, behind: str) -> None:
    made = cleaner(rule("p", patterns=["[a-z ]{1,60} zap [a-z ]{1,60}"], require=["zap"]))
    line = "The board of this site will always zap whatever it likes."
    plain = made.clean(lines(SAID, line, MORE)) == lines(SAID, MORE)
    other = end.join((SAID, line + behind, MORE))
    assert (made.clean(other) == end.join((SAID, MORE))) == plain


# chains


CHAIN = cleaner(
    rule("strong", phrases=["Share this page"]),
    rule("weak", strength="weak", phrases=["Tweet", "Pin it", "E-mail", "Print", "X"]),
)


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Share this page Tweet", True),  # one strong phrase among them
        ("Tweet Share this page", True),
        ("Tweet Pin it Print E-mail", False),  # four weak ones, and nothing between them
        ("Tweet Pin it Print", False),
        ("Tweet | Pin it | Print · E-mail", True),
        ("Tweet | Pin it, Print / E-mail", True),
        ("Tweet, Pin it, Print / E-mail", False),
        ("TweetPin itPrintE-mail", False),  # glued together
        ("Share this pageTweet", True),
        ("Tweet Pin it Print E-mail.", False),  # a sentence
        ("| Tweet | Pin it | Print | E-mail |", False),  # a table's row
        ("Tweet Pin it Print E-mail us", False),  # all or nothing
        ("We Tweet Pin it Print E-mail", False),
        ("Tweet X Print E-mail", False),
        ("Tweet | X | Print | E-mail", True),
        ("Tweet | Print " * 9 + "| Tweet", True),
        ("Tweet | Print " * (CHAIN_LENGTH // 14 + 1) + "| Tweet", False),  # too long
    ],
)
def test_chains(line: str, goes: bool) -> None:
    assert alone(CHAIN, line) == goes


def test_a_chain_names_its_phrases() -> None:
    (removal,) = CHAIN.explain(lines("Tweet Share this page | Print", SAID)).removals
    assert (removal.rule, removal.score) == ("own-strong", 0.9)
    assert removal.evidence == ("tweet", "share this page", "print")


def test_an_unsure_chain_is_weak() -> None:
    report = CHAIN.explain(lines(SAID, "Tweet Print", "Share this page", MORE))
    assert report.text == lines(SAID, MORE)
    assert [r.score for r in report.removals] == [0.7, 1.0]


# cues


CUES: dict[str, Any] = {
    "category": "newsletter",
    "min_score": 0.8,
    "needs": ["deed"],
    "openers": ["Please consider", "Your support"],
    "cues": [
        {"name": "deed", "weight": 0.6, "words": ["donat*", "chip in"]},
        {"name": "us", "weight": 0.6, "words": ["us", "our"]},
        {"name": "report", "weight": -0.6, "words": ["said"]},
    ],
}
ASK = "Please consider that you could donate to our small newsroom this year."
BY_THE_WAY = "It was a long year, and rain fell on most days of the months that had been dry."


def test_cues_find_a_sentence_by_its_opener() -> None:
    made = cleaner(rule("c", **CUES, inline=True))
    assert alone(made, ASK)
    assert not alone(made, ASK.replace("donate", "write"))  # the need
    assert not alone(made, ASK.replace("our", "the"))  # the score
    assert not alone(made, ASK.replace("year.", "year, she said."))  # what speaks against
    assert made.clean(f"{BY_THE_WAY} {ASK} {BY_THE_WAY}") == f"{BY_THE_WAY} {BY_THE_WAY}"


def test_a_long_line_goes_if_it_speaks_of_nothing_else() -> None:
    made = cleaner(rule("c", **CUES))
    long = " ".join([ASK] * 4)
    assert len(long) > LONG
    assert alone(made, long)
    said = " ".join([BY_THE_WAY] * 3)
    assert made.clean(lines(SAID, "", f"{ASK} {said}", "", MORE)) == lines(SAID, "", said, "", MORE)


def test_the_article_s_sentences_stay_beside_cues() -> None:
    made = cleaner(rule("c", **CUES, inline=True))
    before, after = "The sluice was opened at noon.", "By evening the lower meadows were a lake."
    assert made.clean(f"{before} {ASK} {after}") == f"{before} {after}"
    made = cleaner(rule("c", **CUES))
    assert f"{before} " in made.clean(f"{before} {ASK} {after}")


# settings


def test_a_rule_that_is_off_says_nothing() -> None:
    made = cleaner(rule("a", phrases=["Zap it"]), rule("b", phrases=["Zip it"]), skip_rules=["own-a"])
    assert not alone(made, "Zap it")
    assert alone(made, "Zip it")


def test_the_same_line_is_the_same_wherever_it_stands() -> None:
    """Lines are remembered; what was seen before must not matter."""
    text = lines(SAID, "Home", "Zap it", MORE)
    made = cleaner(rule("strong", phrases=["Zap it"]), rule("weak", strength="weak", phrases=["Home"]))
    assert made.clean(lines("Home", SAID)) == lines("Home", SAID)
    assert made.clean(text) == lines(SAID, MORE)
    assert made.clean(lines("Home", SAID)) == lines("Home", SAID)


# hostile text: no clock is read here; a test that hangs shows itself


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "word " * 300_000,
        "Please consider " * 30_000,
        "Please consider donating to us. " * 5_000,
        "a. " * 200_000,
        "Tweet " * 100_000,
        "\n" * 300_000,
        "\r\n" * 150_000,
        "\r" * 200_000,
        " \n" * 200_000,
        "e" + "\u0301\u0316" * 200_000,
        "\u202e\u0000\ufeff\ud800" * 20_000,
        "(" * 200_000,
        "12,345.67 " * 30_000,
        "| a | b |\n" * 20_000,
        "。" * 100_000,
        "。あ" * 50_000,
    ],
    ids=lambda t: repr(t[:12]),
)
def test_hostile_text_without_boilerplate_comes_back(text: str) -> None:
    made = cleaner(rule("c", **CUES), rule("weak", strength="weak", phrases=["Home"]))
    report = made.explain(text)
    assert report.original() == text
    if not report.removals:
        assert report.text is text


def test_many_copies_of_one_line() -> None:
    text = f"{SAID}\n" + "Zap it\n" * 50_000 + MORE
    report = PHRASES.explain(text)
    assert report.text == f"{SAID}\n{MORE}"
    assert len(report.removals) == 50_000
    assert report.original() == text
    weak = f"{SAID}\n" + "Home\n" * 50_000 + MORE
    assert PHRASES.clean(weak) == f"{SAID}\n{MORE}"


def test_more_different_lines_than_are_remembered() -> None:
    text = "\n".join(f"line {n:x} of many" for n in range(40_000)) + "\nZap it"
    assert PHRASES.clean(text) == text.removesuffix("\nZap it")
    assert PHRASES.clean(text) == text.removesuffix("\nZap it")


def test_a_million_blank_lines_around_boilerplate() -> None:
    blank = "\n" * 500_000
    assert PHRASES.clean(f"{SAID}{blank}Zap it{blank}{MORE}") == f"{SAID}{blank}{MORE}"
    assert PHRASES.clean(f"{SAID}{blank}Zap it{blank}") == SAID + "\n"


def test_a_line_is_judged_without_the_others() -> None:
    """A sentence that fires in one line does not draw in another line that holds its words inside a sentence."""
    made = cleaner(
        rule("inline", phrases=["Zap this whole page today"], inline=True),
        rule("deep", patterns=[".{0,80} zap this whole page today, he said"], require=["zap*"], max_words=30),
    )
    other = "Nobody in the whole of the harbour would Zap this whole page today, he said"
    line = SAID + " Zap this whole page today. " + MORE
    together = made.clean(lines(line, *[MORE] * 5, other + ".", *[SAID] * 5))
    assert "Zap this whole page today. " not in together
    assert other in together
