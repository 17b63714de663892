"""Appeals for money: from the heading through the paragraphs and amounts to the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cleantext.finding import Finding
from cleantext.index import ActiveRule
from cleantext.matchers.cues import CueMatcher
from cleantext.normal import view
from cleantext.rule import Category, Rule
from cleantext.rules.base import (
    FIRM,
    GONE,
    KEPT,
    WEAK,
    Page,
    RuleModule,
    grow_block,
    places,
    sandwich,
    structure,
    take_strong,
)

__all__ = ["MODULE"]

EXTENT = "any-donation-appeal-extent"
SCORE = 0.75
SOFT = 0.6
"""Cue score (0 to 1) at which a paragraph beside an appeal belongs to it, though it would not go alone."""

BETWEEN = 0.4
"""The same for a paragraph between two appeals."""

SOFT_GROUPS = 2

PERSONS_AND_SUMS = frozenset({"us", "you", "reader", "amount"})
"""Names of cue groups that any text holds: who speaks, to whom, how much. By themselves they ask for nothing."""

LEAST = 0.01
"""Any score of the other groups, which do."""

GAP = 3
REACH = 3
LONGEST = 900
"""Code points; a longer paragraph is not drawn in by its neighbours."""


def apply(page: Page, positions: Sequence[int]) -> None:
    """Take strong lines and let each appeal grow over what belongs to it."""
    take_strong(page, positions)
    rule = page.structures.get(EXTENT)
    if rule is None or not any(page.gone[k] for k in positions):
        return
    grow_block(page, positions, REACH)
    for k in positions:
        cause = page.gone[k]
        if cause is not None and cause.rule.category is Category.DONATION and cause.strong:
            grow(page, k, 1, cause, rule)
            grow(page, k, -1, cause, rule)
    gone = page.gone
    taken = (k for k in page.all_gone() if (f := gone[k]) is not None and f.rule.category is Category.DONATION)
    sandwich(page, places(taken, page.size), rule, GAP, SCORE, says_more)


def says_more(page: Page, k: int, cause: Finding) -> bool:
    """Whether running text between two appeals belongs to them: it need say less than beside one of them."""
    return speaks_as_appeal(page, k, cause.rule.language, BETWEEN, groups=1)


def grow(page: Page, start: int, step: int, cause: Finding, rule: ActiveRule) -> None:
    """Take paragraphs beside a taken line while they speak as an appeal does, and the buttons below its form."""
    k = start + step
    inside = True  # until lines of the form were passed, behind which a paragraph need not be the appeal's
    while 0 <= k < page.size and page.left[k] != KEPT:
        if page.left[k] == GONE:
            gone = page.gone[k]
            if gone is None or gone.strong or gone.rule.category is not Category.DONATION:
                return
            inside = False
        elif page.left[k] not in (WEAK, FIRM) and not (inside and speaks_as_appeal(page, k, cause.rule.language)):
            return
        page.take(k, structure(rule, cause, SCORE))
        k += step


def speaks_as_appeal(page: Page, k: int, language: str, score: float = SOFT, groups: int = SOFT_GROUPS) -> bool:
    """Whether line k, beside an appeal, reads like more of it: some groups of cues and a middling score."""
    line = page.lines[k]
    if not page.prose(k) or len(line) > LONGEST:
        return False
    key = view(line)
    for active in page.index.cues:
        if (
            active.category is Category.DONATION
            and active.language in (language, "any")
            and isinstance(active.matcher, CueMatcher)
        ):
            found = active.matcher.score(key, score, needed=False)
            if found is None or len(found.evidence) < groups:
                continue
            if groups == 1 or _telling(active.rule).score(key, LEAST) is not None:
                return True
    return False


@lru_cache(maxsize=64)
def _telling(rule: Rule) -> CueMatcher:
    """The groups of a rule that speak of giving or of the site's cause."""
    cues = tuple(group for group in rule.cues if group.weight > 0 and group.name not in PERSONS_AND_SUMS)
    return CueMatcher(replace(rule, cues=cues, needs=()))


MODULE = RuleModule(Category.DONATION, apply)
