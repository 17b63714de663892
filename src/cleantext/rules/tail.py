"""What follows the article: behind its last paragraph, and behind what closes it, little is the article's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import and_

from cleantext.finding import LINE_ENDS, Finding
from cleantext.rule import Category, Extent, MatcherKind
from cleantext.rules.base import Page, bulleted, structure
from cleantext.rules.company import says_a_sentence

__all__ = ["take_tail"]

LINES = "any-navigation-tail-lines"
TEXT = "any-navigation-tail-text"
SCORE = 0.7

LEAST_HEADLINES = 2
LEAST_TEXT = 3
"""Paragraphs that must stand before what closes an article: a page of fewer may be a list."""

LONGEST = 80
"""Code points of a heading, a button, a name right below the last paragraph."""

LONG = 300
"""Code points of a paragraph: where it went, the page itself may be about its matter, as a privacy policy is."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may go: shares of what is left of the document, in code points."""

    short: float  # short lines behind the last paragraph
    text: float  # everything behind a line that closes the article, with more known lines behind it
    sure: float  # the same, behind a line that is enough by itself
    dense: float  # lines behind it that must be gone already
    before: int  # short lines between the last paragraph and the first line that went


BOUNDS = {"balanced": Bounds(0.3, 0.15, 0.1, 0.2, 3), "eager": Bounds(0.5, 0.25, 0.15, 0.15, 6)}

CLOSING = frozenset(
    {
        Category.COMMENTS,
        Category.CONSENT,
        Category.ERROR,
        Category.LEGAL,
        Category.NEWSLETTER,
        Category.PAYWALL,
        Category.RELATED,
        Category.SHARE,
    }
)


def take_tail(page: Page, strictness: str) -> None:
    """Take what stands behind the article, where a share of the lines there is boilerplate for sure."""
    bounds = BOUNDS.get(strictness)
    if bounds is None or not any(page.gone):
        return
    if TEXT in page.structures:
        _take_text(page, bounds)
    if LINES in page.structures:
        _take_lines(page, bounds)


def _take_text(page: Page, bounds: Bounds) -> None:
    gone = page.gone
    sizes = [0 if gone[k] else len(page.lines[k]) for k in range(page.size)]
    text = [0, *accumulate(page.prose(k) and gone[k] is None for k in range(page.size))]
    whole = sum(sizes)
    within, lists = _within(page, text), _Lists(page)
    behind = behind_gone = said = 0
    start, end = None, page.size
    for k in range(page.size - 1, -1, -1):
        behind += sizes[k]
        if behind > bounds.text * whole or text[k] < LEAST_TEXT or page.kept(k):
            break
        finding = gone[k]
        if finding is None:
            continue
        if _thread(finding):
            _take_stretch(page, start, end)
            behind_gone = said = 0
            start, end = None, k
            continue
        known = said and behind_gone >= bounds.dense * (end - 1 - k)
        enough = known or (behind <= bounds.sure * whole and _closes_by_itself(finding))
        closes = _closes(finding) and within.get(finding.evidence, text[k]) == text[k] and len(page.lines[k]) < LONG
        if enough and closes and (finding.rule.extent is not Extent.LIST or lists.listed(k + 1, end)):
            start = k
        behind_gone += 1
        said += finding.strong and _by_words(finding)
    _take_stretch(page, start, end)


def _within(page: Page, text: Sequence[int]) -> dict[tuple[str, ...], int]:
    """What the lines that went say, and how many paragraphs stand above the first such line below a paragraph:
    what is said again further down stands between the texts of a page rather than behind the last."""
    out: dict[tuple[str, ...], int] = {}
    for k in range(page.size):
        finding = page.gone[k]
        if finding is not None and text[k]:
            out.setdefault(finding.evidence, text[k])
    return out


def _take_stretch(page: Page, start: int | None, end: int) -> None:
    if start is None:
        return
    cause = page.gone[start]
    assert cause is not None
    for k in range(start, end):
        page.take(k, structure(page.structures[TEXT], cause, SCORE))


