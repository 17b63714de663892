"""The vocabulary of packs: categories, rules, examples. Plain frozen data, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "DEFAULT_CATEGORIES",
    "LANGUAGES",
    "Category",
    "CueGroup",
    "Extent",
    "MatcherKind",
    "NearMiss",
    "Rule",
    "Strength",
]


class Category(StrEnum):
    """What a removed line was. The last four are off unless asked for."""

    DONATION = "donation"
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    RELATED = "related"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    PAYWALL = "paywall"
    CONSENT = "consent"
    ADS = "ads"
    LEGAL = "legal"
    MEDIA = "media"
    ERROR = "error"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    READER = "reader"


DEFAULT_CATEGORIES = frozenset(Category) - {
    Category.BYLINE,
    Category.DATE,
    Category.CAPTION,
    Category.READER,
}

LANGUAGES = (
    "ar", "cs", "da", "de", "en", "es", "fi", "fr", "id", "it", "ja", "ko",
    "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""ISO 639-1 codes of the packs that ship; `any` marks rules that no language owns."""


class Strength(StrEnum):
    """How sure a match is on its own."""

    STRONG = "strong"  # removes its line alone
    FIRM = "firm"  # removes its line where a button may stand, but not where a heading may
    WEAK = "weak"  # needs company beside it, or the document's edge
    KEEP = "keep"  # protects its line


class MatcherKind(StrEnum):
    """How a rule finds lines."""

    PHRASE = "phrase"
    PATTERN = "pattern"
    TEMPLATE = "template"
    CUES = "cues"
    STRUCTURE = "structure"  # found by a rule module from the places of other findings


class Extent(StrEnum):
    """How far a match reaches beyond its own line."""

    LINE = "line"  # no further
    LIST = "list"  # a heading: takes the short lines (headlines, links) below it
    REST = "rest"  # as `list`; meant for headings that close a document, where nothing but boilerplate follows
    BLOCK = "block"  # draws in weak lines of its category and low-scoring paragraphs around it


@dataclass(frozen=True, slots=True)
class CueGroup:
    """Words that say one thing about a text (who asks, what deed); `weight` is 0 to 1."""

    name: str
    weight: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A line that looks like a match and must stay; `near` says why it is close."""

    text: str
    near: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a pack."""

    id: str
    category: Category
    language: str
    summary: str
    why: str
    source: str
    matcher: MatcherKind
    strength: Strength
    match: tuple[str, ...]
    no_match: tuple[NearMiss, ...]
    extent: Extent = Extent.LINE
    inline: bool = False
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    max_words: int = 0
    templates: tuple[str, ...] = ()
    min_score: float = 0.0
    openers: tuple[str, ...] = ()
    cues: tuple[CueGroup, ...] = ()
    needs: tuple[str, ...] = ()
    file: str = ""
    shipped: bool = False
