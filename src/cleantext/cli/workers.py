"""Cleaning batches of files, here or in worker processes. No Typer or Rich: spawned workers import this."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH118, PTH120, PTH123

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from json import dumps
from multiprocessing.connection import wait
from typing import Protocol

from cleantext.cli import writing
from cleantext.cli.marks import diff
from cleantext.cli.memory import bounded
from cleantext.cli.problems import FileFailed, Refused, shown, why
from cleantext.cli.sources import Found, Item, Passed
from cleantext.cli.state import Row, stamp
from cleantext.errors import CleantextError
from cleantext.report import Report

__all__ = ["Job", "Outcome", "batches", "clean_batch", "run_batches"]

BATCH_FILES = 64
BATCH_BYTES = 512 * 1024
WINDOW = 32  # batches in flight for each worker: so many finish while one waits for a large file
_STOPS = (signal.SIGINT, signal.SIGTERM)
MAX_WORKERS = 61  # Windows cannot wait for more


class Explainer(Protocol):
    """What a worker needs of a `Cleaner`."""

    def explain(self, text: str) -> Report: ...


@dataclass(frozen=True)
class Job:
    """What is the same for every file of a run; goes to each worker once.

    `destination` is DEST as a real path, or None: then a file goes to standard output if
    `to_stdout`, else nowhere. `scratch` is the folder for the parts of report and diff.
    `token` marks this run's temp files. `workers` share the memory.
    """

    cleaner: Explainer
    max_size: int
    destination: str | None = None
    to_stdout: bool = False
    scratch: str | None = None
    report: bool = False
    diff: bool = False
    count: bool = True
    token: str = "run"
    workers: int = 1


@dataclass
class Outcome:
    """What came of some files. Texts are not in it: they are in the part files it names.

    `removed` counts by (category, "files" | "lines" | "words"); `lines` are problems to print,
    each with its kind.
    """

    cleaned: int = 0
    changed: int = 0
    skipped: int = 0
    failed: int = 0
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take in the outcome of further files."""
        self.cleaned += other.cleaned
        self.changed += other.changed
        self.skipped += other.skipped
        self.failed += other.failed
        self.removed.update(other.removed)
        self.lines += other.lines
        self.rows += other.rows
        self.reports += other.reports
        self.diffs += other.diffs


