"""The accelerator: whatever it answers, texts are cleaned as without it."""

from __future__ import annotations

import gc
import re
import weakref
from array import array
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, Report
from cleantext.classify import Classifier
from cleantext.gate import is_long
from cleantext.index import Index
from cleantext.matchers.pattern import expand
from cleantext.native import VERSION, folds, make_sieve, native
from cleantext.normal import view
from cleantext.pack import shipped_rules
from cleantext.pipeline import classifier_for, run
from tests.benchmarks.hostile import CASES, hostile_text
from tests.conftest import FIXTURES
from tests.own import MORE, PROSE, Entry, cleaner, index, lines, rule
from tests.test_promises import TEXTS

sieve: Any = native()
pytestmark = pytest.mark.skipif(sieve is None, reason="there is no accelerator here, or it is not wanted")

EXAMPLES = [line for each in shipped_rules() for text in each.match for line in text.split("\n")]
ODD = [
    "ß",
    "İ",
    "ﬁ",
    "K",
    "ſ",
    "é",
    "e\u0301",
    "\u200b",
    "\xa0",
    "\t",
    "’",
    "…",
    "$5",
    "１２",
    "½",
    "\ud800",
    "\x00",
    "😀",
]


@cache
def both(made: Cleaner | None = None) -> tuple[Classifier, Classifier]:
    """With the accelerator and without."""
    state = (made or Cleaner()).__getstate__()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEANTEXT_PURE", "0")
        fast = classifier_for.__wrapped__(state)
        patch.setenv("CLEANTEXT_PURE", "1")
        pure = classifier_for.__wrapped__(state)
    assert fast.index.sieve is not None
    assert pure.index.sieve is None
    return fast, pure


def told(report: Report) -> list[object]:
    return [report.text, *((r.start, r.end, r.rule, r.score, r.evidence) for r in report.removals)]


def assert_same(text: str, made: Cleaner | None = None) -> None:
    fast, pure = both(made)
    assert told(run(text, fast)) == told(run(text, pure))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text(text: str) -> None:
    assert_same(text)


@given(
    st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(ODD)), max_size=6),
    st.sampled_from(["\n", "\n\n", " ", ". ", "\r\n", "! "]),
    st.booleans(),
)
@settings(max_examples=600, deadline=None)
def test_examples_with_odd_characters(some: list[str], odd: list[tuple[int, str]], end: str, upper: bool) -> None:
    text = end.join([PROSE, *some, MORE])
    for at, char in odd:
        text = text[:at] + char + text[at:]
    assert_same(text.upper() if upper else text)


def test_a_character_in_front_is_no_part_of_a_phrase() -> None:
    for char in ("\x00", "\x01", "\u2060"):
        assert_same(
            lines(PROSE, "Privacy policy", f"Prenumerera på {char}vårt nyhetsbrev", f"{char}Share {char}this", MORE)
        )


@pytest.mark.parametrize("name", CASES)
def test_hostile_texts(name: str) -> None:
    assert_same(hostile_text(name, 20_000, "3"))


@pytest.mark.parametrize("path", sorted((FIXTURES / "documents").iterdir()), ids=lambda path: path.stem)
def test_documents(path: Any) -> None:
    assert_same(path.read_text(encoding="utf-8"))


def test_every_example_by_itself_and_beside_boilerplate() -> None:
    """What the first and the third look say of each line, and of the line changed a little."""
    fast, pure = both()
    for line in EXAMPLES:
        for changed in (
            line,
            f"  {line} »",
            line.upper(),
            line[1:],
            line[:-1],
            line.replace(" ", "  ", 1),
            f"{line} ß",
        ):
            assert said(fast.findings(changed, [changed]).get(changed)) == said(
                pure.findings(changed, [changed]).get(changed)
            ), changed
            assert said(fast.look_around(changed)) == said(pure.look_around(changed)), changed


def said(found: Any) -> object:
    return found and (found.rule.id, found.score, found.evidence, [(c.start, c.end) for c in found.cuts])


