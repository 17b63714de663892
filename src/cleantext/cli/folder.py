"""One `clean` run: sources to batches to outcomes; state, report and screen kept in step."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH103, PTH108, PTH112, PTH123

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from cleantext.cli.problems import Refused, shown, why
from cleantext.cli.report_file import ReportFile
from cleantext.cli.screen import Screen, print_marked
from cleantext.cli.sources import Found, Item, Walk, check_destination, claims
from cleantext.cli.state import State
from cleantext.cli.workers import Job, Outcome, batches, run_batches
from cleantext.cli.writing import STDIN

__all__ = ["Order", "fingerprint", "run"]


@dataclass(frozen=True)
class Order:
    """What the user asked `clean` to do, apart from the cleaner's settings."""

    sources: Sequence[str]
    destination: str | None
    dry_run: bool
    diff: bool
    report: str | None
    globs: Sequence[str]
    jobs: int
    resume: bool
    follow_links: bool
    max_size: int
    quiet: bool


def fingerprint(version: str, settings: Mapping[str, object]) -> str:
    """A digest of all that decides what cleaning gives: version, settings, content of the packs."""
    packs = [hashlib.sha256(Path(str(p)).read_bytes()).hexdigest() for p in _listed(settings["packs"])]
    plain = {name: sorted(map(str, v)) if isinstance(v, list) else v for name, v in settings.items() if name != "packs"}
    return hashlib.sha256(json.dumps([version, plain, packs], sort_keys=True).encode()).hexdigest()


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def check(order: Order) -> None:
    """Refuse an order that cannot be carried out, before anything is written.

    Raises:
        Refused: as "what; remedy".
    """
    writes = not (order.dry_run or order.diff)
    if order.sources.count(STDIN) > 1:
        raise Refused('"-" stands twice; standard input can be read only once')
    if order.destination is None:
        if order.resume:
            raise Refused("--resume needs the DEST of the run to go on with; add -o DEST")
        if writes and (len(order.sources) > 1 or (order.sources[0] != STDIN and os.path.isdir(order.sources[0]))):
            raise Refused("several files need a place to go; add -o DEST, or --dry-run")
    elif order.resume and order.dry_run:
        raise Refused("--resume and --dry-run do not go together; leave one out")
    if order.destination is not None:
        check_destination(order.sources, order.destination)
    if order.report is not None:
        for source in order.sources:
            real = os.path.realpath(source)
            if source != STDIN and (order.report == real or order.report.startswith(real.rstrip(os.sep) + os.sep)):
                raise Refused(f"--report {shown(order.report)} lies in the source {shown(source)}; put it elsewhere")


def run(order: Order, job: Job, mark: str, screen: Screen) -> int:
    """Carry the order out and give its exit code. `mark` is the settings' fingerprint.

    Raises:
        Refused: nothing was done.
        KeyboardInterrupt, SystemExit: stopped by a signal; finished files stay, and workers are gone.
    """
    check(order)
    write_to = None if order.dry_run else order.destination
    walk: Iterator[Item] = iter(Walk(order.sources, order.globs, order.follow_links, order.destination))
    total = Outcome()
    with ExitStack() as stack:
        state = None
        if write_to is not None:
            try:
                os.makedirs(write_to, exist_ok=True)
            except OSError as error:
                raise Refused(f"DEST {shown(write_to)}: {why(error)}") from error
            state = stack.enter_context(State(write_to, mark, order.resume))
        if order.destination is not None:
            folds_case = state is not None and state.folds_case()
            walk = claims(walk, order.sources, order.destination, order.report, folds_case)
        report = None
        if order.report is not None:
            report = ReportFile(order.report, state.report_length(order.report) if state else None)
        scratch = None
        if order.report is not None or order.diff:
            scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="cleantext-", ignore_cleanup_errors=True))
        jobs = 1 if STDIN in order.sources else order.jobs  # a worker has no standard input
        job = replace(job, destination=write_to, scratch=scratch, token=secrets.token_hex(4), workers=jobs)
        walk = narrowed = _Counted(walk)
        keeper = _Keeper(state, report, screen, total)
        try:
            stack.enter_context(screen.progress())
            work = batches(keeper.undone(walk) if order.resume else walk)
            outcomes = stack.enter_context(closing(run_batches(job, work, jobs)))
            for outcome in outcomes:
                keeper.keep(outcome)
        finally:
            keeper.finish()
    if order.globs and not narrowed.files:
        fit = ", ".join(shown(glob) for glob in order.globs)
        screen.line("warning", f"--glob {fit}: no file fits; a pattern with / is held against the path below SRC")
    screen.table(total, keeper.resumed, order.dry_run)
    return 1 if total.failed else 0


class _Counted:
    """What is walked over, with a count of the files that are found."""

    def __init__(self, items: Iterator[Item]) -> None:
        self.items = items
        self.files = 0

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        item = next(self.items)
        self.files += isinstance(item, Found)
        return item


class _Keeper:
    """Takes in outcomes in order: prints their lines, appends to the report, notes the files as done."""

    def __init__(self, state: State | None, report: ReportFile | None, screen: Screen, total: Outcome) -> None:
        self.state = state
        self.report = report
        self.screen = screen
        self.total = total
        self.resumed = 0

    def undone(self, items: Iterator[Item]) -> Iterator[Item]:
        """Leave out the files that the run to go on with has finished."""
        for item in items:
            known = isinstance(item, Found) and item.path != STDIN
            if known and self.state is not None and self.state.is_done(*item[:4]):
                self.resumed += 1
            else:
                yield item

    def keep(self, outcome: Outcome) -> None:
        """Take in one outcome. Where report or state fail, that is told once and the run goes on without."""
        for kind, text in outcome.lines:
            self.screen.line(kind, text)
        for name in outcome.diffs:
            with open(name, encoding="utf-8", newline="\n") as file:
                print_marked(file)
            os.unlink(name)
        if self._append(outcome.reports):
            self._note(outcome)
        done = outcome.cleaned + outcome.failed + outcome.skipped
        outcome.lines, outcome.rows, outcome.reports, outcome.diffs = [], [], [], []
        self.total.add(outcome)
        self.screen.advance(done)

    def _append(self, parts: Sequence[str]) -> bool:
        """Whether the report holds these lines, or none is wanted."""
        for part in parts:
            if self.report is not None:
                try:
                    self.report.append(part)
                except OSError as error:
                    self._fail(f"--report {shown(self.report.path)}: {why(error)}")
                    self.report.close()
                    self.report = None
                    self.state = None  # what the report misses must be done again
                    return False
            os.unlink(part)
        return True

    def _note(self, outcome: Outcome) -> None:
        if self.state is not None:
            try:
                self.state.add(outcome.rows, (self.report.path, self.report.length) if self.report else None)
            except sqlite3.Error as error:
                self._fail(f"{shown(self.state.path)}: {error}; what follows will be done again by --resume")
                self.state = None

    def finish(self) -> None:
        """Publish the report, however the run ended."""
        if self.report is not None:
            try:
                self.report.publish()
            except OSError as error:
                self._fail(f"--report {shown(self.report.path)}: {why(error)}; its lines are in {self.report.partial}")

    def _fail(self, text: str) -> None:
        self.total.failed += 1
        self.screen.line("error", text)
