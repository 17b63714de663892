"""Weak lines go in company: beside a removed line, in a run of weak ones, or at the document's edge."""

from __future__ import annotations

from cleantext.classify import Finding, Mark
from cleantext.rules.base import Page

__all__ = ["keep_company"]

RUN = 3
"""Weak lines in a row that go without a removed neighbour."""


def has_words(mark: Mark) -> bool:
    """Whether a weak finding says more than a number; a bare number is known by its own block only."""
    return isinstance(mark, Finding) and any(map(str.isalpha, "".join(mark.evidence)))


def keep_company(page: Page) -> None:
    """Take weak lines by their neighbours, until no more go."""
    weak = [k for k in range(page.size) if page.gone[k] is None and page.weak(k) and has_words(page.marks[k])]
    if not weak:
        return
    gone, marks = page.gone, page.marks
    alive = set(weak)
    run: list[int] = []
    for k in [*weak, page.size + 2]:  # runs of weak lines
        if run and k != run[-1] + 1:
            if len(run) >= RUN:
                for j in run:
                    gone[j] = marks[j]  # type: ignore[assignment]  # weak marks are findings
                alive -= set(run)
            run = []
        run.append(k)
    changed = True
    while changed:
        changed = False
        for k in sorted(alive):
            if (k > 0 and gone[k - 1] is not None) or (k + 1 < page.size and gone[k + 1] is not None):
                gone[k] = marks[k]  # type: ignore[assignment]  # as above
                alive.discard(k)
                changed = True
