"""Section `start`: what importing the library and its first call cost, in processes of their own."""

from __future__ import annotations

import sys
from random import Random

from .prose import article
from .tables import Bar, Section, Table, figure
from .timing import run_command

__all__ = ["run"]

BAR = (60, 25)
_CALLS = """
import sys
from time import perf_counter as now
text = sys.stdin.read()
start = now()
import {module}
done = now()
clean = {module}.{function}
clean("One line of text.\\n")
first = now()
clean(text)
second = now()
print(done - start, first - done, second - first)
"""


def run(spec: str, *, seed: int, rounds: int) -> Section:
    """Measure the start.

    Args:
        spec: the cleaner as `module:function`.
        seed: of the article for the second call.
        rounds: processes of each kind, in turn; the best counts.
    """
    section = Section("start")
    module, _, function = spec.partition(":")
    text = article(Random(f"start {seed}"), "en", curly=True, size=8_000)
    calls = _CALLS.format(module=module, function=function)
    python = sys.executable
    bare: list[float] = []
    imported: list[float] = []
    inside: list[list[float]] = []
    for number in range(rounds + 1):
        pair = [run_command([python, "-c", code])[0] for code in ("pass", f"import {module}")]
        printed = run_command([python, "-c", calls], text)[1]
        if number:  # the first round fills the caches of compiled code and of the disk
            bare.append(pair[0])
            imported.append(pair[1])
            inside.append([float(word) for word in printed.split()])
    over = (min(imported) - min(bare)) * 1e3
    by_itself, first, second = (min(column) * 1e3 for column in zip(*inside, strict=True))
    rows = [
        ("`python -c pass`", figure(min(bare) * 1e3)),
        (f"`import {module}`, over that", figure(over)),
        (f"`import {module}`, by the clock inside", figure(by_itself)),
        ("first call, one line", figure(first)),
        (f"second call, an article of {len(text) / 1e3:.0f} KB", figure(second)),
    ]
    section.tables.append(Table("Start", ("what", "ms"), rows))
    section.notes.append(f"Best of {rounds} processes of each kind, in turn, after one that is not counted.")
    section.raw = {"bare": bare, "import": imported, "import_first_second": inside}
    section.bars.append(Bar("import, over bare Python: ms", over, *BAR))
    return section
