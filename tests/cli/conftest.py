"""The command line run in this process (quick) or in one of its own (for signals, limits, pipes)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import cleantext
from cleantext.cli.entry import run

ARTICLE = "The council voted on Tuesday to keep the old bridge open.\nIt will cost two million, the mayor said.\n"
FORM = "Leave a Reply\n"
PAGE = ARTICLE + "\n" + FORM
CLEAN = cleantext.clean(PAGE)

Env = dict[str, str]


@dataclass(frozen=True)
class Result:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def problems(self) -> list[str]:
        """The lines of standard error that name a problem."""
        kinds = ("error: ", "skipped: ", "warning: ", "stopped: ")
        return [line for line in self.err.splitlines() if line.startswith(kinds)]


Cli = Callable[..., Result]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder that a run writes to; it does not exist yet."""
    return tmp_path / "out"


@pytest.fixture
def cli(capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Cli]:
    """Run a command in this process."""
    before = signal.getsignal(signal.SIGTERM)

    def call(*args: str | Path) -> Result:
        capfdbinary.readouterr()
        code = run([str(arg) for arg in args])
        out, err = capfdbinary.readouterr()
        return Result(code, out, err.decode("utf-8", "surrogateescape"))

    yield call
    signal.signal(signal.SIGTERM, before)


def environment() -> Env:
    src = str(Path(cleantext.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": src, "NO_COLOR": "1", "PYTHONWARNINGS": "error"}


def command(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "cleantext", *map(str, args)]


@pytest.fixture
def program() -> Cli:
    """Run a command in a process of its own."""

    def call(*args: str | Path, stdin: bytes = b"", **more: object) -> Result:
        options = {"env": environment(), "timeout": 120, **more}
        done = subprocess.run(command(*args), input=stdin, capture_output=True, check=False, **options)  # type: ignore[call-overload]  # options vary
        return Result(done.returncode, done.stdout, done.stderr.decode("utf-8", "surrogateescape"))

    return call


def fill(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Make a folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    folder.mkdir(exist_ok=True)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """The files below a folder, without those that cleantext keeps for itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".cleantext-")
    }


def leftovers(folder: Path) -> list[str]:
    """Temp files below a folder."""
    return [path.name for path in folder.rglob(".cleantext-*.tmp")]
