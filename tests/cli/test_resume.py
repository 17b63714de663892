"""`--resume` does what is left, no more and no less."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, CLEAN, PAGE, Cli, fill, tree
from tests.cli.test_clean import own_pack


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return fill(tmp_path / "src", {"a.txt": PAGE, "b.txt": PAGE, "sub/c.txt": PAGE})


def done_again(cli: Cli, source: Path, out: Path, *options: str | Path) -> list[str]:
    """The files that a resumed run writes."""
    before = {path: path.stat().st_ino for path in out.rglob("*.txt")}
    assert cli("clean", source, "-o", out, "--resume", *options).code == 0
    return sorted(str(p.relative_to(out)) for p in out.rglob("*.txt") if before.get(p) != p.stat().st_ino)


EVERY = ["a.txt", "b.txt", "sub/c.txt"]


def test_what_is_done_is_skipped(cli: Cli, source: Path, out: Path) -> None:
    cli("clean", source, "-o", out)
    assert done_again(cli, source, out) == []
    assert "3 done before" in cli("clean", source, "-o", out, "--resume").err


def test_without_resume_all_is_done_again(cli: Cli, source: Path, out: Path) -> None:
    cli("clean", source, "-o", out)
    fill(out, {"a.txt": "edited"})
    cli("clean", source, "-o", out)
    assert (out / "a.txt").read_text() == CLEAN


def test_resume_of_nothing_does_all(cli: Cli, source: Path, out: Path) -> None:
    assert done_again(cli, source, out) == EVERY


def test_a_source_that_changed_is_done_again(cli: Cli, source: Path, out: Path) -> None:
    cli("clean", source, "-o", out)
    (source / "a.txt").write_text(PAGE + "More of it, they said later that day.\n")
    found = (source / "b.txt").stat()
    os.utime(source / "b.txt", ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    assert done_again(cli, source, out) == ["a.txt", "b.txt"]


def test_a_destination_that_is_gone_or_cut_is_done_again(cli: Cli, source: Path, out: Path) -> None:
    cli("clean", source, "-o", out)
    (out / "a.txt").unlink()
    fill(out, {"b.txt": "cut"})
    assert done_again(cli, source, out) == ["a.txt", "b.txt"]
    assert tree(out)["b.txt"] == CLEAN.encode()


@pytest.mark.parametrize(
    "options", [["--tidy"], ["--no-category", "ads"], ["--strictness", "careful"], ["--language", "en"]]
)
def test_other_settings_do_all_again(cli: Cli, source: Path, out: Path, options: list[str]) -> None:
    cli("clean", source, "-o", out)
    assert done_again(cli, source, out, *options) == EVERY
    assert done_again(cli, source, out, *options) == []
    assert done_again(cli, source, out) == EVERY


def test_options_that_do_not_change_the_result_do_not_matter(cli: Cli, source: Path, out: Path) -> None:
    cli("clean", source, "-o", out, "--jobs", "1")
    assert done_again(cli, source, out, "--jobs", "2", "--quiet", "--max-size", "1M") == []


def test_another_version_or_pack_does_all_again(
    cli: Cli, source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = own_pack(tmp_path)
    cli("clean", source, "-o", out, "--pack", pack)
    assert done_again(cli, source, out, "--pack", pack) == []
    own_pack(tmp_path, "Another phrase of ours")
    assert done_again(cli, source, out, "--pack", pack) == EVERY
    monkeypatch.setattr("cleantext.cli.app.__version__", "999")
    assert done_again(cli, source, out, "--pack", pack) == EVERY


def test_other_settings_that_were_stopped_do_not_pass_for_done(
    cli: Cli, source: Path, out: Path, tmp_path: Path
) -> None:
    """One run finishes, one with other settings is stopped half way; its files are not the first one's."""
    cli("clean", source, "-o", out)
    cli("clean", source / "a.txt", "-o", out, "--no-category", "comments")  # as if stopped after one file
    assert tree(out)["a.txt"] == PAGE.encode()
    assert done_again(cli, source, out) == EVERY
    assert tree(out)["a.txt"] == CLEAN.encode()


def test_another_source_of_the_same_name_size_and_time(cli: Cli, source: Path, out: Path, tmp_path: Path) -> None:
    twin = fill(tmp_path / "twin", {"a.txt": PAGE.replace("old", "new")})
    found = (source / "a.txt").stat()
    os.utime(twin / "a.txt", ns=(found.st_atime_ns, found.st_mtime_ns))
    cli("clean", source, "-o", out)
    cli("clean", twin, "-o", out, "--resume")
    assert "new bridge" in (out / "a.txt").read_text()


def test_failed_files_are_tried_again_and_the_report_stays_one_line_a_file(
    cli: Cli, source: Path, out: Path, tmp_path: Path
) -> None:
    report = tmp_path / "r.jsonl"
    (source / "gone.txt").symlink_to("later.txt")
    (source / "large.txt").write_text(ARTICLE * 20)
    assert cli("clean", source, "-o", out, "--report", report, "--max-size", "1K").code == 1
    assert [("error" in json.loads(line)) for line in report.read_text().splitlines()].count(True) == 2
    (source / "later.txt").write_text(PAGE)
    assert cli("clean", source, "-o", out, "--report", report, "--resume").code == 0
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    names = sorted(Path(line["source"]).name for line in lines)
    assert names == ["a.txt", "b.txt", "c.txt", "gone.txt", "large.txt", "later.txt"]
    assert not any("error" in line for line in lines)


def test_a_report_goes_on_where_a_killed_run_left_it(cli: Cli, source: Path, out: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.jsonl"
    cli("clean", source, "-o", out, "--report", report)
    whole = report.read_bytes()
    # What a kill leaves: the partial file, lines that the state does not know yet, a torn one.
    report.rename(tmp_path / "r.jsonl.partial")
    with (tmp_path / "r.jsonl.partial").open("ab") as file:
        file.write(b'{"source": "not noted as done"}\n{"source": "to')
    assert cli("clean", source, "-o", out, "--report", report, "--resume").code == 0
    assert report.read_bytes() == whole
    assert not (tmp_path / "r.jsonl.partial").exists()


def test_names_that_are_not_ascii_are_remembered(cli: Cli, tmp_path: Path, out: Path) -> None:
    source = fill(tmp_path / "src\xe9", {"\xe9.txt": PAGE, "\u65e5\u672c.txt": PAGE, "\udcff.txt": PAGE})
    cli("clean", source, "-o", out)
    assert done_again(cli, source, out) == []
