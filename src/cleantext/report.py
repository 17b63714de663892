"""What was removed and why: `Removal` and `Report`, with their JSON form."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from cleantext.errors import ReportError

__all__ = ["SCHEMA", "Removal", "Report"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Removal:
    """One stretch of the original text that was taken out.

    `start` and `end` are a half-open span in code points of the ORIGINAL text and `text` is
    what stood there. `score` is 0 to 1. `evidence` holds the words that fired, as the matcher
    saw them. `category` is a `Category` value, or "layout" for blank lines and line ends that
    a removal left over and for white space that tidying changed. `replacement` is what stands
    there now: empty, except where tidying put one space for several.
    """

    start: int
    end: int
    text: str
    rule: str
    category: str
    score: float
    evidence: tuple[str, ...] = ()
    replacement: str = ""


class Report:
    """The cleaned text and every removal, in the order of the original.

    `warning` is empty, or one sentence when the cleaner held back (a document that would have
    lost nearly everything). Removals are computed on first use, so `explain(t).text` costs no
    more than `clean(t)`.
    """

    __slots__ = ("_make", "_removals", "text", "warning")

    def __init__(
        self,
        text: str,
        removals: Sequence[Removal] | Callable[[], Sequence[Removal]] = (),
        warning: str = "",
    ) -> None:
        self.text = text
        self.warning = warning
        self._make = removals if callable(removals) else None
        self._removals = None if callable(removals) else tuple(removals)

    @property
    def removals(self) -> tuple[Removal, ...]:
        """All removals, sorted by `start`, never overlapping."""
        if self._removals is None:
            assert self._make is not None
            self._removals = tuple(self._make())
            self._make = None
        return self._removals

    def original(self) -> str:
        """Rebuild the text as it was before cleaning.

        >>> Report("b\\n", [Removal(0, 2, "a\\n", "r", "ads", 1.0)]).original()
        'a\\nb\\n'

        Raises:
            ReportError: the removals do not fit the text.
        """
        parts: list[str] = []
        at = 0  # position in the original
        taken = 0  # position in the cleaned text
        for r in self.removals:
            kept = r.start - at
            if kept < 0 or r.end - r.start != len(r.text) or taken + kept > len(self.text):
                raise ReportError(f"removal at {r.start}-{r.end} does not fit the text; was one of them edited?")
            parts += (self.text[taken : taken + kept], r.text)
            taken += kept
            if not self.text.startswith(r.replacement, taken):
                raise ReportError(f"replacement at {r.start}-{r.end} is not in the text; was one of them edited?")
            taken += len(r.replacement)
            at = r.end
        parts.append(self.text[taken:])
        return "".join(parts)

    def to_json(self) -> str:
        """One line of JSON (ASCII, so lone surrogates survive); `from_json` reads it back."""
        return json.dumps(
            {
                "schema": SCHEMA,
                "text": self.text,
                "warning": self.warning,
                "removals": [asdict(r) for r in self.removals],
            }
        )

    @classmethod
    def from_json(cls, data: str) -> Report:
        """Read what `to_json` wrote.

        >>> r = Report("b", [Removal(0, 2, "a\\n", "r", "ads", 0.9, ("a",))])
        >>> Report.from_json(r.to_json()) == r
        True

        Raises:
            ReportError: not JSON, another schema, or a field missing or of the wrong type.
        """
        try:
            raw = json.loads(data)
        except (TypeError, ValueError, RecursionError) as error:
            raise ReportError(f"not a report: {error}; pass what Report.to_json() returned") from error
        if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
            raise ReportError(f"not a report of schema {SCHEMA}; pass what Report.to_json() returned")
        try:
            removals = [_removal(r) for r in _typed(raw["removals"], list)]
            text, warning = _typed(raw["text"], str), _typed(raw["warning"], str)
        except (KeyError, TypeError, OverflowError) as error:
            raise ReportError(f"not a report: {error}; pass what Report.to_json() returned") from error
        return cls(text, removals, warning)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        return (self.text, self.warning, self.removals) == (other.text, other.warning, other.removals)

    __hash__ = None  # type: ignore[assignment]  # compares by value and caches its removals

    def __repr__(self) -> str:
        return f"Report(text={self.text[:40]!r}, {len(self.removals)} removals)"

    def __reduce__(self) -> tuple[type[Report], tuple[str, tuple[Removal, ...], str]]:
        return Report, (self.text, self.removals, self.warning)


def _removal(raw: dict[str, object]) -> Removal:
    return Removal(
        start=_typed(raw["start"], int),
        end=_typed(raw["end"], int),
        text=_typed(raw["text"], str),
        rule=_typed(raw["rule"], str),
        category=_typed(raw["category"], str),
        score=float(_typed(raw["score"], (int, float))),
        evidence=tuple(_typed(e, str) for e in _typed(raw["evidence"], list)),
        replacement=_typed(raw["replacement"], str),
    )


def _typed(value: object, kind: type | tuple[type, ...]):  # type: ignore[no-untyped-def]  # returns what it was given
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{value!r} is of the wrong type")
    return value
