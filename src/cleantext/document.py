"""Text to lines and sentences and back, lossless; nothing else in the package cuts text."""

from __future__ import annotations

import re

__all__ = ["LARGE", "TERMINATOR", "join_lines", "sentences", "split_lines"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
TERMINATOR = re.compile(r"(?:\r\n|\n|\r)\Z")
"""The terminator that a line of a text with `\\r` carries."""

LARGE = 1 << 20
"""Code points; a longer text is split in parts of PART or a little more."""

PART = 1 << 14

SHARED = 50
"""Code points of lines on the average above which none are shared; and for so many one line is remembered."""

_SENTENCE_END = re.compile(
    r"""
    (?<![.!?…]) [.!?…]++ ["'”’»)\]]*+ [\s\u200b]++
    | [。！？]+ ["”』」）]* \s*
    | : \s++ (?=[A-ZÀ-ÖØ-ÞĀ-ĮŁ-ŽА-ЯЁІЇЄҐİ])
    | (?<!\s) \s++ [|·•→»] \s++
    """,
    re.VERBOSE,
)


def split_lines(text: str) -> list[str]:
    r"""The lines of a text. A line ends in `\n`, `\r\n` or `\r` and in nothing else.

    With `\n` alone as the line end, lines come without it (the fast path); with any `\r` in the
    text every line keeps its own terminator. `join_lines` undoes either.

    >>> split_lines("a\nb\n")
    ['a', 'b', '']
    >>> split_lines("a\r\nb\rc")
    ['a\r\n', 'b\r', 'c']
    """
    if len(text) > LARGE:
        return _split_large(text)
    if "\r" not in text:
        return text.split("\n")
    lines: list[str] = _LINE.findall(text)
    return lines


def _split_large(text: str) -> list[str]:
    """As `split_lines`, part by part; short lines that come again are one object each.

    A short line takes several times its length as an object, and a large text of short lines has many twice.
    """
    bare = "\r" not in text
    lines: list[str] = []
    known: dict[str, str] = {}
    at = 0
    while at <= len(text):
        end = text.find("\n", at + PART)
        if end < 0 and not bare:
            end = text.find("\r", at + PART)
        if end < 0:
            end = len(text)
        part = text[at:end].split("\n") if bare else _LINE.findall(text, at, end + 1)
        size, at = end - at, end + 1
        if len(part) * SHARED < PART or size < 2 * len(part):  # lines of a character are one object anyway
            lines += part
        elif len(known) * SHARED < len(text):
            lines += map(known.setdefault, part, part)
        else:
            lines += map(known.get, part, part)  # each gives its line, or the one like it
    return lines


def join_lines(lines: list[str], text: str) -> str:
    """Lines of `split_lines(text)`, some perhaps left out, to one text again."""
    return "\n".join(lines) if "\r" not in text else "".join(lines)


def sentences(line: str) -> list[str]:
    """A line cut after its sentences, the white space behind each included; joined they are the line.

    A cut also falls after a colon before a capital and at free-standing separators (`|`, `·`), where
    flattened pages put one entry after another. Too many cuts do no harm: only whole sentences match.

    >>> sentences("One. Two! Three")
    ['One. ', 'Two! ', 'Three']
    """
    out: list[str] = []
    at = 0
    for m in _SENTENCE_END.finditer(line):
        end: int = m.end()
        if end < len(line):
            out.append(line[at:end])
            at = end
    out.append(line[at:])
    return out