def _take_lines(page: Page, bounds: Bounds) -> None:
    gone = page.gone
    last = max((k for k in range(page.size) if gone[k] is None and _text(page, k)), default=-1)
    end = next((k for k in range(last + 1, page.size) if (f := gone[k]) is not None and _thread(f)), page.size)
    first = next((k for k in range(last + 1, end) if (f := gone[k]) is not None and _shows_end(f)), None)
    if last < 0 or first is None:
        return
    cause = gone[first]
    assert cause is not None
    finding = structure(page.structures[LINES], cause, SCORE)
    sizes = [0 if gone[k] else len(page.lines[k]) for k in range(page.size)]
    if sum(sizes[first:]) > bounds.short * sum(sizes):
        return
    for k in range(first, end):
        page.take(k, finding)
    above = [k for k in range(last + 1, first) if gone[k] is None]
    if len(above) <= bounds.before and page.lines[last].rstrip()[-1:] in LINE_ENDS:
        for k in above:
            if _apart(page.lines[k]):
                page.take(k, finding)


def _text(page: Page, k: int) -> bool:
    """Whether line k is the article's, however short: running text, a line that a rule keeps, a sentence."""
    return page.prose(k) or page.kept(k) or (page.short(k) and says_a_sentence(page.lines[k]))


def _apart(line: str) -> bool:
    """Whether a short line below the last paragraph is neither a list's entry nor a sentence nor a link."""
    text = line.strip()
    if len(text) > LONGEST or text[-1:] in LINE_ENDS or text.endswith((",", "“")):
        return False
    return not (bulleted(line) or text[:1].islower() or "://" in text)


def _thread(finding: Finding) -> bool:
    """Whether a line that went stands among readers' comments: those are not boilerplate."""
    rule = finding.rule
    if rule.category is not Category.COMMENTS:
        return False
    if rule.extent is Extent.BLOCK:
        return any("#" in said for said in finding.evidence)  # a counter
    return _by_words(finding) and (finding.strong or rule.firm)


def _by_words(finding: Finding) -> bool:
    return finding.rule.kind is not MatcherKind.STRUCTURE


def _shows_end(finding: Finding) -> bool:
    """Whether a line that went shows that short lines behind it are the site's; a list's heading has its own list."""
    rule = finding.rule
    listed = rule.extent is Extent.LIST and rule.category is not Category.RELATED
    return finding.strong and _by_words(finding) and not listed


def _closes(finding: Finding) -> bool:
    """Whether a line that went is one that stands behind articles: a heading or a block, of a category that does."""
    rule = finding.rule
    if not finding.strong or rule.category not in CLOSING:
        return False
    if rule.category is Category.COMMENTS or rule.extent is not Extent.LINE:
        return rule.category is not Category.COMMENTS or rule.extent is Extent.BLOCK
    whole = rule.kind is MatcherKind.PHRASE and len(finding.evidence) == 1
    return whole and rule.category is not Category.RELATED


def _closes_by_itself(finding: Finding) -> bool:
    """Whether nothing known need stand behind: a heading over a list of other pages, a box that covers the page."""
    rule = finding.rule
    if rule.extent is Extent.BLOCK:
        return rule.category in (Category.CONSENT, Category.PAYWALL)
    return rule.extent is not Extent.LINE


class _Lists:
    """Tells of any stretch whether it is a list of headlines; counts once, so that many headings cost no more."""

    def __init__(self, page: Page) -> None:
        prose = [page.prose(k) for k in range(page.size)]
        self._text = [0, *accumulate(prose)]
        self._pairs = [0, 0, *accumulate(map(and_, prose, prose[1:]))]

    def listed(self, start: int, end: int) -> bool:
        """Whether the lines are headlines with at most a teaser each; paragraphs in a row are the article's."""
        headlines = end - start - (self._text[end] - self._text[start])
        return headlines >= LEAST_HEADLINES and self._pairs[end] == self._pairs[min(start + 1, end)]
