"""The public face: what is exported, what it takes, one code path."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import cleantext
from cleantext import Cleaner, Report, SettingsError

LADEN = "The vote is on Monday.\n\nLeave a Reply\n\nConnecting to %s\n"


def test_all_is_pinned() -> None:
    assert sorted(cleantext.__all__) == [
        "Cleaner",
        "CleantextError",
        "PackError",
        "Removal",
        "Report",
        "ReportError",
        "SettingsError",
        "clean",
        "explain",
    ]
    assert all(hasattr(cleantext, name) for name in cleantext.__all__)


def test_import_does_not_load_the_engine() -> None:
    code = "import sys, cleantext; print('regex' in sys.modules, 'rapidfuzz' in sys.modules, 'typer' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.split() == ["False", "False", "False"]


def test_clean_is_the_text_of_explain() -> None:
    want = "The vote is on Monday.\n"
    assert cleantext.clean(LADEN) == cleantext.explain(LADEN).text == Cleaner().clean(LADEN) == want


@pytest.mark.parametrize("bad", [None, b"Leave a Reply", 7, ["a"]])
def test_only_text_is_accepted(bad: object) -> None:
    with pytest.raises(TypeError, match="not str; decode it first"):
        cleantext.clean(bad)  # type: ignore[arg-type]  # the point of the test


def test_a_cleaner_does_not_change() -> None:
    cleaner = Cleaner()
    with pytest.raises(AttributeError, match="does not change"):
        cleaner.tidy = True
    with pytest.raises(AttributeError, match="does not change"):
        del cleaner._settings


def test_a_cleaner_is_picklable_and_small() -> None:
    cleaner = Cleaner(skip_categories=["share"], strictness="careful", tidy=True)
    data = pickle.dumps(cleaner)
    again = pickle.loads(data)
    assert again == cleaner
    assert hash(again) == hash(cleaner)
    assert again.clean(LADEN) == cleaner.clean(LADEN)
    assert len(data) < 2_000


def test_cleaners_compare_by_settings() -> None:
    assert Cleaner() == Cleaner()
    assert Cleaner() != Cleaner(tidy=True)
    assert Cleaner() != "Cleaner"
    assert "strictness='balanced'" in repr(Cleaner())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"categories": ["donations"]}, r"categories has 'donations', which is unknown; use donation, comments"),
        ({"categories": "donation"}, r"categories is one text, 'donation'; give a list of names"),
        ({"skip_categories": ["x"]}, r"skip_categories has 'x'"),
        ({"rules": ["no-such-rule"]}, r"rules has 'no-such-rule', which is unknown; `cleantext rules` lists them"),
        ({"skip_rules": ["no-such-rule"]}, r"skip_rules has 'no-such-rule'"),
        ({"languages": ["klingon"]}, r"languages has 'klingon', which is unknown; use ar, cs"),
        ({"strictness": "harsh"}, r"strictness is 'harsh'; use one of careful, balanced, eager"),
        ({"tidy": "yes"}, r"tidy is 'yes'; use True or False"),
        ({"packs": "mine.toml"}, r"packs is one path, 'mine.toml'; give a list of paths"),
    ],
)
def test_settings_are_checked_when_made(settings: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Cleaner(**settings)  # type: ignore[arg-type]  # the point of the test


def test_categories_and_rules_switch_on_and_off() -> None:
    text = "The vote is on Monday.\n\nLeave a Reply"
    rule = cleantext.explain(text).removals[-1].rule
    assert Cleaner(skip_categories=["comments"]).clean(text) is text
    assert Cleaner(categories=["share"]).clean(text) is text
    assert Cleaner(skip_rules=[rule]).clean(text) is text
    assert Cleaner(categories=["share"], rules=[rule]).clean(text) == "The vote is on Monday."
    assert Cleaner(languages=["de"]).clean(text) is text
    assert Cleaner(languages=["en", "de"]).clean(text) == "The vote is on Monday."


def test_an_extra_pack_adds_rules(fixtures: Path) -> None:
    text = "The vote is on Monday.\nPrinted on the banks of the Wend"
    assert cleantext.clean(text) is text
    own = Cleaner(packs=[fixtures / "packs" / "own.toml"])
    assert own.clean(text) == "The vote is on Monday."
    assert pickle.loads(pickle.dumps(own)).clean(text) == "The vote is on Monday."
    assert Cleaner(packs=[fixtures / "packs" / "own.toml"], languages=["fi"]).clean(text) == "The vote is on Monday."


def test_one_cleaner_in_many_threads() -> None:
    texts = [f"Story {n} is told here in full.\n\nLeave a Reply\n{n} comments" for n in range(200)]
    want = [f"Story {n} is told here in full." for n in range(200)]
    cleaner = Cleaner()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(cleaner.clean, texts * 5)) == want * 5


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_cleaner_works_in_processes(method: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        assert list(pool.map(Cleaner().clean, [LADEN] * 4)) == ["The vote is on Monday.\n"] * 4


def test_report_is_lazy_about_removals() -> None:
    report = cleantext.explain(LADEN)
    assert isinstance(report, Report)
    assert report.removals is report.removals
    assert [r.category for r in report.removals if r.category != "layout"] == ["comments", "comments"]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"categories": 5}, "categories is 5; give a list of names"),
        ({"skip_categories": None}, "skip_categories is None; give a list of names"),
        ({"rules": [["a"]]}, "rules has ['a'], which is unknown; `cleantext rules` lists them"),
        ({"packs": 5}, "packs is 5; give a list of paths"),
        ({"packs": [5]}, "packs has 5; give paths"),
        ({"packs": None}, "packs is None; give a list of paths"),
    ],
)
def test_settings_of_the_wrong_kind(chosen: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Cleaner(**chosen)
    assert str(caught.value) == message


def test_settings_that_can_be_read_once(fixtures: Path) -> None:
    assert Cleaner(categories=iter(["share"])) == Cleaner(categories=["share"])  # type: ignore[arg-type]
    path = fixtures / "packs" / "own.toml"
    assert Cleaner(packs=iter([path])) == Cleaner(packs=[path])  # type: ignore[arg-type]


def test_what_belongs_to_no_language_can_be_asked_for() -> None:
    assert Cleaner(languages=["any"]) != Cleaner(languages=[])
    assert {rule.language for rule in Cleaner(languages=["any"]).rules} == {"any"}


def test_messages_of_the_cleaner() -> None:
    with pytest.raises(TypeError) as wrong:
        cleantext.clean(b"Leave a Reply")  # type: ignore[arg-type]  # the point of the test
    assert str(wrong.value) == "text is bytes, not str; decode it first"
    with pytest.raises(AttributeError) as fixed:
        del Cleaner()._settings
    assert str(fixed.value) == "a Cleaner does not change"


def test_the_first_call_makes_the_cleaner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.cleaner._default", None)
    assert cleantext.clean(LADEN) == cleantext.clean(LADEN) == "The vote is on Monday.\n"
