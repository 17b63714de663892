"""The commands and their options. What they do is in the other modules."""
# os.path, not pathlib: names stay as given, and a Path for every file costs time.
# ruff: noqa: PTH112

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from cleantext import Cleaner, __version__
from cleantext.cli import folder, writing
from cleantext.cli.codes import CODES, FAILED, INTERRUPTED, OK, PIPE_CLOSED, TERMINATED, USAGE
from cleantext.cli.marks import marked
from cleantext.cli.memory import bounded
from cleantext.cli.options import (
    CategoryOption,
    LanguageOption,
    MaxSizeOption,
    Names,
    NoCategoryOption,
    NoRuleOption,
    PackOption,
    RuleOption,
    StrictnessOption,
    TidyOption,
    cpus,
    known,
    named,
    settings,
    size,
)
from cleantext.cli.problems import FileFailed, Refused, shown, why
from cleantext.cli.report_file import refuse_odd
from cleantext.cli.screen import Screen, print_marked
from cleantext.cli.workers import Job
from cleantext.pack import check_pack, load_pack, shipped_rules
from cleantext.rule import LANGUAGES, Category, Rule

__all__ = ["app"]


class _Commands(TyperGroup):
    """Turns what ends a command early into an exit code, before Typer's versions each do it in their own way."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            value = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return value
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="cleantext",
    cls=_Commands,
    help="Take web boilerplate out of plain text, with a reason for all that goes.",
    epilog=CODES,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

MAX_SIZE = "64M"  # cleaning takes up to 30 times a file's size in memory


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        print(f"cleantext {__version__}")
        raise typer.Exit(OK)
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(USAGE)


@app.command(epilog=CODES)
def clean(
    sources: Annotated[Names, typer.Argument(metavar="SRC...", help='Files, folders, or "-" for standard input.')],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="DEST", help="Folder for the cleaned files.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing but the report.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the removed lines with rule and score.")] = False,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write JSON Lines: for each file its report or error.")
    ] = None,
    category: CategoryOption = None,
    no_category: NoCategoryOption = None,
    rule: RuleOption = None,
    no_rule: NoRuleOption = None,
    language: LanguageOption = None,
    pack: PackOption = None,
    strictness: StrictnessOption = "balanced",
    tidy: TidyOption = False,
    glob: Annotated[Names | None, typer.Option(metavar="PATTERN", help="Take only these files from folders.")] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Worker processes; default: one a CPU.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Skip what a run with these settings finished.")] = False,
    follow_links: Annotated[bool, typer.Option("--follow-links", help="Follow links out of a source folder.")] = False,
    max_size: MaxSizeOption = MAX_SIZE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no closing table.")] = False,
) -> None:
    """Clean files and folders into DEST, or one file (or "-") to standard output."""
    chosen = settings(category, no_category, rule, no_rule, language, pack, strictness, tidy)
    for option, names in (("SRC", sources), ("--output", [output]), ("--report", [report]), ("--glob", glob or ())):
        named(option, *names)
    if report is not None and Path(report).exists():
        refuse_odd(report)  # by the name that was given: /dev/stdout leads to one that nobody knows
    order = folder.Order(
        sources=sources,
        destination=None if output is None else os.path.realpath(output),
        dry_run=dry_run,
        diff=diff,
        report=None if report is None else os.path.realpath(report),
        globs=glob or [],
        jobs=jobs or cpus(),
        resume=resume,
        follow_links=follow_links,
        max_size=size(max_size),
        quiet=quiet,
    )
    job = Job(
        cleaner=Cleaner(**chosen),
        max_size=order.max_size,
        to_stdout=output is None and not (dry_run or diff),
        report=report is not None,
        diff=diff,
        count=not quiet,
    )
    screen = Screen(quiet)
    try:
        raise typer.Exit(folder.run(order, job, folder.fingerprint(__version__, chosen), screen))
    except (KeyboardInterrupt, SystemExit) as stop:
        screen.line("stopped", "finished files stay" + ("; --resume goes on from here" if output else ""))
        raise typer.Exit(TERMINATED if isinstance(stop, SystemExit) else INTERRUPTED) from None


@app.command(epilog=CODES)
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help='A file, or "-" for standard input.')],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one line of JSON.")] = False,
    category: CategoryOption = None,
    no_category: NoCategoryOption = None,
    rule: RuleOption = None,
    no_rule: NoRuleOption = None,
    language: LanguageOption = None,
    pack: PackOption = None,
    strictness: StrictnessOption = "balanced",
    tidy: TidyOption = False,
    max_size: MaxSizeOption = MAX_SIZE,
) -> None:
    """Show a document with its removals marked: "-" a line removed, "~" a line cut in part."""
    named("FILE", file)
    cleaner = Cleaner(**settings(category, no_category, rule, no_rule, language, pack, strictness, tidy))
    limit = size(max_size)
    try:
        if file != writing.STDIN and os.path.isdir(file):
            raise FileFailed("a folder; name one file in it")
        data, _ = writing.read(file, limit)
        writing.refuse_binary(data)
    except MemoryError:
        raise FileFailed(f"{shown(file)}: not enough memory; split the file") from None
    except (Refused, FileFailed) as error:
        raise FileFailed(f"{shown(file)}: {error}") from error
    except (OSError, ValueError) as error:
        problem = why(error) if isinstance(error, OSError) else f"{error}; check the name"
        raise FileFailed(f"{shown(file)}: {problem}") from error
    try:
        with bounded(len(data)):
            text = writing.decode(data)
            found = cleaner.explain(text)
            if as_json:
                print(found.to_json())
                return
            print_marked(marked(text, found))
    except MemoryError:
        raise FileFailed(f"{shown(file)}: not enough memory; split the file") from None
    if found.warning:
        Screen().line("warning", f"{shown(file)}: {found.warning}")


@app.command(epilog=CODES)
def rules(
    category: Annotated[Names | None, typer.Option(metavar="NAME", help="Only rules of this category.")] = None,
    language: Annotated[Names | None, typer.Option(metavar="CODE", help='Only rules of this one, or "any".')] = None,
    ids: Annotated[
        Names | None, typer.Option("--id", metavar="ID", help='Only this one; "*" stands for anything.')
    ] = None,
    pack: PackOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of each rule, as a JSON array.")] = False,
) -> None:
    """List the rules."""
    known("--category", category, tuple(Category))
    known("--language", language, (*LANGUAGES, "any"))
    named("--pack", *pack or ())
    named("--id", *ids or ())
    every = [*shipped_rules(), *(rule for path in pack or () for rule in load_pack(path))]
    for wanted in ids or ():
        if not any(fnmatchcase(rule.id, wanted) for rule in every):
            raise Refused(f"--id {shown(wanted)} fits no rule; `cleantext rules` lists them all")
    chosen = [
        rule
        for rule in every
        if (not category or rule.category in category)
        and (not language or rule.language in language)
        and (not ids or any(fnmatchcase(rule.id, wanted) for wanted in ids))
    ]
    if as_json:
        print(json.dumps([asdict(rule) for rule in chosen], ensure_ascii=False, indent=1))
    else:
        _print_rules(chosen)


def _print_rules(chosen: Sequence[Rule]) -> None:
    rows = [(rule.id, rule.category.value, rule.language, rule.strength.value, rule.summary) for rule in chosen]
    console = Console(markup=False, emoji=False)  # a summary may hold brackets and colons of its own
    if not console.is_terminal:  # for cut, sort, grep
        print("".join("\t".join(row) + "\n" for row in rows), end="")
        return
    table = Table("id", "category", "language", "strength", "summary", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)


@app.command(epilog=CODES)
def check(packs: Annotated[Names, typer.Argument(metavar="PACK...", help="Files of rules.")]) -> None:
    """Run packs' own examples and say what is wrong; exit code 1 if anything is."""
    named("PACK", *packs)
    wrong = 0
    for path in packs:
        problems = check_pack(path)
        wrong += len(problems)
        for problem in problems:
            print(shown(str(problem)))
        if not problems:
            print(f"{shown(path)}: {len(load_pack(path))} rules, all examples hold")
    raise typer.Exit(FAILED if wrong else OK)
