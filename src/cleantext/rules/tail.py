"""What follows the article: behind its last paragraph, and behind what closes it, little is the article's own."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import accumulate, chain, compress
from operator import and_

from cleantext.finding import LINE_ENDS, PROSE, SHORT, Finding
from cleantext.rule import Category, Extent, MatcherKind
from cleantext.rules.base import GONE, KEPT, Page, bulleted, places, structure
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

_ONE_IF_GONE, _ONE_IF_PROSE = (bytes(k == kind for k in range(256)) for kind in (GONE, PROSE))


def take_tail(page: Page, strictness: str) -> None:
    """Take what stands behind the article, where a share of the lines there is boilerplate for sure."""
    bounds = BOUNDS.get(strictness)
    if bounds is None or not page.any_gone():
        return
    whole = sum(map(len, compress(page.lines, page.left)))
    if TEXT in page.structures:
        whole -= _take_text(page, bounds, whole)
    if LINES in page.structures:
        _take_lines(page, bounds, whole)


def _take_text(page: Page, bounds: Bounds, whole: int) -> int:
    """Take what stands behind a line that closes the article; how much it was, of `whole` code points."""
    left = page.left
    article = -1  # the last of the paragraphs and lines before which nothing is looked at
    for _ in range(LEAST_TEXT):
        if (article := left.find(PROSE, article + 1)) < 0:
            return 0
    article = max(article, left.rfind(KEPT))
    mentions, lists = _Mentions(page), _Lists(page)
    behind = behind_gone = said = taken = 0
    start, end = None, page.size
    k = page.size
    while (above := left.rfind(GONE, article + 1, k)) >= 0:
        if above + 1 < k:
            behind += sum(map(len, page.lines[above + 1 : k]))
        k = above
        if behind > bounds.text * whole:
            break
        finding = page.gone[k]
        assert finding is not None
        if finding.rule.category is Category.COMMENTS and _thread(finding):
            taken += _take_stretch(page, start, end)
            behind_gone = said = 0
            start, end = None, k
            continue
        if finding.strong and _by_words(finding):
            known = said and behind_gone >= bounds.dense * (end - 1 - k)
            enough = known or (behind <= bounds.sure * whole and _closes_by_itself(finding))
            closes = enough and _closes(finding) and len(page.lines[k]) < LONG and mentions.first(k, finding)
            if closes and (finding.rule.extent is not Extent.LIST or lists.listed(k + 1, end)):
                start = k
            said += 1
        behind_gone += 1
    return taken + _take_stretch(page, start, end)


def _take_stretch(page: Page, start: int | None, end: int) -> int:
    if start is None:
        return 0
    cause = page.gone[start]
    assert cause is not None
    finding = structure(page.structures[TEXT], cause, SCORE)
    size = sum(map(len, compress(page.lines[start:end], page.left[start:end])))
    for k in range(start, end):
        page.take(k, finding)
    return size


def _take_lines(page: Page, bounds: Bounds, whole: int) -> None:
    left, gone, lines = page.left, page.gone, page.lines
    last = max(left.rfind(PROSE), left.rfind(KEPT))  # of the article, however short: a sentence may stand behind
    last = next((k for k in range(page.size - 1, last, -1) if left[k] == SHORT and says_a_sentence(lines[k])), last)
    behind = left[last + 1 :]
    if last < 0 or GONE not in behind or not any(behind):
        return
    first, end = None, page.size
    for k in compress(range(last + 1, end), behind.translate(_ONE_IF_GONE)):
        finding = gone[k]
        assert finding is not None
        if finding.rule.category is Category.COMMENTS and _thread(finding):
            end = k
            break
        if first is None and _shows_end(finding):
            first = k
    if first is None or sum(map(len, compress(lines[first:], left[first:]))) > bounds.short * whole:
        return
    cause = gone[first]
    assert cause is not None
    finding = structure(page.structures[LINES], cause, SCORE)
    for k in range(first, end):
        page.take(k, finding)
    above = range(last + 1, first)
    if len(above) - left.count(GONE, last + 1, first) <= bounds.before and lines[last].rstrip()[-1:] in LINE_ENDS:
        for k in above:
            if left[k] != GONE and _apart(lines[k]):
                page.take(k, finding)


def _apart(line: str) -> bool:
    """Whether a short line below the last paragraph is neither a list's entry nor a sentence nor a link."""
    text = line.strip()
    if len(text) > LONGEST or text[-1:] in LINE_ENDS or text.endswith((",", "“")):
        return False
    return not (bulleted(line) or text[:1].islower() or "://" in text)


def _thread(finding: Finding) -> bool:
    """Whether a line that went as one of a comment form's stands among readers' comments: those stay."""
    rule = finding.rule
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


class _Mentions:
    """Tells whether a line that went is among the first that say what it says, below the first paragraph: what is
    said again further down, with a paragraph between, stands between the texts of a page rather than behind the last.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._until: dict[tuple[str, ...], int] | None = None

    def first(self, k: int, finding: Finding) -> bool:
        """Whether no paragraph stands between line k, taken by the finding, and the first line that says the same."""
        if self._until is None:
            self._until = self._read()
        return k < self._until.get(finding.evidence, self._page.size)

    def _read(self) -> dict[tuple[str, ...], int]:
        """What is said between the first paragraph and the last, and the place of the paragraph that follows first."""
        left = self._page.left
        first = until = left.find(PROSE)
        gone = self._page.gone[first : left.rfind(PROSE)]
        out: dict[tuple[str, ...], int] = {}
        for k, finding in zip(compress(range(first, first + len(gone)), gone), filter(None, gone), strict=True):
            if k > until:
                until = left.find(PROSE, k)
            out.setdefault(finding.evidence, until)
        return out


class _Lists:
    """Tells of any stretch whether it is a list of headlines; counts once, so that many headings cost no more."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._text: array[int] | None = None  # running text above each line, and pairs of it in a row
        self._pairs: array[int] | None = None

    def listed(self, start: int, end: int) -> bool:
        """Whether the lines are headlines with at most a teaser each; paragraphs in a row are the article's."""
        if self._text is None or self._pairs is None:
            prose = self._page.kinds.translate(_ONE_IF_PROSE)
            size = self._page.size
            self._text = places(accumulate(prose, initial=0), size)
            self._pairs = places(chain((0,), accumulate(map(and_, prose, prose[1:]), initial=0)), size)
        headlines = end - start - (self._text[end] - self._text[start])
        return headlines >= LEAST_HEADLINES and self._pairs[end] == self._pairs[min(start + 1, end)]
