"""Runs stopped at random moments: nothing half-written, nothing lost, and `--resume` makes it whole.

`CLEANTEXT_KILLS` sets how many runs are stopped.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, FORM, command, environment, fill, leftovers, tree

KILLS = int(os.environ.get("CLEANTEXT_KILLS", "12"))
ENDS = {
    signal.SIGKILL: {0, -signal.SIGKILL},
    # The signal's own death is for the moments before Python has taken over and after it let go.
    signal.SIGTERM: {0, 143, -signal.SIGTERM},
    signal.SIGINT: {0, 130, -signal.SIGINT},
}


@dataclass
class Ground:
    """Where the runs take place, and what an undisturbed one gives."""

    source: Path
    out: Path
    report: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    lines: list[str]
    seconds: float

    def start(self, jobs: int, resume: bool) -> subprocess.Popen[bytes]:
        words: list[str | Path] = ["clean", self.source, "-o", self.out, "--report", self.report, "-q", "-j", str(jobs)]
        return subprocess.Popen(
            command(*words, *(["--resume"] if resume else [])),
            # A signal may fall between opening a file and the `with` that closes it.
            env=environment() | {"PYTHONWARNINGS": "error,ignore::ResourceWarning"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = tmp_path_factory.mktemp("kills")
    files: dict[str, str | bytes] = {
        f"{i % 6}/{i:03}.txt": f"Page {i} of them all.\n" + ARTICLE * 12 + "\n" + FORM for i in range(600)
    }
    source = fill(folder / "src", files)
    ground = Ground(source, folder / "out", folder / "r.jsonl", tree(source), {}, [], 0.0)
    begun = time.monotonic()
    with ground.start(2, False) as running:
        assert running.wait(60) == 0
    ground.seconds = time.monotonic() - begun
    ground.after = tree(ground.out)
    ground.lines = sorted(ground.report.read_text().splitlines())
    assert len(ground.after) == len(ground.lines) == 600
    return ground


@pytest.mark.parametrize("round_", range(KILLS))
def test_a_stopped_run(ground: Ground, round_: int) -> None:
    chance = random.Random(round_)
    clear(ground)
    for again in range(chance.choice([1, 1, 2])):
        stop = list(ENDS)[(round_ + again) % 3]
        with ground.start(chance.choice([1, 2, 2]), again > 0) as running:
            time.sleep(chance.uniform(0.2, 1.0) * ground.seconds)
            # A terminal's Ctrl-C goes to the whole group, `kill` to one process.
            send = os.killpg if chance.random() < 0.5 else os.kill
            if running.poll() is None:
                send(running.pid, stop)
            _, said = running.communicate(timeout=60)
        assert running.returncode in ENDS[stop], said
        assert b"Traceback" not in said or running.returncode < 0, said
        assert_nobody_left(running.pid)
        assert tree(ground.source) == ground.before
        for name, data in tree(ground.out).items():
            assert data == ground.after[name], f"{name} is half-written"
        if ground.report.exists():
            content = ground.report.read_text()
            assert content == "" or content.endswith("\n")
            assert {line for line in content.splitlines() if json.loads(line)} <= set(ground.lines)
    with ground.start(2, True) as running:
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (0, b"")
    assert tree(ground.out) == ground.after
    assert sorted(ground.report.read_text().splitlines()) == ground.lines
    assert leftovers(ground.out) == []
    assert [path.name for path in ground.report.parent.iterdir() if path.name.startswith("r.jsonl")] == ["r.jsonl"]


def clear(ground: Ground) -> None:
    for path in sorted(ground.out.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for path in ground.report.parent.glob("r.jsonl*"):
        path.unlink()


def assert_nobody_left(group: int) -> None:
    """The workers are gone, or are within a few seconds when their parent was killed outright."""
    if sys.platform != "linux":
        return
    end = time.monotonic() + 20
    while alive := members(group):
        assert time.monotonic() < end, f"still there: {alive}"
        time.sleep(0.05)


def members(group: int) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        state, _, process_group = rest.split()[:3]
        if int(process_group) == group and state != "Z":  # who is dead waits for init to take note
            found.append(name)
    return found
