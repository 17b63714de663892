"""Workers: the same results as without them, no texts between processes, and a crash names its file."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cleantext import Cleaner, Report
from cleantext.cli import workers
from cleantext.cli.sources import Found, Item, Passed, Walk
from cleantext.cli.workers import Job, Outcome, batches, clean_batch, run_batches
from tests.cli.conftest import ARTICLE, CLEAN, PAGE, Cli, fill, tree

MANY = 3 * workers.BATCH_FILES + 5


class Crasher:
    """A cleaner that ends its process on some texts, as a fault in a C extension would."""

    def explain(self, text: str) -> Report:
        if "CRASH" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return Cleaner().explain(text)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {f"{i % 7}/{i:04}.txt": f"Page {i}, as it was.\n" + PAGE for i in range(MANY)}
    return fill(tmp_path / "src", {**files, "3/0100.bin": bytes(50), "5/0100.bin": bytes(50)})


def test_batches_close_by_count_and_by_bytes() -> None:
    small = [Found(str(i), str(i), size=1) for i in range(5)]
    assert [len(b) for b in batches(small, files=2, size=100)] == [2, 2, 1]
    assert [len(b) for b in batches(small, files=100, size=3)] == [3, 2]
    assert list(batches([])) == []


def test_any_number_of_workers_gives_the_same(cli: Cli, source: Path, tmp_path: Path) -> None:
    results = []
    for jobs in ("1", "2", "3"):
        report = tmp_path / "r.jsonl"
        result = cli("clean", source, "-o", tmp_path / "out", "-j", jobs, "--report", report, "--diff")
        results.append((result.code, result.out, result.err, report.read_bytes(), tree(tmp_path / "out")))
    assert results[0] == results[1] == results[2]
    assert len(results[0][4]) == MANY


def test_spawned_workers_give_the_same(cli: Cli, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked = cli("clean", source, "-o", tmp_path / "forked", "-j", "2")
    monkeypatch.setattr(workers, "_may_fork", lambda: False)
    spawned = cli("clean", source, "-o", tmp_path / "spawned", "-j", "2")
    assert (spawned.code, spawned.err) == (forked.code, forked.err)
    assert tree(tmp_path / "spawned") == tree(tmp_path / "forked")


def test_a_small_input_starts_no_workers(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = fill(tmp_path / "src", {f"{i}.txt": PAGE for i in range(10)})
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    assert cli("clean", source, "-o", tmp_path / "out", "-j", "8").code == 0


def test_no_text_crosses_between_processes(source: Path, tmp_path: Path) -> None:
    scratch = fill(tmp_path / "scratch", {})
    job = Job(Cleaner(), 10_000, str(tmp_path / "out"), scratch=str(scratch), report=True, diff=True)
    for batch in batches(iter(Walk([str(source)]))):
        assert b"council" not in pickle.dumps(batch)
        outcome = pickle.dumps(clean_batch(job, batch))
        assert b"council" not in outcome
        assert b"Leave a Reply" not in outcome
    assert b"council" in next(scratch.iterdir()).read_bytes() + b"".join(p.read_bytes() for p in scratch.iterdir())


def test_work_is_taken_lazily() -> None:
    taken = 0

    def endless() -> Iterator[list[Item]]:
        nonlocal taken
        while True:
            taken += 1
            yield [Passed("x", "passed by")]

    with closing(run_batches(Job(Crasher(), 1), endless(), 2)) as outcomes:
        for _ in range(5):
            next(outcomes)
    assert taken <= 2 * workers.WINDOW + 5
    assert multiprocessing.active_children() == []


def crash_files(source: Path, names: list[str]) -> list[str]:
    for name in names:
        (source / name).write_text(ARTICLE + "CRASH\n")
    return [f"{source}/{name}" for name in names]


@pytest.mark.parametrize("spawn", [False, True])
def test_a_crash_names_its_file_and_the_others_go_on(
    source: Path, tmp_path: Path, spawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if spawn:
        monkeypatch.setattr(workers, "_may_fork", lambda: False)
    guilty = crash_files(source, ["0/0000.txt", "6/0188.txt"])
    out = tmp_path / "out"
    scratch = fill(tmp_path / "scratch", {})
    job = Job(Crasher(), 10_000, str(out), scratch=str(scratch), report=True)
    total = Outcome()
    with closing(run_batches(job, batches(iter(Walk([str(source)]))), 2)) as outcomes:
        for outcome in outcomes:
            total.add(outcome)
    assert total.failed == 2
    problem = "the worker process died on it (out of memory, or a crash); leave it out or split it"
    assert [text for kind, text in total.lines if kind == "error"] == [f"{path}: {problem}" for path in guilty]
    assert total.cleaned == len(tree(out)) == MANY - 2
    lines = [json.loads(line) for part in total.reports for line in Path(part).read_text().splitlines()]
    assert sorted(line["source"] for line in lines) == sorted(str(p) for p in source.rglob("*.*"))
    assert multiprocessing.active_children() == []


def test_workers_that_never_start_end_the_run(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(job: Job) -> None:
        os._exit(3)

    monkeypatch.setattr(workers, "_set_up", die)
    monkeypatch.setattr(workers, "BATCH_FILES", 2)
    items = list(Walk([str(source)]))[:5]
    with closing(run_batches(Job(Cleaner(), 10_000, str(tmp_path / "out")), batches(items, files=2), 2)) as outcomes:
        assert sum(outcome.failed for outcome in outcomes) == 5


def test_the_report_part_that_finds_no_room(source: Path, tmp_path: Path) -> None:
    job = Job(Cleaner(), 10_000, str(tmp_path / "out"), scratch=str(tmp_path / "gone"), report=True)
    outcome = clean_batch(job, [Found(str(source / "0/0000.txt"), "a.txt")])
    assert (outcome.failed, outcome.rows) == (1, [])
    assert "the report has no room there" in outcome.lines[0][1]
    assert (tmp_path / "out/a.txt").read_text() == "Page 0, as it was.\n" + CLEAN
    assert clean_batch(replace(job, report=False), [Found(str(source / "0/0000.txt"), "a.txt")]).failed == 0
