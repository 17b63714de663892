"""How a kind of rule finds text: phrase, pattern, template (fuzzy), cues.

Every matcher answers one question: does this rule fire on this unit (a line or a sentence, seen
through `cleantext.normal.view`), how surely, and on which words?
"""

from __future__ import annotations

from cleantext.document import sentences
from cleantext.matchers.base import Match, Matcher, NoMatcher, count_words
from cleantext.matchers.cues import CueMatcher
from cleantext.matchers.pattern import PatternMatcher
from cleantext.matchers.phrase import PhraseMatcher
from cleantext.matchers.template import TemplateMatcher
from cleantext.normal import view
from cleantext.rule import MatcherKind, Rule

__all__ = ["Match", "Matcher", "count_words", "judge", "make_matcher"]

_KINDS: dict[MatcherKind, type[PhraseMatcher | TemplateMatcher | CueMatcher | NoMatcher]] = {
    MatcherKind.PHRASE: PhraseMatcher,
    MatcherKind.TEMPLATE: TemplateMatcher,
    MatcherKind.CUES: CueMatcher,
    MatcherKind.STRUCTURE: NoMatcher,
}


def make_matcher(rule: Rule, which: int | None = None) -> Matcher:
    """The matcher that a rule asks for; of a pattern rule, with `which`, that of one pattern alone."""
    return PatternMatcher(rule, which) if rule.matcher is MatcherKind.PATTERN else _KINDS[rule.matcher](rule)


def judge(rule: Rule, text: str) -> Match | None:
    """Whether a rule fires on a text by itself: on one of its lines, or, when inline, on a sentence."""
    matcher = make_matcher(rule)
    for line in text.split("\n"):
        units = [line, *sentences(line)] if rule.inline or rule.matcher is MatcherKind.CUES else [line]
        for unit in units:
            if unit.strip() and (found := matcher.match(view(unit))):
                return found
    return None
