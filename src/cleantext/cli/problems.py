"""Clear lines for what goes wrong: names made printable, system errors with a remedy. A leaf."""

from __future__ import annotations

import errno
import unicodedata

__all__ = ["FileFailed", "Refused", "shown", "visible", "why"]

_REMEDIES = {
    errno.ENOENT: "check the name, or run again if it has moved",
    errno.EACCES: "check its permissions",
    errno.EPERM: "check its permissions",
    errno.EROFS: "choose a place that can be written",
    errno.ENOSPC: "free some space, then run again with --resume",
    errno.EDQUOT: "free some of your quota, then run again with --resume",
    errno.EFBIG: "raise the limit on file sizes, then run again with --resume",
    errno.EISDIR: "a folder stands where a file should go; move one of them",
    errno.ENOTDIR: "a file stands where a folder should go; move one of them",
    errno.EEXIST: "a file stands where a folder should go; move one of them",
    errno.ENAMETOOLONG: "shorten the name or choose a shorter DEST",
    errno.ELOOP: "mend the links, which go round in a circle",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
    errno.EILSEQ: "this disk does not take the name; rename the file",
    errno.EIO: "the disk reports a fault; check it",
}


class Refused(Exception):  # noqa: N818  # reads as what happened
    """Something was asked for that is not done; the text is "what; remedy"."""


class FileFailed(Exception):  # noqa: N818
    """A file could not be cleaned; the text is "what; remedy"."""


def why(error: OSError) -> str:
    """A system error as "what; remedy".

    >>> why(PermissionError(errno.EACCES, "Permission denied"))
    'Permission denied; check its permissions'
    """
    what = error.strerror or str(error) or type(error).__name__
    return f"{what}; {_REMEDIES.get(error.errno or 0, 'mend that and run again')}"


def shown(name: str) -> str:
    r"""A file name as one printable line: bytes that are not UTF-8, line ends and controls escaped.

    >>> shown("a\nb\udcff.txt")
    'a\\nb\\xff.txt'
    """
    return name if name.isprintable() else "".join(c if c.isprintable() else _escape(c) for c in name)


def visible(text: str) -> str:
    r"""A line of a document for the terminal: controls and line separators escaped, so none takes effect.

    Tabs, joiners and spaces of every kind stay, because scripts need them.

    >>> visible("red \x1b[31m\tend")
    'red \\x1b[31m\tend'
    """
    return text if text.isprintable() else "".join(_escape(c) if _takes_effect(c) else c for c in text)


def _takes_effect(char: str) -> bool:
    return char != "\t" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def _escape(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte that surrogateescape carried through
        return f"\\x{ord(char) - 0xDC00:02x}"
    return ascii(char)[1:-1]
