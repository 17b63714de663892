"""Running a command: every expected problem becomes one line on standard error and an exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

from cleantext.cli.app import app
from cleantext.cli.codes import FAILED, OK, TERMINATED, USAGE
from cleantext.cli.problems import FileFailed, Refused, shown, why
from cleantext.cli.screen import Screen
from cleantext.errors import CleantextError

__all__ = ["run"]


def run(args: Sequence[str] | None) -> int:
    """Run one command; every expected problem is one line on standard error. Gives the exit code."""
    _prepare_streams()
    try:
        # Given explicitly, because Typer would otherwise take its name from the interpreter's.
        return int(app(args, prog_name="cleantext", standalone_mode=False) or OK)
    except FileFailed as error:
        return _fail(FAILED, str(error))
    except (Refused, CleantextError) as error:
        return _fail(USAGE, str(error))
    except OSError as error:
        name = f"{shown(str(error.filename))}: " if error.filename else ""
        return _fail(FAILED, name + why(error))
    except Exception as error:
        # Typer's own errors share no public class between its versions, only this method.
        message = getattr(error, "format_message", None)
        if message is None:
            raise
        return _fail(USAGE, f"{' '.join(str(message()).split())} See cleantext --help.")
    finally:
        _flush()


def _fail(code: int, line: str) -> int:
    Screen().line("error", shown(line))
    return code


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what the terminal cannot show is escaped, not an error
            stream.reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)


def _flush() -> None:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:  # said already; without this Python would say it again while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
