"""The five documents come out exactly as `fixtures/cleaned/` has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import clean, explain
from tests.conftest import FIXTURES

DOCUMENTS = sorted((FIXTURES / "documents").glob("*.txt"))


def read(path: Path) -> str:
    return path.read_bytes().decode()


def test_there_are_five() -> None:
    assert len(DOCUMENTS) == 5


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem[:3])
def test_document(path: Path) -> None:
    want = read(FIXTURES / "cleaned" / path.name)
    assert clean(read(path)) == want
    assert explain(read(path)).original() == read(path)
    assert clean(want) is want


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem[:3])
def test_document_with_other_line_ends(path: Path) -> None:
    want = read(FIXTURES / "cleaned" / path.name).replace("\n", "\r\n")
    assert clean(read(path).replace("\n", "\r\n")) == want
