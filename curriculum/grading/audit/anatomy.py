"""Which test cell of an instructor's notebook looks at which solution cells, found by reading alone."""

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

_SHELL_LINE = re.compile(r"^\s*[%!].*$", re.MULTILINE)
_UNCHANGED_BASES = re.compile(r"(Error|Exception|Warning|Enum|Flag|Meta|ABC|Protocol)$")


@dataclass(frozen=True)
class SolutionCell:
    """What a cell that the student writes defines at its top level."""

    index: int
    names: tuple[str, ...]
    replaceable: frozenset[str]
    functions: frozenset[str]


@dataclass(frozen=True)
class TestCell:
    """A graded test cell and the names it uses."""

    __test__ = False

    index: int
    cell: NotebookNode
    names: frozenset[str]

    @property
    def grade_id(self) -> str:
        """The name under which nbgrader knows it."""
        return str(self.cell.metadata["nbgrader"]["grade_id"])

    @property
    def points(self) -> float:
        """What a right answer earns."""
        return float(self.cell.metadata["nbgrader"]["points"])


@dataclass(frozen=True)
class Anatomy:
    """The solution cells and test cells of a notebook; `before`: the solution cells just before each."""

    solutions: tuple[SolutionCell, ...]
    tests: tuple[TestCell, ...]
    before: dict[int, tuple[SolutionCell, ...]]
    exceptions: tuple[str, ...]

    def scope_of(self, test: TestCell) -> tuple[SolutionCell, ...]:
        """The solution cells that a test judges: those just before it that it names, or any that it names."""
        near = [cell for cell in self.before[test.index] if test.names & set(cell.names)]
        named = [cell for cell in self.solutions if test.names & set(cell.names)]
        return tuple(near or named) or self.before[test.index]


def dissect(source: NotebookNode) -> Anatomy:
    """Read the roles and names of all code cells; one that is no Python has no names."""
    solutions: list[SolutionCell] = []
    tests: list[TestCell] = []
    before: dict[int, tuple[SolutionCell, ...]] = {}
    fresh: list[SolutionCell] = []
    is_after_test = False
    exceptions: set[str] = set()
    for index, cell in enumerate(source.cells):
        mark = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not mark:
            continue
        tree = _parse(cell.source)
        if mark.get("solution"):
            fresh = [] if is_after_test else fresh
            is_after_test = False
            fresh.append(_solution_cell(index, tree))
            solutions.append(fresh[-1])
        elif mark.get("grade"):
            is_after_test = True
            tests.append(TestCell(index, cell, frozenset(_names(tree))))
            before[index] = tuple(fresh)
        if mark.get("solution") or mark.get("grade"):
            exceptions |= {name for name in _names(tree) if _is_exception(name)}
    return Anatomy(tuple(solutions), tuple(tests), before, tuple(sorted(exceptions)))


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(_SHELL_LINE.sub("pass", source))
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _names(tree: ast.Module) -> Iterator[str]:
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _is_exception(name: str) -> bool:
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, Exception) and kind not in {Exception, AssertionError}


def _solution_cell(index: int, tree: ast.Module) -> SolutionCell:
    names: dict[str, None] = {}
    kept: set[str] = set()
    functions: set[str] = set()
    for node in tree.body:
        defined = tuple(_defined(node))
        names |= dict.fromkeys(defined)
        if isinstance(node, ast.ClassDef) and any(
            _UNCHANGED_BASES.search(ast.unparse(b)) for b in _bases(node)
        ):
            kept |= set(defined)
        if isinstance(node, ast.FunctionDef) and (node.args.args or node.args.vararg):
            functions |= set(defined)
    return SolutionCell(index, tuple(names), frozenset(set(names) - kept), frozenset(functions))


def _bases(node: ast.ClassDef) -> list[ast.expr]:
    return [*node.bases, *(keyword.value for keyword in node.keywords if keyword.arg == "metaclass")]


def _defined(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import() | ast.ImportFrom():
            return
        case _:
            stored = (part for part in ast.walk(node) if isinstance(part, ast.Name))
            yield from (part.id for part in stored if isinstance(part.ctx, ast.Store))
