"""Changes the code in small ways, one at a time, and counts how many of the changes a test notices.

    pip install mutmut
    python -m tests.mutation core            # 40 mutants of every module, drawn by --seed
    python -m tests.mutation cli --sample 0  # all mutants; takes hours

Works on a copy of the tree. mutmut changes what stands in functions; it leaves constants of modules alone.
For the modules on which it cannot run there is `tests.mutation.engine`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TREE = ("src", "tests", "docs", "fixtures", "README.md", "pyproject.toml")

GROUPS: dict[str, tuple[list[str], list[str], str]] = {
    # what is changed, the tests that are asked, and a mutant to begin with
    "core": (
        ["cleaner", "document", "errors", "layout", "normal", "pack", "report", "settings", "matchers/*", "rules/*"],
        [
            *["document", "edges_of_a_page", "layout", "matchers", "normal", "pack_errors", "pipeline", "places"],
            *["public", "report", "rules"],
        ],
        "cleantext.document.x_join_lines__mutmut_1",
    ),
    "cli": (
        ["cli/sources", "cli/state", "cli/writing"],
        ["cli/test_bad_input", "cli/test_clean", "cli/test_faults", "cli/test_resume"],
        "cleantext.cli.writing.x_encode__mutmut_1",
    ),
}

KILLED, SURVIVED, NO_TESTS = (1, 3), (0,), (5, 33)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    options.add_argument("group", choices=GROUPS)
    options.add_argument("--sample", type=int, default=40, help="mutants of each module; 0 takes all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--only", nargs="+", default=[""], help="only mutants whose names begin with one of these")
    chosen = options.parse_args()
    os.environ["CLEANTEXT_PURE"] = "1"  # what is changed must be what is asked
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        tree = Path(folder)
        prepare(tree, chosen.group)
        mutmut(tree, chosen.jobs, [GROUPS[chosen.group][2]])
        names = draw(results(tree), chosen.sample, chosen.seed, chosen.only)
        mutmut(tree, chosen.jobs, names)
        tell(tree, {name: code for name, code in results(tree).items() if name in set(names)})


def prepare(tree: Path, group: str) -> None:
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tree / name)
    modules, tests, _ = GROUPS[group]
    config = {
        "source_paths": ["src"],
        "only_mutate": [f"src/cleantext/{name}" + ("" if name.endswith("*") else ".py") for name in modules],
        "also_copy": ["docs", "fixtures", "README.md"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-W", "default"],
        "pytest_add_cli_args_test_selection": [f"tests/{t if '/' in t else 'test_' + t}.py" for t in tests],
    }
    with (tree / "pyproject.toml").open("a") as file:
        file.write("\n[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in config.items()))


def mutmut(tree: Path, jobs: int, names: list[str]) -> None:
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names]
    done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise SystemExit(done.stdout.decode()[-4_000:])


def results(tree: Path) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for path in sorted((tree / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text())["exit_code_by_key"]
    return found


def module(name: str) -> str:
    return name.removeprefix("cleantext.").rpartition(".x")[0]


def draw(names: dict[str, int | None], most: int, seed: int, only: list[str]) -> list[str]:
    by_module: dict[str, list[str]] = {}
    for name in sorted(names):
        if name.startswith(tuple(only)):
            by_module.setdefault(module(name), []).append(name)
    return [
        name
        for key, held in by_module.items()
        for name in (random.Random(f"{seed} {key}").sample(held, most) if 0 < most < len(held) else held)
    ]


def tell(tree: Path, codes: dict[str, int | None]) -> None:
    counts: dict[str, Counter[str]] = {}
    for name, code in codes.items():
        kind = "killed" if code in KILLED else "survived" if code in (*SURVIVED, *NO_TESTS) else "stopped"
        counts.setdefault(module(name), Counter())[kind] += 1
    print(f"{'module':<24}{'mutants':>8}{'killed':>8}{'stopped':>9}{'survived':>10}{'share':>7}")
    for key, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        share = (count["killed"] + count["stopped"]) / count.total()
        cells = f"{count.total():>8}{count['killed']:>8}{count['stopped']:>9}{count['survived']:>10}{share:>7.0%}"
        print(f"{key:<24}{cells}")
    print("\nstopped: it ran for ever or ended its process\n")
    for name, code in codes.items():
        if code in (*SURVIVED, *NO_TESTS):
            shown = subprocess.run(
                [sys.executable, "-m", "mutmut", "show", name], cwd=tree, capture_output=True, text=True, check=False
            ).stdout
            print(name)
            print("\n".join(s for s in shown.splitlines() if s[:1] in "+-" and s[:3] not in ("+++", "---")))


if __name__ == "__main__":
    main()
