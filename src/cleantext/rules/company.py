"""Weak lines go in company: beside a removed line, in a run of weak ones, or at the document's edge.

Firm ones go wherever buttons stand.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from cleantext.finding import PROSE, SHORT, Finding
from cleantext.rules.base import FIRM, GONE, WEAK, Page, bulleted, places

__all__ = ["keep_company"]

RUN = 3
"""Weak lines in a row that go without a removed neighbour."""

EDGE_RUN = 2
"""Weak lines in a row that go at the document's beginning or end."""


def keep_company(page: Page) -> None:
    """Take weak lines by their neighbours, until no more go.

    A run of them goes by itself, at the edge a shorter one; so does a section's name over the title
    where the document holds something strong, and a closing line of more than one word.
    """
    weak = _weak_ones(page)
    if not weak:
        return
    left, marks, size = page.left, page.marks, page.size
    sure = page.any_gone()
    for k in weak:
        if left[k] == FIRM and ((sure and k + 1 < size) or stands_as_button(page, k, sure)):
            page.take_found(k)
    for first, last in _runs(weak):
        at_edge = first == 0 or last == size - 1
        kicker = sure and first == 0 and last + 1 < size and page.kinds[last + 1] != PROSE
        closing = at_edge and first > 0 and says_enough(marks[first])
        if last - first + 1 >= (EDGE_RUN if at_edge else RUN) or kicker or closing:
            for k in range(first, last + 1):
                page.take_found(k)
    for order in (weak, reversed(weak)):  # down, then up: a taken line takes the weak one beside it along
        for k in order:
            if left[k] != GONE and ((k > 0 and left[k - 1] == GONE) or (k + 1 < size and left[k + 1] == GONE)):
                page.take_found(k)


def _weak_ones(page: Page) -> array[int]:
    """The positions of lines with a weak or firm finding that says more than a number."""
    left, marks = page.left, page.marks
    return places((k for k in page.found if WEAK <= left[k] <= FIRM and has_words(marks[k])), page.size)


def stands_as_button(page: Page, k: int, sure: bool) -> bool:
    """Whether a firm line stands where buttons do.

    Over running text the same word may be a heading, on the first line a title, as the last line behind
    short ones a text's last word, in a list one of its entries; the last three only where nothing else in the
    document is boilerplate for sure (`sure`).
    """
    if k + 1 == page.size:
        return sure or says_enough(page.marks[k]) or (k > 0 and page.prose(k - 1) and " " not in page.lines[k].strip())
    if sure:
        return True
    below = page.left[k + 1]
    over_text = below == PROSE or (below == SHORT and says_a_sentence(page.lines[k + 1]))
    return not over_text and k > 0 and not bulleted(page.lines[k])


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of numbers in a row."""
    first = last = places[0]
    for k in places:
        if k > last + 1:
            yield first, last
            first = k
        last = k
    yield first, last


def has_words(mark: Finding | None) -> bool:
    """Whether a weak finding says more than a number; a bare number is known by its own block only."""
    if mark is None:
        return False
    said = mark.evidence
    return said[0][:1].isalpha() or any(map(str.isalpha, "".join(said)))


def says_enough(mark: Finding | None) -> bool:
    """Whether a weak line that stands alone at the end is surely a button: one word may be a text's last."""
    return mark is not None and " " in " ".join(mark.evidence).strip()


def says_a_sentence(line: str) -> bool:
    """Whether a short line is a sentence, so that what stands over it is a heading."""
    text = line.strip()
    return text.endswith((".", "!", "?", "。", "．", "！", "？", "؟", "۔", "…")) and (
        text.count(" ") > 1 or not text.isascii()
    )
