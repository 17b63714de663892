"""Texts made to find what grows faster than its input: each attacks one habit of line cleaners.

A case is a function of a length in code points, a seed and the phrases that the rules know. It
returns at least that many; `hostile_text` cuts it to size.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from random import Random
from typing import Any

from .chrome import WORDING
from .prose import paragraph, sentence
from .texts import long_text
from .vocabulary import vocabulary

__all__ = ["CASES", "hostile_text", "known_phrases"]

Case = Callable[[int, Random, Sequence[str]], str]

_WEAK = ("Continue", "Monthly", "Once", "Share", "More", "Next", "Search", "Menu", "Home", "Close", "Print")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def known_phrases() -> tuple[str, ...]:
    """Wording that the rules know: phrases, templates and matching examples of every shipped rule.

    Until there are shipped rules, or when another cleaner is measured without cleantext at hand, the
    fixed wording of the generated pages.
    """
    found: list[str] = []
    try:
        pack: Any = importlib.import_module("cleantext.pack")
        for rule in pack.shipped_rules():
            texts = (*rule.phrases, *rule.templates, *rule.match)
            found += [line for text in texts for line in text.split("\n")]
    except ImportError:
        pass
    if not found:
        for words in WORDING.values():
            found += chain.from_iterable(getattr(words, name) for name in words.__dataclass_fields__)
    return tuple(dict.fromkeys(line.replace("#", "7").strip() for line in found if len(line.strip()) > 3))


def hostile_text(name: str, length: int, seed: str) -> str:
    """The text of the case `name` with exactly `length` code points."""
    text = CASES[name](length, Random(f"{name} {seed}"), known_phrases())
    if len(text) < length:
        raise ValueError(f"case {name!r} made {len(text)} code points instead of {length}")
    return text[:length]


def _fill(length: int, make: Callable[[], str], joint: str = "\n") -> str:
    parts: list[str] = []
    total = 0
    while total <= length:
        parts.append(make())
        total += len(parts[-1]) + len(joint)
    return joint.join(parts)


def _repeat(unit: str) -> Case:
    return lambda length, rng, phrases: unit * (length // len(unit) + 1)


def _edited(line: str, rng: Random) -> str:
    """The line one insertion, deletion, substitution or swap away."""
    at = rng.randrange(len(line))
    kind = rng.randrange(4)
    if kind == 0:
        return line[:at] + rng.choice(_LETTERS) + line[at:]
    if kind == 1:
        return line[:at] + line[at + 1 :]
    if kind == 2:
        return line[:at] + rng.choice(_LETTERS) + line[at + 1 :]
    return line[:at] + line[at : at + 2][::-1] + line[at + 2 :]


def _one_line(length: int, rng: Random, phrases: Sequence[str]) -> str:
    # some known sentences first: a text without any may take a short cut, and small ones more often have none
    known = ". ".join(rng.choices(phrases, k=20)).replace("\n", " ")
    return f"{known}. " + long_text(length, str(rng.random())).replace("\n", " ")


def _near_misses(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: _edited(rng.choice(phrases), rng))


def _known(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: rng.choice(phrases))


def _flattened(length: int, rng: Random, phrases: Sequence[str]) -> str:
    words = vocabulary("en")
    return _fill(length, lambda: rng.choice(phrases) if rng.random() < 0.6 else sentence(rng, words), " ")


def _flattened_sentences(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: rng.choice(phrases).rstrip(" .") + ".", " ")


def _same_start(length: int, rng: Random, phrases: Sequence[str]) -> str:
    words = vocabulary("en")
    return _fill(length, lambda: "Read more: " + sentence(rng, words))


def _known_start(length: int, rng: Random, phrases: Sequence[str]) -> str:
    words = vocabulary("en")
    return _fill(length, lambda: f"{rng.choice(phrases)} {sentence(rng, words)}")


def _short_long(length: int, rng: Random, phrases: Sequence[str]) -> str:
    words = vocabulary("en")
    return _fill(length, lambda: f"{rng.choice(words.content).title()}\n{paragraph(rng, words)}")


def _weak_prose(length: int, rng: Random, phrases: Sequence[str]) -> str:
    words = vocabulary("en")
    return _fill(length, lambda: f"{rng.choice(_WEAK)}\n{sentence(rng, words)}")


def _list_headings(length: int, rng: Random, phrases: Sequence[str]) -> str:
    """Headings over lists behind an article: each may be where the article ends."""
    end = "\n© 2024 Harbour Lane\nPrivacy policy"
    words = vocabulary("en")
    article = "\n".join(sentence(rng, words) for _ in range(20))[: length // 10] + ".\n"
    headings = "More from this site\nRust Found\n" * (length // 31 + 1)
    return article + headings[: max(0, length - len(article) - len(end))] + end + "\n" * len(end)


def _weak_runs(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: rng.choice(_WEAK))


def _marks(length: int, rng: Random, phrases: Sequence[str]) -> str:
    marks = [chr(c) for c in range(0x300, 0x340)]
    return _fill(length, lambda: "e" + "".join(rng.choices(marks, k=2_000)))


def _mark_run(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return "a" + "\u0301\u0316" * (length // 2 + 1)


def _punctuation(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: "".join(rng.choices(".,:;!?-_=+*/\\|()[]{}<>\"'", k=rng.randint(1, 200))))


def _digits(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: "".join(rng.choices("0123456789 .,", k=rng.randint(1, 200))))


def _carriage(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return long_text(length, str(rng.random()), laden=True).replace("\n", "\r\n")


def _lone_carriage(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return long_text(length, str(rng.random()), laden=True).replace("\n", "\r")


def _nuls(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return long_text(length, str(rng.random()), laden=True).replace("e", "\0")


def _bullets(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: "".join(rng.choices("•·–—►▪*-> \t\u00a0\u3000\u200b", k=rng.randint(1, 60))))


def _quote_openers(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: "".join(rng.choices("“„«‘\"'(", k=rng.randint(1, 20))) + rng.choice(phrases))


def _spaced(length: int, rng: Random, phrases: Sequence[str]) -> str:
    return _fill(length, lambda: rng.choice(phrases) + " " * 3_000 + "x")


CASES: dict[str, Case] = {
    "one line of prose": _one_line,
    "one line, one word": _repeat("a"),
    "only empty lines": _repeat("\n"),
    "copies of one chrome line": _repeat("Share this article\n"),
    "known phrases": _known,
    "one edit from known phrases": _near_misses,
    "known phrase, then prose": _known_start,
    "equal first 10 characters": _same_start,
    "lines of 2,000 combining marks": _marks,
    "one run of combining marks": _mark_run,
    "short and long lines in turn": _short_long,
    "weak words and prose in turn": _weak_prose,
    "weak words only": _weak_runs,
    "list headings behind prose": _list_headings,
    "run of 'Read more'": _repeat("Read more\n"),
    "'Read more' in one line": _repeat("Read more "),
    "only punctuation": _punctuation,
    "one line of full stops": _repeat("."),
    "only digits": _digits,
    "one line of digits": _repeat("1234567,890 "),
    "CRLF": _carriage,
    "lone CR": _lone_carriage,
    "NULs": _nuls,
    "phrases and prose in one line": _flattened,
    "known sentences in one line": _flattened_sentences,
    "bullets and white space": _bullets,
    "one line of spaces": _repeat(" "),
    "runs of spaces inside lines": _spaced,
    "quote openers": _quote_openers,
    "one line of quote openers": _repeat("“"),
    "one line of open brackets": _repeat("("),
}
"""Every hostile input by its name in the table."""
