"""The documents are true: their examples run, their links lead somewhere, their commands name what exists."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WITH_EXAMPLES = ("README.md", "docs/guide.md")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "fixtures" / "README.md"])
README = (ROOT / "README.md").read_text(encoding="utf-8")

_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [body for kind, _, body in _FENCE.findall(text) if kind == language]


def anchors(text: str) -> set[str]:
    """The names that a renderer gives to headings."""
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(_FENCE.sub("", text))]
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_examples_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for _, name, body in _FENCE.findall(text):
        if name:  # a file that the page tells the reader to write
            (tmp_path / name).write_text(body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    python = blocks(page, "python")
    assert python
    assert all(">>> " in body for body in python), "a block without prompts is not run"
    examples = doctest.DocTestParser().get_doctest("\n".join(python), {}, page, page, 0)
    said: list[str] = []
    doctest.DocTestRunner().run(examples, out=said.append)
    assert not said, "".join(said)


def test_commands_of_the_readme_run(tmp_path: Path) -> None:
    lines = [line.split(" #")[0].strip() for body in blocks("README.md", "sh") for line in body.splitlines()]
    lines = [line for line in lines if not line.startswith("python3 ")]
    assert lines
    (tmp_path / "pages").mkdir()
    for name in ("page.txt", "pages/page.txt"):
        (tmp_path / name).write_text("The vote is on Monday.\nLeave a Reply\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_bytes((ROOT / "fixtures" / "packs" / "own.toml").read_bytes())
    here = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for line in lines:
        command = re.sub(r"\bcleantext (?=[a-z])", f'"{sys.executable}" -m cleantext ', line)
        assert command != line
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=here, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert (tmp_path / "cleaned" / "page.txt").read_text(encoding="utf-8") == "The vote is on Monday.\n"


def test_start_commands_name_what_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    commands = [line for line in README.splitlines() if line.startswith("python3 ")]
    assert len(commands) == 2
    for extra in re.findall(r"\.\[(\w+)\]", " ".join(commands)):
        assert extra in project["optional-dependencies"]
    for folder in re.findall(r"cleantext clean (\S+)", commands[0]):
        assert (ROOT / folder).is_dir()
    assert "cleantext" in project["scripts"]
    marked = README.splitlines().index("<!-- test-command -->")  # as .ci/run reads it
    assert commands[1] in README.splitlines()[marked + 1 : marked + 3]
    assert commands[1].endswith(" -m pytest")


def test_tests_that_the_readme_names_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", README)
    assert len(named) > 10
    for path, test in named:
        assert f"\ndef {test}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{test}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in _LINK.findall(_FENCE.sub("", text)):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{link}: no such heading"


def test_every_setting_is_in_the_readme_and_the_guide() -> None:
    from inspect import signature

    from cleantext import Cleaner

    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    for name in signature(Cleaner).parameters:
        assert f"`{name}`" in README
        assert f"**`{name}`**" in guide
