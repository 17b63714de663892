"""Imports inside the package run one way, those inside functions and for types included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import cleantext

ROOT = Path(cleantext.__file__).parent
LAYERS = (
    ("errors", "rule", "document", "normal", "common_words"),
    ("report", "matchers"),
    ("tables",),
    ("pack",),
    ("compiled",),
    ("wanted",),
    ("native",),
    ("index",),
    ("finding",),
    ("gate",),
    ("judge",),
    ("classify",),
    ("layout", "rules"),
    ("settings",),
    ("pipeline",),
    ("cleaner",),
    ("cleantext",),  # the package's own __init__
    ("compile_packs", "cli"),
    ("__main__",),
)
"""A module imports from layers above its own line here and, in a folder, from its neighbours."""

RANK = {unit: rank for rank, units in enumerate(LAYERS) for unit in units}
MODULES = {
    ".".join(("cleantext", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module names, wherever in its code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import, which this test cannot follow"
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else str(node.module) for name in inside]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "cleantext")


def unit(module: str) -> str:
    return module.split(".")[1] if "." in module else module


GRAPH = {name: set(imports(path)) for name, path in MODULES.items()}


def test_every_module_has_a_layer() -> None:
    assert {unit(name) for name in MODULES} == set(RANK)


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way(name: str) -> None:
    others = {target for target in GRAPH[name] if unit(target) != unit(name)}
    assert {target for target in others if RANK[unit(target)] >= RANK[unit(name)]} == set()


def test_no_module_imports_itself_by_a_detour() -> None:
    assert len(list(TopologicalSorter(GRAPH).static_order())) == len(MODULES)


def test_the_bottom_imports_nothing() -> None:
    assert {name for name in ("errors", "rule", "document", "normal") if GRAPH[f"cleantext.{name}"]} == set()
