"""Each bad input gets one line that says what, where and what helps; the other files go on; nothing is lost."""

from __future__ import annotations

import ctypes
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cleantext import Cleaner, Report
from cleantext.cli import state
from tests.cli.conftest import ARTICLE, CLEAN, PAGE, Cli, command, environment, fill, leftovers, tree
from tests.cli.test_clean import own_pack

AS_ROOT = os.geteuid() == 0
needs_permissions = pytest.mark.skipif(AS_ROOT and sys.platform != "linux", reason="root can read and write everything")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return fill(tmp_path / "src", {"a.txt": PAGE, "z.txt": PAGE})


def both(out: Path) -> bool:
    """Whether the files without fault were cleaned."""
    return tree(out) == {"a.txt": CLEAN.encode(), "z.txt": CLEAN.encode()}


def test_missing_path(cli: Cli, source: Path, out: Path) -> None:
    result = cli("clean", source.parent / "nowhere", source, "-o", out)
    assert result.code == 1
    remedy = "check the name, or run again if it has moved"
    assert result.problems == [f"error: {source.parent}/nowhere: No such file or directory; {remedy}"]
    assert both(out)


def as_anyone() -> None:
    """In a process about to start: give up root's power to read and write everything."""
    if AS_ROOT:
        for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if ctypes.CDLL(None).prctl(24, power, 0, 0, 0):  # PR_CAPBSET_DROP
                raise PermissionError


@needs_permissions
def test_unreadable_file_and_folder(program: Cli, source: Path, out: Path) -> None:
    fill(source, {"locked.txt": PAGE, "shut/in.txt": PAGE})
    (source / "locked.txt").chmod(0)
    (source / "shut").chmod(0)
    result = program("clean", source, "-o", out, preexec_fn=as_anyone)
    (source / "shut").chmod(0o700)
    assert result.code == 1
    assert result.problems == [
        f"error: {source}/locked.txt: Permission denied; check its permissions",
        f"error: {source}/shut: Permission denied; check its permissions",
    ]
    assert both(out)


