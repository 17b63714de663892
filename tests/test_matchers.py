"""Each matcher by itself: what fires, how surely, on which words, on both sides of each threshold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import PackError
from cleantext.matchers import Match, judge, make_matcher
from cleantext.matchers.base import alternation, count_words
from cleantext.matchers.cues import MAX_LENGTH as CUES_MAX
from cleantext.matchers.edges import ENOUGH, MOST, literal_edges
from cleantext.matchers.pattern import PatternMatcher, expand
from cleantext.matchers.template import MAX_LENGTH as TEMPLATE_MAX
from cleantext.matchers.template import template_units
from cleantext.normal import view
from tests.own import loaded, rule


def fires(text: str, **body: Any) -> Match | None:
    """The match of a rule on one unit."""
    return make_matcher(loaded(rule("x", **body))).match(view(text))


# phrases


def test_phrase() -> None:
    body = {"phrases": ["Read More", "# Comments", "×"]}
    assert fires("  • READ   more… ", **body) == Match(1.0, ("read more",))
    assert fires("12 comments", **body) == Match(1.0, ("# comments",))
    assert fires(" × ", **body) == Match(1.0, ("×",))
    for text in ("Read more books", "Read", "Comments", "No comments", "Read-more", ""):
        assert fires(text, **body) is None


# words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("one", 1), ("leave a reply", 3), ("é è", 2),
        ("コ", 1), ("コメ", 1), ("コメン", 2), ("コメントを残", 3), ("漢字漢字漢字", 3),
        ("ไทยไทย", 3), ("한국어 댓글", 2), ("abc コメン", 3),
    ],
)  # fmt: skip
def test_count_words(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("words", "language", "text", "found"),
    [
        (("donate",), "en", "please donate now", "donate"),
        (("donate",), "en", "donated", None),
        (("donate",), "en", "redonate", None),
        (("donat*",), "en", "donations are", "donations"),
        (("donat*",), "en", "donat", "donat"),
        (("donat*",), "en", "redonate", None),
        (("chip in",), "en", "chip in now", "chip in"),
        (("chip in",), "en", "chip inn", None),
        (("one", "one time"), "en", "one time only", "one time"),  # the longest first
        (("a.b",), "en", "axb", None),
        (("c++",), "en", "c++ code", "c++"),
        (("#",), "en", "for # a month", "#"),
        (("寄付",), "ja", "ご寄付のお願い", "寄付"),
        (("寄付*",), "ja", "ご寄付のお願い", "寄付"),
        (("후원",), "ko", "정기후원하기", "후원"),
        (("후원",), "en", "정기후원하기", None),
        (("don*", "give"), "en", "give", "give"),
    ],
)
def test_alternation(words: tuple[str, ...], language: str, text: str, found: str | None) -> None:
    match = re.search(alternation(words, language), text)
    assert (match and match.group()) == found


# patterns


PATTERN: dict[str, Any] = {"patterns": [r"photo by .{1,20}", r"\L<sites> photo"], "require": ["photo", "pic*"]}
LISTS: dict[str, Any] = {"lists": {"sites": ["Flickr", "Flickr Pro", "a.b"]}}


def test_pattern() -> None:
    body = {**PATTERN, **LISTS}
    assert fires("Photo by A. Reyes", **body) == Match(0.95, ("photo",))
    assert fires("Flickr Pro photo", **body) == Match(0.95, ("photo",))
    assert fires("a.b photo", **body) == Match(0.95, ("photo",))
    for text in ("A photo by A. Reyes", "Photo by " + "x" * 21, "axb photo", "Photo by", "Flickr photos"):
        assert fires(text, **body) is None


def test_the_required_word_must_stand_there() -> None:
    assert fires("photo by me", patterns=["photo by me"], require=["by"]) == Match(0.95, ("by",))
    assert fires("photo by me", patterns=["photo by me"], require=["photos", "ph"]) is None
    assert fires("photos by me", patterns=["photos by me"], require=["PHOTO*"]) == Match(0.95, ("photos",))


def test_max_words() -> None:
    body = {"patterns": [".{0,80}"], "require": ["photo"]}
    assert fires("photo" + " a" * 13, **body)
    assert fires("photo" + " a" * 14, **body) is None
    assert fires("photo a", **body, max_words=2)
    assert fires("photo a b", **body, max_words=2) is None
    assert fires("photo コメントコ", **body, max_words=3)
    assert fires("photo コメントコメ", **body, max_words=3) is None


def test_expand_writes_lists_out_the_longest_first() -> None:
    made = loaded(rule("x", **PATTERN, **LISTS))
    assert expand(r"\L<sites> photo", made) == r"(?:flickr\ pro|flickr|a\.b) photo"


def test_a_shipped_pattern_runs_without_a_clock() -> None:
    made = replace(loaded(rule("x", **PATTERN, **LISTS)), shipped=True)
    assert PatternMatcher(made).match("photo by me") == Match(0.95, ("photo",))
    only_regex = replace(made, patterns=(r"\p{L}+ photo",), lists=())
    assert PatternMatcher(only_regex).match("élan photo") == Match(0.95, ("photo",))
    assert PatternMatcher(only_regex).match("5 photo") is None


def test_a_foreign_pattern_has_a_clock() -> None:
    made = loaded(rule("x", patterns=[r"(?:photo|(?:photo|photophoto)+)+x"], require=["photo*"]))
    with pytest.raises(PackError) as caught:
        make_matcher(made).match("photo" * 34 + "xy")
    assert caught.value.rule == "own-x"


# the ends of patterns


@pytest.mark.parametrize(
    ("pattern", "starts", "ends"),
    [
        ("share", {"share"}, {"share"}),
        ("share|tweet", {"share", "tweet"}, {"share", "tweet"}),
        ("share this(?: page)?", {"share this", "share this page"}, {"share this", "share this page"}),
        ("share .+", {"share "}, None),
        (".+ share", None, {" share"}),
        ("shares?", {"share", "shares"}, {"share", "shares"}),
        ("(?:a|b){2}c", {"a", "b"}, {"aac", "abc", "bac", "bbc", "ac", "bc"}),
        ("a{0,3}b", None, {"b", "ab"}),
        ("[ab]c", {"ac", "bc"}, {"ac", "bc"}),
        ("[a-c]d", {"ad", "bd", "cd"}, {"ad", "bd", "cd"}),
        ("[a-z]d", None, {"d"}),
        ("[^a]d", None, {"d"}),
        (r"\d+ likes", None, {" likes"}),
        ("a?", None, None),
        ("^share$", {"share"}, {"share"}),
        ("(?!x)share", {"share"}, {"share"}),
        ("", None, None),
        ("(", None, None),
        (r"\p{L}", None, None),
    ],
)
def test_literal_edges(pattern: str, starts: set[str] | None, ends: set[str] | None) -> None:
    found = literal_edges(pattern), literal_edges(pattern, end=True)
    # an edge may be told shorter than it could be, never longer: compare what must hold
    for edges, want, end in ((found[0], starts, False), (found[1], ends, True)):
        if want is None:
            assert edges is None
        else:
            assert edges is not None
            assert all(any(w.endswith(e) if end else w.startswith(e) for e in edges) for w in want)
            assert all(any(w.endswith(e) if end else w.startswith(e) for w in want) for e in edges)


PATTERNS = [
    "(?:share|tweet) this(?: on .+)?",
    "[a-c]?(?:read|view) (?:more|all){1,2}x*",
    "(?:a{2,3}|b?c)(?:de|f)+",
    "(?:(?:um|uhm),? ){0,2}share(?:d|s)?",
    "#(?: comments?| replies)(?: so far)?",
    "(?:more|most)(?:(?: read)|(?: viewed))[.!]?",
    "(?:ab|abc|abcd){1,3}e?",
    "x(?=y)y.{0,3}z",
]


@given(st.sampled_from(PATTERNS).flatmap(lambda p: st.tuples(st.just(p), st.from_regex(p, fullmatch=True))))
@settings(deadline=None)
def test_edges_lose_no_match(case: tuple[str, str]) -> None:
    pattern, text = case
    starts, ends = literal_edges(pattern), literal_edges(pattern, end=True)
    assert starts is None or text.startswith(tuple(starts))
    assert ends is None or text.endswith(tuple(ends))


def test_edges_are_short_and_few() -> None:
    long = literal_edges("a" * 40)
    assert long == frozenset({"a" * ENOUGH})
    forks = "".join(f"(?:a{i}|b{i})" for i in range(7))
    many = literal_edges(forks + "z")
    assert many is not None
    assert len(many) <= MOST
    wide = literal_edges("|".join(f"word{i}" for i in range(MOST + 1)))
    assert wide is None or all(f"word{i}".startswith(tuple(wide)) for i in range(MOST + 1))


@pytest.mark.parametrize(
    ("pattern", "starts", "ends"),
    [
        ("[ab]cd", {"acd", "bcd"}, {"acd", "bcd"}),
        ("(share|tweet) this", {"share this", "tweet this"}, {"share this", "tweet this"}),
        ("x(?:.+abc|xyz)", {"x", "xxyz"}, {"abc", "xxyz"}),
        ("x(.+abc|xyz)", {"x", "xxyz"}, {"abc", "xxyz"}),
        ("[a-h]x", {f"{c}x" for c in "abcdefgh"}, {f"{c}x" for c in "abcdefgh"}),
        ("[a-i]x", None, {"x"}),
        ("[a-ei-m]x", None, {"x"}),
    ],
)
def test_edges_say_all_they_can(pattern: str, starts: set[str] | None, ends: set[str] | None) -> None:
    assert (literal_edges(pattern), literal_edges(pattern, end=True)) == (starts, ends)


def test_edges_of_just_so_many_alternatives() -> None:
    word = [f"{i:04}" for i in range(MOST + 1)]
    assert literal_edges("|".join(word[:MOST])) == frozenset(word[:MOST])
    forked = literal_edges("[ab]" * 12 + "z")
    assert forked is not None
    assert all(("ab" * 6 + "z").startswith(edge) for edge in forked if edge.startswith("ababababab"))
    assert len(forked) == 1024  # the last fork that is not too many
    nested = literal_edges("(" + "[ab]" * 12 + ")z")
    assert nested is not None
    assert "ababababab" in nested  # what was cut short may go on with anything


def test_a_word_wanted_in_an_unspaced_script_may_stand_anywhere() -> None:
    made = PatternMatcher(loaded(rule("x", language="ja", patterns=["この記事を.{0,9}"], require=["共有"])))
    assert made.match("この記事を共有する") == Match(0.95, ("共有",))


@pytest.mark.parametrize("language", ["ja", "zh", "ko"])
def test_cue_words_of_an_unspaced_script_may_stand_anywhere(language: str) -> None:
    cues = [{"name": "a", "weight": 0.9, "words": ["寄付", "支援", "募金*", "援助*"]}]
    for word in ("寄付", "支援", "募金", "援助"):
        found = fires(f"皆様の{word}をお願い", language=language, cues=cues, needs=["a"], min_score=0.6)
        assert found == Match(0.9, (word,))


def test_every_stem_counts_and_the_longest_word_is_told() -> None:
    cues = [{"name": "a", "weight": 0.9, "words": ["donat*", "contribut*", "chip in", "chip in today", "chip"]}]
    for text, word in (
        ("Please donate", "donate"),
        ("A contribution", "contribution"),
        ("So chip in today", "chip in today"),
        ("So chip in", "chip in"),
        ("A chip", "chip"),
    ):
        assert fires(text, cues=cues, needs=["a"], min_score=0.6) == Match(0.9, (word,))


def test_scores_have_three_places() -> None:
    groups = [
        {"name": "a", "weight": 0.123, "words": ["zap"]},
        {"name": "b", "weight": 0.789, "words": ["page"]},
        {"name": "c", "weight": -0.017, "words": ["bridge"]},
    ]
    body = {"cues": groups, "needs": ["a"], "min_score": 0.5, "openers": ["Please zap"]}
    found = fires("Please zap this page of the bridge", **body)
    assert found is not None
    assert found.score == 0.801  # of 0.8011...
    near = fires(TEMPLATE.replace("small sum", "little sum"), templates=[TEMPLATE])
    assert near is not None
    assert near.score == round(near.score, 3)


# templates


TEMPLATE = "We rely on readers like you. If you can, please give a small sum each month."


def test_template() -> None:
    found = fires(TEMPLATE, templates=[TEMPLATE])
    assert found == Match(1.0, (view(TEMPLATE),))
    near = fires(TEMPLATE.replace("small sum", "little sum"), templates=[TEMPLATE])
    assert near is not None
    assert 0.88 <= near.score < 1
    assert near.evidence == (view(TEMPLATE),)
    assert (
        fires(
            "We rely on trains like these, and if we can, we give them a fresh coat each month.", templates=[TEMPLATE]
        )
        is None
    )


def test_template_score_is_a_threshold() -> None:
    text = TEMPLATE.replace("small sum", "little sum")
    found = fires(text, templates=[TEMPLATE], min_score=0.5)
    assert found is not None
    score = found.score
    assert fires(text, templates=[TEMPLATE], min_score=round(score - 0.001, 3))
    assert fires(text, templates=[TEMPLATE], min_score=round(score + 0.001, 3)) is None


def test_sentences_of_a_template_are_templates_when_long_enough() -> None:
    first, second = "We rely on readers like you.", "If you can, please give a small sum each month."
    assert template_units(TEMPLATE) == [TEMPLATE, first, second]
    assert template_units("We rely on you. Give a small sum each month.") == [
        "We rely on you. Give a small sum each month.",
        "Give a small sum each month.",
    ]
    assert template_units("We rely on readers now. Give us it.")[1:] == ["We rely on readers now."]
    assert template_units("One sentence only.") == ["One sentence only."]
    assert fires(second, templates=[TEMPLATE]) == Match(1.0, (view(second),))


@pytest.mark.xfail(reason="the white space behind a sentence counts as a word; the last one has none", strict=True)
def test_the_last_sentence_of_a_template_counts_alike() -> None:
    assert template_units("Give us it. We rely on readers now.")[1:] == ["We rely on readers now."]


def test_a_unit_too_long_is_no_copy() -> None:
    text = "give " * (TEMPLATE_MAX // 5)
    assert fires(text.strip() + "s", templates=[text], min_score=0.5)
    assert fires(text + "gives", templates=[text], min_score=0.5) is None


# cues


CUES: dict[str, Any] = {
    "min_score": 0.8,
    "needs": ["deed", "us"],
    "cues": [
        {"name": "deed", "weight": 0.5, "words": ["donat*", "chip in"]},
        {"name": "us", "weight": 0.4, "words": ["us", "our"]},
        {"name": "cause", "weight": 0.5, "words": ["newsroom"]},
        {"name": "amount", "weight": 0.4, "words": ["#"]},
        {"name": "report", "weight": -0.6, "words": ["said"]},
    ],
}


@pytest.mark.parametrize(
    ("text", "score", "evidence"),
    [
        ("donate to us", 0.7, ("donate", "us")),
        ("donate to our newsroom", 0.85, ("donate", "our", "newsroom")),
        ("chip in $5 for us", 0.82, ("chip in", "us", "#")),
        ("donate $5 to our newsroom", 0.91, ("donate", "our", "newsroom", "#")),
        ("donate donate us us", 0.7, ("donate", "us")),  # a group counts once
        ("donate $5 to our newsroom, she said", 0.364, ("donate", "our", "newsroom", "#")),
    ],
)
def test_cue_score(text: str, score: float, evidence: tuple[str, ...]) -> None:
    assert fires(text, **{**CUES, "min_score": 0.5}) == (Match(score, evidence) if score >= 0.5 else None)
    found = fires(text, **CUES)
    assert (found is not None) == (score >= 0.8)


@pytest.mark.parametrize("text", ["donate $5 to the newsroom", "our newsroom costs $5", "donating", ""])
def test_needed_groups_are_needed(text: str) -> None:
    assert fires(text, **{**CUES, "min_score": 0.5}) is None


def test_cues_without_the_need() -> None:
    made = make_matcher(loaded(rule("x", **CUES)))
    score = made.score  # type: ignore[attr-defined]  # a CueMatcher
    assert score("our newsroom", 0.5) is None
    assert score("our newsroom", 0.5, needed=False) == Match(0.7, ("our", "newsroom"))
    assert score("our newsroom", 0.71, needed=False) is None
    assert score("nothing here", 0.5, needed=False) is None


def test_min_score_is_reached_by_equality() -> None:
    body = {"needs": ["deed"], "cues": [{"name": "deed", "weight": 0.75, "words": ["donate"]}]}
    assert fires("donate", **body, min_score=0.75) == Match(0.75, ("donate",))
    assert fires("donate", **body, min_score=0.76) is None


def test_a_unit_too_long_proves_nothing() -> None:
    text = "donate to our newsroom "
    assert fires(text + "x" * (CUES_MAX - len(text)), **CUES)
    assert fires(text + "x" * (CUES_MAX - len(text) + 1), **CUES) is None


@given(st.lists(st.sampled_from(["donate", "us", "newsroom", "#", "said", "the", "bridge"]), max_size=9))
def test_a_cue_score_is_a_share(words: list[str]) -> None:
    found = make_matcher(CUE_RULE).match(" ".join(["donate", "us", *words]))
    assert found is None or 0.8 <= found.score <= 1


CUE_RULE = loaded(rule("x", **CUES))


# judging a text by one rule


def test_judge_looks_at_lines_and_at_sentences_of_inline_rules() -> None:
    line = loaded(rule("x", phrases=["Share this page"]))
    inline = loaded(rule("x", phrases=["Share this page"], inline=True))
    for text, whole, part in (
        ("Share this page", True, True),
        ("The vote.\n\nShare this page\nMore.", True, True),
        ("The vote is on Monday. Share this page. More.", False, True),
        ("They share this page of history.", False, False),
        ("", False, False),
    ):
        assert (judge(line, text) is not None) == whole
        assert (judge(inline, text) is not None) == part
    cues = loaded(rule("x", **CUES))
    assert judge(cues, "The vote is on Monday, she said. Donate to our newsroom.")
