"""The clock: passes over texts, and commands in a process of their own."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import cast

__all__ = ["TextFunction", "load", "pass_over", "run_command", "say"]

TextFunction = Callable[[str], str]


def say(what: str) -> None:
    """Show on a terminal what is being measured; nothing when standard error goes elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="\r", file=sys.stderr, flush=True)


def load(spec: str) -> TextFunction:
    """The function named by `module:function`.

    Raises:
        ValueError: there is no such module or function, with what would help.
    """
    module, _, function = spec.partition(":")
    try:
        return cast(TextFunction, getattr(importlib.import_module(module), function or "clean"))
    except (ImportError, AttributeError) as error:
        raise ValueError(
            f"cannot load {spec} ({error}); install cleantext or set PYTHONPATH=src, or name another "
            "function with --cleaner module:function"
        ) from error


def pass_over(function: TextFunction, texts: Iterable[str]) -> float:
    """Seconds that `function` takes for all texts, one call each; garbage of others is collected before."""
    gc.collect()
    start = perf_counter()
    for text in texts:
        function(text)
    return perf_counter() - start


def run_command(command: Sequence[str], text: str = "") -> tuple[float, str]:
    """Run a command.

    Args:
        command: the program and its arguments.
        text: what it gets on standard input.

    Returns:
        The seconds it took and what it printed.

    Raises:
        RuntimeError: it failed; the message ends with the last line of its standard error.
    """
    start = perf_counter()
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    seconds = perf_counter() - start
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise RuntimeError(f"exit code {done.returncode}: {last}")
    return seconds, done.stdout
