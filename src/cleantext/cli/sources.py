"""Finding the files to clean: folders walked lazily in a fixed order, links and oddities named."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH100, PTH112, PTH113, PTH116, PTH118, PTH119, PTH120, PTH208

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import blake2b
from typing import NamedTuple

from cleantext.cli.problems import Refused, shown, why
from cleantext.cli.writing import OURS, STDIN

__all__ = ["Found", "Item", "Passed", "Walk", "check_destination", "claims"]


class Found(NamedTuple):
    """A file to clean. `named`: given on the command line itself, not found in a folder."""

    path: str
    relative: str
    size: int = 0
    mtime: int = 0
    named: bool = False


class Passed(NamedTuple):
    """Something that is not cleaned, and why; `failed` unless passing it by is what was asked for."""

    path: str
    problem: str
    failed: bool = False


Item = Found | Passed
_Ident = tuple[int, int]

_KINDS = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True)
class Walk:
    """Finds the files of `sources`. Memory grows with the names of one folder, not with the tree.

    Args:
        sources: files, folders, "-".
        globs: patterns of the files to take from folders; none takes all. A pattern with a
            slash is held against the path below the source, any other against the name.
        follow_links: whether links that lead out of their source folder are followed. Links
            in a circle never are.
        destination: DEST as a real path, which is never walked into; None without DEST.
    """

    sources: Sequence[str]
    globs: Sequence[str] = ()
    follow_links: bool = False
    destination: str | None = None

    def __iter__(self) -> Iterator[Item]:
        """The files in the order of the sources, within a folder sorted by name, files before folders."""
        for source in self.sources:
            if source == STDIN:
                yield Found(STDIN, "stdin.txt", named=True)
                continue
            try:
                found = os.stat(source)
            except (OSError, ValueError) as error:
                yield Passed(source, _cannot(error), failed=True)
                continue
            if stat.S_ISDIR(found.st_mode):
                yield from self._folder(source, found)
            elif stat.S_ISREG(found.st_mode):
                name = os.path.basename(source)
                yield Found(source, name, found.st_size, found.st_mtime_ns, named=True)
            else:
                kind = _kind(found.st_mode)
                yield Passed(source, f"{kind}, not a plain file; pipe it in with `cleantext clean -`", failed=True)

    def _folder(self, source: str, found: os.stat_result) -> Iterator[Item]:
        root = os.path.realpath(source)
        stack: list[tuple[str, tuple[_Ident, ...]]] = [("", (_ident(found),))]
        while stack:  # not recursion: a tree may be deeper than Python's stack
            relative, above = stack.pop()
            try:
                names = sorted(os.listdir(os.path.join(source, relative)))
            except OSError as error:
                yield Passed(os.path.join(source, relative), _cannot(error), failed=True)
                continue
            folders: list[tuple[str, tuple[_Ident, ...]]] = []
            for name in names:
                if name.startswith(OURS):
                    continue
                item = self._entry(source, root, os.path.join(relative, name), above)
                if isinstance(item, os.stat_result):
                    folders.append((os.path.join(relative, name), (*above, _ident(item))))
                elif item is not None:
                    yield item
            stack += reversed(folders)

    def _entry(self, source: str, root: str, relative: str, above: tuple[_Ident, ...]) -> Item | os.stat_result | None:
        """What to do with one name: a folder's stat to walk into, None for what no pattern chose."""
        path = os.path.join(source, relative)
        try:
            found = os.lstat(path)
        except OSError as error:
            return Passed(path, _cannot(error), failed=True)
        if stat.S_ISLNK(found.st_mode):
            if not self.follow_links and not _within(os.path.realpath(path), root):
                return Passed(path, "a link that leads out of the source folder; --follow-links takes it along")
            try:
                found = os.stat(path)
            except OSError as error:
                return Passed(path, f"a link that leads nowhere ({error.strerror}); mend or remove it")
        if stat.S_ISDIR(found.st_mode):
            if _ident(found) in above:
                return Passed(path, "a link back to a folder that it lies in; nothing is missed without it")
            real = os.path.realpath(path)
            if self.destination is not None and _within(real, self.destination) and not _within(real, root):
                return Passed(path, "a link into DEST, which is not cleaned again; nothing is missed without it")
            return found
        if not self._chosen(relative):
            return None
        if stat.S_ISREG(found.st_mode):
            return Found(path, relative, found.st_size, found.st_mtime_ns)
        return Passed(path, f"{_kind(found.st_mode)}; only plain files are cleaned")

    def _chosen(self, relative: str) -> bool:
        if not self.globs:
            return True
        path = relative.replace(os.sep, "/")
        name = os.path.basename(relative)
        return any(fnmatchcase(path if "/" in glob else name, glob) for glob in self.globs)


