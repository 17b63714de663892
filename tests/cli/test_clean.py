"""What `cleantext clean` promises when all goes well."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from cleantext import Cleaner, Report
from tests.cli.conftest import ARTICLE, CLEAN, FORM, PAGE, Cli, command, environment, fill, leftovers, tree


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return fill(tmp_path / "src", {"a.txt": PAGE, "sub/b.txt": PAGE, "sub/deep/c": ARTICLE})


def test_a_folder_is_mirrored_and_the_source_left_alone(cli: Cli, source: Path, tmp_path: Path) -> None:
    before = tree(source)
    result = cli("clean", source, "-o", tmp_path / "out")
    assert result.code == 0
    assert tree(tmp_path / "out") == {
        "a.txt": CLEAN.encode(),
        "sub/b.txt": CLEAN.encode(),
        "sub/deep/c": ARTICLE.encode(),
    }
    assert tree(source) == before
    assert result.out == b""
    assert not leftovers(tmp_path)


def test_the_closing_table_counts_by_category(cli: Cli, source: Path, tmp_path: Path) -> None:
    rows = [line.split() for line in cli("clean", source, "-o", tmp_path / "out").err.splitlines()]
    assert ["comments", "2", "2", "6"] in rows
    assert ["all", "2", "2", "6"] in rows
    assert rows[-1] == ["files:", "3", "cleaned,", "2", "of", "them", "changed"]


def test_quiet_silences_the_table_not_the_problems(cli: Cli, source: Path, tmp_path: Path) -> None:
    assert cli("clean", source, "-o", tmp_path / "out", "--quiet").err == ""
    assert len(cli("clean", source, tmp_path / "missing", "-o", tmp_path / "out", "-q").problems) == 1


def test_files_and_folders_together(cli: Cli, source: Path, tmp_path: Path) -> None:
    lone = tmp_path / "lone.txt"
    lone.write_text(PAGE)
    assert cli("clean", lone, source / "sub", "-o", tmp_path / "out").code == 0
    assert list(tree(tmp_path / "out")) == ["b.txt", "deep/c", "lone.txt"]


def test_one_file_goes_to_standard_output(cli: Cli, source: Path) -> None:
    result = cli("clean", source / "a.txt")
    assert (result.code, result.out) == (0, CLEAN.encode())


def test_standard_input_to_standard_output_and_to_dest(program: Cli, tmp_path: Path) -> None:
    assert program("clean", "-", stdin=PAGE.encode()).out == CLEAN.encode()
    lone = fill(tmp_path / "src", {"lone.txt": PAGE}) / "lone.txt"
    assert program("clean", lone, "-", "-o", tmp_path / "out", stdin=PAGE.encode()).code == 0
    assert list(tree(tmp_path / "out")) == ["lone.txt", "stdin.txt"]


@pytest.mark.parametrize(
    "odd",
    [
        b"caf\xe9 \xff\xfe \xc3\x28 \xed\xa0\x80",
        b"\xef\xbb\xbfmarked",
        b"line\r\nends\rof\nall kinds",
        b"",
        b"\n\n\n",
        b"no line end",
        b"one stray \0 in a long text" + b"." * 2000,
    ],
)
def test_bytes_come_out_as_they_went_in(cli: Cli, tmp_path: Path, odd: bytes) -> None:
    source = fill(tmp_path / "src", {"odd.txt": odd + b"\n" + ARTICLE.encode()})
    for name, data in (("whole", odd), ("with text", odd + b"\n" + ARTICLE.encode())):
        (source / "odd.txt").write_bytes(data)
        assert cli("clean", source, "-o", tmp_path / name).code == 0
        assert (tmp_path / name / "odd.txt").read_bytes() == data
        assert cli("clean", source / "odd.txt").out == data


def test_bytes_around_a_removal_stay(cli: Cli, tmp_path: Path) -> None:
    article = b"Das Caf\xe9 schlie\xdft am Montag um 8 Uhr.\r\nEs war das letzte im Ort, sagte sie.\r\n"
    source = fill(tmp_path / "src", {"latin1.txt": article + b"\r\nLeave a Reply\r\n"})
    assert cli("clean", source / "latin1.txt").out.rstrip(b"\r\n") == article.rstrip(b"\r\n")


def test_dry_run_writes_nothing(cli: Cli, source: Path, tmp_path: Path) -> None:
    result = cli("clean", source, "-o", tmp_path / "out", "--dry-run")
    assert result.code == 0
    assert not (tmp_path / "out").exists()
    assert "3 would be cleaned, 2 of them changed" in result.err
    assert cli("clean", source / "a.txt", "--dry-run").out == b""


def test_diff_shows_removed_lines_with_rule_and_score(cli: Cli, source: Path) -> None:
    lines = cli("clean", source, "--diff").text.splitlines()
    assert lines[0] == f"--- {source}/a.txt"
    assert lines[1] == "     4 - Leave a Reply"
    removal = next(r for r in Cleaner().explain(PAGE).removals if r.category == "comments")
    assert lines[2].split(" · ")[:3] == ["         comments", removal.rule, f"{removal.score:.2f}"]
    assert lines[3] == f"--- {source}/sub/b.txt"
    assert len(lines) == 6  # nothing on the file without removals


def test_diff_with_dest_writes_too(cli: Cli, source: Path, tmp_path: Path) -> None:
    assert cli("clean", source, "--diff", "-o", tmp_path / "out").out != b""
    assert len(tree(tmp_path / "out")) == 3


def test_report_has_one_object_a_file(cli: Cli, source: Path, tmp_path: Path) -> None:
    fill(source, {"noise.bin": bytes(100)})
    report = tmp_path / "report.jsonl"
    assert cli("clean", source, "-o", tmp_path / "out", "--report", report).code == 0
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert [line["source"] for line in lines] == [
        f"{source}/a.txt",
        f"{source}/noise.bin",
        f"{source}/sub/b.txt",
        f"{source}/sub/deep/c",
    ]
    assert lines[0]["destination"] == str(tmp_path / "out/a.txt")
    assert Report.from_json(json.dumps(lines[0]["report"])) == Cleaner().explain(PAGE)
    assert lines[1]["destination"] is None
    assert "binary" in lines[1]["error"]
    assert list(tmp_path.glob("report*")) == [report]


def test_report_inside_dest(cli: Cli, source: Path, tmp_path: Path) -> None:
    assert cli("clean", source, "-o", tmp_path / "out", "--report", tmp_path / "out/r.jsonl").code == 0
    assert len((tmp_path / "out/r.jsonl").read_text().splitlines()) == 3


def test_the_cleaner_gets_its_settings(cli: Cli, tmp_path: Path) -> None:
    page = ARTICLE + "\n" + FORM + "A  double  space stays in this long line of the article, she said.\n"
    path = fill(tmp_path / "src", {"p.txt": page}) / "p.txt"
    rule = next(r.rule for r in Cleaner().explain(PAGE).removals if r.category == "comments")
    for options, settings in (
        (["--category", "ads", "--category", "share"], {"categories": ["ads", "share"]}),
        (["--no-category", "comments"], {"skip_categories": ["comments"]}),
        (["--category", "ads", "--rule", rule], {"categories": ["ads"], "rules": [rule]}),
        (["--no-rule", rule], {"skip_rules": [rule]}),
        (["--language", "de"], {"languages": ["de"]}),
        (["--strictness", "careful"], {"strictness": "careful"}),
        (["--tidy"], {"tidy": True}),
    ):
        expected = Cleaner(**settings).clean(page)
        assert cli("clean", path, *options).text == expected, options
    assert cli("clean", path, "--no-category", "comments").text == page != cli("clean", path).text


def test_a_pack_of_ones_own(cli: Cli, tmp_path: Path) -> None:
    path = fill(tmp_path / "src", {"p.txt": ARTICLE + "\nZyx wvu tsr.\n"}) / "p.txt"
    assert cli("clean", path).text == path.read_text()
    assert cli("clean", path, "--pack", own_pack(tmp_path)).text.rstrip() == ARTICLE.rstrip()


def own_pack(folder: Path, phrase: str = "Zyx wvu tsr") -> Path:
    pack = folder / "own.toml"
    pack.write_text(
        f"""schema = 1
