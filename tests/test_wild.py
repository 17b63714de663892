"""Shapes met on actual pages, in sentences of our own: text in, exactly this text out.

A case of `fixtures/wild/*.toml` has a name, the kind of site where such a thing is seen, the text and what
must be left of it. `known_failure` says why a case fails today; once it passes, the test asks to drop it.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from cleantext import clean, explain
from tests.conftest import FIXTURES

CASES: list[dict[str, str]] = [
    case
    for path in sorted((FIXTURES / "wild").glob("*.toml"))
    for case in tomllib.loads(path.read_bytes().decode())["case"]
]


def parameter(case: dict[str, str]) -> Any:
    known = case.get("known_failure")
    return pytest.param(case, id=case["name"], marks=[pytest.mark.xfail(reason=known, strict=True)] if known else [])


def test_there_are_enough() -> None:
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert set(case) - {"known_failure"} == {"name", "where", "text", "cleaned"}
        assert case["where"]


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_wild(case: dict[str, str]) -> None:
    report = explain(case["text"])
    assert report.text == case["cleaned"]
    assert report.original() == case["text"]
    assert clean(case["cleaned"]) is case["cleaned"]
