"""The optional accelerator: the questions that nearly every line answers with no, asked in C.

`cleantext._sieve` is built when the package is installed where there is a C compiler. Without it, or with
`CLEANTEXT_PURE=1` in the environment, the same answers come from the modules whose functions it follows (gate, index,
judge), only later. It never decides that something is boilerplate.
"""

from __future__ import annotations

import os
import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Protocol, TypeVar, cast
from weakref import ref

from cleantext.compiled import SharedTables, StoredTables
from cleantext.normal import EDGE, FOLDS
from cleantext.tables import Tables
from cleantext.wanted import Wanted, Wants

__all__ = ["LONGEST_KEY", "LookUp", "Sieve", "make_sieve", "native"]

VERSION = 1
"""Of the interface; a build of other sources is left alone."""

LONGEST_KEY = 4_000
"""Code points; longer views are looked up in Python, whose sets cost less there."""

_Finding = TypeVar("_Finding")
_Group = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]
_PLANE = 0x10000
_LOOKED_AT = ((0x80, 0x530), (0x5D0, 0x5EB), (0x60C, 0x60D), (0x61B, 0x64B), (0x671, 0x6D4), (0x1E00, 0x1F00))
_LOOKED_AT_TOO = ((0x2010, 0x205F), (0x2190, 0x2200), (0x2500, 0x27C0), (0x3001, 0x3020))
_KANA = ((0x3041, 0x3097), (0x30A1, 0x30FB), (0x30FC, 0x30FD))
_AS_THEY_ARE = (*_KANA, (0x3400, 0x4DC0), (0x4E00, 0x9FF0), (0xAC00, 0xD7A4))
"""Characters that normalization and case folding leave alone in any company: kana, Chinese characters, Hangul."""

_ALONE = frozenset("\u02bc") | frozenset("€£¥₽₴₹₺₩₫")
"""Characters that a view changes by what stands beside them, or to another kind of character."""


class LookUp(Protocol):
    """A table to look keys up in: a dict of one, or the accelerator's."""

    def __contains__(self, key: object, /) -> bool: ...

    def get(self, key: str, /) -> int | str | None:
        """The number under a key, or several in one text."""


class Asked(Protocol):
    """Who is asked, once for each, what the accelerator needs to know of rules."""

    def wants(self, number: int) -> Wants:
        """What the rule of a number wants."""

    def pattern(self, number: int) -> str | None:
        """The pattern of an entry in the syntax of `re`, None if it has none or one that is not to be looked at."""


class Sieve(Protocol):
    """What the accelerator answers. Where it isn't sure, it answers as if there were something."""

    def sort(self, lines: list[str]) -> tuple[list[str], list[str], list[str], list[str], list[str], list[str]]:
        """Short lines that a rule may find, and those that only the gate can tell; lines of running text, and of these
        those that may open as boilerplate does, that may end in a heading, that may be in unspaced scripts."""

    def heads(self, text: str) -> list[int]:
        """Where in a text, behind a stop, a sentence begins that may open as boilerplate does."""

    def kinds(self, lines: list[str], findings: dict[str, _Finding]) -> tuple[bytearray, list[_Finding | None]]:
        """What each line is by itself (see `kind_of`), and its finding."""

    def look_up(self, table: str, which: int = 0) -> LookUp:
        """One of the tables `phrases`, `chain_starts`, `lasts`, `heads`, `unspaced_heads` and `starts`, of which
        there are several."""

    def opened_by(self, unit: str) -> list[int]:
        """The numbers of the entries that know how a unit begins."""

    def says_near(self, line: str) -> bool:
        """Whether `Judge.near` may find something in a line."""

    def speaking(self, entries: list[int], key: str, viewed: bool) -> list[int]:
        """Those of some entries that speak: that find in a text what they cannot do without."""

    def called(self, key: str, near: bool) -> tuple[list[int], bool, bool]:
        """The numbers of the entries that a view calls up and that speak; whether PHRASE and CHAIN are among them."""


def native() -> ModuleType | None:
    """The compiled module, None where there is none or it is not wanted."""
    if os.environ.get("CLEANTEXT_PURE", "0") != "0":
        return None
    try:
        module = import_module("cleantext._sieve")
    except ImportError:
        return None
    return module if getattr(module, "VERSION", 0) == VERSION else None


def make_sieve(
    tables: Tables,
    active: bytes,
    *,
    telling: Iterable[str],
    ends: Iterable[str],
    around: Iterable[str],
    separators: Iterable[str],
    asked: Asked,
) -> Sieve | None:
    """The accelerator for some tables, None where there is none.

    Args:
        tables: all tables.
        active: a byte for each rule, 1 if it is in use.
        telling: words, with the marks behind them, that make a short line a suspect.
        ends: what running text ends in.
        around: what may stand around the phrases of a chain.
        separators: what may stand between them.
        asked: who knows the rules; held weakly, as it holds the accelerator.
    """
    module = native()
    if module is None:
        return None

    held = ref(asked)

    def there() -> Asked:
        found = held()
        assert found is not None, "the rules are gone"
        return found

    def told(rule: int) -> tuple[tuple[tuple[float, _Group | None], ...], float]:
        known = there().wants(rule)
        needed = [(0.0, _group(wanted)) for wanted in known.needed]
        cues = [(weight, _group(wanted) if wanted is not None else None) for weight, wanted in known.cues]
        against = [(weight, _group(wanted)) for weight, wanted in known.against]
        return (*needed, *cues, *against), known.least

    base = tables.sieve if isinstance(tables, SharedTables) else None
    if base is not None:
        return cast(Sieve, base.sharing(active, told, lambda entry: there().pattern(entry)))
    made = module.Sieve(
        _stored(tables),
        active,
        dict.fromkeys(telling, 0),
        folds(),
        EDGE,
        "".join(ends),
        "".join(around),
        "".join(separators),
        told,
        lambda entry: there().pattern(entry),
    )
    if isinstance(tables, SharedTables):
        tables.sieve = made
    return cast(Sieve, made)


def _stored(tables: Tables) -> dict[str, object]:
    """Tables as the accelerator takes them: those of a file as they stand there."""
    if not isinstance(tables, StoredTables):
        return {**tables}
    names = Tables.__annotations__.keys() - {"entries", "firsts"}
    return {"entries": tables["entries"], **{name: tables.stored(name) for name in names}}


def _group(wanted: Wanted) -> _Group:
    phrases = tuple(tuple(phrase) for found in wanted.phrases.values() for phrase in found)
    return tuple(wanted.words), wanted.stems, phrases


@cache
def folds() -> bytes:
    """What a view makes of each character, two bytes each; 0 for those that it looks at together or takes away.

    >>> array("H", folds())[ord("É")] == ord("é"), array("H", folds())[ord("ß")]
    (True, 0)
    """
    out = array("H", bytes(2 * _PLANE))
    out[:128] = array("H", map(ord, "".join(map(chr, range(128))).casefold()))
    for first, end in _AS_THEY_ARE:
        out[first:end] = array("H", range(first, end))
    spelled: Mapping[str, str] = dict(FOLDS)
    for first, end in (*_LOOKED_AT, *_LOOKED_AT_TOO):
        for code in range(first, end):
            char = chr(code)
            fold = spelled.get(char, char.casefold())
            if char not in _ALONE and len(fold) == 1 and all(map(_stands_alone, (char, fold))):
                out[code] = ord(fold)
    return out.tobytes()


def _stands_alone(char: str) -> bool:
    return (
        char.isprintable()
        and not char.isdigit()
        and unicodedata.combining(char) == 0
        and unicodedata.is_normalized("NFKC", char)
    )
