"""Reading and writing whole files: limits, what counts as text, and writes that never show half a file. A leaf."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH103, PTH105, PTH108, PTH118, PTH120, PTH123, PTH208

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import BinaryIO

from cleantext.cli.problems import FileFailed, Refused

__all__ = ["OURS", "STDIN", "decode", "encode", "prepare", "read", "refuse_binary", "write", "write_out"]

STDIN = "-"
OURS = ".cleantext-"
"""How every file of our own in DEST begins: the state file, and temp files until they are renamed."""

_TEMP = re.compile(r"\.cleantext-(\w+)-\d+\.tmp")
_HEAD = 65_536
_NUL_SHARE = 1_000
_MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def read(path: str, max_size: int) -> tuple[bytes, os.stat_result]:
    """All bytes of a plain file (or of standard input, for "-") and what the file was when opened.

    Raises:
        FileFailed: not a plain file, or larger than `max_size`; no more than that is ever held.
        OSError: it cannot be read.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        data = _drain(sys.stdin.buffer, max_size + 1)
        found = os.stat_result((stat.S_IFREG | 0o666, 0, 0, 0, 0, 0, len(data), 0, 0, 0))
    else:
        # Without O_NONBLOCK, a FIFO put in the file's place since it was found would wait for ever.
        with open(os.open(path, _READ), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise FileFailed("not a plain file; pipe it in with `cleantext clean -`")
            if found.st_size > max_size:
                raise FileFailed(_too_large(found.st_size, max_size))
            data = file.read(found.st_size + 1)
            if len(data) > found.st_size:  # still growing
                data += _drain(file, max_size + 1 - len(data))
    if len(data) > max_size:
        raise FileFailed(_too_large(len(data), max_size))
    return data, found


def _drain(file: BinaryIO, limit: int) -> bytes:
    """Read to the end or to the limit, without asking for the whole limit's memory at once."""
    parts: list[bytes] = []
    while limit > 0 and (part := file.read(min(limit, 1 << 20))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


def _too_large(size: int, max_size: int) -> str:
    return f"larger than --max-size (at least {size:,} bytes, {max_size:,} allowed); split it or raise --max-size"


def refuse_binary(data: bytes) -> None:
    """Let text pass.

    Binary is what begins with a UTF-16 or UTF-32 mark, or has more than one NUL byte in a
    thousand in its first 64 KiB. A stray NUL in a longer text is left alone, and so are bytes
    that are not UTF-8.

    Raises:
        Refused: the bytes are not text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise Refused(f"{name}, which is not cleaned; convert it to UTF-8 (iconv -f {name} -t UTF-8)")
    head = data[:_HEAD]
    if head.count(0) * _NUL_SHARE > len(head):
        raise Refused("binary (full of NUL bytes), not text; extract its text first")


def decode(data: bytes) -> str:
    """Bytes to text, losing nothing: line ends stay, bytes that are not UTF-8 become lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """What `decode` undoes."""
    return text.encode("utf-8", "surrogateescape")


@lru_cache(maxsize=1024)
def prepare(folder: str, root: str, token: str) -> None:
    """Make a target folder and clear the temp files that a killed run left in it.

    Raises:
        FileFailed: a link inside DEST leads out of it, so a write could land among other files.
        OSError: the folder cannot be made.
    """
    if os.path.commonpath([os.path.realpath(folder), root]) != root:
        raise FileFailed(f"a link in DEST leads out of it, to {os.path.realpath(folder)}; remove the link")
    os.makedirs(folder, exist_ok=True)
    for name in _leftovers(os.listdir(folder), token):
        with suppress(FileNotFoundError):  # another worker was quicker
            os.unlink(os.path.join(folder, name))


def _leftovers(names: Iterable[str], token: str) -> Iterable[str]:
    return (name for name in names if (temp := _TEMP.fullmatch(name)) and temp[1] != token)


def write(path: str, data: bytes, mode: int, token: str) -> None:
    """Write a file so that its name shows the old bytes or all of the new ones, never a part.

    `mode` is the source's: a private file stays private. No fsync: a power cut may lose files
    that the operating system had not stored yet.

    Raises:
        OSError: it cannot be written; what stood there stays.
    """
    temp = os.path.join(os.path.dirname(path), f"{OURS}{token}-{os.getpid()}.tmp")
    try:
        with open(os.open(temp, _CREATE, mode & 0o666), "wb") as file:
            file.write(data)
        os.replace(temp, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temp)
        raise


def write_out(data: bytes) -> None:
    """Write bytes to standard output, unchanged."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
