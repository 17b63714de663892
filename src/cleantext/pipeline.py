"""The ordered list of rule modules, and how evidence becomes removals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cleantext.classify import Classifier
from cleantext.compiled import load_compiled
from cleantext.document import TERMINATOR, split_lines
from cleantext.finding import BLANK, Finding, Mark, kind_of, remainder
from cleantext.index import Index
from cleantext.layout import Outcome, drop_blank_lines, kept_text, removals, tidy_line
from cleantext.report import Report
from cleantext.rule import DEFAULT_CATEGORIES
from cleantext.rules import ORDER
from cleantext.rules.base import Page
from cleantext.rules.between import take_between
from cleantext.rules.company import keep_company
from cleantext.rules.head import take_head
from cleantext.rules.menu import take_menus
from cleantext.rules.tail import take_tail
from cleantext.settings import Settings, select_rules
from cleantext.tables import build_tables, merge_tables

__all__ = ["classifier_for", "run"]

EDGE = 3
"""Lines at either end of a document that are looked at as if they stood beside boilerplate."""

LEAST_LINES = 8
LEAST_KEPT = 0.04
"""Share of a text of at least LEAST_LINES lines; where less stays, the report warns."""

NEARLY_NOTHING = "nearly all of this text looked like boilerplate and was removed; see the removals"


@lru_cache(maxsize=8)
def classifier_for(settings: Settings) -> Classifier:
    """One classifier for all Cleaners with the same settings."""
    rules, active = select_rules(settings)
    shipped = load_compiled()
    tables, entries = shipped.tables, shipped.entries
    if any(rules[n].category not in DEFAULT_CATEGORIES for n in active) or settings.own:
        optional = shipped.optional()
        tables, entries = merge_tables(tables, optional), entries + len(optional["entries"]) // 2
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
    marks: list[Mark] = [findings.get(line) or (kind_of(line) if line else BLANK) for line in seen]
    why: list[Finding | int | None] = [None] * len(lines)
    _decide(seen, marks, why, classifier, strictness)
    count = len(lines) - (bool(lines) and lines[-1] == "" and not carry_ends)
    drop_blank_lines(marks, why, count)
    outcome = Outcome(lines, marks, why, "" if carry_ends else "\n", tidy)
    cleaned = kept_text(outcome)
    if cleaned == text:
        return Report(text)
    warning = NEARLY_NOTHING if len(lines) >= LEAST_LINES and len(cleaned) <= LEAST_KEPT * len(text) else ""
    return Report(cleaned, lambda: removals(outcome), warning)


def _decide(
    lines: Sequence[str],
    marks: Sequence[Mark],
    why: list[Finding | int | None],
    classifier: Classifier,
    strictness: str,
) -> None:
    """Fill `why` for the lines that go.

    Repeats on what stays until nothing more goes, so that cleaning a cleaned text changes nothing.
    """
    left = list(lines)  # what is left of each line, and its class by itself
    classes = list(marks)
    places = [i for i, mark in enumerate(marks) if mark]
    while True:
        near = [classes[i] for i in places]
        texts = [left[i] for i in places]
        _look_around(texts, near, classifier)
        page = Page(texts, near, classifier.index, structures=strictness != "careful")
        for module in ORDER:
            if positions := page.found.get(module.category):
                module.apply(page, positions)
        if strictness != "careful":
            keep_company(page)
            take_menus(page, strictness)
            take_head(page)
            take_between(page)
            take_tail(page, strictness)
        stay, changed = [], False
        for i, finding in zip(places, page.gone, strict=True):
            if finding is not None:
                why[i], changed = finding, True
                continue
            stay.append(i)
            mark = classes[i]
            if isinstance(mark, Finding) and mark.cuts:
                left[i], classes[i], changed = remainder(left[i], mark.cuts), mark.rest, True
        if not changed:
            return
        places = stay


def _look_around(lines: Sequence[str], marks: list[Mark], classifier: Classifier) -> None:
    """Look more closely at the lines at the edges and beside findings; what is found there counts at once.

    Where nothing but weak words was found, the text is most likely clean, and nobody looks.
    """
    if not any(mark.__class__ is Finding and (mark.strong or mark.rule.firm) for mark in marks):
        return
    size = len(lines)
    near = bytearray(size + 2)  # one byte for each line, with one to spare at either end
    for k in (*range(min(EDGE, size)), *range(max(0, size - EDGE), size)):
        near[k + 1] = 1
    for k, mark in enumerate(marks):
        if mark.__class__ is Finding:
            near[k] = near[k + 2] = 1
    for k in range(size):
        if near[k + 1] and marks[k].__class__ is not Finding:
            found = classifier.look_around(lines[k])
            if found is not None:
                marks[k] = found