def test_unreadable_file_by_a_failing_open(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: str, *args: int, **more: int) -> int:
        if str(path).endswith("src/m.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **more)

    fill(source, {"m.txt": PAGE})
    monkeypatch.setattr(os, "open", refuse)
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert result.problems == [f"error: {source}/m.txt: Permission denied; check its permissions"]
    assert both(out)


@pytest.mark.parametrize("below", ["", "/out", "/sub/out", "/../src", "/sub/../out"])
def test_dest_in_source(cli: Cli, source: Path, below: str) -> None:
    fill(source, {"sub/x": PAGE})
    before = tree(source)
    result = cli("clean", source, "-o", f"{source}{below}")
    assert result.code == 2
    assert len(result.problems) == 1
    assert "lies in the source" in result.err
    assert tree(source) == before
    assert not (source / "out").exists()


def test_dest_in_source_by_a_link(cli: Cli, source: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(source)
    assert cli("clean", source, "-o", tmp_path / "link/out").code == 2
    assert cli("clean", tmp_path / "link", "-o", source / "out").code == 2


def test_source_in_dest_is_never_overwritten(cli: Cli, tmp_path: Path) -> None:
    dest = fill(tmp_path / "dest", {"raw/a.txt": PAGE, "raw/raw/a.txt": PAGE})
    before = tree(dest)
    result = cli("clean", dest / "raw", "-o", dest)
    assert result.code == 1
    assert result.problems == [
        f"error: {dest}/raw/raw/a.txt: would be written over a source, {dest}/raw/a.txt; choose another DEST"
    ]
    assert tree(dest) == {**before, "a.txt": CLEAN.encode()}


def test_a_named_file_is_never_overwritten(cli: Cli, source: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(source / "a.txt")
    for name, dest in ((source / "a.txt", source), (tmp_path / "link.txt", source), (tmp_path / "link.txt", tmp_path)):
        result = cli("clean", name, "-o", dest)
        assert (result.code, len(result.problems)) == (2, 1)
    deep = fill(source, {"sub/a.txt": ARTICLE})
    assert cli("clean", deep / "sub", deep / "sub/a.txt", "-o", tmp_path / "out").code == 1
    assert tree(source) == {"a.txt": PAGE.encode(), "sub/a.txt": ARTICLE.encode(), "z.txt": PAGE.encode()}
    assert (tmp_path / "link.txt").is_symlink()


def test_dest_is_a_file(cli: Cli, source: Path, tmp_path: Path) -> None:
    dest = tmp_path / "dest.txt"
    dest.write_text("mine")
    result = cli("clean", source / "a.txt", "-o", dest)
    assert (result.code, len(result.problems)) == (2, 1)
    assert "is a file; -o takes a folder" in result.err
    assert dest.read_text() == "mine"


def test_a_file_and_a_folder_in_each_others_place(cli: Cli, source: Path, out: Path) -> None:
    fill(source, {"f/x.txt": PAGE, "g": PAGE})
    fill(out, {"f": "mine", "g/mine": "mine"})
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert [line.split(":")[1] for line in result.problems] == [f" {source}/g", f" {source}/f/x.txt"]
    assert (out / "f").read_text() == "mine"
    assert (out / "z.txt").read_text() == CLEAN
    assert not leftovers(out)


def test_a_link_in_dest_that_leads_out_of_it(cli: Cli, source: Path, out: Path) -> None:
    fill(source, {"sub/a.txt": PAGE})
    fill(out, {})
    (out / "sub").symlink_to(source)
    before = tree(source)
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert "a link in DEST leads out of it" in result.problems[0]
    assert tree(source) == before


def test_binary_files_are_named_and_passed_by(cli: Cli, source: Path, out: Path) -> None:
    fill(source, {"photo.jpg": b"\xff\xd8" + bytes(range(256)) * 40, "wide.txt": PAGE.encode("utf-16")})
    result = cli("clean", source, "-o", out)
    assert result.code == 0  # nobody asked for these files by name
    assert len(result.problems) == 2
    assert result.problems[0].startswith(f"skipped: {source}/photo.jpg: binary")
    assert "UTF-16" in result.problems[1]
    assert "iconv" in result.problems[1]
    assert both(out)
    assert cli("clean", source / "photo.jpg").code == 1
    assert cli("explain", source / "wide.txt").code == 1


@pytest.mark.parametrize(("nuls", "binary"), [(1, False), (2, False), (3, True), (2000, True)])
def test_the_rule_for_binary(cli: Cli, tmp_path: Path, nuls: int, binary: bool) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\0" * nuls + b"." * (2000 - nuls))
    assert cli("clean", path).code == binary


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_encodings(cli: Cli, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(("\ufeff" if encoding.endswith("be") else "").encode(encoding) + PAGE.encode(encoding))
    assert encoding[:6].upper() in cli("clean", path).problems[0]


def test_invalid_pack(cli: Cli, source: Path, tmp_path: Path) -> None:
    pack = tmp_path / "bad.toml"
    pack.write_text("schema = 1\n[[rule")
    for verb in ("clean", "explain"):
        result = cli(verb, source / "a.txt", "--pack", pack)
        assert (result.code, len(result.problems), result.out) == (2, 1, b"")
        assert result.err.startswith(f"error: {pack}: ")


@pytest.mark.parametrize(
    "options",
    [
        ["--category", "nonsense"],
        ["--no-category", "nonsense"],
        ["--rule", "nonsense"],
        ["--no-rule", "nonsense"],
        ["--language", "nonsense"],
        ["--strictness", "nonsense"],
        ["--pack", "nonsense"],
        ["--max-size", "nonsense"],
        ["--jobs", "nonsense"],
        ["--jobs", "0"],
        ["--max-size", "0"],
        ["--nonsense"],
        ["--glob"],
    ],
)
def test_unknown_settings(cli: Cli, source: Path, out: Path, options: list[str]) -> None:
    result = cli("clean", source, "-o", out, *options)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert result.err.startswith("error: ")
    assert not out.exists()


def test_wrong_use(cli: Cli, source: Path, out: Path) -> None:
    for words in (
        ["clean"],
        ["clean", source],
        ["clean", source / "a.txt", source / "z.txt"],
        ["clean", source / "a.txt", "--resume"],
        ["clean", source, "-o", out, "--resume", "--dry-run"],
        ["clean", "-", "-", "-o", out],
        ["clean", source, "-o", out, "--report", source / "r.jsonl"],
        ["clean", source / "a.txt", "--report", source / "a.txt"],
        ["clean", source, "-o", out, "--report", out.parent],
        ["clean", source, "-o", out, "--report", out.parent / "no/r.jsonl"],
        ["clean", source, "-o", source / "a.txt/out"],
        ["nonsense"],
        ["explain"],
        ["rules", "--category", "nonsense"],
        ["rules", "--language", "nonsense"],
        ["rules", "--id", "nonsense"],
        ["rules", "--pack", "nonsense"],
    ):
        result = cli(*words)
        assert (result.code, len(result.err.splitlines())) == (2, 1), (words, result)
        assert result.err.startswith("error: ")
    assert tree(source) == {"a.txt": PAGE.encode(), "z.txt": PAGE.encode()}


def test_two_sources_for_one_destination(cli: Cli, source: Path, out: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "other", {"a.txt": ARTICLE + "other\n", "b.txt": PAGE})
    result = cli("clean", source, other, "-o", out)
    assert result.code == 1
    assert len(result.problems) == 1
    assert result.problems[0].startswith(f"error: {other}/a.txt: another source goes to {out}/a.txt already; ")
    assert list(tree(out)) == ["a.txt", "b.txt", "z.txt"]
    assert (out / "a.txt").read_text() == CLEAN
    assert cli("clean", source, other, "-o", out, "--dry-run").problems == result.problems


@pytest.mark.parametrize("names", [("Page.txt", "page.txt"), ("\xe9.txt", "e\u0301.txt"), ("S/x.txt", "s/x.txt")])
def test_names_that_differ_in_case_only(
    cli: Cli, tmp_path: Path, out: Path, names: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = fill(tmp_path / "src", dict.fromkeys(names, PAGE))
    if len(tree(source)) < 2:
        pytest.skip("this disk takes the two names for one")
    assert cli("clean", source, "-o", out).code == 0
    assert len(tree(out)) == 2
    monkeypatch.setattr(state.State, "folds_case", lambda self: True)
    result = cli("clean", source, "-o", tmp_path / "folding")
    assert result.code == 1
    assert len(result.problems) == 1
    assert "upper and lower case count as the same there" in result.problems[0]
    assert len(tree(tmp_path / "folding")) == 1


def test_a_disk_that_folds_case_is_noticed(tmp_path: Path) -> None:
    with state.State(str(tmp_path), "mark", False) as kept:
        assert not kept.folds_case()
        (tmp_path / state.STATE.upper()).touch()
        assert kept.folds_case()


def test_fifos_sockets_and_devices(cli: Cli, source: Path, out: Path) -> None:
    os.mkfifo(source / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(source / "sock"))  # the name of a socket must be short
        result = cli("clean", source, "-o", out)
    assert result.code == 0
    assert result.problems == [
        f"skipped: {source}/fifo: a FIFO; only plain files are cleaned",
        f"skipped: {source}/sock: a socket; only plain files are cleaned",
    ]
    assert both(out)
    for odd in (source / "fifo", "/dev/null"):
        result = cli("clean", odd)
        assert (result.code, len(result.problems)) == (1, 1)


def test_a_fifo_in_the_place_of_a_file_does_not_hold_up_the_run(cli: Cli, source: Path) -> None:
    os.mkfifo(source / "fifo")
    result = cli("explain", source / "fifo")  # explain opens without looking first
    assert result.code == 1
    assert "not a plain file" in result.err


def test_links(cli: Cli, source: Path, out: Path, tmp_path: Path) -> None:
    fill(tmp_path / "else", {"far.txt": PAGE, "deep/far.txt": PAGE})
    for name, target in (
        ("away", "../else"),
        ("away.txt", "../else/far.txt"),
        ("gone.txt", "nowhere"),
        ("inside.txt", "a.txt"),
        ("loop", "."),
        ("self", "self"),
        ("sub/up", ".."),
    ):
        fill(source, {"sub/x.txt": PAGE})
        (source / name).symlink_to(target)
    result = cli("clean", source, "-o", out)
    assert result.code == 0
    assert [line.split("; ")[0].removeprefix(f"skipped: {source}/") for line in result.problems] == [
        "away: a link that leads out of the source folder",
        "away.txt: a link that leads out of the source folder",
        "gone.txt: a link that leads nowhere (No such file or directory)",
        "loop: a link back to a folder that it lies in",
        "self: a link that leads nowhere (Too many levels of symbolic links)",
        "sub/up: a link back to a folder that it lies in",
    ]
    assert list(tree(out)) == ["a.txt", "inside.txt", "sub/x.txt", "z.txt"]
    followed = cli("clean", source, "-o", tmp_path / "followed", "--follow-links")
    assert len(followed.problems) == 4
    assert {"away.txt", "away/far.txt", "away/deep/far.txt"} < set(tree(tmp_path / "followed"))


def test_links_in_a_circle_end(cli: Cli, tmp_path: Path, out: Path) -> None:
    source = fill(tmp_path / "src", {"one/a.txt": PAGE, "two/b.txt": PAGE})
    (source / "one/to-two").symlink_to("../two")
    (source / "two/to-one").symlink_to("../one")
    result = cli("clean", source, "-o", out, "--follow-links")
    assert len(result.problems) == 2
    assert list(tree(out)) == ["one/a.txt", "one/to-two/b.txt", "two/b.txt", "two/to-one/a.txt"]


def test_a_link_into_dest_is_not_cleaned_again(cli: Cli, source: Path, out: Path) -> None:
    (source / "results").symlink_to(out)
    fill(out, {"old.txt": PAGE})
    result = cli("clean", source, "-o", out, "--follow-links")
    assert "into DEST" in result.problems[0]
    assert not (out / "results").exists()


@pytest.mark.parametrize("name", [b"line\nend.txt", b"\xff\xfe.txt", b"bell\a\x1b[31m.txt", "\u202edrow.txt".encode()])
def test_odd_names_are_cleaned_and_printed_escaped(program: Cli, tmp_path: Path, name: bytes) -> None:
    source = fill(tmp_path / "src", {})
    path = os.fsencode(source) + b"/" + name
    try:
        with open(path, "wb") as file:  # noqa: PTH123  # Path takes no bytes
            file.write(PAGE.encode())
    except OSError:
        pytest.skip("this disk does not take the name")
    report = tmp_path / "r.jsonl"
    result = program("clean", source, "-o", tmp_path / "out", "--diff", "--report", report)
    assert result.code == 0
    with open(os.fsencode(tmp_path) + b"/out/" + name, "rb") as file:  # noqa: PTH123
        assert file.read() == CLEAN.encode()
    assert result.out.splitlines()[0].isascii()
    assert len(report.read_text().splitlines()) == 1
    again = program("clean", os.fsdecode(path) + "x", "-o", tmp_path / "out")
    assert len(again.err.splitlines()[0]) > 0
    assert again.err.splitlines()[0].isprintable()
    assert again.code == 1


def test_a_file_that_vanishes(cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def vanish(path: str, *args: int, **more: int) -> int:
        if str(path).endswith("src/m.txt"):
            (source / "m.txt").unlink(missing_ok=True)
        return real(path, *args, **more)

    fill(source, {"m.txt": PAGE})
    monkeypatch.setattr(os, "open", vanish)
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert len(result.problems) == 1
    assert result.problems[0].startswith(f"error: {source}/m.txt: No such file")
    assert both(out)


def test_a_file_that_grows_while_it_is_read(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * 1000)
    real = os.fstat

    def grow(handle: int) -> os.stat_result:
        found = real(handle)
        if os.path.samestat(found, path.stat()):  # others ask for what they have opened, too
            path.write_bytes(b"x" * 5000)
        return found

    monkeypatch.setattr(os, "fstat", grow)
    assert len(cli("clean", path, "--max-size", "8K").out) == 5000
    path.write_bytes(b"x" * 1000)
    assert "--max-size" in cli("clean", path, "--max-size", "2000").problems[0]


def test_full_disk(program: Cli, tmp_path: Path, out: Path) -> None:
    source = fill(tmp_path / "src", {"a.txt": PAGE, "big.txt": ARTICLE * 1000, "z.txt": PAGE})

    def no_large_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    result = program("clean", source, "-o", out, preexec_fn=no_large_files)
    assert result.code == 1
    assert len(result.problems) == 1
    assert result.problems[0].startswith(f"error: {source}/big.txt: File too large; raise the limit")
    assert both(out)
    assert not leftovers(out)
    fill(out, {"big.txt": "the older result"})
    program("clean", source, "-o", out, preexec_fn=no_large_files)
    assert (out / "big.txt").read_text() == "the older result"
    assert program("clean", source, "-o", out, "--resume").code == 0
    assert (out / "big.txt").read_text() == ARTICLE * 1000


def test_full_disk_for_the_report(program: Cli, tmp_path: Path, out: Path) -> None:
    source = fill(tmp_path / "src", {f"{i:03}.txt": PAGE for i in range(300)})

    def no_large_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    report = tmp_path / "r.jsonl"
    result = program("clean", source, "-o", out, "--report", report, "-j1", preexec_fn=no_large_files)
    assert result.code == 1
    assert len(result.problems) == 1
    assert result.problems[0].startswith(f"error: --report {report}: File too large")
    assert len(tree(out)) == 300
    assert not report.exists()
    kept = report.with_suffix(".jsonl.partial").read_bytes()
    assert kept.endswith(b"\n")
    assert program("clean", source, "-o", out, "--report", report, "--resume").code == 0
    assert len(report.read_text().splitlines()) == 300


def test_full_disk_for_the_state(program: Cli, source: Path, out: Path) -> None:
    def no_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    result = program("clean", source, "-o", out, preexec_fn=no_files)
    assert (result.code, len(result.problems)) == (2, 1)
    assert "check DEST's permissions and free space" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_standard_output(source: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        for words in (["clean", source / "a.txt", "-q"], ["explain", source / "a.txt"]):
            done = subprocess.run(
                command(*map(str, words)),
                stdout=full,
                stderr=subprocess.PIPE,
                env=environment(),
                check=False,
                text=True,
            )
            assert done.returncode == 1
            assert len(done.stderr.splitlines()) == 1
            assert "No space left on device; free some space" in done.stderr


@needs_permissions
def test_read_only_target(program: Cli, source: Path, out: Path, tmp_path: Path) -> None:
    shut = fill(tmp_path / "shut", {})
    shut.chmod(0o500)
    for dest in (shut, shut / "below"):
        result = program("clean", source, "-o", dest, preexec_fn=as_anyone)
        assert (result.code, len(result.problems)) == (2, 1)
        assert "permissions" in result.err
    fill(source, {"shut/m.txt": PAGE})
    fill(out, {"shut/older.txt": "older"})
    (out / "shut").chmod(0o500)
    result = program("clean", source, "-o", out, preexec_fn=as_anyone)
    assert result.code == 1
    assert result.problems == [f"error: {source}/shut/m.txt: Permission denied; check its permissions"]
    assert list(tree(out)) == ["a.txt", "shut/older.txt", "z.txt"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where nobody can write")
def test_target_that_nobody_can_write(cli: Cli, source: Path) -> None:
    for dest in ("/proc/self", "/proc/nowhere"):
        result = cli("clean", source, "-o", dest)
        assert (result.code, len(result.problems)) == (2, 1), result
        assert str(dest)[:5] in result.err


def test_too_large_files_are_refused(cli: Cli, source: Path, out: Path) -> None:
    with (source / "large.txt").open("wb") as file:
        file.truncate(1 << 40)  # takes no room, and would take all memory if it were read
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert len(result.problems) == 1
    assert result.problems[0].startswith(f"error: {source}/large.txt: larger than --max-size")
    assert both(out)
    assert cli("clean", source / "large.txt").code == 1
    assert cli("clean", source / "a.txt", "--max-size", "10").code == 1
    assert cli("clean", source / "a.txt", "--max-size", f"{len(PAGE)}").code == 0


def test_too_large_standard_input(program: Cli) -> None:
    result = program("clean", "-", "--max-size", "1K", stdin=b"x" * 2000)
    assert (result.code, result.out, len(result.problems)) == (1, b"", 1)


def test_no_files_at_all(cli: Cli, tmp_path: Path, out: Path) -> None:
    assert cli("clean", fill(tmp_path / "src", {}), "-o", out).code == 0
    assert tree(out) == {}


def test_two_runs_at_once_into_one_dest(cli: Cli, source: Path, out: Path) -> None:
    fill(out, {})
    with state.State(str(out), "mark", False):
        result = cli("clean", source, "-o", out)
    assert (result.code, len(result.problems)) == (2, 1)
    assert "another run is writing to it; wait for it to end" in result.err
    assert cli("clean", source, "-o", out).code == 0


def test_damaged_state_file(cli: Cli, source: Path, out: Path) -> None:
    fill(out, {state.STATE: b"not a database, but long enough to be taken for one" * 100})
    result = cli("clean", source, "-o", out)
    assert (result.code, len(result.problems)) == (2, 1)
    assert "delete it" in result.err


def test_a_fault_in_the_cleaner_costs_one_file(
    cli: Cli, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Cleaner.explain

    def fail(self: Cleaner, text: str) -> Report:
        if "FAULT" in text:
            raise RuntimeError("two\nlines")
        return real(self, text)

    monkeypatch.setattr(Cleaner, "explain", fail)
    fill(source, {"m.txt": "FAULT"})
    result = cli("clean", source, "-o", out)
    assert result.code == 1
    assert result.problems == [
        f"error: {source}/m.txt: unexpected RuntimeError: two lines; please report it with the file"
    ]
    assert both(out)


def test_a_second_pack_with_the_same_rule(cli: Cli, source: Path, tmp_path: Path) -> None:
    pack = own_pack(tmp_path)
    result = cli("clean", source / "a.txt", "--pack", pack, "--pack", pack)
    assert (result.code, len(result.problems)) == (2, 1)


def test_a_warning_of_the_cleaner_is_passed_on(cli: Cli, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cleaner, "explain", lambda self, text: Report(text, (), "it would lose nearly everything"))
    path = source / "a.txt"
    for verb in ("clean", "explain"):
        result = cli(verb, path)
        assert (result.code, result.problems) == (0, [f"warning: {path}: it would lose nearly everything"])


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["clean", ""], "SRC"),
        (["clean", "src", "", "-o", "out"], "SRC"),
        (["clean", "src", "-o", ""], "--output"),
        (["clean", "src", "-o", "out", "--report", ""], "--report"),
        (["clean", "src", "-o", "out", "--glob", ""], "--glob"),
        (["clean", "src", "-o", "out", "--pack", ""], "--pack"),
        (["explain", ""], "FILE"),
        (["explain", "src/a.txt", "--pack", ""], "--pack"),
        (["rules", "--pack", ""], "--pack"),
        (["rules", "--id", ""], "--id"),
        (["check", ""], "PACK"),
    ],
)
def test_an_empty_name_is_not_the_current_folder(
    cli: Cli, source: Path, args: list[str], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `-o "$DEST"` gives where DEST is not set."""
    monkeypatch.chdir(source.parent)
    before = tree(source.parent)
    result = cli(*args)
    assert (result.code, result.err) == (2, f"error: {what} is empty; give it a name\n")
    assert tree(source.parent) == before


def test_a_report_into_a_pipe(source: Path, out: Path) -> None:
    words = command("clean", source, "-o", out, "--report", "/dev/stdout")
    done = subprocess.run(words, capture_output=True, env=environment(), check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "error: /dev/stdout is not a plain file; give --report the name of one\n"
    assert not out.exists()


def test_a_report_through_a_link_that_leads_nowhere_yet(cli: Cli, source: Path, out: Path) -> None:
    link = source.parent / "latest.jsonl"
    link.symlink_to("report.jsonl")
    assert cli("clean", source, "-o", out, "--report", link, "-q").code == 0
    assert len((source.parent / "report.jsonl").read_text().splitlines()) == 2


def test_a_folder_in_place_of_the_state_file(cli: Cli, source: Path, out: Path) -> None:
    (out / state.STATE).mkdir(parents=True)
    result = cli("clean", source, "-o", out)
    said = f"error: {out}/{state.STATE}: a folder stands where the state file should go; move it\n"
    assert (result.code, result.err) == (2, said)


@pytest.mark.parametrize("glob", ["[", "/*.txt", "../*", "*.md"])
def test_a_pattern_that_no_file_fits_is_told(cli: Cli, source: Path, out: Path, glob: str) -> None:
    result = cli("clean", source, "-o", out, "--glob", glob, "-q")
    said = f"warning: --glob {glob}: no file fits; a pattern with / is held against the path below SRC\n"
    assert (result.code, result.err) == (0, said)
    assert cli("clean", source, "-o", out, "--glob", glob, "--glob", "z*", "-q").err == ""
    assert cli("clean", source, "-o", out, "--glob", "z*", "-q", "--resume").err == ""
    assert cli("clean", source, "-o", out, "--glob", "z*", "-q", "--resume").err == ""  # nothing left to do
