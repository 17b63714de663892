"""Units that are nearly a template: the same text but for a sum, a name, a typo (RapidFuzz)."""

from __future__ import annotations

from cleantext.document import sentences
from cleantext.matchers.base import Match
from cleantext.normal import phrase_view
from cleantext.rule import Rule

__all__ = ["TemplateMatcher", "template_units"]

SENTENCE_WORDS = 5
"""A template's sentence of at least this many words is a template of its own."""

MAX_LENGTH = 2_000
"""Code points; a longer unit is no copy of a template and is not compared."""


def template_units(text: str) -> list[str]:
    """A template in the cuts it may arrive in: whole, and sentence by sentence."""
    units = [text]
    parts = sentences(text)
    if len(parts) > 1:
        units += [p.strip() for p in parts if p.count(" ") >= SENTENCE_WORDS]
    return units


class TemplateMatcher:
    """Fires when the unit's view is at least `min_score` (0 to 1) like a template or one of its sentences."""

    def __init__(self, rule: Rule) -> None:
        self._templates = sorted({phrase_view(u) for t in rule.templates for u in template_units(t)})
        self._least = rule.min_score * 100  # RapidFuzz counts to 100

    def match(self, key: str) -> Match | None:
        """See `Matcher.match`."""
        if len(key) > MAX_LENGTH:
            return None
        from rapidfuzz import fuzz, process  # takes its time, and most texts need no template

        best = process.extractOne(key, self._templates, scorer=fuzz.ratio, score_cutoff=self._least)
        if best is None:
            return None
        template, score, _ = best
        return Match(round(score / 100, 3), (template,))
