"""The command line. Only this package imports Typer and Rich, and only when `main` runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code (see docs/cli.md).

    Args:
        args: the words after the program's name; None for those of this process.

    Raises:
        SystemExit: always; 2 with one line on standard error when Typer or Rich is missing.
    """
    try:
        import rich  # noqa: F401  # only to learn whether it is there
        import typer  # noqa: F401
    except ImportError as error:
        print(
            f'error: the command line needs {error.name}, which is missing; pip install "cleantext-boilerplate[cli]"',
            file=sys.stderr,
        )
        raise SystemExit(2) from None
    try:
        from cleantext.cli.entry import run

        code = run(args)
    except KeyboardInterrupt:  # while importing, or on the way out
        code = 130
    raise SystemExit(code)
