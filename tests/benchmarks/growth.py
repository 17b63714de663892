"""Section `growth`: seconds per MB as one document gets larger. In proportion means the same at every size.

Every measurement is of a document not seen before (another seed, a slightly different length), the
best of up to three; a size that would take longer than the limit, going by how the last step grew, is
left out and said so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .hostile import CASES, hostile_text
from .rivals import floor
from .tables import Section, Table, figure
from .texts import long_text, utf8
from .timing import TextFunction, pass_over

__all__ = ["run"]

TOO_STEEP = 2.0
NORMAL = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
HUGE = 100_000_000
HOSTILE = (100_000, 1_000_000, 10_000_000)
_NAMES = {1_000: "1 KB", 10_000: "10 KB", 100_000: "100 KB", 1_000_000: "1 MB", 10_000_000: "10 MB", HUGE: "100 MB"}
_TRIES = 3
_PATIENCE = 1.5  # seconds after which a size is not tried again

Make = Callable[[int, str], str]


@dataclass(frozen=True)
class _Growth:
    """Seconds per MB by size; None where a size was left out."""

    cleaner: list[float | None]
    floor: list[float | None]


def run(cleaner: TextFunction, *, seed: int, huge: bool, limit: float) -> Section:
    """Measure normal and hostile texts of growing size.

    Args:
        cleaner: cleantext's `clean`.
        seed: of the generated texts.
        huge: also 100 MB of normal text.
        limit: seconds that one document may take.
    """
    section = Section("growth")
    normal: dict[str, Make] = {
        "clean articles": long_text,
        "whole pages": lambda length, name: long_text(length, name, laden=True),
    }
    sizes = (*NORMAL, HUGE) if huge else NORMAL
    _table(section, "Growth, normal text as one document", normal, sizes, cleaner, seed, limit)
    hostile: dict[str, Make] = {name: _hostile(name) for name in CASES}
    _table(section, "Growth, hostile text as one document", hostile, HOSTILE, cleaner, seed, limit)
    section.notes.append(
        f"Cells are seconds per MB. The ratio is the largest size over the smallest; ▲ marks a largest size over "
        f"{TOO_STEEP:g} times as dear, byte for byte, as some smaller one. 'floor' is the same ratio for the floor: what "
        "the machine's memory adds by itself."
    )
    section.notes.append(
        f"'–': left out, it would have taken more than {limit:g} s; the ratio is then that of the sizes measured."
    )
    return section


def _hostile(name: str) -> Make:
    return lambda length, seed: hostile_text(name, length, seed)


def _table(
    section: Section,
    title: str,
    makes: dict[str, Make],
    sizes: tuple[int, ...],
    cleaner: TextFunction,
    seed: int,
    limit: float,
) -> None:
    rows = []
    for name, make in makes.items():
        grown = _grow(make, sizes, cleaner, seed, limit)
        cells = ["–" if v is None else figure(v) for v in grown.cleaner]
        ratio, steep = _ratio(grown.cleaner)
        rows.append((name, *cells, f"{figure(ratio)}{' ▲' if steep else ''}", figure(_ratio(grown.floor)[0])))
        section.raw[name] = {
            "sizes": sizes,
            "seconds_per_mb": grown.cleaner,
            "floor_seconds_per_mb": grown.floor,
            "ratio": ratio,
            "too_steep": steep,
        }
    section.tables.append(Table(title, ("text", *(_NAMES[s] for s in sizes), "ratio", "floor"), rows))


def _grow(make: Make, sizes: tuple[int, ...], cleaner: TextFunction, seed: int, limit: float) -> _Growth:
    grown = _Growth([], [])
    before = 0.0  # seconds for one document of the last size
    step = 10.0
    for number, size in enumerate(sizes):
        if before * step > limit or (number and grown.cleaner[-1] is None):
            grown.cleaner.append(None)
            grown.floor.append(None)
            continue
        per_mb, floor_per_mb, seconds = _best(make, size, cleaner, f"{seed} {number}")
        step = max(10.0, seconds / before) if before > 0.01 else 10.0
        before = seconds
        grown.cleaner.append(per_mb)
        grown.floor.append(floor_per_mb)
    return grown


def _best(make: Make, size: int, cleaner: TextFunction, seed: str) -> tuple[float, float, float]:
    """Seconds per MB for the cleaner and the floor, and seconds for one document: the best of some tries.

    Small documents are measured in batches of 100 KB, each document of a batch another one.
    """
    batch = max(1, 100_000 // size)
    spent = 0.0
    best: tuple[float, float, float] | None = None
    for attempt in range(_TRIES):
        texts = [make(size + 7 * attempt + i % 5, f"{seed} {attempt} {i}") for i in range(batch)]
        megabytes = utf8(texts) / 1e6
        pass_over(floor, texts)
        floor_seconds = pass_over(floor, texts)
        seconds = pass_over(cleaner, texts)
        spent += seconds
        now = (seconds / megabytes, floor_seconds / megabytes, seconds / batch)
        best = now if best is None else (min(best[0], now[0]), min(best[1], now[1]), min(best[2], now[2]))
        if spent > _PATIENCE:
            break
    assert best is not None
    return best


def _ratio(per_mb: list[float | None]) -> tuple[float, bool]:
    """Largest over smallest size, and whether the largest is too dear beside any smaller one."""
    known = [v for v in per_mb if v is not None]
    return known[-1] / known[0], known[-1] > TOO_STEEP * min(known)
