"""Words too common to call up a rule; they stand in `packs/common_words.txt`, which says where they come from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["COMMON_WORDS", "common_words"]

COMMON_WORDS = Path(__file__).parent / "packs" / "common_words.txt"


@cache
def common_words() -> frozenset[str]:
    """The common words, and `#`, which stands for any number in a view.

    >>> common_words() >= {"the", "für", "#"}
    True
    """
    lines = COMMON_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split()) | {"#"}
