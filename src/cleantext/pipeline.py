"""The ordered list of rule modules, and how evidence becomes removals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress
from typing import cast

from cleantext.classify import Classifier
from cleantext.compiled import SharedTables, load_compiled
from cleantext.document import LARGE, split_lines
from cleantext.finding import BLANK, Finding, kind_of, remainder
from cleantext.index import Index
from cleantext.layout import Outcome, drop_blank_lines, kept_text, removals, tidy_line
from cleantext.report import Report
from cleantext.rule import DEFAULT_CATEGORIES
from cleantext.rules import ORDER
from cleantext.rules.base import FIRM, GONE, NOBODY, STRONG, Beside, Page, kind_found, places
from cleantext.rules.between import take_between
from cleantext.rules.company import keep_company
from cleantext.rules.head import take_head
from cleantext.rules.menu import take_menus
from cleantext.rules.tail import take_tail
from cleantext.settings import Settings, select_rules
from cleantext.tables import ENTRY, Tables, build_tables, merge_tables

__all__ = ["classifier_for", "run"]

EDGE = 3
"""Lines at either end of a document that are looked at as if they stood beside boilerplate."""

LEAST_LINES = 8
LEAST_KEPT = 0.04
"""Share of a text of at least LEAST_LINES lines; where less stays, the report warns."""

PART = 1 << 12
"""Lines of a large text that are looked at together."""

_BLANK_OR_GONE = b"\0"

NEARLY_NOTHING = "nearly all of this text looked like boilerplate and was removed; see the removals"


@lru_cache(maxsize=8)
def classifier_for(settings: Settings) -> Classifier:
    """One classifier for all Cleaners with the same settings."""
    rules, active = select_rules(settings)
    tables, entries = load_compiled().tables, load_compiled().entries
    if any(rules[n].category not in DEFAULT_CATEGORIES for n in active) or settings.own:
        tables, entries = _all_tables(), entries + len(load_compiled().optional()["entries"]) // ENTRY
    if settings.own:
        tables = merge_tables(tables, build_tables(settings.own, len(load_compiled().rules), entries))
    return Classifier(Index(rules, tables, active))


@cache
def _all_tables() -> Tables:
    """Those of all categories that ship."""
    shipped = load_compiled()
    return cast(Tables, SharedTables(merge_tables(shipped.tables, shipped.optional())))


def run(text: str, classifier: Classifier, strictness: str = "balanced", tidy: bool = False) -> Report:
    """Clean one text: classify its lines, let the rule modules decide, put what stays together again."""
    carry_ends = "\r" in text
    lines = _bare_lines(text) if carry_ends else split_lines(text)
    seen = [tidy_line(line) for line in lines] if tidy else lines
    looked = _look(text if seen is lines else "\n".join(seen), seen, classifier)
    if looked is None and not tidy:
        return Report(text)
    cut: dict[int, Finding] = {}
    why: list[Finding | int | None] = [None] * len(lines) if looked is None else []
    if looked is not None:
        kinds = looked.kinds
        if looked.cuts:
            marked = zip(compress(range(len(kinds)), kinds), looked.marks, strict=True)
            cut = {i: found for i, found in marked if found is not None and found.cuts}
        why = _decide(seen, looked, classifier, strictness)
        drop_blank_lines(kinds, why, len(lines) - (not carry_ends and text[-1:] in ("", "\n")))
    outcome = Outcome(text, cut, why, tidy)
    if carry_ends:
        lines = seen = []  # before the same lines are made again
        lines = split_lines(text)
    cleaned = kept_text(outcome, lines)
    if cleaned == text:
        return Report(text)
    warning = NEARLY_NOTHING if len(why) >= LEAST_LINES and len(cleaned) <= LEAST_KEPT * len(text) else ""
    return Report(cleaned, lambda: removals(outcome), warning)


def _bare_lines(text: str) -> list[str]:
    r"""The lines of a text with `\r`, without their ends."""
    lines = split_lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines[-1]:
        lines.pop()  # what stands behind the last line end
    return lines


@dataclass(slots=True)
class _Looked:
    """What is found on the lines of a text; `_decide` empties it."""

    kinds: bytearray
    """What each line is by itself, a byte a line."""
    marks: list[Finding | None]
    """Of the lines that are not blank."""
    cuts: bool


def _look(text: str, lines: list[str], classifier: Classifier) -> _Looked | None:
    """Find what rules find on the lines of a text; None when it is nothing.

    The lines of a large text are looked at in parts, and like findings are one: a finding takes more than ten times
    the memory of a short line.
    """
    size = len(lines) if len(text) <= LARGE else PART
    out = _Looked(bytearray(), [], False)
    shared: dict[tuple[object, ...], Finding] = {}

    def add(end: int, findings: dict[str, Finding]) -> None:
        part = lines[len(out.kinds) : end] if end < len(lines) or out.kinds else lines
        kinds, marks = _kinds(part, findings, classifier)
        out.kinds += kinds
        out.marks += compress(marks, kinds)

    for at in range(0, len(lines), size):
        part = lines[at : at + size] if size < len(lines) else lines
        findings = classifier.findings(text if part is lines else "\n".join(part), part)
        if not findings:
            continue
        out.cuts = out.cuts or any(finding.cuts for finding in findings.values())
        if size < len(lines):
            if len(shared) > PART:
                shared.clear()
            for line, found in findings.items():
                if not found.cuts:
                    said = (id(found.rule), found.score, found.evidence, found.strong)
                    findings[line] = shared.setdefault(said, found)
        add(at + size, findings)  # and lines before, on which nothing is found
    if not out.kinds:
        return None
    if len(out.kinds) < len(lines):
        add(len(lines), {})
    return out


def _kinds(
    lines: list[str], findings: dict[str, Finding], classifier: Classifier
) -> tuple[bytearray, list[Finding | None]]:
    """What each line is by itself, a byte a line, and its finding."""
    if classifier.index.sieve is not None:
        kinds, marks = classifier.index.sieve.kinds(lines, findings)
    else:
        kinds, marks = bytearray(map(kind_of, lines)), [*map(findings.get, lines)]
    for i in compress(range(len(marks)), marks):
        kinds[i] = kind_found(marks[i])  # type: ignore[arg-type]  # None was left out
    return kinds, marks


def _decide(
    lines: Sequence[str], looked: _Looked, classifier: Classifier, strictness: str
) -> list[Finding | int | None]:
    """The findings that take the lines that go; None for those that stay.

    Repeats on what stays until nothing more goes, so that cleaning a cleaned text changes nothing. Nothing is kept
    from one round to the next but the lines that stay, each with what it is by itself.
    """
    whole = looked.kinds
    marks, looked.marks = looked.marks, []
    if BLANK in whole or looked.cuts:  # blank lines are never looked at, and cuts change lines
        lines = [*compress(lines, whole)]
    kinds = whole.translate(None, _BLANK_OR_GONE)
    why: list[Finding | int | None] = []
    while True:
        found = places(compress(range(len(marks)), marks), len(marks))
        if not found:
            break
        cut = {k: mark for k in found if (mark := marks[k]) is not None and mark.cuts}
        # Where nothing but weak words was found, the text is most likely clean, and nobody looks closer.
        sure = STRONG in kinds or FIRM in kinds or cut
        beside = _look_around(lines, found, classifier) if sure else NOBODY
        page = Page(lines, marks, kinds, found, beside, classifier.index, structures=strictness != "careful")
        _take(page, strictness)
        left = page.left
        if page.any_gone():
            why = _with_gone(why, page.gone, whole)
        elif not cut:
            break
        del page, found
        for k in beside[0]:
            if left[k] != GONE:
                left[k] = kinds[k]
        for k, mark in cut.items():
            if left[k] != GONE:
                lines[k] = remainder(lines[k], mark.cuts)  # type: ignore[index]  # cuts: the list made above
                rest = mark.rest
                marks[k], left[k] = (None, rest) if isinstance(rest, int) else (rest, kind_found(rest))
        lines, marks, kinds = [*compress(lines, left)], [*compress(marks, left)], left.translate(None, _BLANK_OR_GONE)
    return why or [None] * len(whole)


def _with_gone(
    why: list[Finding | int | None], gone: list[Finding | None], whole: bytearray
) -> list[Finding | int | None]:
    """What took the lines so far, and what took those that stood until now: `gone` has one for each of them."""
    if not why:
        if len(gone) == len(whole):
            return gone  # type: ignore[return-value]  # a list of its own, of a page that is not used any more
        why = [None] * len(whole)
    more = iter(gone)
    for i in compress(range(len(whole)), whole):
        if why[i] is None:
            why[i] = next(more)
    return why


def _take(page: Page, strictness: str) -> None:
    """One round: the rule modules, then what neighbours and place show."""
    if STRONG in page.kinds:  # each module begins with a line that goes for sure
        found = page.by_category()
        for module in ORDER:
            if positions := found.get(module.category):
                module.apply(page, positions)
    if strictness == "careful":
        return
    keep_company(page)
    if page.any_gone():
        take_menus(page, strictness)
        take_head(page)
        take_between(page)
        take_tail(page, strictness)


def _look_around(lines: Sequence[str], found: Sequence[int], classifier: Classifier) -> Beside:
    """Look more closely at the lines at the edges and beside findings; what is found there counts at once."""
    size = len(lines)
    near = bytearray(b"\1" * (size + 2))  # a byte for each line, with one to spare at either end
    if size > 2 * EDGE:
        near[EDGE + 1 : -EDGE - 1] = bytes(size - 2 * EDGE)
    for k in found:
        near[k] = near[k + 2] = 1
    for k in found:
        near[k + 1] = 2
    at, marks = places((), size), list[Finding]()
    todo = places((k for k in range(size) if near[k + 1] == 1), size)
    while todo:
        more = places((), size)
        for k in todo:
            mark = classifier.look_around(lines[k])
            if mark is not None:
                at.append(k)
                marks.append(mark)
                for other in (k - 1, k + 1):
                    if 0 <= other < size and not near[other + 1]:
                        near[other + 1] = 1
                        more.append(other)
        todo = more
    return at, marks
