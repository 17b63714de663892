"""The texts that are measured: generated from a seed, or read from a folder or a JSONL file.

`articles(2_000_000, "7")` are 2 MB of clean articles, `pages(2_000_000, "7")` the same of whole pages,
`read_texts(Path("pages.jsonl.gz"), "outputs.fulltext.text")` somebody's own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from .chrome import above, below, within
from .prose import article
from .vocabulary import vocabulary

__all__ = ["articles", "describe", "long_text", "page", "pages", "read_texts", "utf8"]

_MIX = (("en", 78), ("eu", 7), ("ru", 5), ("ja", 5), ("ar", 5))
"""Languages and their shares of the documents, in percent."""


def utf8(texts: list[str]) -> int:
    """Bytes of the texts in UTF-8; all MB of the tables are millions of these."""
    return sum(len(t) if t.isascii() else len(t.encode("utf-8", "surrogatepass")) for t in texts)


def _language(rng: Random) -> str:
    return rng.choices([code for code, _ in _MIX], [share for _, share in _MIX])[0]


def _any_article(rng: Random) -> str:
    return article(rng, _language(rng), curly=rng.random() < 0.5)


def page(rng: Random, code: str | None = None) -> str:
    """One article as a whole page gives it: about 330 lines, 280 of them short or empty.

    Args:
        code: a language of `vocabulary.LANGUAGES`; drawn when missing.
    """
    code = code or _language(rng)
    words = vocabulary(code)
    blocks: list[str] = []
    for block in article(rng, code, curly=rng.random() < 0.7).split("\n\n"):
        blocks.append(block)
        if rng.random() < 0.05:
            blocks.append("\n".join(within(rng, words)))
    return "\n".join([*above(rng, words), "\n\n".join(blocks), *below(rng, words)])


def _until(size: int, make: Callable[[], str]) -> list[str]:
    texts: list[str] = []
    length = 0
    while length < size:
        texts.append(make())
        length += utf8(texts[-1:])
    return texts


def articles(size: int, seed: str) -> list[str]:
    """Articles of 2,000 to 20,000 code points with nothing left over, `size` bytes in all."""
    rng = Random(f"articles {seed}")
    return _until(size, lambda: _any_article(rng))


def pages(size: int, seed: str) -> list[str]:
    """Whole pages, `size` bytes in all."""
    rng = Random(f"pages {seed}")
    return _until(size, lambda: page(rng))


def long_text(length: int, seed: str, *, laden: bool = False) -> str:
    """One English document of exactly `length` code points: articles, or pages, one after another."""
    rng = Random(f"long {laden} {seed}")
    parts: list[str] = []
    total = 0
    while total < length:
        parts.append(page(rng, "en") if laden else article(rng, "en", curly=True, size=min(length, 8_000)))
        total += len(parts[-1]) + 2
    return "\n\n".join(parts)[:length]


def describe(texts: list[str]) -> str:
    """One line on a set of texts: how many, how large, how many lines and short lines in each."""
    lines = [line for text in texts for line in text.split("\n")]
    short = sum(len(line) < 60 for line in lines)
    empty = sum(not line.strip() for line in lines)
    count = len(texts) or 1
    megabytes = utf8(texts) / 1e6
    return (
        f"{len(texts)} texts, {megabytes:.1f} MB, {megabytes * 1e3 / count:.1f} KB each; lines a text: "
        f"{len(lines) / count:.0f}, {short / count:.0f} under 60 characters ({empty / count:.0f} empty)"
    )


def read_texts(path: Path, field: str = "text", where: str = "") -> list[str]:
    """Texts of the user's own.

    Args:
        path: a folder (every .txt file below it, sorted), or a .jsonl(.gz) file with an object a line.
        field: dotted path of the text inside an object, `outputs.fulltext.text`.
        where: `key=value` keeps only objects in which the dotted path `key` holds `value`; empty keeps all.

    Raises:
        ValueError: nothing to read there, with what would help.
    """
    if path.is_dir():
        texts = [f.read_bytes().decode("utf-8", "replace") for f in sorted(path.rglob("*.txt"))]
        if not texts:
            raise ValueError(f"{path}: no .txt file in this folder; name one that has some, or a .jsonl file")
        return texts
    if not path.name.endswith((".jsonl", ".jsonl.gz")):
        raise ValueError(f"{path}: neither a folder nor a .jsonl or .jsonl.gz file")
    key, _, value = where.partition("=")
    texts = []
    for record in _records(path):
        if where and str(_dig(record, key)) != value:
            continue
        text = _dig(record, field)
        if isinstance(text, str) and text:
            texts.append(text)
    if not texts:
        raise ValueError(f"{path}: no object has a text at {field!r}; name the field with --field")
    return texts


def _records(path: Path) -> Iterator[object]:
    zipped = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if zipped else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{path}:{number}: not JSON ({error})") from error


def _dig(record: object, field: str) -> object:
    for part in field.split("."):
        if not isinstance(record, dict):
            return None
        record = record.get(part)
    return record
