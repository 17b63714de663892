"""Section `cli`: the command over a folder of files, with one worker and with two."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from .tables import Bar, Section, Table, figure
from .texts import page, utf8
from .timing import run_command

__all__ = ["run"]

BAR = (1.6, 1.9)
JOBS = (1, 2)


def run(*, seed: int, files: int, rounds: int) -> Section:
    """Clean a folder of generated pages with `python -m cleantext clean`, the numbers of workers in turn.

    Args:
        seed: of the generated pages.
        files: how many files.
        rounds: how often; the best of each counts.
    """
    section = Section("cli")
    rng = Random(f"files {seed}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        size = 0
        for number in range(files):
            text = page(rng)
            size += utf8([text])
            path = source / f"{number % 20:02}" / f"{number:05}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        taken: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
        try:
            for number in range(rounds):
                for jobs in JOBS:
                    target = Path(folder) / f"cleaned-{number}-{jobs}"
                    command = ["clean", str(source), "-o", str(target), "--jobs", str(jobs), "--quiet"]
                    seconds, _ = run_command([sys.executable, "-m", "cleantext", *command])
                    taken[jobs].append(seconds)
                    written = sum(1 for _ in target.rglob("*.txt"))
                    if written != files:
                        raise RuntimeError(f"{written} of {files} files were written")
        except RuntimeError as error:
            section.notes.append(f"The command could not be measured: {error}".replace(folder, "FOLDER"))
            return section
    best = {jobs: min(seconds) for jobs, seconds in taken.items()}
    rows = [
        (str(jobs), figure(s), figure(files / s), figure(size / s / 1e6), figure(best[JOBS[0]] / s))
        for jobs, s in best.items()
    ]
    section.tables.append(
        Table(
            f"Command, {files} files, {size / 1e6:.1f} MB",
            ("workers", "seconds", "files/s", "MB/s", "times as fast"),
            rows,
        )
    )
    section.notes.append(
        f"Best of {rounds} runs of each, in turn; starting Python and writing the files are part of it."
    )
    section.raw = {"seconds": {str(jobs): s for jobs, s in taken.items()}, "files": files, "bytes": size}
    section.bars.append(Bar("command: 2 workers, times as fast as 1", best[1] / best[2], *BAR, most=False))
    return section
