"""The command: `python -m tests.benchmarks`. Sections run one after another in this one process."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import cost, folders, growth, memory, start
from .tables import Bar, Section, bars_table
from .texts import read_texts
from .timing import load

SECTIONS = ("cost", "growth", "cli", "start", "memory")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measure cleantext and print Markdown tables. docs/performance.md says how to read them.",
    )
    add = parser.add_argument
    add("--only", default=",".join(SECTIONS), help="sections, comma-separated (default: %(default)s)")
    add("--rounds", type=int, default=7, help="rounds of a comparison (default: %(default)s)")
    add("--seed", type=int, default=1, help="of the generated texts (default: %(default)s)")
    add("--mb", type=float, default=4.0, help="MB of text in a round of cost (default: %(default)s)")
    add("--files", type=int, default=2_000, help="files for the section cli (default: %(default)s)")
    add("--limit", type=float, default=30.0, help="seconds for one document in growth (default: %(default)s)")
    add("--huge", action="store_true", help="documents of 100 MB too, in growth and memory")
    add("--json", action="store_true", help="print one JSON object with all raw figures instead of tables")
    add("--cleaner", default="cleantext:clean", metavar="MODULE:FUNCTION", help="(default: %(default)s)")
    add("--texts-clean", type=Path, metavar="PATH", help="your clean texts: a folder, .jsonl or .jsonl.gz")
    add("--texts-laden", type=Path, metavar="PATH", help="your whole pages, as above")
    add("--field", default="text", help="dotted path of the text in a JSON object (default: %(default)s)")
    add("--field-clean", metavar="FIELD", help="the same for --texts-clean alone")
    add("--field-laden", metavar="FIELD", help="the same for --texts-laden alone")
    add("--where", default="", metavar="KEY=VALUE", help="take only JSON objects with this value")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sections that were asked for; 2 when the options do not fit, else 0."""
    parser = _parser()
    options = parser.parse_args(arguments)
    chosen = [name.strip() for name in options.only.split(",") if name.strip()]
    if wrong := sorted(set(chosen) - set(SECTIONS)):
        parser.error(f"no section {', '.join(wrong)}; there are {', '.join(SECTIONS)}")
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    if options.where and "=" not in options.where:
        parser.error("--where must be KEY=VALUE")
    try:
        cleaner = load(options.cleaner)
        corpus = cost.Corpus(
            clean=_own(options.texts_clean, options.field_clean or options.field, options.where),
            laden=_own(options.texts_laden, options.field_laden or options.field, options.where),
        )
    except (ValueError, OSError) as error:
        parser.error(str(error))
    seed, rounds, spec = options.seed, options.rounds, options.cleaner
    makes: dict[str, Callable[[], Section]] = {
        "cost": lambda: cost.run(cleaner, corpus, rounds=rounds, seed=seed, size=int(options.mb * 1e6)),
        "growth": lambda: growth.run(cleaner, seed=seed, huge=options.huge, limit=options.limit),
        "cli": lambda: folders.run(seed=seed, files=options.files, rounds=min(rounds, 3)),
        "start": lambda: start.run(spec, seed=seed, rounds=max(rounds, 5)),
        "memory": lambda: memory.run(spec, seed=seed, huge=options.huge),
    }
    about = _about(spec, seed)
    if not options.json:
        print("; ".join(f"{key} {value}" for key, value in about.items()), flush=True)
    sections = []
    for name in SECTIONS:
        if name in chosen:
            section = makes[name]()
            sections.append(section)
            if not options.json:
                print(f"\n{section.markdown()}", flush=True)
    bars: list[Bar] = [bar for section in sections for bar in section.bars]
    if options.json:
        print(json.dumps({"about": about, "sections": {s.name: s.json() for s in sections}}, indent=1))
    elif bars:
        print(f"\n{bars_table(bars).markdown()}")
    return 0


def _own(path: Path | None, field: str, where: str) -> list[str]:
    return read_texts(path, field, where) if path else []


def _version(spec: str) -> str:
    return str(getattr(sys.modules[spec.partition(":")[0]], "__version__", ""))


def _about(spec: str, seed: int) -> dict[str, str]:
    """What a figure depends on, to be pasted with it."""
    return {
        "cleaner": f"{spec} {_version(spec)}".strip(),
        "Python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "seed": str(seed),
    }


if __name__ == "__main__":
    sys.exit(main())