category = "ads"
language = "any"

[[rule]]
id = "any-own-line"
summary = "A line of the tests."
why = "Made up."
source = "made up"
matcher = "phrase"
strength = "strong"
phrases = ["{phrase}"]
match = ["{phrase}"]
no_match = [{{ text = "The {phrase} was seen again.", near = "in a sentence" }}]
"""
    )
    return pack


def test_glob_chooses_by_name_or_by_path(cli: Cli, source: Path, tmp_path: Path) -> None:
    for patterns, expected in (
        (["*.txt"], ["a.txt", "sub/b.txt"]),
        (["sub/*"], ["sub/b.txt", "sub/deep/c"]),
        (["c", "a.*"], ["a.txt", "sub/deep/c"]),
    ):
        out = tmp_path / patterns[0].replace("*", "_").replace("/", "_")
        cli("clean", source, "-o", out, *(word for p in patterns for word in ("--glob", p)))
        assert list(tree(out)) == expected


def test_a_private_file_stays_private(cli: Cli, source: Path, tmp_path: Path) -> None:
    (source / "a.txt").chmod(0o600)
    cli("clean", source, "-o", tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out/a.txt").stat().st_mode) == 0o600


def test_an_older_result_is_replaced_and_temp_files_of_a_kill_cleared(cli: Cli, source: Path, tmp_path: Path) -> None:
    out = fill(tmp_path / "out", {"a.txt": "old", "sub/.cleantext-0badf00d-77.tmp": "half", "mine.txt": "mine"})
    assert cli("clean", source, "-o", out).code == 0
    assert (out / "a.txt").read_text() == CLEAN
    assert (out / "mine.txt").read_text() == "mine"
    assert not leftovers(out)


def test_a_result_can_be_cleaned_again(cli: Cli, source: Path, tmp_path: Path) -> None:
    cli("clean", source, "-o", tmp_path / "out")
    result = cli("clean", tmp_path / "out", "-o", tmp_path / "again")
    assert result.problems == []
    assert tree(tmp_path / "again") == tree(tmp_path / "out")


def test_a_closed_pipe_ends_quietly(source: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    fill(source, {"long.txt": ARTICLE * 5000})
    done = subprocess.run(
        command("clean", source / "long.txt"), stdout=writer, stderr=subprocess.PIPE, env=environment(), check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
