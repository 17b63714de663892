"""Makes memory run out as an error that can be told, before the system ends the process. A leaf."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["LARGE", "available", "bounded"]

LARGE = 32 << 20
"""Bytes of a text from which on it is worth the asking."""

SHARE = 0.9
"""Of the memory that is free; the rest is for what else goes on."""


@contextmanager
def bounded(size: int, workers: int = 1) -> Iterator[None]:
    """Within, a large text can take its worker's share of the free memory and no more.

    Beyond that there is a MemoryError for this text, where the system would have ended a process of its
    choice. Only on Linux; elsewhere nothing is changed.
    """
    room = available() if size >= LARGE and sys.platform == "linux" else None
    if room is None:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _number("/proc/self/status", "VmData:") * 1024 + int(room * SHARE) // workers
    bound = most if soft == resource.RLIM_INFINITY else min(soft, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def available() -> int | None:
    """The bytes that are free for this process: the system's or, where it is less, the container's."""
    room: int | None = None
    with suppress(OSError, ValueError, StopIteration):
        room = _number("/proc/meminfo", "MemAvailable:") * 1024
    with suppress(OSError, ValueError):  # without a container, or without a limit for it
        group = Path("/sys/fs/cgroup")
        left = int((group / "memory.max").read_text()) - int((group / "memory.current").read_text())
        room = left if room is None else min(room, left)
    return room


def _number(path: str, name: str) -> int:
    """The number behind a name in a file of /proc."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])
