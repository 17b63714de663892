"""Faults of disk, streams and memory, brought about one by one: each is told once, and nothing is half done."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

import cleantext.cli
from cleantext import Cleaner
from cleantext.cli import memory, workers, writing
from cleantext.cli.problems import FileFailed
from cleantext.cli.report_file import ReportFile
from cleantext.cli.screen import Screen
from cleantext.cli.sources import Found
from cleantext.cli.state import State, stamp
from cleantext.cli.workers import Job, Outcome, clean_batch
from tests.cli.conftest import CLEAN, PAGE, Cli, environment, fill, leftovers, tree
from tests.test_pack_errors import LONG_RUN, RUNAWAY, pattern_pack

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return fill(tmp_path / "src", {"a.txt": PAGE, "b.txt": PAGE, "z.txt": PAGE})


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


# the report


def test_no_room_for_the_report(
    cli: Cli, source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "r.jsonl"
    monkeypatch.setattr(ReportFile, "append", failing(FULL))
    result = cli("clean", source, "-o", out, "--report", report)
    assert result.code == 1
    assert result.problems == [
        f"error: --report {report}: No space left on device; free some space, then run again with --resume"
    ]
    assert tree(out) == dict.fromkeys(("a.txt", "b.txt", "z.txt"), CLEAN.encode())
    assert not report.exists()
    monkeypatch.undo()
    result = cli("clean", source, "-o", out, "--report", report, "--resume")
    assert (result.code, len(report.read_text().splitlines())) == (0, 3)  # what the report missed was done again


def test_a_report_that_cannot_get_its_name(
    cli: Cli, source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "r.jsonl"
    real = os.replace

    def rename(old: str, new: str) -> None:
        if new == str(report):
            raise PermissionError(errno.EACCES, "Permission denied")
        real(old, new)

    monkeypatch.setattr(os, "replace", rename)
    result = cli("clean", source, "-o", out, "--report", report)
    partial = f"{report}.partial"
    assert result.code == 1
    assert result.problems == [
        f"error: --report {report}: Permission denied; check its permissions; its lines are in {partial}"
    ]
    assert len(Path(partial).read_text().splitlines()) == 3


def test_a_part_that_fits_only_in_part_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = fill(tmp_path / "parts", {"one": "{1}\n{2}\n", "two": "{3}\n{4}\n"})
    kept = ReportFile(str(tmp_path / "r"), None)
    kept.append(str(parts / "one"))
    real, room = os.write, [3]

    def write(handle: int, data: bytes) -> int:
        if not room:
            raise FULL
        return real(handle, data[: room.pop()])

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(OSError, match="No space left"):
        kept.append(str(parts / "two"))
    monkeypatch.undo()
    assert (tmp_path / "r.partial").read_text() == "{1}\n{2}\n"
    kept.append(str(parts / "two"))
    kept.publish()
    assert (tmp_path / "r").read_text() == "{1}\n{2}\n{3}\n{4}\n"
    assert kept.length == 16


def test_a_report_to_go_on_with_that_is_gone(tmp_path: Path) -> None:
    kept = ReportFile(str(tmp_path / "r"), 100)
    assert kept.length == 0
    kept.publish()
    assert (tmp_path / "r").read_bytes() == b""


def test_the_report_goes_on_up_to_what_was_noted(tmp_path: Path) -> None:
    lines = [b'{"source": 1}\n', b'{"error": 2}\n', b'{"source": 3}\n', b'{"source": 4}\n']
    (tmp_path / "r").write_bytes(b"".join(lines))
    for keep, want in ((0, []), (14, [0]), (27, [0]), (40, [0]), (41, [0, 2]), (55, [0, 2, 3]), (999, [0, 2, 3])):
        kept = ReportFile(str(tmp_path / "r"), keep)
        kept.close()
        partial = tmp_path / "r.partial"
        assert partial.read_bytes() == b"".join(lines[n] for n in want)
        assert kept.length == partial.stat().st_size
        partial.unlink()


# the state


def test_a_state_that_cannot_be_written(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(State, "add", failing(sqlite3.OperationalError("database or disk is full")))
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    said = "database or disk is full; what follows will be done again by --resume"
    assert result.problems == [f"error: {out}/.cleantext-state.sqlite: {said}"]
    assert len(tree(out)) == 3
    monkeypatch.undo()
    assert "3 cleaned" in cli("clean", source, "-o", out, "--resume").err


def test_finished_files_are_noted_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("12345")
    row = (b"a", stamp("/src/a", 7, 1), 5)
    with State(str(tmp_path), "mark", resume=False) as state:
        with pytest.raises(sqlite3.Error):
            state.add([row, (b"b", "s", object())], ("/r", 9))  # type: ignore[list-item]  # SQLite cannot hold it
        assert not state.is_done("/src/a", "a", 7, 1)
        state.add([row], ("/r", 9))
        assert state.is_done("/src/a", "a", 7, 1)
        assert not state.is_done("/src/a", "a", 7, 2)
        assert not state.is_done("/src/a", "a", 8, 1)
        assert not state.is_done("/src/b", "a", 7, 1)
        assert not state.is_done("/src/a", "b", 7, 1)
    with State(str(tmp_path), "mark", resume=True) as state:
        assert (state.report_length("/r"), state.report_length("/other")) == (9, None)
        assert state.is_done("/src/a", "a", 7, 1)
        (tmp_path / "a").write_text("1234")
        assert not state.is_done("/src/a", "a", 7, 1)
    with State(str(tmp_path), "another mark", resume=True) as state:
        assert state.report_length("/r") is None


# streams


@pytest.mark.parametrize(
    ("stream", "words", "problem"),
    [
        ("stdin", ["clean", "-"], "error: -: standard input is closed; mend that and run again"),
        ("stdin", ["explain", "-"], "error: -: standard input is closed; mend that and run again"),
        ("stdout", ["clean", "a.txt"], "error: a.txt: standard output is closed; mend that and run again"),
    ],
)
def test_a_closed_stream(
    cli: Cli, source: Path, stream: str, words: list[str], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(source)
    monkeypatch.setattr(sys, stream, None)
    result = cli(*words)
    assert (result.code, result.problems) == (1, [problem])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_with_no_room(cli: Cli, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("wb", buffering=0) as raw:
        # Written at once, and written when the command ends: both are told, once.
        for words in (["rules"], ["clean", str(source / "a.txt"), "--quiet"]):
            monkeypatch.setattr(
                sys, "stdout", io.TextIOWrapper(io.BufferedWriter(os.fdopen(os.dup(raw.fileno()), "wb", 0)))
            )
            result = cli(*words)
            assert result.code == 1
            assert len(result.problems) == 1
            assert "No space left on device; free some space" in result.problems[0]
            sys.stdout.close()
            monkeypatch.undo()


def test_a_reader_that_has_seen_enough(cli: Cli, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.cli.writing.write_out", failing(BrokenPipeError()))
    result = cli("clean", source / "a.txt")
    assert (result.code, result.problems) == (141, [])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143)])
def test_stopped_half_way(
    cli: Cli, source: Path, out: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cleaner, "explain", failing(error))
    result = cli("clean", source, "-o", out, "-j", "1")
    assert result.code == (130 if isinstance(error, KeyboardInterrupt) else 143)
    assert result.problems == ["stopped: finished files stay; --resume goes on from here"]
    assert not leftovers(out)
    stopped = cli("clean", source / "a.txt", "-j", "1")
    assert stopped.problems == ["stopped: finished files stay"]


def test_an_interrupt_while_the_command_is_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.cli.entry.run", failing(KeyboardInterrupt()))
    with pytest.raises(SystemExit) as caught:
        cleantext.cli.main(["--version"])
    assert caught.value.code == 130


def test_a_fault_of_ours_is_not_hidden(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.cli.app.check_pack", failing(ZeroDivisionError("ours")))
    with pytest.raises(ZeroDivisionError):
        cli("check", "x.toml")


# files


def test_not_enough_memory_for_one_file(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Cleaner.explain
    fill(source, {"m.txt": "HUGE\n"})
    monkeypatch.setattr(
        Cleaner, "explain", lambda self, text: failing(MemoryError())() if "HUGE" in text else real(self, text)
    )
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert result.problems == [f"error: {source}/m.txt: not enough memory; split the file or lower --jobs"]
    assert sorted(tree(out)) == ["a.txt", "b.txt", "z.txt"]


def test_not_enough_memory_to_explain(cli: Cli, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cleaner, "explain", failing(MemoryError()))
    result = cli("explain", source / "a.txt")
    assert result.code == 1
    assert result.problems == [f"error: {source}/a.txt: not enough memory; split the file"]


@pytest.mark.skipif(sys.platform != "linux", reason="there is nothing to ask elsewhere")
@pytest.mark.parametrize("verb", ["clean", "explain"])
def test_memory_that_runs_out_is_told(tmp_path: Path, verb: str) -> None:
    """A text too large for what is free is one error; no process is ended by the system."""
    lines = "".join(f"Old bridge {number}\n" for number in range(memory.LARGE // 15))
    files = fill(tmp_path, {"large.txt": lines, "small.txt": PAGE})
    large, small, out = (str(files / name) for name in ("large.txt", "small.txt", "out"))
    code = "from cleantext.cli import main, memory\nmemory.available = lambda: 150_000_000\nmain(sys.argv[1:])"
    words = [verb, large] if verb == "explain" else [verb, large, small, "-o", out]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}", *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("error")] == [
        f"error: {large}: not enough memory; split the file" + " or lower --jobs" * (verb == "clean")
    ]
    assert verb == "explain" or tree(tmp_path / "out") == {"small.txt": CLEAN.encode()}


@pytest.mark.skipif(sys.platform != "linux", reason="there is nothing to ask elsewhere")
def test_the_bound_on_memory_is_for_large_texts_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_DATA)
    room = memory.available()
    assert room is not None
    assert room > 0
    seen = []
    for size, sharing in ((memory.LARGE - 1, 1), (memory.LARGE, 1), (memory.LARGE, 4)):
        with memory.bounded(size, sharing):
            seen.append(resource.getrlimit(resource.RLIMIT_DATA))
        assert resource.getrlimit(resource.RLIMIT_DATA) == limits
    assert seen[0] == limits
    assert limits[0] == resource.RLIM_INFINITY or seen[1][0] <= limits[0]
    assert seen[2][0] < seen[1][0]
    with pytest.raises(MemoryError), memory.bounded(memory.LARGE):
        failing(MemoryError())()
    assert resource.getrlimit(resource.RLIMIT_DATA) == limits
    monkeypatch.setattr(memory, "available", lambda: None)
    with memory.bounded(memory.LARGE):
        assert resource.getrlimit(resource.RLIMIT_DATA) == limits


def test_a_name_that_vanishes_between_listing_and_looking(
    cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.lstat

    def look(path: Any, *args: Any, **more: Any) -> os.stat_result:
        if str(path).endswith("src/b.txt"):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return real(path, *args, **more)

    monkeypatch.setattr(os, "lstat", look)
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert result.problems == [
        f"error: {source}/b.txt: No such file or directory; check the name, or run again if it has moved"
    ]
    assert sorted(tree(out)) == ["a.txt", "z.txt"]


def test_a_result_that_would_take_the_reports_place(cli: Cli, source: Path, out: Path) -> None:
    result = cli("clean", source, "-o", out, "--report", out / "b.txt")
    assert result.code == 1
    assert result.problems == [
        f"error: {source}/b.txt: its place {out}/b.txt is that of --report; name another file there"
    ]
    assert len((out / "b.txt").read_text().splitlines()) == 3


def test_a_pack_that_runs_away_is_named(cli: Cli, source: Path, out: Path, tmp_path: Path) -> None:
    """Its pattern is stopped, and the file that it was stopped on is told with the pack's own error."""
    pack = pattern_pack(tmp_path / "mine.toml", RUNAWAY)
    fill(source, {"m.txt": LONG_RUN + "\n"})
    result = cli("clean", source, "-o", out, "--pack", pack)
    problem = f"{pack}: rule 'x-pattern': a pattern took over 0.25 s on one line; bound its repetitions"
    assert result.code == 1
    assert result.problems == [f"error: {source}/m.txt: {problem}"]
    assert sorted(tree(out)) == ["a.txt", "b.txt", "z.txt"]
    explained = cli("explain", source / "m.txt", "--pack", pack)
    assert (explained.code, explained.problems) == (2, [f"error: {problem}"])


