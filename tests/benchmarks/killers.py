"""Lines aimed at each shipped pattern: nearly what it wants, over and over, with a wrong end.

Run as `python -m tests.benchmarks.killers` (some minutes); prints the slowest patterns, `inf` for those stopped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from time import perf_counter

import regex

from cleantext.gate import LONG
from cleantext.matchers.edges import literal_edges
from cleantext.matchers.pattern import expand
from cleantext.normal import view
from cleantext.pack import shipped_rules
from cleantext.rule import MatcherKind, Rule

__all__ = ["killers", "slow"]

FILLERS = ("a", " ", "a ", "# ", "#", "aa#, ", "'", "-", "e\u0301", "あ")
ENDS = ("", "!", "\0", " \ud800", "x" * 5)


def killers(rule: Rule, pattern: str) -> Iterator[str]:
    """Views of at most LONG code points that make one of the rule's patterns work hard and end in no match."""
    edges = literal_edges(expand(pattern, rule))
    starts = {"", *(sorted(edges)[:3] if edges else ()), *re.findall(r"[^\W\d_]{3,}", pattern)[:3]}
    for start in sorted(starts):
        for unit in (*FILLERS, f"{start} ", f"{start}, "):
            yield from (_filled(start, unit, end) for end in ENDS)
    for example in map(view, rule.match):
        for end in ENDS:
            yield _filled("", example + " ", end)
            yield example[:-1] + end
        for at in range(0, len(example), 4):
            yield _filled(example[:at], example[at : at + 4], "\0")


def _filled(start: str, unit: str, end: str) -> str:
    room = LONG - len(start) - len(end)
    return start + (unit * (room // len(unit) + 1))[: max(0, room)] + end if unit else start + end


def slow(every: int = 1, limit: float = 0.25) -> Iterator[tuple[float, str, str]]:
    """The slowest line of each shipped pattern with its seconds and rule, of every so many lines.

    A pattern that passes the limit is stopped there and given no further lines.
    """
    for rule in shipped_rules():
        if rule.matcher is not MatcherKind.PATTERN:
            continue
        for pattern in rule.patterns:
            lines = list(killers(rule, pattern))[::every]
            compiled = regex.compile(expand(pattern, rule))
            worst = (0.0, rule.id, "")
            for line in lines:
                begin = perf_counter()
                try:
                    compiled.fullmatch(line, timeout=limit)
                except TimeoutError:
                    worst = (inf, rule.id, line)
                    break
                worst = max(worst, (perf_counter() - begin, rule.id, line))
            yield worst


def main() -> None:
    slowest = sorted(slow(), reverse=True)
    print(f"{len(slowest)} patterns; the slowest on a line of at most {LONG} characters:")
    for took, name, line in slowest[:10]:
        print(f"{took * 1000:8.1f} ms  {name:<36} {line[:60]!r}")


if __name__ == "__main__":
    main()