def check_destination(sources: Sequence[str], destination: str) -> None:
    """Refuse a DEST that is among the sources (`destination` is a real path).

    Raises:
        Refused: DEST is a file, is a source folder, lies in one, or is the folder of a source file.
    """
    if os.path.lexists(destination) and not os.path.isdir(destination):
        raise Refused(f"{shown(destination)} is a file; -o takes a folder, so name one or redirect standard output")
    for source in sources:
        if source == STDIN:
            continue
        if os.path.isdir(source) and _within(destination, os.path.realpath(source)):
            raise Refused(f"DEST {shown(destination)} lies in the source {shown(source)}; choose one outside it")
        if os.path.isfile(source) and destination in map(os.path.dirname, _places(source)):
            raise Refused(f"DEST {shown(destination)} is the folder of {shown(source)} itself; choose another")


def claims(
    items: Iterable[Item], sources: Sequence[str], destination: str, reserved: str | None, folds_case: bool
) -> Iterator[Item]:
    """Pass the items on, with those whose place in DEST is taken replaced by what is wrong.

    A place is taken when another source maps to it (by a name that differs only in case, where
    the disk tells no difference), when a source file stands there, or when the report goes there.
    """
    places = {place for source in sources if source != STDIN for place in _places(source)}
    kept = {place for place in places if _within(place, destination)}
    kept_folders = [place for place in kept if os.path.isdir(place)]
    fold = _folded if folds_case else str
    # A single folder on a disk that tells case apart cannot clash with itself: nothing to remember.
    taken: set[bytes] | None = set() if folds_case or len(sources) > 1 else None
    for item in items:
        if isinstance(item, Passed):
            yield item
            continue
        target = os.path.join(destination, item.relative)
        if target == reserved:
            yield Passed(
                item.path, f"its place {shown(target)} is that of --report; name another file there", failed=True
            )
        elif target in kept or any(_within(target, folder) for folder in kept_folders):
            yield Passed(
                item.path, f"would be written over a source, {shown(target)}; choose another DEST", failed=True
            )
        elif taken is not None and not _claim(taken, fold, item.relative):
            alike = " (upper and lower case count as the same there)" if folds_case else ""
            problem = f"another source goes to {shown(target)} already{alike}; clean it by itself into another DEST"
            yield Passed(item.path, problem, failed=True)
        else:
            yield item


def _places(source: str) -> tuple[str, str]:
    """Where a source really is and, if its name is a link, where that link is."""
    path = os.path.abspath(source)
    return os.path.realpath(path), os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def _claim(taken: set[bytes], fold: Callable[[str], str], relative: str) -> bool:
    key = blake2b(os.fsencode(fold(relative)), digest_size=12).digest()  # 12 bytes, however long the name
    if key in taken:
        return False
    taken.add(key)
    return True


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _ident(found: os.stat_result) -> _Ident:
    return found.st_dev, found.st_ino


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "not a file")


def _cannot(error: OSError | ValueError) -> str:
    return why(error) if isinstance(error, OSError) else f"{error}; check the name"
