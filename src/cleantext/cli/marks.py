"""A document with its removals marked, line by line, for `explain` and `--diff`. No Rich: workers use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.cli.problems import shown, visible
from cleantext.report import Removal, Report

__all__ = ["KEPT", "CUT", "GONE", "HEAD", "NOTE", "diff", "marked"]

KEPT, GONE, CUT, NOTE, HEAD = " ", "-", "~", ">", "#"
"""First character of a marked line: kept, removed, cut in part, the reason, a file's name."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class _Line(NamedTuple):
    kind: str
    text: str
    reasons: list[Removal]


def marked(text: str, report: Report) -> Iterator[str]:
    """Every line with its number; removed lines and stretches marked, each with its reason below.

    A line cut in part shows `[-what went-]` and `{+what stands there now+}`.
    """
    for number, line in enumerate(_lines(text, report), 1):
        yield f"{line.kind}{number:6} {line.kind} {visible(line.text)}\n"
        yield from (_reason(removal) for removal in line.reasons)


def diff(path: str, text: str, report: Report) -> list[str]:
    """Only the lines that words were removed from, under the file's name; empty when there are none."""
    found: list[str] = []
    for number, line in enumerate(_lines(text, report), 1):
        if line.reasons or (line.kind != KEPT and line.text.strip() and line.kind == GONE):
            found.append(f"{line.kind}{number:6} {line.kind} {visible(line.text)}\n")
            found += (_reason(removal) for removal in line.reasons)
    return [f"{HEAD}--- {shown(path)}\n", *found] if found else []


def _reason(removal: Removal) -> str:
    evidence = ", ".join(f'"{visible(words)}"' for words in removal.evidence)
    parts = [removal.category, removal.rule, f"{removal.score:.2f}", *([evidence] if evidence else [])]
    return f"{NOTE}         {' · '.join(visible(part) for part in parts)}\n"


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
    """Mark one line; a reason stands below the line where its removal ends."""
    if not removals:
        return _Line(KEPT, text[start:end].rstrip("\r\n"), [])
    reasons = [r for r in removals if r.category != "layout" and r.end <= end]
    parts: list[str] = []
    left: list[str] = []
    at = start
    for removal in removals:
        left.append(text[at : max(at, removal.start)])
        gone = text[max(start, removal.start) : min(end, removal.end)].rstrip("\r\n")
        parts += (left[-1], f"[-{gone}-]" if gone else "", f"{{+{removal.replacement}+}}" if removal.replacement else "")
        left.append(removal.replacement)
        at = min(end, removal.end)
    parts.append(text[at:end].rstrip("\r\n"))
    left.append(parts[-1])
    if not "".join(left).strip():
        return _Line(GONE, text[start:end].rstrip("\r\n"), reasons)
    return _Line(CUT if any(part.startswith("[-") for part in parts) else KEPT, "".join(parts), reasons)
