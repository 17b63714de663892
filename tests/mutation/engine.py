"""Small changes of the engine's modules, one at a time: which of them does a test notice?

    python -m tests.mutation.engine               # 40 mutants of each module of MODULES, about 15 minutes
    python -m tests.mutation.engine gate judge    # of some
    python -m tests.mutation.engine gate --sample 0 --seed 2

For the modules on which mutmut cannot run: its own run of the unchanged tests ends in an error. A mutant is one
operator, number, condition, `return`, `break`, `continue` or call changed in the syntax tree; strings, annotations,
decorators and `strict=` of zip are left alone. Each runs in a process of its own, forked when all but cleantext is
loaded; files are never changed. A mutant that ends its process or exceeds TIMEOUT counts as killed. Linux only.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "src" / "cleantext"
TESTS = SOURCE.parents[1] / "tests"

MODULES: dict[str, tuple[str, ...]] = {
    # the tests that are asked, quick and telling ones first
    "gate": ("gate",),
    "judge": ("judge", "classify"),
    "index": ("index", "gate", "judge"),
    "wanted": ("wanted", "index"),
    "classify": ("classify",),
    "finding": ("classify", "judge"),
    "pipeline": ("pipeline", "rules"),
    "tables": ("tables", "index"),
    "compiled": ("compiled",),
}

LEFT_OUT = "hostile or copies or million or more_different"
"""Tests of large texts, which take long and tell little here."""

TIMEOUT = 60
MEMORY = 4 << 30

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}

Change = tuple[int, str, Callable[[], None]]
"""The line, what becomes of it, and what carries it out on the tree."""


def changes(tree: ast.Module) -> list[Change]:
    """All small changes of a module."""
    return [change for node in _reached(tree) for change in _changes_of(node)]


def _reached(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run: no annotations, decorators, names exported or slots."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            exported = isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) in ("__all__", "__slots__")
            strict = isinstance(child, ast.keyword) and child.arg == "strict"
            if isinstance(child, ast.AST) and not exported and not strict and not isinstance(child, ast.Assert):
                yield from _reached(child)


def _changes_of(node: ast.AST) -> Iterator[Change]:
    def put(what: Any, field: str, new: Any, said: str) -> Change:
        return node.lineno, said, lambda: setattr(what, field, new)  # type: ignore[attr-defined]  # none is a Module

    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                new = COMPARED[type(op)]
                said = f"{type(op).__name__} -> {new.__name__}: {ast.unparse(node)}"
                yield put(node, "ops", [*ops[:i], new(), *ops[i + 1 :]], said)
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield put(node, "op", other(), f"-> {other.__name__}: {ast.unparse(node)}")
        case ast.BinOp(op=kind) | ast.AugAssign(op=kind) if type(kind) in COMPUTED:
            made = COMPUTED[type(kind)]
            yield put(node, "op", made(), f"{type(kind).__name__} -> {made.__name__}: {ast.unparse(node)}")
        case ast.Constant(value=bool() as flag):
            yield put(node, "value", not flag, f"{flag} -> {not flag}")
        case ast.Constant(value=int() | float() as number):
            yield put(node, "value", number + 1, f"{number} -> {number + 1}")
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield put(node, "value", ast.Constant(None), f"-> return None: {ast.unparse(node)}")
        case ast.Expr(value=ast.Call()):
            yield put(node, "value", ast.Constant(None), f"-> pass: {ast.unparse(node)}")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if not isinstance(test, ast.Constant):
            yield put(node, "test", ast.UnaryOp(ast.Not(), test), f"-> not: {ast.unparse(test)}")
        case ast.UnaryOp(op=ast.Not()):
            yield put(node, "op", _Plain(), f"-> without not: {ast.unparse(node)}")
    for body in (getattr(node, name, None) for name in ("body", "orelse")):
        if not isinstance(body, list):
            continue
        for i, statement in enumerate(body):
            if isinstance(statement, (ast.Break, ast.Continue)):
                turned = ast.Continue if isinstance(statement, ast.Break) else ast.Break
                yield statement.lineno, f"-> {turned.__name__.lower()}", _replaced(body, i, turned())


class _Plain(ast.UAdd):
    """Stands for a `not` that was dropped, until `mutated` takes it out."""


def _replaced(body: list[ast.stmt], i: int, new: ast.stmt) -> Callable[[], None]:
    def replace() -> None:
        body[i] = new

    return replace


class _Drop(ast.NodeTransformer):
    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:  # the name that ast wants
        self.generic_visit(node)
        return node.operand if isinstance(node.op, _Plain) else node


def mutated(path: Path, number: int) -> CodeType:
    """The code of a module with one change."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    changes(tree)[number][2]()
    return compile(ast.fix_missing_locations(_Drop().visit(tree)), path, "exec")


class Loader(SourceFileLoader):
    """Loads one module from code that is given."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self.code = code

    def get_code(self, fullname: str) -> CodeType:
        """See `importlib.abc.InspectLoader`."""
        return self.code

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """See `importlib.abc.MetaPathFinder`."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None


def run(module: str, number: int | None, tests: Sequence[str], shown: bool = False) -> int:
    """The exit status of the tests on a mutant (None: on the unchanged module), in a forked process."""
    import pytest

    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 3
    try:
        if number is not None:
            path = SOURCE / f"{module}.py"
            sys.meta_path.insert(0, Loader(f"cleantext.{module}", path, mutated(path, number)))
            signal.alarm(TIMEOUT)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if not shown:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
        files = [str(TESTS / f"test_{name}.py") for name in tests]
        status = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-W", "default", "-k", f"not ({LEFT_OUT})", *files])
    finally:
        os._exit(status)


def preload() -> None:
    """Import what the tests need besides cleantext, once for all mutants."""
    import hypothesis

    for name in ("hashlib", "json", "tomllib", "hypothesis.strategies", "rapidfuzz.fuzz", "regex"):
        import_module(name)
    hypothesis.settings.register_profile("mutants", database=None, derandomize=True, max_examples=20)
    hypothesis.settings.load_profile("mutants")
    assert "cleantext" not in sys.modules


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.mutation.engine", description=__doc__)
    options.add_argument("modules", nargs="*", choices=[*MODULES, []], help="all unless some are named")
    options.add_argument("--sample", type=int, default=40, help="mutants of each module; 0 takes all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--number", type=int, action="append", help="only mutants of these numbers")
    chosen = options.parse_args()
    os.environ["CLEANTEXT_PURE"] = "1"  # what is changed must be what is asked
    preload()
    for module in chosen.modules or MODULES:
        tests = MODULES[module]
        if run(module, None, tests):
            run(module, None, tests, shown=True)
            raise SystemExit(f"{module}: the tests fail on the unchanged module")
        known = changes(ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8")))
        numbers = [*range(len(known))]
        if chosen.number:
            numbers = chosen.number
        elif 0 < chosen.sample < len(known):
            numbers = sorted(random.Random(f"{chosen.seed} {module}").sample(numbers, chosen.sample))
        survived = []
        for number in numbers:
            if run(module, number, tests) == 0:
                survived.append(number)
                print(f"  {module} #{number}, line {known[number][0]}: {known[number][1]}", flush=True)
        killed = len(numbers) - len(survived)
        share = f"{killed / len(numbers):.0%}"
        print(f"{module}: {len(numbers)} of {len(known)} mutants, {share} killed, {len(survived)} survived", flush=True)


if __name__ == "__main__":
    main()
