"""From line decisions back to text: which blank lines go, what is kept, and the spans of what was removed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress

from cleantext.document import TERMINATOR, split_lines
from cleantext.finding import BLANK, Finding
from cleantext.report import Removal

__all__ = ["Edit", "Outcome", "drop_blank_lines", "kept_text", "removals", "tidy_edits", "tidy_line"]

LAYOUT = "layout"
BLANK_LINE = "layout-blank-line"
LINE_END = "layout-line-end"
WHITE_SPACE = "layout-white-space"

_SPACE = re.compile(r"[^\S\r\n]+")

Edit = tuple[int, int, str]
"""Start, end and replacement of a stretch of white space in a line."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each line.

    `why[i]` is the finding that took line i, BLANK for a blank line that a removal left over,
    None for a line that stays, perhaps without the cuts of the finding in `cut`. The lines themselves are not
    held: a report may wait for long until its removals are asked for, and lines take several times their text.
    """

    text: str
    cut: Mapping[int, Finding]
    why: Sequence[Finding | int | None]
    tidy: bool

    @property
    def glue(self) -> str:
        r"""`\n` when lines come without their ends, nothing when they carry them."""
        return "" if "\r" in self.text else "\n"


def drop_blank_lines(kinds: Sequence[int], why: list[Finding | int | None], count: int) -> None:
    """Mark the blank lines that removals left at the ends or doubled; others stay.

    Between two kept lines the longer of the blank runs before and after what was removed stays.
    `kinds` says which lines are blank, `count` is the number of lines, without the empty one behind a final line end.
    """
    at = 0
    for i in compress(range(count), why):  # the lines that went: BLANK, which is written below, counts as none
        if i < at:
            continue
        first = i
        while first > at and kinds[first - 1] == BLANK:
            first -= 1
        at = behind = i
        while at < count and (why[at] is not None or kinds[at] == BLANK):
            at += 1
            if why[at - 1] is not None:
                behind = at
        at_edge = first == 0 or at == count
        drop = [range(i, behind)]
        if at_edge or i - first < at - behind:
            drop.append(range(first, i))
        if at_edge or i - first >= at - behind:
            drop.append(range(behind, at))
        for k in chain.from_iterable(drop):
            if why[k] is None:
                why[k] = BLANK


def tidy_edits(line: str) -> list[Edit]:
    """What tidying does to a line: white space at its ends goes, inside it becomes one space."""
    body = len(line) - len(m.group()) if (m := TERMINATOR.search(line)) else len(line)
    edits = []
    for m in _SPACE.finditer(line, 0, body):
        replacement = "" if m.start() == 0 or m.end() == body else " "
        if m.group() != replacement:
            edits.append((m.start(), m.end(), replacement))
    return edits


def tidy_line(line: str) -> str:
    r"""A line with its white space evened out; its line end stays.

    >>> tidy_line(" a\u00a0 b \r\n")
    'a b\r\n'
    """
    return _apply(line, tidy_edits(line))


def _apply(line: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, replacement in edits:
        parts += (line[at:start], replacement)
        at = end
    parts.append(line[at:])
    return "".join(parts)


def _cuts_and_edits(outcome: Outcome, i: int, line: str) -> list[tuple[int, int, str, Finding | None]]:
    """Everything taken out of line i, which is kept, in order, in places of the original line."""
    mark = outcome.cut.get(i)
    edits = tidy_edits(line) if outcome.tidy else []
    if mark is None:
        return [(*edit, None) for edit in edits]
    place = _place_in_original(edits)
    cuts = [(place(c.start), place(c.end), "", c.finding) for c in mark.cuts]  # in order
    starts = [cut[0] for cut in cuts]
    outside: list[tuple[int, int, str, Finding | None]] = []
    for edit in edits:
        k = bisect_right(starts, edit[0]) - 1
        if k < 0 or edit[1] > cuts[k][1]:
            outside.append((*edit, None))
    return sorted([*cuts, *outside], key=lambda c: c[:2])


def _place_in_original(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Where a place in a tidied line, which is what cuts count in, lies in the line as it was."""
    begins: list[int] = []  # of each replacement in the tidied line
    shift = 0
    for start, end, replacement in edits:
        begins.append(start - shift)
        shift += end - start - len(replacement)

    def place(at: int) -> int:
        k = bisect_right(begins, at) - 1
        if k < 0:
            return at
        start, end, replacement = edits[k]
        beyond = at - begins[k] - len(replacement)
        return start if beyond < 0 else end + beyond

    return place


def _kept_line(outcome: Outcome, i: int, line: str) -> str:
    return _apply(line, [c[:3] for c in _cuts_and_edits(outcome, i, line)])


def kept_text(outcome: Outcome, lines: list[str]) -> str:
    """The text that stays of the text's `lines`; it ends in a line end if and only if the original did.

    The list of lines is changed.
    """
    last = lines[-1]
    if outcome.tidy:
        lines[:] = [_kept_line(outcome, i, line) for i, line in enumerate(lines)]
    else:
        for i in outcome.cut:
            lines[i] = _kept_line(outcome, i, lines[i])
    glue = outcome.glue
    text = glue.join([line for line, reason in zip(lines, outcome.why, strict=True) if reason is None])
    if not glue and outcome.why[-1] is not None and not TERMINATOR.search(last):
        return TERMINATOR.sub("", text)
    return text


def removals(outcome: Outcome) -> list[Removal]:
    """What was taken out, as spans of the original text, in order."""
    out: list[Removal] = []
    lines, glue = split_lines(outcome.text), outcome.glue
    at = 0
    last = len(lines) - 1
    kept_end: tuple[int, int] | None = None  # of the last kept line
    for i, (line, reason) in enumerate(zip(lines, outcome.why, strict=True)):
        whole = line + (glue if i < last else "")
        if reason is None:
            for start, end, replacement, finding in _cuts_and_edits(outcome, i, line):
                out.append(_removal(at + start, line[start:end], finding, replacement, WHITE_SPACE))
            ending = len(glue) if glue else len(m.group()) if (m := TERMINATOR.search(line)) else 0
            kept_end = (len(out), ending) if i < last else None
            kept_at = at + len(whole)
        elif whole:
            out.append(_removal(at, whole, reason if isinstance(reason, Finding) else None, "", BLANK_LINE))
        at += len(whole)
    if (
        kept_end
        and kept_end[1]
        and outcome.why[last] is not None
        and not (glue == "" and TERMINATOR.search(lines[last]))
    ):
        place, size = kept_end  # the last kept line's own end goes, as the original had none at its end
        line_end = outcome.text[kept_at - size : kept_at]
        out.insert(place, _removal(kept_at - size, line_end, None, "", LINE_END))
    return out


def _removal(start: int, text: str, finding: Finding | None, replacement: str, layout: str) -> Removal:
    if finding is None:
        return Removal(start, start + len(text), text, layout, LAYOUT, 1.0, (), replacement)
    return Removal(
        start,
        start + len(text),
        text,
        finding.rule.id,
        str(finding.rule.category),
        finding.score,
        finding.evidence,
        replacement,
    )
