"""What a section of the benchmark hands back, and its Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

__all__ = ["Bar", "Section", "Table", "bars_table", "figure"]


def figure(value: float) -> str:
    """A number with three significant digits at most.

    >>> figure(1234.5), figure(12.345), figure(0.01234), figure(0)
    ('1234', '12.3', '0.0123', '0')
    """
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


@dataclass(frozen=True)
class Table:
    """Rows under a header; the first column is text, the others are figures."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def markdown(self) -> str:
        """The table as Markdown, its title as a heading."""
        widths = [max(len(row[i]) for row in [self.header, *self.rows]) for i in range(len(self.header))]
        lines = [self._row(self.header, widths)]
        lines.append("|" + "|".join("-" * (w + 1) + (":" if i else "-") for i, w in enumerate(widths)) + "|")
        lines += [self._row(row, widths) for row in self.rows]
        return f"### {self.title}\n\n" + "\n".join(lines)

    @staticmethod
    def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
        padded = [c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))]
        return "| " + " | ".join(padded) + " |"


@dataclass(frozen=True)
class Bar:
    """A figure that the project holds itself to. `most` tells whether smaller is better."""

    what: str
    value: float
    bar: float
    aim: float
    most: bool = True

    def verdict(self) -> str:
        """`aim`, `bar` or `MISSED`: the best that holds."""
        for limit, name in ((self.aim, "aim"), (self.bar, "bar")):
            if (self.value <= limit) if self.most else (self.value >= limit):
                return name
        return "MISSED"


@dataclass
class Section:
    """One section: tables to print, notes below them, bars it fills, raw figures for --json."""

    name: str
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    raw: dict[str, object] = field(default_factory=dict)

    def markdown(self) -> str:
        """Tables and notes."""
        parts = [table.markdown() for table in self.tables]
        if self.notes:
            parts.append("\n".join(f"- {note}" for note in self.notes))
        return "\n\n".join(parts)

    def json(self) -> dict[str, object]:
        """Everything, for --json."""
        return {
            "raw": self.raw,
            "notes": self.notes,
            "bars": [{**asdict(bar), "verdict": bar.verdict()} for bar in self.bars],
        }


def bars_table(bars: Sequence[Bar]) -> Table:
    """All bars of a run against what was measured."""
    rows = []
    for bar in bars:
        sign = "≤" if bar.most else "≥"
        limits = (f"{sign} {bar.bar:g}", f"{sign} {bar.aim:g}")
        rows.append((bar.what, figure(bar.value), *limits, bar.verdict()))
    return Table("Bars", ("what", "measured", "bar", "aim", "holds"), rows)
