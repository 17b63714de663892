"""Articles that must stay whole, and appeals that must go, all written for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import clean, explain
from tests.conftest import FIXTURES

ARTICLES = sorted((FIXTURES / "articles").glob("*.txt"))
FUNDRAISING = sorted((FIXTURES / "fundraising").glob("*.txt"))
APPEALS = sorted(p for p in (FIXTURES / "appeals").glob("*.txt") if not p.name.endswith(".appeal.txt"))


def read(path: Path) -> str:
    return path.read_bytes().decode()


def content(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_there_are_enough() -> None:
    assert len(ARTICLES) >= 40
    assert len(FUNDRAISING) >= len(APPEALS) >= 60


@pytest.mark.parametrize("path", ARTICLES + FUNDRAISING, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_article_stays_whole(path: Path) -> None:
    text = read(path)
    assert [r.text for r in explain(text).removals] == []
    assert clean(text) is text


@pytest.mark.parametrize("path", APPEALS, ids=lambda p: p.stem)
def test_appeal_goes_and_article_stays(path: Path) -> None:
    text = read(path)
    appeal = content(read(path.with_name(path.stem + ".appeal.txt")))
    want = [line for line in content(text) if line not in appeal]
    assert content(clean(text)) == want