def test_what_is_called_up() -> None:
    fast, pure = both()
    for line in EXAMPLES:
        key = view(line)
        one, other = fast.index.called(key), pure.index.called(key)
        assert (one.phrase, one.chain) == (other.phrase, other.chain)
        for got, all_of_them in ((one.entries, other.entries), *[near(fast, pure, key)]):
            kept = [(entry.rule.id, entry.which) for entry in got]
            everything = [(entry.rule.id, entry.which) for entry in all_of_them]
            assert set(kept) <= set(everything)
            fits = [(entry.rule.id, entry.which) for entry in all_of_them if entry.match(key) is not None]
            assert [entry for entry in kept if entry in fits] == fits


def near(fast: Classifier, pure: Classifier, key: str) -> tuple[list[Any], list[Any]]:
    return fast.index.called_up_near(key), pure.index.called_up_near(key)


OWN: list[Entry] = [
    rule("phrase", phrases=["Zapperdoodle it", "Zyx", "# zapperdoodles", "=|=", "Übermäßig zappen", "Share by"]),
    rule("word", matcher="pattern", patterns=[".{1,9} blorptic .{1,9}"], require=["blorptic"], match=["a blorptic b"]),
    rule(
        "weak", strength="weak", patterns=["(?:our )?(?<!x)zips? of (?!doom).+"], require=["zip*"], match=["zip of it"]
    ),
    rule("slow", patterns=["(?:a|b|ab){2,30}c zap"], require=["zap"], match=["abc zap"]),
    rule(
        "cues",
        cues=[
            {"name": "deed", "weight": 0.6, "words": ["zapp*", "give it"]},
            {"name": "sum", "weight": 0.5, "words": ["#", "some"]},
            {"name": "not", "weight": -0.5, "words": ["said", "he"]},
        ],
        needs=["deed"],
        min_score=0.7,
        match=["Zapping # times"],
    ),
    rule("wide", language="ja", phrases=["シェアする"]),
]


WORDS = [
    "zap",
    "zips",
    "of",
    "doom",
    "it",
    "our",
    "blorptic",
    "give",
    "some",
    "5",
    "he",
    "Zyx",
    "Zapperdoodle",
    "ab",
    "c",
]


@given(st.lists(st.sampled_from(WORDS)))
@settings(max_examples=300, deadline=None)
def test_rules_of_the_user_s_own(words: list[str]) -> None:
    assert_same(lines(PROSE, " ".join(words), "Zyx", " ".join(words[::-1]), MORE), own())


@cache
def own() -> Cleaner:
    return cleaner(*OWN)


def test_threads_ask_what_rules_want_at_once() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEANTEXT_PURE", "0")
        fresh = classifier_for.__wrapped__(Cleaner().__getstate__())
    text = lines(PROSE, *EXAMPLES[::40], MORE)
    expected = told(run(text, both()[1]))
    with ThreadPoolExecutor(8) as pool:
        assert [told(made) for made in pool.map(lambda _: run(text, fresh), range(16))] == [expected] * 16


# views


def test_folds_are_what_a_view_makes_of_a_character() -> None:
    table = array("H", folds())
    known = [code for code in range(0x10000) if table[code]]
    assert len(known) > 40_000
    for code in known:
        if code > 0x20 and not chr(code).isdigit() and chr(code) not in "#$":
            assert view(f"x{chr(code)}x") == f"x{chr(table[code])}x", hex(code)


@given(st.text(st.sampled_from("aB1 2#$%k.,:'’“–éÉ\xa0ß…\t|-漢ア한й€"), max_size=30))
@settings(max_examples=500)
def test_lines_of_what_views_change(line: str) -> None:
    fast, pure = both()
    assert said(fast.findings(line, [line]).get(line)) == said(pure.findings(line, [line]).get(line))
    assert said(fast.look_around(line)) == said(pure.look_around(line))


# patterns


def test_no_pattern_is_said_not_to_fit_where_it_does() -> None:
    rejected = fitted = 0
    for each in shipped_rules():
        own_lines = [view(line) for text in each.match for line in text.split("\n")]
        for pattern in each.patterns:
            written = expand(pattern, each)
            try:
                known = re.compile(written)
            except re.error:  # for `regex`
                continue
            for key in (*own_lines, *(key[:-1] for key in own_lines), *(f"{key} x" for key in own_lines)):
                fits = known.fullmatch(key) is not None
                may = sieve.may_fit(written, key)
                assert may or not fits, (each.id, key)
                rejected += not may
                fitted += fits
    assert rejected > 10_000
    assert fitted > 5_000