def batches(items: Iterable[Item], files: int = BATCH_FILES, size: int = BATCH_BYTES) -> Iterator[list[Item]]:
    """Cut a stream of items into lists, each closed by a count of files or of bytes."""
    batch: list[Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += item.size if isinstance(item, Found) else 0
        if len(batch) >= files or held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def clean_batch(job: Job, batch: Iterable[Item]) -> Outcome:
    """Clean the files of one batch and write them. What is wrong with one is noted; the others go on."""
    outcome = Outcome()
    reports: list[str] = []
    diffs: list[str] = []
    for item in batch:
        try:
            if isinstance(item, Passed):
                _pass(outcome, reports, item)
            else:
                with bounded(job.max_size if item.path == writing.STDIN else item.size, job.workers):
                    _clean_file(job, item, outcome, reports, diffs)
        except Refused as error:
            # Not text. A folder may hold anything; only a file asked for by name is missed.
            _pass(outcome, reports, Passed(item.path, str(error), isinstance(item, Found) and item.named))
        except FileFailed as error:
            _pass(outcome, reports, Passed(item.path, str(error), failed=True))
        except BrokenPipeError:
            raise
        except OSError as error:
            _pass(outcome, reports, Passed(item.path, why(error), failed=True))
        except MemoryError:
            _pass(outcome, reports, Passed(item.path, "not enough memory; split the file or lower --jobs", failed=True))
        except CleantextError as error:  # such as a pattern of a user's pack that ran out of time
            _pass(outcome, reports, Passed(item.path, str(error), failed=True))
        except Exception as error:  # a fault of ours in one file must not cost the others
            problem = f"unexpected {type(error).__name__}: {error}; please report it with the file"
            _pass(outcome, reports, Passed(item.path, " ".join(problem.split()), failed=True))
    if job.scratch is not None:
        try:
            outcome.reports += _part(job.scratch, reports) if job.report else []
            outcome.diffs += _part(job.scratch, diffs) if job.diff else []
        except OSError as error:
            outcome.rows.clear()  # not in the report, so a resumed run must do them again
            outcome.failed += 1
            outcome.lines.append(("error", f"{shown(job.scratch)}: the report has no room there: {why(error)}"))
    return outcome


def _clean_file(job: Job, item: Found, outcome: Outcome, reports: list[str], diffs: list[str]) -> None:
    """Clean one file; nothing is noted of it unless it is written."""
    data, found = writing.read(item.path, job.max_size)
    writing.refuse_binary(data)
    text = writing.decode(data)
    report = job.cleaner.explain(text)
    cleaned = writing.encode(report.text)
    target = None if job.destination is None else os.path.join(job.destination, item.relative)
    removed = _removed(report) if job.count else Counter()
    lines = diff(item.path, text, report) if job.diff else []
    head = f'"source": {dumps(item.path)}, "destination": {dumps(target)}'
    object_ = f'{{{head}, "report": {report.to_json()}}}\n' if job.report else ""
    if job.destination is not None and target is not None:
        writing.prepare(os.path.dirname(target), job.destination, job.token)
        writing.write(target, cleaned, found.st_mode, job.token)
        row = (os.fsencode(item.relative), stamp(item.path, found.st_size, found.st_mtime_ns), len(cleaned))
        outcome.rows.append(row)
    elif job.to_stdout:
        writing.write_out(cleaned)
    outcome.cleaned += 1
    outcome.changed += cleaned != data
    outcome.removed.update(removed)
    if report.warning:
        outcome.lines.append(("warning", f"{shown(item.path)}: {report.warning}"))
    diffs += lines
    if object_:
        reports.append(object_)


def _pass(outcome: Outcome, reports: list[str], item: Passed) -> None:
    outcome.failed += item.failed
    outcome.skipped += not item.failed
    outcome.lines.append(("error" if item.failed else "skipped", f"{shown(item.path)}: {item.problem}"))
    # "error" comes first so that a resumed run can tell these lines by their beginning.
    reports.append(f'{{"error": {dumps(item.problem)}, "source": {dumps(item.path)}, "destination": null}}\n')


def _removed(report: Report) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    words = [removal for removal in report.removals if removal.category != "layout"]
    for removal in words:
        counts[removal.category, "words"] += len(removal.text.split())
        counts[removal.category, "lines"] += sum(1 for line in removal.text.split("\n") if line.strip())
    for category in {removal.category for removal in words}:
        counts[category, "files"] = 1
    return counts


def _part(scratch: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    handle, name = tempfile.mkstemp(dir=scratch)
    with open(handle, "w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return [name]


def run_batches(job: Job, work: Iterator[list[Item]], jobs: int) -> Generator[Outcome, None, None]:
    """Clean batches and give their outcomes in the order of the work, whatever the number of jobs.

    Work for one batch only is done here: starting workers would cost more than it gains.
    Close the iterator to stop early: the workers are ended at once and waited for.
    """
    first = list(islice(work, 2))
    if jobs == 1 or len(first) < 2:
        for batch in chain(first, work):
            yield clean_batch(job, batch)
        return
    workers = _Workers(job, min(jobs, MAX_WORKERS))
    try:
        for batch in chain(first, work):
            workers.submit(batch)
            if workers.is_full():
                yield workers.next()
        while workers.pending:
            yield workers.next()
        workers.close()
    finally:
        workers.stop()


class _Workers:
    """Worker processes and the batches in flight. Survives the death of a worker, and names the file."""

    def __init__(self, job: Job, jobs: int) -> None:
        self.job = job
        self.jobs = jobs
        self.pending: deque[tuple[list[Item], Future[Outcome]]] = deque()
        if _may_fork():
            job.cleaner.explain("")  # made ready once here, the workers inherit it
        self._pool = self._start(jobs)

    def is_full(self) -> bool:
        return len(self.pending) >= self.jobs * WINDOW

    def submit(self, batch: list[Item]) -> None:
        self.pending.append((batch, self._send(self._pool, batch)))

    def next(self) -> Outcome:
        """Wait for the oldest batch; after a worker's death clean it file by file and send the rest again."""
        batch, future = self.pending.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            _end(self._pool)
            outcome = self._one_by_one(batch)
            self._pool = self._start(self.jobs)
            for number, (other, lost) in enumerate(self.pending):
                if lost.cancelled() or isinstance(lost.exception(), BrokenProcessPool):
                    self.pending[number] = (other, self._send(self._pool, other))
            return outcome

    def close(self) -> None:
        """Let the workers, which have nothing more to do, end."""
        self._pool.shutdown()

    def stop(self) -> None:
        """End the workers now, whatever they are doing."""
        _end(self._pool)

    def _one_by_one(self, batch: list[Item]) -> Outcome:
        outcome = Outcome()
        pool = self._start(1)
        try:
            for item in batch:
                try:
                    outcome.add(self._send(pool, [item]).result())
                except BrokenProcessPool:
                    _end(pool)
                    problem = "the worker process died on it (out of memory, or a crash); leave it out or split it"
                    outcome.add(clean_batch(self.job, [Passed(item.path, problem, failed=True)]))
                    pool = self._start(1)
        finally:
            _end(pool)
        return outcome

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
        return ProcessPoolExecutor(jobs, context, _set_up, (self.job,))

    @staticmethod
    def _send(pool: ProcessPoolExecutor, batch: list[Item]) -> Future[Outcome]:
        try:
            with _signals_held():  # the first call starts the workers
                return pool.submit(_work, batch)
        except BrokenProcessPool as error:
            future: Future[Outcome] = Future()
            future.set_exception(error)
            return future


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals back, here and in workers that start meanwhile until they are set up: one that comes
    earlier would end a worker with a traceback."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _may_fork() -> bool:
    # A fork copies only the thread that calls it: a lock another thread holds would stay shut for ever.
    return sys.platform == "linux" and threading.active_count() == 1


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool's workers now and wait for them. Their files are whole: writes are renames."""
    for process in multiprocessing.active_children():
        process.kill()  # a SIGTERM could be lost on a worker that is still starting
    pool.shutdown(wait=True, cancel_futures=True)


_job: list[Job] = []
"""In a worker: the job it was started with."""


def _set_up(job: Job) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    _job[:] = [job]
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        with suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)


def _work(batch: list[Item]) -> Outcome:
    return clean_batch(_job[0], batch)
