"""The options that several commands share, and their values made ready. Leaves checking to `Cleaner` where it can."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cleantext.cli.problems import Refused, shown
from cleantext.rule import LANGUAGES, Category

__all__ = [
    "CategoryOption",
    "LanguageOption",
    "MaxSizeOption",
    "Names",
    "NoCategoryOption",
    "NoRuleOption",
    "PackOption",
    "RuleOption",
    "StrictnessOption",
    "TidyOption",
    "cpus",
    "known",
    "named",
    "settings",
    "size",
]

Names = list[str]
CategoryOption = Annotated[Names | None, typer.Option("--category", metavar="NAME", help="Remove only this category.")]
NoCategoryOption = Annotated[Names | None, typer.Option("--no-category", metavar="NAME", help="Leave this one alone.")]
RuleOption = Annotated[Names | None, typer.Option("--rule", metavar="ID", help="Use it though its category is off.")]
NoRuleOption = Annotated[Names | None, typer.Option("--no-rule", metavar="ID", help="Leave this rule out.")]
LanguageOption = Annotated[
    Names | None, typer.Option("--language", metavar="CODE", help="Use rules of this language only.")
]
PackOption = Annotated[Names | None, typer.Option("--pack", metavar="FILE", help="Use this pack of rules too.")]
StrictnessOption = Annotated[str, typer.Option("--strictness", metavar="LEVEL", help="careful, balanced or eager.")]
TidyOption = Annotated[bool, typer.Option("--tidy", help="Even out white space in the lines that stay.")]
MaxSizeOption = Annotated[str, typer.Option("--max-size", metavar="SIZE", help="Refuse larger files (64K, 256M, 1G).")]


def settings(
    category: Names | None,
    no_category: Names | None,
    rule: Names | None,
    no_rule: Names | None,
    language: Names | None,
    pack: Names | None,
    strictness: str,
    tidy: bool,
) -> dict[str, Any]:
    """The arguments of `Cleaner`.

    Raises:
        Refused: a category or language that does not exist. Rules, packs and strictness are for `Cleaner` to judge.
    """
    for option, names in (("--category", category), ("--no-category", no_category)):
        known(option, names, tuple(Category))
    named("--pack", *pack or ())
    known("--language", language, (*LANGUAGES, "any"))
    return {
        "categories": category or None,
        "skip_categories": no_category or [],
        "rules": rule or [],
        "skip_rules": no_rule or [],
        "languages": language or None,
        "packs": pack or [],
        "strictness": strictness,
        "tidy": tidy,
    }


def known(option: str, names: Sequence[str] | None, all_: Sequence[str]) -> None:
    """Raise `Refused` for the first name that is not among all there are."""
    for name in names or ():
        if name not in all_:
            raise Refused(f"{option} {shown(name)} is unknown; use one of {', '.join(all_)}")


def named(option: str, *names: str | None) -> None:
    """Raise `Refused` where a name is empty, which would stand for the current folder or for nothing.

    A variable that is not set in a shell is the usual cause.
    """
    if "" in names:
        raise Refused(f"{option} is empty; give it a name")


def size(text: str) -> int:
    """The bytes that a size such as "64K" stands for.

    >>> size("64K"), size("10")
    (65536, 10)

    Raises:
        Refused: it is no size, or none at all.
    """
    match = re.fullmatch(r"(\d{1,15})\s*([KMGT]?)(?:i?B)?", text.strip(), re.IGNORECASE)
    if match is None or int(match[1]) == 0:
        raise Refused(f"--max-size {shown(text)} is not a size; write it as 4096, 64K, 256M or 1G")
    return int(match[1]) << (10 * " KMGT".index(match[2].upper() or " "))


def cpus() -> int:
    """The CPUs this process may use; in a container they can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