SYNTAX = r"""
a ab|b a?b a*?b+ (?:ab){2} (?:ab){1,}c (?:ab){,2}c a{2} a{ a{b} a{,} x| (a|b)*c (?P<n>a)b [ab]c [^ab]c [a-c]+ []a] [a-]
[\w-]b .b \w+-\w+ \W \s\S \d \D a\b.b \ba ^ab$ \Aab\Z a(?=b). a(?!b). (?<=a)b (?<!a)b a(?<=a)b a(?<!a)b (?:a(?!b)|ab)c?
(?!.*b)a+ (?>a*)b a*+b a++a (?:a|ab)(?:c|bcd)(?:d*) \x61\u0062 a\.b a\|b (?:) (?:a|)b ((a)|b){2,3} (?:a*)*b
(?!(?>a*)b)ab (?<=ab)c a(?#x)b (?i)a \1 [^\W\d]+ [^a-c]b (?:a|b){3,40}c (?=.*b)(?!.*d).+ (?:(?:ab|c)*d)?a
""".split()


@given(st.sampled_from(SYNTAX), st.text(st.sampled_from("abcd .-|{},x"), max_size=8))
@settings(max_examples=3_000)
def test_syntax(pattern: str, text: str) -> None:
    assert sieve.may_fit(pattern, text) or re.compile(pattern).fullmatch(text) is None


@pytest.mark.parametrize(
    "case",
    r"""
    ab|b=a (?:ab){2}=ab (?:ab){1,2}c=abababc a{2}=a [^ab]c=ac [a-c]+=abd \w+-\w+=a--b a\b.b=aab ^ab$=abc a(?!b).=ab
    (?<!a)b=ab a(?<!a)b=ab (?!.*b)a+=ab (a|b)*c=ab \p{L}x=1x [\p{L}\p{M}-]+=a.b a= =a (?:a|b){3,40}c=abc
    """.split(),
)
def test_what_does_not_fit(case: str) -> None:
    pattern, _, text = case.rpartition("=")
    assert not sieve.may_fit(pattern, text)


@pytest.mark.parametrize("pattern", [*r"\1 (?i)a a** [a (a a) \q [b-a] \p{Lu} (?#x)".split(), "a" * 70_000])
def test_what_is_not_understood_may_fit(pattern: str) -> None:
    assert sieve.may_fit(pattern, "zzz")


def test_a_search_that_takes_too_long_ends() -> None:
    assert sieve.may_fit("(?:a|a)*b", "a" * 1_000)
    assert sieve.may_fit("(?:(?:a?){30}){30}b", "a" * 1_000)
    assert sieve.may_fit("(?!(?:a|a)*b)a*", "a" * 1_000)
    assert not sieve.may_fit(".*b", "a" * 1_000)


# what it is given


def test_it_is_left_aside_when_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANTEXT_PURE", "1")
    assert native() is None
    monkeypatch.setenv("CLEANTEXT_PURE", "0")
    assert native() is sieve
    monkeypatch.setattr(sieve, "VERSION", VERSION + 1)
    assert native() is None


def made_of(made: Index, **changes: Any) -> Any:
    asked: dict[str, Any] = {
        "telling": [], "ends": ".", "around": ",", "separators": "|", "asked": made,
    }  # fmt: skip
    return make_sieve(changes.pop("tables", made.tables), changes.pop("active", made.active), **{**asked, **changes})


