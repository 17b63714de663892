"""The cap: a document that would lose nearly everything keeps what no rule was sure of by itself."""

from __future__ import annotations

from cleantext.rules.base import Page

__all__ = ["hold_back"]

LEAST_KEPT = 0.04
"""Share, of what no rule was sure of by itself, below which too little would stay."""

WARNING = "nearly all of this text looks like boilerplate; only what is sure by its own words was removed"


def hold_back(page: Page) -> str:
    """Give back what was taken by its neighbours or its place, where next to nothing would stay.

    Returns a warning for the report, or nothing.
    """
    sure = [
        finding is not None and finding is mark and finding.strong
        for mark, finding in zip(page.marks, page.gone, strict=True)
    ]
    kept = taken = 0
    for line, finding, by_itself in zip(page.lines, page.gone, sure, strict=True):
        if finding is None:
            kept += len(line)
        elif not by_itself:
            taken += len(line)
    if not taken or kept > LEAST_KEPT * (kept + taken):
        return ""
    page.gone[:] = [finding if by_itself else None for finding, by_itself in zip(page.gone, sure, strict=True)]
    return WARNING
