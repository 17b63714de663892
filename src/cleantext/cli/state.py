"""What was finished in DEST, for --resume: a small SQLite file, so that memory stays flat and a kill does no harm."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH100, PTH110, PTH118

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cleantext.cli.problems import Refused, shown
from cleantext.cli.writing import OURS

__all__ = ["STATE", "Row", "State", "stamp"]

STATE = OURS + "state.sqlite"

Row = tuple[bytes, str, int]
"""One finished file: destination below DEST, `stamp` of its source, size of the destination."""


def stamp(path: str, size: int, mtime: int) -> str:
    """What a source was when it was read; a later run does it again when this has changed."""
    return f"{size}:{mtime}:{os.path.abspath(path)}"


class State:
    """The finished files of the last run into DEST, and how long its report was.

    It belongs to one set of settings: with another `fingerprint`, or without `resume`, it
    starts empty, because a file that either run finished may since hold the other's bytes.
    While it is open no other run can use the same DEST.

    Raises:
        Refused: another run has it open, or DEST cannot be written.
    """

    def __init__(self, folder: str, fingerprint: str, resume: bool) -> None:
        self.path = os.path.join(folder, STATE)
        self._folder = folder
        try:
            self._db = sqlite3.connect(self.path, timeout=0.2, isolation_level=None)
        except sqlite3.Error as error:
            if Path(self.path).is_dir():
                raise Refused(f"{shown(self.path)}: a folder stands where the state file should go; move it") from error
            raise Refused(f"{shown(folder)}: its state file fails ({error}); check DEST's permissions") from error
        try:
            self._open(fingerprint, resume)
        except sqlite3.OperationalError as error:
            self._db.close()
            remedy = "wait for it to end" if "locked" in str(error) else "check DEST's permissions and free space"
            what = "another run is writing to it" if "locked" in str(error) else f"its state file fails ({error})"
            raise Refused(f"{shown(folder)}: {what}; {remedy}, or choose another DEST") from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise Refused(f"{shown(self.path)}: damaged ({error}); delete it, which has all done again") from error

    def _open(self, fingerprint: str, resume: bool) -> None:
        # Exclusive: a second run into the same DEST is refused, and no lock is taken per batch.
        self._db.executescript(
            """PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; BEGIN EXCLUSIVE;
            CREATE TABLE IF NOT EXISTS done (destination BLOB PRIMARY KEY, stamp TEXT, size INT) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS run (fingerprint TEXT, report TEXT, length INT);"""
        )
        last = self._db.execute("SELECT fingerprint, report, length FROM run").fetchone()
        self._report: tuple[str | None, int] = (None, 0)
        if resume and last is not None and last[0] == fingerprint:
            self._report = last[1:]
        else:
            self._db.execute("DELETE FROM done")
            self._db.execute("DELETE FROM run")
            self._db.execute("INSERT INTO run VALUES (?, NULL, 0)", (fingerprint,))
        self._db.execute("COMMIT")

    def is_done(self, path: str, relative: str, size: int, mtime: int) -> bool:
        """Whether this source was finished as it is now, and its destination is still there, whole."""
        row = self._db.execute(
            "SELECT size FROM done WHERE destination = ? AND stamp = ?",
            (os.fsencode(relative), _text(stamp(path, size, mtime))),
        ).fetchone()
        if row is None:
            return False
        try:
            found = os.lstat(os.path.join(self._folder, relative))
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and found.st_size == row[0]

    def add(self, rows: Iterable[Row], report: tuple[str, int] | None) -> None:
        """Note finished files and the report's length at that point, all or nothing.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        self._db.execute("BEGIN")
        try:
            self._db.executemany("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", ((d, _text(s), n) for d, s, n in rows))
            if report is not None:
                self._db.execute("UPDATE run SET report = ?, length = ?", (_text(report[0]), report[1]))
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    def report_length(self, path: str) -> int | None:
        """How much of the report at `path` belongs to the finished files; None when it was not written."""
        return self._report[1] if self._report[0] == _text(path) else None

    def folds_case(self) -> bool:
        """Whether DEST's disk takes "A" and "a" for the same name."""
        return os.path.exists(os.path.join(self._folder, STATE.upper()))

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.Error):
            self._db.close()


def _text(path: str) -> str:
    """A path as SQLite can hold it: lone surrogates escaped, and nothing confused with the escape."""
    return path if path.isascii() else ascii(path)