def test_tables_that_do_not_fit_together() -> None:
    made = index(rule("a", phrases=["Zap it"]))
    assert made_of(made).sort(["zap it", PROSE]) == (["zap it"], [], [PROSE], [], [], [])
    tables: dict[str, Any] = {**made.tables}
    for name, value, error in [
        ("phrases", None, TypeError),
        ("starts", [], TypeError),
        ("starts", [{"zap": "1 x"}] * 4, ValueError),
        ("ends", [{"zap": 99}] * 4, ValueError),
        ("words", {1: 1}, TypeError),
        ("heads", {"Zap this": "x"}, ValueError),
        ("heads", {"Zap this": f"{'x' * 99}\x1f0"}, ValueError),
        ("entries", None, TypeError),
        ("entries", [7, -1, 0], ValueError),
    ]:
        with pytest.raises(error):
            made_of(made, tables={**tables, name: value})
    with pytest.raises(ValueError, match="basic plane"):
        made_of(made, ends="😀")


@pytest.mark.parametrize("answer", [None, 1, (), ((), "x"), (((0.0, 1),), 0.0), (((0.0, ((1,), (), ())),), 0.0)])
def test_answers_that_make_no_sense(answer: object) -> None:
    made = index(rule("a", patterns=["zapperdoodle this .+"], require=["zapperdoodle"]))
    tables, active, mute = made.tables, made.active, "\0" * 2
    odd = sieve.Sieve(tables, active, {}, folds(), mute, mute, mute, mute, lambda _: answer, lambda _: None)
    for _ in range(2):
        with pytest.raises((TypeError, ValueError)):
            odd.sort(["zapperdoodle this page"])


def test_errors_of_who_is_asked_come_through() -> None:
    made = index(rule("a", patterns=["zapperdoodle this .+"], require=["zapperdoodle"]))

    class Failing:
        def __init__(self, what: str) -> None:
            self.what = what

        def __getattr__(self, name: str) -> Any:
            if name == self.what:
                raise LookupError("no such rule")
            return getattr(made, name)

    for what in ("wants", "pattern"):
        asked = Failing(what)
        with pytest.raises(LookupError, match="no such rule"):
            made_of(made, asked=asked).sort(["zapperdoodle this page"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.sort("a"),
        lambda s: s.sort(["a", 1]),
        lambda s: s.heads(1),
        lambda s: s.kinds(["a", None], {}),
        lambda s: s.kinds((), {}),
        lambda s: s.says_near(b"a"),
        lambda s: s.called(1, True),
        lambda s: s.speaking(["a"], "a", True),
    ],
)
def test_wrong_kinds(ask: Any) -> None:
    with pytest.raises(TypeError):
        ask(both()[0].index.sieve)


def test_entries_that_do_not_exist() -> None:
    made = both()[0].index.sieve
    assert made is not None
    for number in (-1, 10_000_000):
        with pytest.raises(ValueError, match="no such entry"):
            made.speaking([number], "a", True)


def test_nothing_is_left_of_one_that_is_not_used_any_more() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEANTEXT_PURE", "0")
        made = Classifier(index(rule("a", phrases=["Zap it"])))
    assert made.findings("Zap it", ["Zap it"])
    gone = weakref.ref(made.index)
    gc.disable()  # it must not take the collector
    del made
    gc.enable()
    assert gone() is None


def test_cleaners_share_tables_and_not_rules() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEANTEXT_PURE", "0")
        all_rules, few = (
            classifier_for.__wrapped__(made.__getstate__())
            for made in (Cleaner(), Cleaner(skip_categories=["comments"]))
        )
    for _ in range(2):
        assert all_rules.findings("Leave a Reply", ["Leave a Reply"])
        assert not few.findings("Leave a Reply", ["Leave a Reply"])
    text = lines(PROSE, *EXAMPLES[::50], MORE)
    assert told(run(text, few)) == told(run(text, both(Cleaner(skip_categories=["comments"]))[1]))
    made: Any = few.index.sieve
    with pytest.raises(ValueError, match="a byte for each rule"):
        made.sharing(b"\1", None, None)


def test_running_text_is_running_text() -> None:
    some = ["x" * 201, PROSE, f"{PROSE} ", f"{PROSE}\u3000", "x" * 200, "x" * 49 + ".", " " * 60, "", "。" * 50]
    fast, _ = both()
    assert fast.index.sieve is not None
    assert fast.index.sieve.sort(some)[2] == [line for line in some if line and is_long(line)]
