"""`explain`, `rules`, `check`, and the program itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cleantext
from cleantext import Cleaner, Report
from cleantext.cli.app import app
from cleantext.pack import PACKS, shipped_rules
from tests.cli.conftest import PAGE, Cli, command, environment, fill
from tests.cli.test_clean import own_pack


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return fill(tmp_path, {"page.txt": PAGE}) / "page.txt"


def test_explain_marks_removals(cli: Cli, page: Path) -> None:
    result = cli("explain", page)
    assert result.code == 0
    lines = result.text.splitlines()
    assert lines[0] == "     1   The council voted on Tuesday to keep the old bridge open."
    assert lines[3] == "     4 - Leave a Reply"
    removal = next(r for r in Cleaner().explain(PAGE).removals if r.category == "comments")
    assert lines[4] == f'         comments · {removal.rule} · {removal.score:.2f} · "{removal.evidence[0]}"'


def test_explain_json_is_the_report(cli: Cli, page: Path) -> None:
    result = cli("explain", page, "--json", "--no-category", "ads")
    assert Report.from_json(result.text) == Cleaner(skip_categories=["ads"]).explain(PAGE)


def test_explain_standard_input(program: Cli) -> None:
    assert "     4 - Leave a Reply" in program("explain", "-", stdin=PAGE.encode()).text


@pytest.mark.parametrize("name", ["nowhere", ".", "nul\0name"])
def test_explain_of_what_is_no_text(cli: Cli, tmp_path: Path, name: str) -> None:
    result = cli("explain", f"{tmp_path}/{name}")
    assert (result.code, len(result.err.splitlines()), result.out) == (1, 1, b"")


def test_rules_are_listed_in_columns(cli: Cli) -> None:
    rows = [line.split("\t") for line in cli("rules").text.splitlines()]
    assert [row[0] for row in rows] == [rule.id for rule in shipped_rules()]
    assert {len(row) for row in rows} == {5}


def test_rules_can_be_chosen(cli: Cli, tmp_path: Path) -> None:
    rows = [line.split("\t") for line in cli("rules", "--category", "comments", "--language", "en").text.splitlines()]
    assert {(row[1], row[2]) for row in rows} == {("comments", "en")}
    one = rows[0][0]
    assert len(cli("rules", "--id", one).text.splitlines()) == 1
    assert {row.split("\t")[0][:3] for row in cli("rules", "--id", "en-*").text.splitlines()} == {"en-"}
    assert cli("rules", "--pack", own_pack(tmp_path), "--id", "any-own-line").code == 0


def test_rules_as_json(cli: Cli) -> None:
    found = json.loads(cli("rules", "--json").text)
    assert [rule["id"] for rule in found] == [rule.id for rule in shipped_rules()]
    assert {"why", "source", "match", "no_match"} < set(found[0])


def test_check_of_a_good_pack(cli: Cli) -> None:
    result = cli("check", PACKS / "en/comments.toml")
    assert result.code == 0
    assert result.text.endswith(" rules, all examples hold\n")


def test_check_names_every_problem(cli: Cli, tmp_path: Path) -> None:
    pack = own_pack(tmp_path)
    pack.write_text(pack.read_text().replace('match = ["Zyx wvu tsr"]', 'match = ["Other words", "No match"]'))
    result = cli("check", PACKS / "en/comments.toml", pack, tmp_path / "nowhere.toml")
    assert result.code == 1
    lines = result.text.splitlines()
    assert [line.startswith(f"{pack}: rule 'any-own-line': ") for line in lines[1:3]] == [True, True]
    assert "Other words" in lines[1]
    assert "; " in lines[1]
    assert lines[3].startswith(f"{tmp_path}/nowhere.toml: ")
    assert len(lines) == 4


def test_version(cli: Cli) -> None:
    assert cli("--version").text == f"cleantext {cleantext.__version__}\n"


def test_help_names_the_exit_codes() -> None:
    runner = CliRunner()
    for words in (["--help"], ["clean", "--help"], ["explain", "--help"], ["rules", "--help"], ["check", "--help"]):
        result = runner.invoke(app, words)
        assert result.exit_code == 0
        said = " ".join(result.output.split())
        assert "0 all well; 1 some files failed; 2 wrong use or settings; 130 interrupted; 143 terminated" in said


def test_no_command_shows_the_help(cli: Cli) -> None:
    result = cli()
    assert (result.code, result.err) == (2, "")
    assert "Usage: cleantext" in result.text


def test_importing_the_library_does_not_import_the_command_lines_packages() -> None:
    # What is there before is not cleantext's doing: a coverage measurement imports some of them.
    code = """if True:
        import sys
        before = set(sys.modules)
        import cleantext
        print(sorted({"typer", "rich", "sqlite3", "multiprocessing"} & (set(sys.modules) - before)))
    """
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["typer", "rich"])
def test_without_the_extra_one_line_says_what_to_install(name: str) -> None:
    code = f"import sys; sys.modules[{name!r}] = None\nfrom cleantext.cli import main; main(['--version'])"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f'error: the command line needs {name}, which is missing; pip install "cleantext-boilerplate[cli]"'
    ]


def test_an_output_that_cannot_show_all_characters(page: Path) -> None:
    page.write_text("Caf\xe9 \u65e5\u672c\n" + PAGE)
    env = {**environment(), "PYTHONIOENCODING": "ascii"}
    for words in (["explain", page], ["clean", page, "--diff"], ["rules"]):
        assert subprocess.run(command(*map(str, words)), env=env, capture_output=True, check=False).returncode == 0


def test_colour_on_a_terminal_only(page: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    env = {k: v for k, v in environment().items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"}
    with subprocess.Popen(
        command("clean", page.parent, "--diff"), stdout=theirs, stderr=theirs, stdin=theirs, env=env
    ) as running:
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 65536):
                seen += part
        except OSError:  # how a terminal says that the program has ended
            pass
    os.close(ours)
    assert running.returncode == 0
    assert b"\x1b[31m" in seen  # red
    assert b"Leave a Reply" in seen
