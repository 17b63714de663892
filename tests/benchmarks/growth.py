"""Section `growth`: seconds per MB as one document gets larger. In proportion means the same at every size.

Every measurement is of a document not seen before (another seed, a slightly different length), the
best of up to three, and of one more where it looks steep. A size that would take longer than the limit,
going by how the last step grew, is left out and said so; so is a size at which the cleaner raises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .hostile import CASES, hostile_text
from .rivals import floor
from .tables import Section, Table, figure
from .texts import long_text, utf8
from .timing import TextFunction, pass_over, say

__all__ = ["run"]

TOO_STEEP = 2.0
NORMAL = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
HUGE = 100_000_000
HOSTILE = (100_000, 1_000_000, 10_000_000)
_NAMES = dict(zip((*NORMAL, HUGE), ("1 KB", "10 KB", "100 KB", "1 MB", "10 MB", "100 MB"), strict=True))
BATCH = 1_000_000
_TRIES = 3
_PATIENCE = 1.5  # seconds after which a size is not tried again

Make = Callable[[int, str], str]


@dataclass(frozen=True)
class _Point:
    """One size: seconds per MB of cleaner and floor, and the cleaner's seconds for one document."""

    cleaner: float
    floor: float
    seconds: float


@dataclass(frozen=True)
class _Grown:
    """All sizes that could be measured, and how the next one failed, if it did."""

    points: list[_Point]
    failure: str = ""


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
    hostile: dict[str, Make] = {name: _hostile(name) for name in CASES}
    for title, makes, sizes in (
        ("Growth, normal text as one document", normal, (*NORMAL, HUGE) if huge else NORMAL),
        ("Growth, hostile text as one document", hostile, HOSTILE),
    ):
        rows = []
        for name, make in makes.items():
            say(f"growth: {name}")
            grown = _grow(make, sizes, cleaner, str(seed), limit)
            section.notes += [f"{name}: {grown.failure}"] if grown.failure else []
            rows.append(_row(section, name, sizes, grown.points))
        section.tables.append(Table(title, ("text", *(_NAMES[s] for s in sizes), "ratio", "floor"), rows))
    section.notes += [
        "Cells are seconds per MB; sizes count characters. The ratio is the largest size over the smallest; "
        f"▲ marks a largest size more than {TOO_STEEP:g} times as dear, byte for byte, as some smaller one. "
        "'floor' is the ratio of the floor: what the machine's memory adds by itself.",
        f"'–': left out, it failed or would have taken over {limit:g} s; the ratio is of the sizes measured.",
    ]
    return section


def _hostile(name: str) -> Make:
    return lambda length, seed: hostile_text(name, length, seed)


def _grow(make: Make, sizes: Sequence[int], cleaner: TextFunction, seed: str, limit: float) -> _Grown:
    """Measure size after size, up to the last that can be measured."""
    points: list[_Point] = []
    for number, size in enumerate(sizes):
        if _forecast(points) > limit:
            break
        try:
            points.append(_measure(make, size, cleaner, f"{seed} {number}"))
        except (ValueError, TypeError, LookupError, RuntimeError, MemoryError) as error:
            return _Grown(points, f"FAILED at {_NAMES[size]} with {type(error).__name__}: {error}")
    if _steep(points):  # or was the machine busy just then? look again before saying so
        again = _measure(make, sizes[len(points) - 1], cleaner, f"{seed} again")
        points[-1] = _best([points[-1], again])
    return _Grown(points)


def _steep(points: Sequence[_Point]) -> bool:
    """Whether the largest size is too dear, byte for byte, beside any smaller one."""
    return bool(points) and points[-1].cleaner > TOO_STEEP * min(p.cleaner for p in points)


def _best(points: Sequence[_Point]) -> _Point:
    """The best of each of their figures."""
    figures = zip(*((p.cleaner, p.floor, p.seconds) for p in points), strict=True)
    return _Point(*map(min, figures))


def _forecast(points: list[_Point]) -> float:
    """Seconds that the next size, ten times as large, should take: at least ten times the last."""
    if not points:
        return 0.0
    last = points[-1].seconds
    before = points[-2].seconds if len(points) > 1 else 0.0
    return last * (max(10.0, last / before) if before > 0.001 else 10.0)


def _measure(make: Make, size: int, cleaner: TextFunction, seed: str) -> _Point:
    """The best of some tries. Small documents come in batches of 1 MB, all different: luck evens out."""
    batch = max(1, BATCH // size)
    tries: list[_Point] = []
    spent = 0.0
    while len(tries) < _TRIES and spent < _PATIENCE:
        attempt = len(tries)
        texts = [make(size + 7 * attempt + i % 5, f"{seed} {attempt} {i}") for i in range(batch)]
        megabytes = utf8(texts) / 1e6
        pass_over(floor, texts)
        floor_seconds = pass_over(floor, texts)
        seconds = pass_over(cleaner, texts)
        spent += seconds
        tries.append(_Point(seconds / megabytes, floor_seconds / megabytes, seconds / batch))
    return _best(tries)


def _row(section: Section, name: str, sizes: tuple[int, ...], points: list[_Point]) -> tuple[str, ...]:
    own, bare = [p.cleaner for p in points], [p.floor for p in points]
    steep = _steep(points)
    section.raw[name] = {"sizes": sizes, "s_per_mb": own, "floor_s_per_mb": bare, "too_steep": steep}
    cells = [figure(v) for v in own] + ["–"] * (len(sizes) - len(own))
    return (name, *cells, _ratio(own) + (" ▲" if steep else ""), _ratio(bare))


def _ratio(per_mb: Sequence[float]) -> str:
    return figure(per_mb[-1] / per_mb[0]) if len(per_mb) > 1 else "–"
