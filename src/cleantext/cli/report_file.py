"""The JSON Lines file of `--report`: it appears under its name only when its lines are whole."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH105, PTH110, PTH113, PTH123, PTH202

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

from cleantext.cli.problems import Refused, shown, why

__all__ = ["ReportFile", "refuse_odd"]

_FAILED = b'{"error": '


def refuse_odd(path: str) -> None:
    """Raise `Refused` where a report's name stands for a folder, a device or a pipe."""
    if os.path.lexists(path) and not os.path.isfile(path):
        raise Refused(f"{shown(path)} is not a plain file; give --report the name of one")


class ReportFile:
    """Collects lines in `PATH.partial`; `publish` gives them the name PATH, with one rename.

    A write can be cut short by a kill in the middle of a line, a rename cannot: so PATH is
    missing, or as an earlier run left it, or whole.

    Args:
        path: where the report goes.
        keep: how many bytes of the earlier, unfinished report to go on from (the lines on files
            that failed are left out: they are tried again); None to start empty.

    Raises:
        Refused: the path cannot be written.
    """

    def __init__(self, path: str, keep: int | None) -> None:
        self.path = path
        self.partial = path + ".partial"
        refuse_odd(path)
        start = self.partial + ".new"
        try:
            with open(start, "wb") as file:
                if keep:
                    self._go_on(file, keep)
            os.replace(start, self.partial)
            self._file = open(self.partial, "ab", buffering=0)  # noqa: SIM115  # open for the whole run
        except OSError as error:
            raise Refused(f"--report {shown(path)}: {why(error)}") from error
        self.length = os.path.getsize(self.partial)

    def _go_on(self, kept: BinaryIO, keep: int) -> None:
        earlier = next((name for name in (self.partial, self.path) if os.path.exists(name)), None)
        if earlier is None:
            return
        with open(earlier, "rb") as file:
            for line in file:
                keep -= len(line)
                if keep < 0 or not line.endswith(b"\n"):
                    return
                if not line.startswith(_FAILED):
                    kept.write(line)

    def append(self, part: str) -> None:
        """Add the lines of a part file.

        Raises:
            OSError: they cannot be written; what there was of them is taken away again.
        """
        try:
            with open(part, "rb") as file:
                while data := file.read(1 << 20):
                    view = memoryview(data)
                    while view:  # a single write may take less than it is given
                        view = view[os.write(self._file.fileno(), view) :]
        except OSError:
            self._file.truncate(self.length)
            raise
        self.length = os.fstat(self._file.fileno()).st_size

    def publish(self) -> None:
        """Give the whole lines collected so far the report's name.

        Raises:
            OSError: the rename fails; the lines stay in `PATH.partial`.
        """
        self._file.truncate(self.length)  # an interrupt may have come in the middle of `append`
        self._file.close()
        os.replace(self.partial, self.path)

    def close(self) -> None:
        """Leave the lines in `PATH.partial`."""
        with suppress(OSError):
            self._file.close()
