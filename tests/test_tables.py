"""Under what the tables file a rule: whole tables of small made-up packs, those that are empty left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cleantext.rule import Category
from cleantext.tables import (
    BETWEEN,
    CHAIN,
    MOST_EDGES,
    MOST_OPENINGS,
    PHRASE,
    WHOLE_RULE,
    build_tables,
    commonness,
    merge_tables,
    numbers,
    openings,
)
from tests.own import Entry, loaded, rule

BOTH = f"{PHRASE} {CHAIN}"


def filed(*entries: Entry, shipped: bool = False, **numbered: int) -> dict[str, Any]:
    tables = build_tables([replace(loaded(entry), shipped=shipped) for entry in entries], **numbered)
    return {name: table for name, table in tables.items() if (any(table) if isinstance(table, list) else table)}


def pattern(*patterns: str, require: tuple[str, ...] = ("zyx",), **body: Any) -> Entry:
    return rule("p", patterns=patterns, require=require, **body)


def by_size(eight: Any = (), six: Any = (), four: Any = (), two: Any = ()) -> list[dict[str, Any]]:
    return [dict(eight), dict(six), dict(four), dict(two)]


# phrases


def test_phrases_and_what_may_begin_a_chain() -> None:
    made = filed(rule("a", phrases=["Zapperdoodle it", "Zyx"]), rule("b", strength="weak", phrases=["Zyx", "Qux zyx"]))
    assert made == {
        "phrases": {"zapperdoodle it": 0, "zyx": "0 1", "qux zyx": 1},
        "chain_starts": {"zapperdoodle": 0, "zyx": 0, "qux": 0},
        "entries": [0, WHOLE_RULE, 0, 1, WHOLE_RULE, 0],
        "starts": by_size({"zapperdo": BOTH, "zyx": PHRASE, "qux zyx": PHRASE}, four={"zyx ": CHAIN}),
        "firsts": {"zappe": 0, "zyx": 0, "qux z": 0},
    }


def test_a_firm_phrase_may_begin_a_chain_too() -> None:
    assert filed(rule("a", strength="firm", phrases=["Zyx"]))["starts"][2] == {"zyx ": CHAIN}


def test_three_words_call_up_a_chain() -> None:
    assert filed(rule("a", phrases=["Zyx qux zap"]))["starts"][0] == {"zyx qux ": BOTH}
    assert filed(rule("a", phrases=["Zyx qux zap zip"]))["starts"][0] == {"zyx qux ": PHRASE}


@pytest.mark.parametrize(("words", "begins"), [(7, {"zyx": 0}), (8, None)])
def test_seven_words_are_the_longest_phrase_of_a_chain(words: int, begins: dict[str, int] | None) -> None:
    assert filed(rule("a", phrases=["zyx" + " qux" * (words - 1)])).get("chain_starts") == begins


@pytest.mark.parametrize(("length", "inline", "open"), [(44, False, False), (45, False, True), (44, True, True)])
def test_inline_and_long_phrases_open_sentences(length: int, inline: bool, open: bool) -> None:
    made = filed(rule("a", phrases=["zapperdoodle".ljust(length, "x")], inline=inline))
    assert made.get("heads") == ({"Zapperdo": f"odlexxxxxxxxxxxx{BETWEEN}0"} if open else None)


# patterns


def test_a_pattern_by_its_beginning() -> None:
    assert filed(pattern("qwyzzle the .{1,20}")) == {
        "entries": [0, WHOLE_RULE, 0, 0, 0, 13],
        "starts": by_size({"qwyzzle ": 1}),
        "firsts": {"qwyzz": 0},
        "heads": {"Qwyzzle ": f"the {BETWEEN}1"},
    }


def test_a_pattern_by_its_end() -> None:
    assert filed(pattern(".{1,20} qwyzzled")) == {
        "entries": [0, WHOLE_RULE, 0, 0, 0, 10],
        "ends": by_size({"qwyzzled": 1}),
        "lasts": {"zled": 0},
    }


@pytest.mark.parametrize(("text", "size"), [("qwyzzled", 0), ("qwyzzle", 1), ("qwyzzl", 1), ("qwyzz", 2), ("qwyz", 2)])
def test_edges_are_filed_by_the_longest_size_they_fill(text: str, size: int) -> None:
    made = filed(pattern(f"{text}.{{1,20}}"), pattern(f".{{1,20}}{text}"))
    filled = (8, 6, 4)[size]
    assert made["starts"][size] == {text[:filled]: 1}
    assert made["ends"][size] == {text[-filled:]: 3}
    assert [len(table) for table in (*made["starts"], *made["ends"])].count(1) == 2
    assert made.get("firsts", {}) == ({text[:5]: 0} if size < 2 else {})
    assert made["lasts"] == {text[-4:]: 0}


def test_an_edge_too_short_is_filed_by_words() -> None:
    assert "starts" not in filed(pattern("qwy.{1,20} zyx .+"))
    assert "starts" not in filed(pattern("(?:qwy|qwyzzle).{1,20} zyx .+"))  # each must be long enough
    assert "starts" in filed(pattern("(?:qwyz|qwyzzle).{1,20} zyx .+"))


def test_in_an_unspaced_script_two_characters_do() -> None:
    made = filed(pattern("分享.{1,6}", language="zh", require=("分享",)))
    assert made["starts"] == by_size(two={"分享": 1})
    assert "firsts" not in made
    assert "grams" not in made


def test_common_words_alone_are_no_edge_where_a_rare_word_stands() -> None:
    assert filed(pattern("the .{1,9} blorptic .{1,9}"))["words"] == {"blorptic": 1}
    assert filed(pattern("of the .{1,9} blorptic .{1,9}"))["words"] == {"blorptic": 1}
    assert filed(pattern("of the x.{1,9} blorptic .{1,9}"))["starts"] == by_size({"of the x": 1})  # long enough
    assert filed(pattern("zyx .{1,9} blorptic .{1,9}"))["starts"] == by_size(four={"zyx ": 1})
    assert filed(pattern("the .{1,9} the .{1,9}", require=("the",)))["starts"] == by_size(four={"the ": 1})
    assert filed(pattern("the .{1,9}"))["starts"] == by_size(four={"the ": 1})


def test_a_rare_word_calls_up_own_rules_everywhere() -> None:
    made = filed(pattern(".{1,9} blorptic .{1,9}"))
    assert (made["words"], "near_words" in made) == ({"blorptic": 1}, False)


@pytest.mark.parametrize(
    ("category", "word", "telling"),
    [
        ("newsletter", "zapper", True),
        ("donation", "zapper", True),
        ("newsletter", "zappe", False),  # short
        ("share", "zapper", False),  # addresses nobody
    ],
)
def test_a_rare_word_calls_up_shipped_rules_that_address_the_reader(category: str, word: str, telling: bool) -> None:
    made = filed(pattern(f".{{1,9}} {word} .{{1,9}}", category=category), shipped=True)
    assert made["near_words"] == {word: 1}
    assert made.get("telling_words") == ({word: 1} if telling else None)
    assert "words" not in made


def test_a_common_word_calls_up_rules_beside_boilerplate_only() -> None:
    made = filed(pattern(".{1,9} please .{1,9}", category="newsletter"), shipped=True)
    assert (made["near_words"], "telling_words" in made) == ({"please": 1}, False)
    assert filed(pattern(".{1,9} please .{1,9}"))["near_words"] == {"please": 1}


def test_weak_patterns_are_filed_for_lines_beside_boilerplate() -> None:
    made = filed(
        pattern("qwyzzle the .{1,20}", ".{1,20} qwyzzled", ".{1,9} blorptic .{1,9}", "[a-z]{2}zap.+", strength="weak")
    )
    assert made == {
        "entries": [0, WHOLE_RULE, 0, 0, 0, 13, 0, 1, 10, 0, 2, 12, 0, 3, 6],
        "near_starts": by_size({"qwyzzle ": 1}),
        "near_ends": by_size({"qwyzzled": 2}),
        "near_words": {"blorptic": 3, "zyx": 4},
    }
    newsletter = pattern(".{1,9} blorptic .{1,9}", strength="weak", category="newsletter")
    assert "telling_words" not in filed(newsletter, shipped=True)


def test_where_no_word_is_known_the_required_ones_are_filed() -> None:
    made = filed(pattern("[a-z]{2}zap.+", require=("zapping*", "blorptic", "the")))
    assert made["near_stems"] == [{"zappin": 1}, {}]
    assert made["words"] == {"blorptic": 1}
    assert made["near_words"] == {"the": 1}


@pytest.mark.parametrize(
    ("word", "table", "want"),
    [
        ("zappin*", "near_stems", [{"zappin": 1}, {}]),
        ("zappi*", "near_stems", [{}, {"zapp": 1}]),
        ("zapp*", "near_stems", [{}, {"zapp": 1}]),
        ("zap*", "words", {"zap": 1}),  # too short for a stem's key
        ("zap qwyzzle in", "words", {"qwyzzle": 1}),  # the rarest: the longest of those that are not common
        ("zap qwyzzle*", "near_stems", [{"qwyzzl": 1}, {}]),
        ("qwyzzle zap*", "words", {"qwyzzle": 1}),  # the stem is the commoner word
        ("please zyx", "words", {"zyx": 1}),
    ],
)
def test_required_words(word: str, table: str, want: object) -> None:
    assert filed(pattern("[a-z]{2}zap.+", require=(word,)))[table] == want


def test_words_of_nothing_are_not_filed() -> None:
    made = filed(pattern("[a-z]{2}zap.+", require=("»",)))
    assert set(made) == {"entries"}


def test_unspaced_words_are_filed_by_two_characters() -> None:
    def words(*require: str, **body: Any) -> dict[str, Any]:
        return filed(pattern(".{0,6}字.{0,6}", language="ja", require=require, **body))

    assert words("シェアする")["grams"] == {"シェ": 1}
    assert words("シェアする", strength="weak")["near_grams"] == {"シェ": 1}
    assert "near_words" not in words("シェアする")
    assert words("字")["near_words"] == {"字": 1}
    assert words("x")["near_words"] == {"x": 1}  # a common one, as all single letters are
    made = words("blorptic")  # both: it may stand as a word of its own or within unspaced text
    assert (made["grams"], made["words"]) == ({"bl": 1}, {"blorptic": 1})


def test_very_many_beginnings_are_cut_shorter() -> None:
    made = filed(pattern("zyxq[a-h][a-h][a-h] zap.+"))
    assert MOST_EDGES < 8**3
    assert len(made["starts"][0]) == 0
    assert len(made["starts"][1]) == 8**2
    assert 8**3 < MOST_OPENINGS < 6**4
    assert made["heads"]["Zyxqaaa "] == f"za{BETWEEN}1"
    many = filed(pattern("[a-f][a-f][a-f][a-f]qqqq zaps.+"))
    assert len(many["heads"]) == 6**4  # cut to their heads, which are as many here
    assert many["heads"]["Aaaaqqqq"] == f"{BETWEEN}1"


def test_many_beginnings_are_not_cut() -> None:
    made = filed(pattern("zyx[a-f][a-f][a-f] zap.+"))
    assert len(made["starts"][0]) == 6**3 < MOST_EDGES
    assert made["heads"]["Zyxaaa z"] == f"ap{BETWEEN}1"


def test_openings_end_where_they_say_something() -> None:
    """Common words alone would open any sentence, so an opening goes on to the first that is not."""
    made = filed(pattern("this is the one that zaps the qwyzzle of .{1,20}"))
    assert made["heads"] == {"This is ": f"the one that zap{BETWEEN}1"}
    made = filed(pattern("this is of zyxes .{1,20}"))  # twelve characters are not enough
    assert made["heads"] == {"This is ": f"of zyxes{BETWEEN}1"}
    made = filed(pattern("zaps are the one that zaps the qwyzzle of .{1,20}"))
    assert made["heads"] == {"Zaps are": f" the{BETWEEN}1"}
    made = filed(pattern("zap (?:this is|of all) (?:the|my) .{1,20}"))
    assert {head + rest for head, held in made["heads"].items() for rest, _ in openings(held)} == {
        "Zap this is ",
        "Zap of all t",
        "Zap of all m",
    }


# templates, cues, openers


def test_templates() -> None:
    text = "We rely on zappers like you. If you can, please give a small blorp each month."
    made = filed(rule("t", templates=[text], min_score=0.8))
    assert made == {
        "entries": [0, WHOLE_RULE, 0],
        "starts": by_size({"we rely ": 0, "if you c": 0}),
        "ends": by_size({"like you": 0, "ch month": 0}),
        "firsts": {"we re": 0, "if yo": 0},
        "lasts": {" you": 0, "onth": 0},
        "near_words": {"zappers": 0, "rely": 0, "please": 0, "small": 0},
        "heads": {
            "We rely ": f"on zappers like {BETWEEN}0",
            "If you c": f"an, please give {BETWEEN}0",
        },
    }
    weak = filed(rule("t", templates=[text], min_score=0.8, strength="weak"))
    assert (weak["near_starts"], weak["near_ends"]) == (made["starts"], made["ends"])
    assert "starts" not in weak
    assert "ends" not in weak


def cues(deed: list[str], us: list[str], *needs: str, openers: tuple[str, ...] = ()) -> Entry:
    groups = [{"name": "deed", "weight": 0.6, "words": deed}, {"name": "us", "weight": 0.6, "words": us}]
    entry = rule("c", needs=needs, min_score=0.5, cues=groups)
    return {**entry, "openers": openers} if openers else entry


def test_cues_are_filed_by_their_rarest_needed_group() -> None:
    made = filed(cues(["blorp*", "chip qwyzzle"], ["us", "our"], "deed", "us"))
    assert made == {
        "entries": [0, WHOLE_RULE, 0],
        "near_stems": [{}, {"blor": 0}],
        "near_words": {"qwyzzle": 0},
    }
    assert filed(cues(["blorp*"], ["us"], "us"))["near_words"] == {"us": 0}
    assert filed(cues(["zyx", "zap"], ["quux"], "deed", "us"))["near_words"] == {"quux": 0}  # three letters are few
    assert filed(cues(["zyxx", "zapp"], ["qux"], "deed", "us"))["near_words"] == {"zyxx": 0, "zapp": 0}


@pytest.mark.parametrize(
    ("opener", "heads"),
    [
        ("Please zap", {"Please z": ["Please zap"]}),
        ("please zap it", {"Please z": ["Please zap i"]}),
        ("Please zap it at once", {"Please z": ["Please zap it at"]}),
        ("Please zap it at once, dear", {"Please z": ["Please zap it at once, d"]}),
        ("It's zappy", {"It's zap": ["It's zappy"], "It’s zap": ["It’s zappy"]}),
        ("Zap it by # o'clock", {"Zap it b": ["Zap it by "]}),  # cut to one of a few lengths
        ("Please zap #", {"Please z": [f"Please zap {c}" for c in "0123456789$€£"]}),
        ("Please zaps # times", {"Please z": ["Please zaps "]}),  # long enough without the number
        ("分享到哪里去里分享", {}),
    ],
)
def test_openers(opener: str, heads: dict[str, list[str]]) -> None:
    made = filed(cues(["zap"], ["us"], "deed", openers=(opener,)))
    got = {head: [head + rest for rest, _ in openings(held)] for head, held in made.get("heads", {}).items()}
    assert got == heads
    assert made.get("unspaced_heads", {}) == ({"分享到哪": 0} if opener[0] == "分" else {})


def test_an_unspaced_opener_has_four_characters() -> None:
    entry = cues(["字", "文字"], ["私"], "deed", openers=("分享到哪",))
    assert filed({**entry, "language": "ja"})["unspaced_heads"] == {"分享到哪": 0}


def test_one_opener_of_two_rules_and_twice_of_one() -> None:
    one, two = (cues(["zap"], ["us"], "deed", openers=("Please zap it", "Please zap it!")) for _ in "12")
    made = filed(one, {**two, "id": "own-d"})
    assert openings(made["heads"]["Please z"]) == [("ap i", 0), ("ap i", 1)]
    assert made["near_words"] == {"zap": "0 1"}


# numbers


def test_rules_and_entries_are_numbered_on() -> None:
    made = filed(
        pattern("qwyzzle .+", "zapping .+"), rule("b", phrases=["Blorp it now"], inline=True), first=3, first_entry=7
    )
    assert made["entries"] == [3, WHOLE_RULE, 0, 3, 0, 9, 3, 1, 9, 4, WHOLE_RULE, 0]
    assert made["phrases"] == {"blorp it now": 4}
    assert made["starts"][0] == {"qwyzzle ": 8, "zapping ": 9, "blorp it": BOTH}
    assert [n for held in made["heads"].values() for _, n in openings(held)] == [8, 9, 10]


def test_numbers_of_one_key() -> None:
    assert [numbers(value) for value in (None, 0, 7, "7 12")] == [[], [0], [7], [7, 12]]


def test_numbers_that_stand_in_the_compiled_file() -> None:
    assert (PHRASE, CHAIN, WHOLE_RULE) == (-1, -2, -1)


def test_common_words_cost_more_than_any_other() -> None:
    assert commonness("x") == commonness("the") > commonness("zy") > commonness("zyx") > commonness("please") / 1e6
    assert commonness("zy") < 1


def test_merged_tables_are_those_of_all_rules() -> None:
    """Merging what was built apart says the same as building all at once."""
    entries = [
        rule("a", phrases=["Zyx", "Zapperdoodle it"], inline=True),
        pattern("qwyzzle the .{1,20}", ".{1,20} qwyzzled", ".{1,9} blorptic .{1,9}"),
        pattern("qwyzzle the .{1,20}", ".{1,20} qwyzzled", ".{1,9} blorptic .{1,9}", strength="weak"),
        pattern(".{0,6}シェア.{0,6}", "シェアする.{0,6}", language="ja", require=("シェア", "字")),
        pattern(".{0,6}シェア.{0,6}", language="ja", require=("シェア",), strength="weak"),
        cues(["blorp*", "zap"], ["us"], "deed", openers=("Please zap it",)),
    ]
    rules = [loaded(entry) for entry in entries]
    rules += [replace(r, shipped=True, category=Category.NEWSLETTER) for r in rules]
    whole = build_tables(rules)
    for at in (1, 6, 7):
        one = build_tables(rules[:at])
        two = build_tables(rules[at:], at, len(one["entries"]) // 3)
        before = repr((one, two))
        assert said(merge_tables(one, two)) == said(whole)
        assert repr((one, two)) == before
    assert all(said(whole).values())  # no table was left out


def said(tables: Any) -> dict[str, Any]:
    """What tables say: the same number twice under a key says nothing more."""

    def of(table: dict[str, Any]) -> dict[str, set[Any]]:
        return {key: set(numbers(held) if BETWEEN not in str(held) else openings(held)) for key, held in table.items()}

    return {
        name: table if name == "entries" else [*map(of, table)] if isinstance(table, list) else of(table)
        for name, table in tables.items()
    }
