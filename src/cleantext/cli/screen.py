"""What the user sees while a run goes on and at its end: lines, progress, diff, table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from cleantext.cli.marks import CUT, GONE, HEAD, NOTE
from cleantext.cli.workers import Outcome
from cleantext.rule import Category

__all__ = ["Screen", "print_marked"]

_STYLES = {GONE: "red", CUT: "yellow", NOTE: "dim", HEAD: "bold"}
_KINDS = {"error": "bold red", "warning": "yellow", "skipped": "cyan"}


class Screen:
    """Standard error: one line for each problem, a progress bar on a terminal, a closing table."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.console = Console(stderr=True, highlight=False)
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._drawn = 0.0

    def line(self, kind: str, text: str) -> None:
        """Print one line such as "error: name: what; remedy", never wrapped."""
        if self.console.is_terminal:
            self.console.print(Text.assemble((kind, _KINDS.get(kind, "")), ": ", text), soft_wrap=True)
        else:
            print(f"{kind}: {text}", file=sys.stderr)

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show progress within, if standard error is a terminal."""
        if self.quiet or not self.console.is_terminal:
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.completed:,} files"), BarColumn(), TimeElapsedColumn())
        # No refreshing thread: with one, workers could not be forked.
        with Progress(*columns, console=self.console, auto_refresh=False, transient=True) as self._progress:
            self._task = self._progress.add_task("", total=None)
            yield
        self._progress = None

    def advance(self, files: int) -> None:
        """Count finished files; draws ten times a second at most."""
        if self._progress is None or self._task is None:
            return
        self._progress.advance(self._task, files)
        if monotonic() - self._drawn > 0.1:
            self._drawn = monotonic()
            self._progress.refresh()

    def table(self, total: Outcome, resumed: int, dry_run: bool) -> None:
        """Print what was removed by category, and what became of the files."""
        if self.quiet:
            return
        removed = total.removed
        table = Table("removed", box=None, pad_edge=False, header_style="bold")
        for name in ("files", "lines", "words"):
            table.add_column(name, justify="right")
        categories = {category for category, _ in removed}
        for category in (c.value for c in Category if c in categories):
            table.add_row(category, *(f"{removed[category, unit]:,}" for unit in ("files", "lines", "words")))
        sums = {unit: sum(removed[c, unit] for c in categories) for unit in ("lines", "words")}
        table.add_row("all", f"{total.changed:,}", f"{sums['lines']:,}", f"{sums['words']:,}", style="bold")
        done = "would be cleaned" if dry_run else "cleaned"
        parts = [f"{total.cleaned:,} {done}", f"{total.changed:,} of them changed"]
        parts += [f"{resumed:,} done before"] if resumed else []
        parts += [f"{total.skipped:,} skipped"] if total.skipped else []
        parts += [f"{total.failed:,} failed"] if total.failed else []
        self.console.print(table)
        self.console.print("files: " + ", ".join(parts), soft_wrap=True)


def print_marked(lines: Iterable[str]) -> None:
    """Print lines of `cleantext.cli.marks` on standard output: in colour on a terminal, else plain."""
    console = Console(highlight=False)
    for line in lines:
        if console.is_terminal:
            console.print(Text(line[1:].rstrip("\n"), style=_STYLES.get(line[0], "")), soft_wrap=True)
        else:
            print(line[1:], end="")
