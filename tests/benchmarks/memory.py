"""Section `memory`: the peak of one process while it cleans one document.

The parent writes each text to a file; a fresh process (`python -m tests.benchmarks.memory SPEC FILE`)
imports the cleaner, calls it once on a line, notes what it holds then, reads the text, cleans it, and
prints what it saw. Where the peak can be forgotten (on Linux), reading has no part in it.
"""

from __future__ import annotations

import contextlib
import mmap
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .hostile import hostile_text
from .tables import Section, Table, figure
from .texts import long_text
from .timing import load, run_command

__all__ = ["forget_peak", "peak_bytes", "run"]

SIZE = 10_000_000
HUGE = 100_000_000
HOSTILE = (
    "one line of prose",
    "only empty lines",
    "known phrases",
    "one edit from known phrases",
    "phrases and prose in one line",
    "short and long lines in turn",
)


def peak_bytes() -> int:
    """The most memory this process has held so far.

    `VmHWM` where there is a /proc: the kernel's ru_maxrss is inherited from the process that started this
    one, and would hide everything below the parent's size. ru_maxrss elsewhere.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource  # there is none on Windows

    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def forget_peak() -> None:
    """Let the peak start anew from what is held now; do nothing where the system cannot (only Linux can)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def run(spec: str, *, seed: int, huge: bool) -> Section:
    """Measure the peak for clean, laden and hostile documents.

    Args:
        spec: the cleaner as `module:function`.
        seed: of the generated texts.
        huge: also documents of 100 MB.
    """
    section = Section("memory")
    makes: dict[str, Callable[[int, str], str]] = {
        "clean articles": long_text,
        "whole pages": lambda length, name: long_text(length, name, laden=True),
    }
    makes |= {name: _hostile(name) for name in HOSTILE}
    sizes = (SIZE, HUGE) if huge else (SIZE,)
    rows = []
    library = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        for name, make in makes.items():
            multiples: list[float] = []
            for size in sizes:
                path.write_bytes(make(size, str(seed)).encode())
                try:
                    out = run_command([sys.executable, "-m", "tests.benchmarks.memory", spec, str(path)])[1]
                except RuntimeError as error:
                    section.notes.append(
                        f"{name}, {size // 1_000_000} MB: not measured ({error})".replace(folder, "FOLDER")
                    )
                    continue
                bare, before, after, held = (int(word) for word in out.split())
                library = (before - bare) / 1e6
                multiples.append((after - before) / held)
            if len(multiples) == len(sizes):
                rows.append((name, *map(figure, multiples)))
            section.raw[name] = multiples
    header = ("text", *(f"{size // 1_000_000} MB" for size in sizes))
    section.tables.append(Table("Peak memory, times the text in memory", header, rows))
    section.notes.append(
        "1.0 is the text itself; what it was cleaned to is part of the figure, the library is not. "
        f"With its rules loaded that takes {figure(library)} MB more than Python and this benchmark."
    )
    return section


def _hostile(name: str) -> Callable[[int, str], str]:
    return lambda length, seed: hostile_text(name, length, seed)


def _child(spec: str, path: str) -> None:
    forget_peak()
    bare = peak_bytes()
    cleaner = load(spec)
    cleaner("One line of text.\n")
    forget_peak()
    before = peak_bytes()
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        text = str(view, "utf-8")
    forget_peak()
    result = cleaner(text)
    print(bare, before, peak_bytes(), sys.getsizeof(text))
    del result


if __name__ == "__main__":
    _child(sys.argv[1], sys.argv[2])
