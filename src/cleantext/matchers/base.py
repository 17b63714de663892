"""What all matchers share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from cleantext.rule import Rule

__all__ = ["CJK_WORD", "UNSPACED_LANGUAGES", "Match", "Matcher", "NoMatcher", "alternation", "count_words"]

UNSPACED_LANGUAGES = ("ja", "zh", "ko")
"""Languages whose words are found inside of others: they are written without spaces, or glue endings on."""

CJK_WORD = 3
"""Characters of an unspaced script that count as one word."""

_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule fired: how surely (0 to 1) and on which words of the view."""

    score: float
    evidence: tuple[str, ...]


class Matcher(Protocol):
    """Judges one unit by its view."""

    def match(self, key: str) -> Match | None:
        """The match of the unit whose view is `key`, or None."""
        ...


class NoMatcher:
    """The matcher of structure rules: no line fires by itself, a rule module finds it by its place."""

    def __init__(self, rule: Rule) -> None:
        pass

    def match(self, key: str) -> Match | None:  # noqa: ARG002  # the protocol's signature
        """See `Matcher.match`."""
        return None


def count_words(key: str) -> int:
    """Words of a view; in unspaced scripts every three characters count as one.

    >>> count_words("leave a reply"), count_words("コメントを残す")
    (3, 3)
    """
    words = key.count(" ") + 1
    if not key.isascii() and (unspaced := len(_UNSPACED.findall(key))):
        words += unspaced // CJK_WORD
    return words


def alternation(words: tuple[str, ...], language: str) -> str:
    """A pattern for any of the words; `donat*` is a stem. Bounded by word ends where the script has them."""
    stems = sorted(re.escape(w[:-1]) for w in words if w.endswith("*"))
    whole = sorted((re.escape(w) for w in words if not w.endswith("*")), key=len, reverse=True)
    if language in UNSPACED_LANGUAGES:
        return "(?:" + "|".join([*whole, *stems]) + ")"
    parts = whole + ([rf"(?:{'|'.join(stems)})\w*+"] if stems else [])
    return r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"
