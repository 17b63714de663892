"""The matching view of a line: what rules compare against, never what is returned.

Case, quotes, dashes, white space, decoration at the ends and the exact numbers differ between
copies of the same boilerplate, so the view evens them out. Text in, text out; no spans, because
whole units (lines, sentences) are cut from the original before they are viewed.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["EDGE", "EDGE_ASCII", "FOLDS", "VIEW_MAX", "ascii_view", "phrase_view", "view"]

VIEW_MAX = 4_000
"""Code points; a longer unit is viewed without NFKC, which is quadratic on combining marks."""

EDGE = (
    " \t\n\r\f\v\0.,:;!?*-_=+~^|/\\<>()[]{}`"
    "\u00a0\u200b\u200c\u200d\u200e\u200f\u2028\u2029\ufeff\u3000\u00ad\x85\x1c\x1d\x1e\x1f"
    "•·●○◦▪■□▶►▸◀◄▼▾▲△▽‣⁃∙–—―…→←↑↓↗⟶➜➔➤❯❮›‹»«✓✔✕✖✗×★☆♥❤☞▷◁◇◆◈◎☎※"
    "。、，．：；！？・…【】（）「」『』［］〈〉《》｜／～〜¡¿،؛؟۔"
)
"""Decoration that says nothing at the ends of a line; quotation marks stay, they say 'quoted'."""

EDGE_ASCII = "".join(filter(str.isascii, EDGE))
"""The ASCII part of EDGE: stripping costs more the more characters it looks for."""

FOLDS = (
    ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("´", "'"), ("“", '"'), ("”", '"'), ("„", '"'), ("‟", '"'),
    ("–", "-"), ("—", "-"), ("―", "-"), ("‐", "-"), ("−", "-"),
    ("\u200b", ""), ("\u200c", ""), ("\u200d", ""), ("\u200e", ""), ("\u200f", ""), ("\ufeff", ""), ("\u00ad", ""),
    ("\ufe0f", ""), ("\u0307", ""),
)  # fmt: skip
"""One spelling for each; the last is what case folding leaves of the Turkish İ."""

_FOLDED = re.compile(f"[{''.join(old for old, _ in FOLDS)}]")
_CURRENCY = "[$€£¥₽₴₹₺₩₫]"
_NUMBER = re.compile(rf"\d+(?:[.,:' ]\d+)*(?: ?{_CURRENCY}| ?%|[km]\b)?")
_SUM = re.compile(f"{_CURRENCY} ?#")
_DIGIT = re.compile(r"\d")
_NUMBER_ASCII = re.compile(r"[0-9]+(?:[.,:' ][0-9]+)*(?: ?\$| ?%|[km]\b)?")
_DIGIT_ASCII = re.compile("[0-9]")


def view(line: str) -> str:
    """The matching view of one line or sentence.

    Case is folded, curly quotes and dashes become ASCII, runs of white space one space,
    decoration at both ends goes, and every number (with its currency sign, `%`, `k`) becomes `#`.
    A line of nothing but decoration keeps it, so that a rule can name it.

    >>> view("  • Read\\u00a0More… ")
    'read more'
    >>> view("starting from just $2.") == view("starting from just 3")
    True
    >>> view("12 Comments"), view(" × ")
    ('# comments', '×')
    """
    key = line.strip(EDGE)
    if key.isascii():
        return ascii_view(key.casefold()) or line.strip()
    if len(key) <= VIEW_MAX and not unicodedata.is_normalized("NFKC", key):
        key = unicodedata.normalize("NFKC", key)
    key = key.casefold()
    if _FOLDED.search(key):
        for old, new in FOLDS:
            key = key.replace(old, new)
    key = key.strip(EDGE)
    if not key:
        return line.strip()
    if key[0] == "#":
        key = key.lstrip("# ") or key
    if _DIGIT.search(key):
        key = _SUM.sub("#", _NUMBER.sub("#", key))
    return key if "  " not in key and key.isprintable() else " ".join(key.split())


def ascii_view(key: str) -> str:
    """The view of an ASCII line that is folded and bare of decoration."""
    if key[:1] == "#":  # a heading's mark or a hashtag, not a number
        key = key.lstrip("# ") or key
    if _DIGIT_ASCII.search(key):
        key = _NUMBER_ASCII.sub("#", key)
        if "$" in key:
            key = key.replace("$ #", "#").replace("$#", "#")
    return key if "  " not in key and key.isprintable() else " ".join(key.split())


def phrase_view(phrase: str) -> str:
    """The view of a phrase from a pack, where `#` stands for any number.

    >>> phrase_view("# Comments")
    '# comments'
    """
    return view(phrase.replace("#", "1"))