def test_what_is_read_and_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 100)
    data, found = writing.read(str(path), 100)
    assert (data, found.st_size) == (b"x" * 100, 100)
    for name, size in ((str(path), 100), ("-", 51)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 100)))
        with pytest.raises(FileFailed) as caught:
            writing.read(name, 50)
        assert str(caught.value) == (
            f"larger than --max-size (at least {size} bytes, 50 allowed); split it or raise --max-size"
        )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"y" * 3_000_000)))
    data, found = writing.read("-", 3_000_000)
    assert (data, found.st_size) == (b"y" * 3_000_000, 3_000_000)
    assert oct(found.st_mode) == "0o100666"


def test_a_file_that_grows_is_read_to_its_end_or_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    real = os.fstat

    def grow(handle: int) -> os.stat_result:
        found = real(handle)
        if os.path.samestat(found, path.stat()):
            path.write_bytes(b"0123456789" * 300_000)
        return found

    for limit in (3_000_000, 5_000_000):
        path.write_bytes(b"0123456789")
        with monkeypatch.context() as patched:
            patched.setattr(os, "fstat", grow)
            assert writing.read(str(path), limit)[0] == b"0123456789" * 300_000
    path.write_bytes(b"0123456789")
    monkeypatch.setattr(os, "fstat", grow)
    with pytest.raises(FileFailed, match=r"at least 2,001 bytes, 2,000 allowed"):
        writing.read(str(path), 2_000)


