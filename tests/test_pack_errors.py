"""Every way in which a pack can be wrong, each with its exact message.

`fixtures/packs/broken/NAME.toml` says in its first line, a comment, what the error says behind the file's
name. The packs called `example-…` load; it is `check_pack` that finds fault with their examples and openers.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from cleantext import Cleaner, CleantextError, PackError, pack
from cleantext.pack import PACKS, check_pack, load_pack, shipped_rules
from tests.conftest import FIXTURES
from tests.own import loaded, rule, write_pack

BROKEN = sorted((FIXTURES / "packs" / "broken").glob("*.toml"))
OWN = FIXTURES / "packs" / "own.toml"
LOADS = [p for p in BROKEN if p.name.startswith("example-")]
FAILS = [p for p in BROKEN if p not in LOADS]

CUES = [{"name": "deed", "weight": 0.9, "words": ["share"]}]

HEAD = 'schema = 1\ncategory = "share"\nlanguage = "en"\n'
TEXTS = 'summary = "s"\nwhy = "w"\nsource = "s"\nstrength = "strong"\n'
EXAMPLES = 'match = ["photo"]\nno_match = [{ text = "none", near = "none" }]\n'


def message(path: Path) -> str:
    """What the fixture's first line says the error is, the file's name left out."""
    return path.read_bytes().split(b"\n", 1)[0].decode().removeprefix("#")


def pattern_pack(path: Path, pattern: str, more: str = "") -> Path:
    """A pack of one pattern rule, to which `more` adds."""
    rule = (
        f"[[rule]]\nid = \"x-pattern\"\nmatcher = \"pattern\"\npatterns = ['''{pattern}''']\nrequire = [\"photo*\"]\n"
    )
    path.write_text(HEAD + rule + TEXTS + EXAMPLES + more, encoding="utf-8")
    return path


def test_there_are_enough() -> None:
    assert len(FAILS) >= 130
    assert len(LOADS) >= 7


@pytest.mark.parametrize("path", FAILS, ids=lambda p: p.stem)
def test_broken_pack(path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(path)
    assert str(caught.value) == f"{path}:{message(path)}"
    assert caught.value.file == str(path)
    assert str(caught.value).endswith(f"{caught.value.problem}; {caught.value.remedy}")
    # everybody who reads packs says the same
    assert str(check_pack(path)[0]) == str(caught.value)
    with pytest.raises(PackError) as again:
        Cleaner(packs=[path])
    assert str(again.value) == str(caught.value)


@pytest.mark.parametrize("path", LOADS, ids=lambda p: p.stem)
def test_pack_whose_example_fails(path: Path) -> None:
    assert len(load_pack(path)) == 1
    assert [str(e) for e in check_pack(path)] == [f"{path}:{message(path)}"]


def test_openers_that_are_looked_for(tmp_path: Path) -> None:
    """Those of unspaced scripts are shorter; a capital or a curly quote makes no difference."""
    for language, openers in (
        ("en", ["Share this", "share this", "If you’d like to share this", "You gave # dollars"]),
        ("ja", ["この記事", "Share this"]),
    ):
        entry = rule("x", language=language, cues=CUES, needs=["deed"], min_score=0.8, openers=openers)
        path = write_pack(tmp_path / "x.toml", [entry | {"match": ["Share it"]}])
        assert check_pack(path) == []


def test_openers_that_are_not(tmp_path: Path) -> None:
    entry = rule(
        "x", language="ja", cues=CUES, needs=["deed"], min_score=0.8, openers=["LINEで", "※この記事", "If you want"]
    )
    path = write_pack(tmp_path / "x.toml", [entry | {"match": ["Share it"]}])
    assert [(e.rule, e.problem) for e in check_pack(path)] == [
        ("own-x", "the opener 'LINEで' is too short to be looked for"),
        ("own-x", "the opener '※この記事' is too short to be looked for"),
        ("own-x", "the opener 'If you want' begins too many sentences to be looked for"),
    ]
    assert len(load_pack(path)) == 1


def test_a_sound_pack_has_no_problem() -> None:
    assert check_pack(OWN) == []
    assert [r.id for r in load_pack(str(OWN))] == ["own-printed-line"]


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.toml", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(PackError) as caught:
            load_pack(path)
        assert str(caught.value) == f"{path}: the file cannot be read ({reason}); check the path and its permissions"
        assert caught.value.rule is None


def test_file_size(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    fill = 2_000_000 - len(OWN.read_bytes()) - 1
    path.write_bytes(OWN.read_bytes() + b"#" + b"x" * fill)
    assert path.stat().st_size == 2_000_000
    assert len(load_pack(path)) == 1
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(PackError) as caught:
        load_pack(path)
    assert str(caught.value) == f"{path}: the file is larger than 2000000 bytes; split it into several packs"


def test_empty_file_and_deep_nesting(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("")
    assert [e.problem for e in check_pack(path)] == ["schema is None"]
    path.write_text("schema = " + "[" * 20_000)  # deeper than a parser in Python can follow
    (error,) = check_pack(path)
    assert error.problem.startswith("the file is not TOML (")


def test_check_pack_goes_on_where_load_pack_stops(tmp_path: Path) -> None:
    path = tmp_path / "three.toml"
    rule = OWN.read_text(encoding="utf-8").split("[[rule]]")[1]
    rules = [
        rule.replace("own-printed-line", "own-a").replace('why      = "It', 'because = "It'),
        rule.replace("own-printed-line", "own-b").replace("of the Wend.", "of the Rhine."),
        rule.replace("own-printed-line", "own-c"),
        rule.replace("own-printed-line", "own-c"),
    ]
    path.write_text(HEAD + "".join("[[rule]]" + r for r in rules), encoding="utf-8")
    assert [(e.rule, e.problem) for e in check_pack(path)] == [
        ("own-a", "'why' is missing"),
        ("own-b", "it does not find its example 'Printed on the banks of the Rhine.'"),
        ("own-c", "the id is used twice"),
    ]
    with pytest.raises(PackError, match="'why' is missing"):
        load_pack(path)


def test_the_error_is_a_cleantext_error_and_travels() -> None:
    error = PackError("mine.toml", "ask-line", "it is broken", "mend it")
    assert isinstance(error, CleantextError)
    assert isinstance(error, ValueError)
    assert str(error) == "mine.toml: rule 'ask-line': it is broken; mend it"
    assert str(PackError("mine.toml", None, "it is broken", "mend it")) == "mine.toml: it is broken; mend it"
    assert error.args == ("mine.toml", "ask-line", "it is broken", "mend it")
    again = pickle.loads(pickle.dumps(error))  # a worker process sends it back
    assert (str(again), again.file, again.rule, again.problem, again.remedy) == (
        str(error), "mine.toml", "ask-line", "it is broken", "mend it",
    )  # fmt: skip


def test_an_id_of_two_shipped_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("en", "fr"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "legal.toml").write_bytes(OWN.read_bytes())
    monkeypatch.setattr(pack, "PACKS", tmp_path)
    with pytest.raises(PackError) as caught:
        shipped_rules.__wrapped__()
    en, fr = f"en{os.sep}legal.toml", f"fr{os.sep}legal.toml"
    assert str(caught.value) == f"{fr}: rule 'own-printed-line': the id is also used in {en}; give it another id"


def test_an_id_that_ships_already(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        OWN.read_text(encoding="utf-8").replace("own-printed-line", shipped_rules()[0].id), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="which exists already; rename it"):
        Cleaner(packs=[path])
    with pytest.raises(ValueError, match="packs bring the rule 'own-printed-line'"):
        Cleaner(packs=[OWN, OWN])


# Too clever for the check at loading: the repetition is not nested in its own group.
RUNAWAY = r"(?:photo|(?:photo|photophoto)+)+x"
LONG_RUN = "photo" * 34 + "xy"


def test_a_runaway_pattern_is_stopped_and_named(tmp_path: Path) -> None:
    path = pattern_pack(tmp_path / "mine.toml", RUNAWAY)
    cleaner = Cleaner(packs=[path])
    assert cleaner.clean("photo of a bridge") == "photo of a bridge"
    with pytest.raises(PackError) as caught:
        cleaner.clean(LONG_RUN)
    assert str(caught.value) == (
        f"{path}: rule 'x-pattern': a pattern took over 0.25 s on one line; bound its repetitions"
    )


def test_a_pattern_may_use_lists_and_bounded_repetition(tmp_path: Path) -> None:
    path = pattern_pack(
        tmp_path / "x.toml", r"\L<what> by .{0,20}(?:agency|wire)?", '[rule.lists]\nwhat = ["photo", "photo credit"]\n'
    )
    path.write_text(
        path.read_text().replace('match = ["photo"]', 'match = ["Photo by A. Reyes", "Photo credit by Wend Agency"]')
    )
    assert check_pack(path) == []


@pytest.mark.xfail(reason="words of a list lose the punctuation at their ends", strict=True)
def test_a_list_word_may_end_in_punctuation(tmp_path: Path) -> None:
    path = pattern_pack(tmp_path / "x.toml", r"photo by \L<who> wire|photo", '[rule.lists]\nwho = ["Wend Inc."]\n')
    path.write_text(path.read_text().replace('match = ["photo"]', 'match = ["Photo by Wend Inc. wire"]'))
    assert check_pack(path) == []


def test_check_pack_lists_a_runaway_example(tmp_path: Path) -> None:
    path = pattern_pack(tmp_path / "mine.toml", RUNAWAY)
    path.write_text(path.read_text().replace('text = "none"', f'text = "{LONG_RUN}"'))
    assert "a pattern took over 0.25 s on one line" in [e.problem for e in check_pack(path)]


def test_check_pack_goes_on_behind_a_runaway_example(tmp_path: Path) -> None:
    path = pattern_pack(tmp_path / "mine.toml", RUNAWAY)
    text = path.read_text()
    first = text.replace('text = "none"', f'text = "{LONG_RUN}"')
    second = text[text.index("[[rule]]") :].replace("x-pattern", "x-other").replace('["photo"]', '["none at all"]')
    path.write_text(f"{first}\n{second}")
    assert [e.rule for e in check_pack(path)] == ["x-pattern", "x-other"]


def test_a_shipped_pack_by_its_relative_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PACKS)
    assert check_pack(PACKS / "any" / "structure-related.toml") == []
    assert check_pack(Path("any/structure-related.toml")) == []


def test_an_optional_bracket_is_no_flag(tmp_path: Path) -> None:
    assert check_pack(pattern_pack(tmp_path / "x.toml", r"\(?photo: .{0,40}\)?|photo")) == []


def test_version_flags_are_refused(tmp_path: Path) -> None:
    assert [e.problem for e in check_pack(pattern_pack(tmp_path / "x.toml", "(?V1)photo"))] == [
        "the pattern '(?V1)photo' has inline flags"
    ]


def test_the_text_that_stands_twice_is_named(tmp_path: Path) -> None:
    entry = rule("x", phrases=["Zap it", "Zip it", "Zip it"])
    assert [e.problem for e in check_pack(write_pack(tmp_path / "x.toml", [entry]))] == ["'phrases' has 'Zip it' twice"]


def test_deeply_nested_groups_are_refused(tmp_path: Path) -> None:
    (error,) = check_pack(pattern_pack(tmp_path / "x.toml", "(" * 3_000 + "photo" + ")" * 3_000))
    assert "is not valid" in error.problem


@pytest.mark.parametrize("schema", ["true", "1.0"])
def test_schema_is_the_whole_number_1(tmp_path: Path, schema: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(OWN.read_text(encoding="utf-8").replace("schema = 1", f"schema = {schema}"), encoding="utf-8")
    assert [e.remedy for e in check_pack(path)] == ["write schema = 1"]


def test_max_words_is_no_truth_value(tmp_path: Path) -> None:
    path = pattern_pack(tmp_path / "x.toml", "photo", "max_words = true\n")
    assert [e.problem for e in check_pack(path)] == ["'max_words' is not a whole number from 1 to 120"]


def test_an_empty_id_is_told_by_number(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(OWN.read_text(encoding="utf-8").replace('"own-printed-line"', '""'), encoding="utf-8")
    assert [e.rule for e in check_pack(path)] == ["number 1"]


def test_an_impossible_path() -> None:
    with pytest.raises(PackError):
        load_pack("a\0b.toml")


def test_all_that_a_pack_says_is_read() -> None:
    cues = [{"name": "a", "weight": 0.9, "words": ["zap"]}]
    made = loaded(rule("x", cues=cues, needs=["a"], min_score=0.7, openers=["Please zap"], extent="block", inline=True))
    assert (made.openers, made.needs, made.min_score) == (("Please zap",), ("a",), 0.7)
    assert (made.extent.value, made.inline, made.shipped) == ("block", True, False)
