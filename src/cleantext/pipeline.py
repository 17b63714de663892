"""The ordered list of rule modules, and how evidence becomes removals."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from cleantext.classify import Classifier
from cleantext.compiled import load_compiled
from cleantext.document import TERMINATOR, split_lines
from cleantext.finding import Finding, kind_of, remainder
from cleantext.index import Index
from cleantext.layout import Outcome, drop_blank_lines, kept_text, removals, tidy_line
from cleantext.report import Report
from cleantext.rule import DEFAULT_CATEGORIES
from cleantext.rules import ORDER
from cleantext.rules.base import FIRM, GONE, STRONG, Page, kind_found
from cleantext.rules.between import take_between
from cleantext.rules.company import keep_company
from cleantext.rules.head import take_head
from cleantext.rules.menu import take_menus
from cleantext.rules.tail import take_tail
from cleantext.settings import Settings, select_rules
from cleantext.tables import ENTRY, build_tables, merge_tables

__all__ = ["classifier_for", "run"]

EDGE = 3
"""Lines at either end of a document that are looked at as if they stood beside boilerplate."""

LEAST_LINES = 8
LEAST_KEPT = 0.04
"""Share of a text of at least LEAST_LINES lines; where less stays, the report warns."""

_BLANK_OR_GONE = b"\0"

NEARLY_NOTHING = "nearly all of this text looked like boilerplate and was removed; see the removals"


@lru_cache(maxsize=8)
def classifier_for(settings: Settings) -> Classifier:
    """One classifier for all Cleaners with the same settings."""
    rules, active = select_rules(settings)
    shipped = load_compiled()
    tables, entries = shipped.tables, shipped.entries
    if any(rules[n].category not in DEFAULT_CATEGORIES for n in active) or settings.own:
        optional = shipped.optional()
        tables, entries = merge_tables(tables, optional), entries + len(optional["entries"]) // ENTRY
    if settings.own:
        tables = merge_tables(tables, build_tables(settings.own, len(shipped.rules), entries))
    return Classifier(Index(rules, tables, active))


def run(text: str, classifier: Classifier, strictness: str = "balanced", tidy: bool = False) -> Report:
    """Clean one text: classify its lines, let the rule modules decide, put what stays together again."""
    lines = split_lines(text)
    carry_ends = "\r" in text
    seen = [TERMINATOR.sub("", line) for line in lines] if carry_ends else lines
    if tidy:
        seen = [tidy_line(line) for line in seen]
    findings = classifier.findings("\n".join(seen) if tidy else text, seen)
    if not findings and not tidy:
        return Report(text)
    kinds, marks = _kinds(seen, findings, classifier)
    cut: dict[int, Finding] = {}
    if any(finding.cuts for finding in findings.values()):
        cut = {i: mark for i, mark in enumerate(marks) if mark is not None and mark.cuts}
    why: list[Finding | int | None] = [None] * len(lines)
    _decide(seen, marks, kinds, why, classifier, strictness)
    count = len(lines) - (bool(lines) and lines[-1] == "" and not carry_ends)
    drop_blank_lines(kinds, why, count)
    outcome = Outcome(lines, cut, why, "" if carry_ends else "\n", tidy)
    cleaned = kept_text(outcome)
    if cleaned == text:
        return Report(text)
    warning = NEARLY_NOTHING if len(lines) >= LEAST_LINES and len(cleaned) <= LEAST_KEPT * len(text) else ""
    return Report(cleaned, lambda: removals(outcome), warning)


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
    lines: Sequence[str],
    marks: Sequence[Finding | None],
    kinds: bytearray,
    why: list[Finding | int | None],
    classifier: Classifier,
    strictness: str,
) -> None:
    """Fill `why` for the lines that go; `marks` and `kinds` say what each line is.

    Repeats on what stays until nothing more goes, so that cleaning a cleaned text changes nothing. Nothing is kept
    from one round to the next but the lines that stay, each with what it is by itself.
    """
    whole = kinds
    lines, marks = [*compress(lines, whole)], [*compress(marks, whole)]  # blank lines are never looked at
    kinds = whole.translate(None, _BLANK_OR_GONE)
    while True:
        found = array("l", compress(range(len(marks)), marks))
        if not found:
            return
        cut = {k: mark for k in found if (mark := marks[k]) is not None and mark.cuts}
        # Where nothing but weak words was found, the text is most likely clean, and nobody looks closer.
        sure = STRONG in kinds or FIRM in kinds or cut
        beside = _look_around(lines, found, classifier) if sure else {}
        page = Page(lines, marks, kinds, found, beside, classifier.index, structures=strictness != "careful")
        _take(page, strictness)
        left = page.left
        if page.any_gone():
            gone = iter(page.gone)
            for i in compress(range(len(whole)), whole):
                if why[i] is None:
                    why[i] = next(gone)
        elif not cut:
            return
        for k in beside:
            if left[k] != GONE:
                left[k] = kinds[k]
        for k, mark in cut.items():
            if left[k] != GONE:
                lines[k] = remainder(lines[k], mark.cuts)
                rest = mark.rest
                marks[k], left[k] = (None, rest) if isinstance(rest, int) else (rest, kind_found(rest))
        lines, marks, kinds = [*compress(lines, left)], [*compress(marks, left)], left.translate(None, _BLANK_OR_GONE)


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


def _look_around(lines: Sequence[str], found: Sequence[int], classifier: Classifier) -> dict[int, Finding]:
    """Look more closely at the lines at the edges and beside findings; what is found there counts at once."""
    size = len(lines)
    near = bytearray(b"\1" * (size + 2))  # a byte for each line, with one to spare at either end
    if size > 2 * EDGE:
        near[EDGE + 1 : -EDGE - 1] = bytes(size - 2 * EDGE)
    for k in found:
        near[k] = near[k + 2] = 1
    for k in found:
        near[k + 1] = 2
    out: dict[int, Finding] = {}
    todo = [k for k in range(size) if near[k + 1] == 1]
    while todo:
        more: list[int] = []
        for k in todo:
            mark = classifier.look_around(lines[k])
            if mark is not None:
                out[k] = mark
                for other in (k - 1, k + 1):
                    if 0 <= other < size and not near[other + 1]:
                        near[other + 1] = 1
                        more.append(other)
        todo = more
    return out
