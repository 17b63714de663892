"""Words and sentence openings too common to call up a rule; they stand in files among the packs, which say where
they come from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["COMMON_OPENINGS", "COMMON_WORDS", "common_words", "is_common_opening"]

COMMON_WORDS = Path(__file__).parent / "packs" / "common_words.txt"
COMMON_OPENINGS = Path(__file__).parent / "packs" / "common_openings.txt"


@cache
def common_words() -> frozenset[str]:
    """The common words, and `#`, which stands for any number in a view.

    >>> common_words() >= {"the", "für", "#"}
    True
    """
    return frozenset(word for line in _lines(COMMON_WORDS) for word in line.split()) | {"#"}


def is_common_opening(text: str) -> bool:
    """Whether a common opening begins with a text, or is the text: then it says nothing.

    >>> is_common_opening("If you wan"), is_common_opening("If you want our newsletter")
    (True, False)
    """
    return text.casefold().replace("’", "'").rstrip() in _cut_openings()


@cache
def _cut_openings() -> frozenset[str]:
    openings = [opening.strip() for line in _lines(COMMON_OPENINGS) for opening in line.split(", ")]
    return frozenset(opening[:size].rstrip() for opening in openings for size in range(1, len(opening) + 1))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
