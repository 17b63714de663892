"""Section `cost`: what cleaning costs on clean articles and on whole pages, beside the floor and the rivals.

Every round has texts of its own, so cleantext's cold pass sees each text for the first time; its warm
pass sees the same texts again at the end of the round. All contenders of a round take the same texts in
turn, with passes of the floor before each; a contender's multiple in a round is its time over the median
of that round's floor passes. The tables give the median over the rounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from .rivals import c4_lines, floor, justext_lines, refinedweb_lines
from .tables import Bar, Section, Table, figure
from .texts import articles, describe, pages, utf8
from .timing import TextFunction, pass_over, say

__all__ = ["Corpus", "run"]

BARS = {"clean": (6, 3), "laden": (12, 5)}
AGAINST_C4 = (2, 4)
LEAST = 0.25

_Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Corpus:
    """Texts of the user's own for either kind; an empty list means generated ones."""

    clean: list[str]
    laden: list[str]


@dataclass(frozen=True)
class _Kind:
    name: str
    title: str
    own: list[str]
    make: Callable[[int, str], list[str]]


def run(cleaner: TextFunction, corpus: Corpus, *, rounds: int, seed: int, size: int) -> Section:
    """Measure both kinds of text.

    Args:
        cleaner: cleantext's `clean`.
        corpus: the user's texts, if any; they are dealt out to the rounds.
        rounds: how many rounds.
        seed: of the generated texts.
        size: bytes of text in a round, at most.
    """
    section = Section("cost")
    passes: list[tuple[str, TextFunction]] = [
        ("cleantext, cold", cleaner),
        ("C4 line rules", c4_lines),
        ("RefinedWeb line rules", refinedweb_lines),
    ]
    try:
        passes.append(("jusText classifier", justext_lines()))
    except ImportError as error:
        section.notes.append(f"jusText was left out: {str(error).splitlines()[0]}")
    passes.append(("cleantext, warm", cleaner))
    for kind in (
        _Kind("clean", "Clean articles", corpus.clean, articles),
        _Kind("laden", "Whole pages, leftovers and all", corpus.laden, pages),
    ):
        _measure(section, kind, passes, rounds, seed, size)
    return section


def _measure(
    section: Section, kind: _Kind, passes: list[tuple[str, TextFunction]], rounds: int, seed: int, size: int
) -> None:
    warm_up = kind.own[-3:] or kind.make(30_000, f"{seed} warm-up")
    for _, function in passes:
        for text in warm_up:
            function(text)
    rounds = min(rounds, len(kind.own)) if kind.own else rounds
    names = ["floor", *(name for name, _ in passes)]
    multiples: _Figures = {name: [] for name in names}
    speeds: _Figures = {name: [] for name in names}
    said = ""
    megabytes = 0.0
    for number in range(rounds):
        own = _deal(kind.own, rounds, number, size)
        texts = own or kind.make(size, f"{seed} round {number}")
        said = said or describe(texts)
        megabytes = utf8(texts) / 1e6
        pass_over(floor, texts)  # not counted: brings the texts near
        seconds: dict[str, float] = {}
        floors = []
        for name, function in passes:
            say(f"cost: {kind.title}, round {number + 1} of {rounds}: {name}")
            floors += _floor_passes(texts)
            seconds[name] = pass_over(function, texts)
        floors += _floor_passes(texts)
        seconds["floor"] = median(floors)
        for name, taken in seconds.items():
            multiples[name].append(taken / seconds["floor"])
            speeds[name].append(megabytes / taken)
    _report(section, kind, multiples, speeds)
    section.notes.append(f"{kind.title}: {rounds} rounds, in the first {said}.")
    if megabytes < LEAST:
        section.notes.append(f"{kind.title}: under {LEAST} MB in a round is too little to trust the figures.")


def _floor_passes(texts: list[str]) -> list[float]:
    """Three passes of the floor: it is so short that one alone may fall into another program's moment."""
    return [pass_over(floor, texts) for _ in range(3)]


def _deal(texts: list[str], rounds: int, number: int, size: int) -> list[str]:
    """The texts of one round: every `rounds`-th, until `size` bytes are reached; none of none."""
    dealt: list[str] = []
    total = 0
    for text in texts[number::rounds]:
        dealt.append(text)
        total += utf8([text])
        if total >= size:
            break
    return dealt


def _report(section: Section, kind: _Kind, multiples: _Figures, speeds: _Figures) -> None:
    c4 = median(multiples["C4 line rules"])
    rows = []
    for name, values in multiples.items():
        own = median(values)
        spread = f"{figure(min(values))} to {figure(max(values))}" if name != "floor" else ""
        rows.append((name, figure(own), spread, figure(median(speeds[name])), figure(c4 / own)))
    header = ("contender", "× floor", "rounds from to", "MB/s", "times as fast as C4")
    section.tables.append(Table(kind.title, header, rows))
    section.raw[kind.name] = {"times_floor": multiples, "mb_per_second": speeds}
    cold = median(multiples["cleantext, cold"])
    section.bars.append(Bar(f"{kind.title.lower()}, cold: × floor", cold, *BARS[kind.name]))
    if kind.name == "clean":
        section.bars.append(Bar("clean articles, cold: times C4's speed", c4 / cold, *AGAINST_C4, most=False))