def test_a_result_is_prepared_beside_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename is whole only within one disk."""
    renames: list[tuple[str, str]] = []
    real = os.replace

    def rename(old: str, new: str) -> None:
        renames.append((old, new))
        real(old, new)

    monkeypatch.setattr(os, "replace", rename)
    writing.write(str(tmp_path / "a"), b"1", 0o100640, "tok")
    assert renames == [(str(tmp_path / f".cleantext-tok-{os.getpid()}.tmp"), str(tmp_path / "a"))]
    assert (tmp_path / "a").read_bytes() == b"1"
    assert (tmp_path / "a").stat().st_mode & 0o777 & ~0o640 == 0
    writing.write(str(tmp_path / "a"), b"1", 0o100777, "tok")
    assert (tmp_path / "a").stat().st_mode & 0o111 == 0  # a text is no program
    monkeypatch.setattr(os, "replace", failing(FULL))
    with pytest.raises(OSError, match="No space"):
        writing.write(str(tmp_path / "a"), b"2", 0o100640, "tok")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_folder_that_cannot_be_listed(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(source, {"shut/in.txt": PAGE, "then/in.txt": PAGE})
    real = os.listdir

    def listing(path: str) -> list[str]:
        if path.endswith("shut"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listing)
    result = cli("clean", source, "-o", out)
    assert result.problems == [f"error: {source}/shut: Permission denied; check its permissions"]
    assert sorted(tree(out)) == ["a.txt", "b.txt", "then/in.txt", "z.txt"]


def test_what_comes_behind_standard_input_is_cleaned_too(
    cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    os.mkfifo(source / "fifo")
    result = cli("clean", "-", source / "fifo", source / "nowhere", source / "a.txt", "-o", out)
    assert result.code == 1
    assert result.problems == [
        f"error: {source}/fifo: a FIFO, not a plain file; pipe it in with `cleantext clean -`",
        f"error: {source}/nowhere: No such file or directory; check the name, or run again if it has moved",
    ]
    assert sorted(tree(out)) == ["a.txt", "stdin.txt"]


def test_the_state_cannot_be_made(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(State, "_open", failing(sqlite3.OperationalError("disk I/O error")))
    result = cli("clean", source, "-o", out)
    remedy = "check DEST's permissions and free space, or choose another DEST"
    assert result.problems == [f"error: {out}: its state file fails (disk I/O error); {remedy}"]


# workers


def test_a_worker_that_is_gone_before_it_is_sent_anything(tmp_path: Path) -> None:
    class Gone:
        def submit(self, *_: object) -> None:
            raise BrokenProcessPool

    future: Future[Outcome] = workers._Workers._send(Gone(), [Found("x", "x")])  # type: ignore[arg-type]  # a stand-in
    assert isinstance(future.exception(), BrokenProcessPool)


def test_a_batch_without_news_makes_no_part_file(source: Path, tmp_path: Path) -> None:
    scratch = fill(tmp_path / "scratch", {})
    (source / "a.txt").write_text("Nothing to remove.\n")
    job = Job(Cleaner(), 10_000, scratch=str(scratch), diff=True)
    outcome = clean_batch(job, [Found(str(source / "a.txt"), "a.txt")])
    assert (outcome.cleaned, outcome.diffs, list(scratch.iterdir())) == (1, [], [])


# the terminal


def test_progress_and_rules_on_a_terminal(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    shown = cli("rules", "--category", "share", "--language", "en")
    plain = cli("rules", "--category", "share", "--language", "en", "--json")
    assert "strength" in shown.text.splitlines()[0]
    assert (shown.code, plain.code) == (0, 0)
    assert all(line.split()[0].removeprefix("\x1b[0m").startswith("en-") for line in shown.text.splitlines()[1:])
    (source / "c.txt").symlink_to("nowhere")
    ended = cli("clean", source, "-o", out)
    assert ended.code == 0
    assert "3 cleaned" in ended.err
    assert "leads nowhere" in ended.err
    screen = Screen()
    with screen.progress():
        screen.advance(1)
        screen.advance(1)  # too soon to be drawn again
    screen.advance(1)  # with nothing to advance
