"""Weak lines go in company: beside a removed line, in a run of weak ones, or at the document's edge.

Firm ones go wherever buttons stand.
"""

from __future__ import annotations

from cleantext.finding import Finding, Mark
from cleantext.rules.base import Page, bulleted

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
    weak = [k for k in range(page.size) if page.gone[k] is None and page.weak(k) and has_words(page.marks[k])]
    if not weak:
        return
    gone, marks = page.gone, page.marks
    sure = any(finding is not None and finding.strong for finding in gone)
    for k in weak:
        if marks[k].rule.firm and stands_as_button(page, k, sure):  # type: ignore[union-attr]  # weak marks are findings
            gone[k] = marks[k]  # type: ignore[assignment]  # as above
    for run in _runs(weak):
        at_edge = run[0] == 0 or run[-1] == page.size - 1
        kicker = sure and run[0] == 0 and run[-1] + 1 < page.size and not page.prose(run[-1] + 1)
        closing = at_edge and run[0] > 0 and says_enough(marks[run[0]])
        if len(run) >= (EDGE_RUN if at_edge else RUN) or kicker or closing:
            for k in run:
                gone[k] = marks[k]  # type: ignore[assignment]  # weak marks are findings
    for order in (weak, weak[::-1]):  # down, then up: a taken line takes the weak one beside it along
        for k in order:
            if gone[k] is None and (
                (k > 0 and gone[k - 1] is not None) or (k + 1 < page.size and gone[k + 1] is not None)
            ):
                gone[k] = marks[k]  # type: ignore[assignment]  # as above


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
    over_text = page.gone[k + 1] is None and (
        page.prose(k + 1) or (page.short(k + 1) and says_a_sentence(page.lines[k + 1]))
    )
    return not over_text and k > 0 and not bulleted(page.lines[k])


def _runs(places: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for k in places:
        if runs and runs[-1][-1] == k - 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    return runs


def has_words(mark: Mark) -> bool:
    """Whether a weak finding says more than a number; a bare number is known by its own block only."""
    return isinstance(mark, Finding) and any(map(str.isalpha, "".join(mark.evidence)))


def says_enough(mark: Mark) -> bool:
    """Whether a weak line that stands alone at the end is surely a button: one word may be a text's last."""
    return isinstance(mark, Finding) and " " in " ".join(mark.evidence).strip()


def says_a_sentence(line: str) -> bool:
    """Whether a short line is a sentence, so that what stands over it is a heading."""
    text = line.strip()
    return text.endswith((".", "!", "?", "。", "．", "！", "？", "؟", "۔", "…")) and (
        text.count(" ") > 1 or not text.isascii()
    )
