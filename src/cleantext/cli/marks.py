"""A document with its removals marked, line by line, for `explain` and `--diff`. No Rich: workers use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.cli.problems import shown, visible
from cleantext.report import Removal, Report

__all__ = ["CUT", "GONE", "HEAD", "KEPT", "NOTE", "diff", "marked"]

KEPT, GONE, CUT, NOTE, HEAD = " ", "-", "~", ">", "#"
"""First character of a marked line: kept, removed, cut in part, the reason, a file's name."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class _Line(NamedTuple):
    kind: str
    text: str
    reasons: list[Removal]  # of the removals that end in this line
    touched: bool  # whether a removal other than of layout is in it


def marked(text: str, report: Report) -> Iterator[str]:
    """Every line with its number; removed lines and stretches marked, each with its reason below.

    A line cut in part shows `[-what went-]` and `{+what stands there now+}`.
    """
    for number, line in enumerate(_lines(text, report), 1):
        yield _numbered(number, line)
        yield from map(_reason, line.reasons)


def diff(path: str, text: str, report: Report) -> list[str]:
    """Only the lines that words were removed from, under the file's name; empty when there are none."""
    found: list[str] = []
    for number, line in enumerate(_lines(text, report), 1):
        if line.touched:
            found += (_numbered(number, line), *map(_reason, line.reasons))
    return [f"{HEAD}--- {shown(path)}\n", *found] if found else []


def _numbered(number: int, line: _Line) -> str:
    return f"{line.kind}{number:6} {line.kind} {visible(line.text)}".rstrip() + "\n"


def _reason(removal: Removal) -> str:
    evidence = ", ".join(f'"{words}"' for words in removal.evidence)
    parts = [removal.category, removal.rule, f"{removal.score:.2f}", *([evidence] if evidence else [])]
    return f"{NOTE}         {visible(' · '.join(parts))}\n"


def _lines(text: str, report: Report) -> Iterator[_Line]:
    removals = report.removals
    first = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        while first < len(removals) and removals[first].end <= start:
            first += 1
        last = first
        while last < len(removals) and removals[last].start < end:
            last += 1
        yield _line(text, start, end, removals[first:last])


def _line(text: str, start: int, end: int, removals: tuple[Removal, ...]) -> _Line:
    whole = text[start:end].rstrip("\r\n")
    words = [removal for removal in removals if removal.category != "layout"]
    reasons = [removal for removal in words if removal.end <= end]
    parts: list[str] = []
    left: list[str] = []
    cut = False
    at = start
    for removal in removals:
        kept = text[at : max(at, removal.start)]
        gone = text[max(start, removal.start) : min(end, removal.end)].rstrip("\r\n")
        cut = cut or bool(gone)
        left += (kept, removal.replacement)
        parts += (kept, f"[-{gone}-]" if gone else "", f"{{+{removal.replacement}+}}" if removal.replacement else "")
        at = min(end, removal.end)
    tail = text[at:end].rstrip("\r\n")
    if removals and not "".join((*left, tail)).strip():
        return _Line(GONE, whole, reasons, bool(words))
    if cut:
        return _Line(CUT, "".join((*parts, tail)), reasons, bool(words))
    return _Line(KEPT, whole, reasons, bool(words))
