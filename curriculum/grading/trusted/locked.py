"""T's own copy of the locked cells: what they define is believed, unless it comes from the student."""

import ast
import contextlib
import io
import linecache
import sys
from typing import Any

from curriculum.grading.trusted import analysis, text
from curriculum.grading.trusted.alarm import alarm
from curriculum.grading.trusted.analysis import Names
from curriculum.grading.trusted.names import Home
from curriculum.grading.trusted.patches import PLOTS

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


class Locked:
    """Runs the instructor's locked cells and imports in T, statement by statement."""

    def __init__(self, home: Home) -> None:
        """Names end up in `home`."""
        self._home = home
        self._reads: dict[str, set[str]] = {}

    def run(self, source: str, count: int, seconds: float) -> None:
        """Run T's copy of a locked cell; statements that need the student's names are the student's."""
        tree = analysis.parse(text.plain(source))
        self._home.student.link.begin(seconds)
        lines = text.plain(source).splitlines(keepends=True)
        linecache.cache[_file_of(count)] = (len(source), None, lines, _file_of(count))
        self._home.evaluation.learn(tree or ast.Module([], []))
        for statement in tree.body if tree else ():
            names = analysis.names_of(statement)
            if isinstance(statement, _DEFINITIONS):
                self._reads |= dict.fromkeys(names.made, names.read)
            elif self._is_students(names, statement):
                self._home.give_away(names)
                continue
            self._home.take(names.made | names.imported)
            if not self._run(statement, names, count, seconds):
                break

    def take_imports(self, source: str) -> None:
        """Import what the instructor's own text of a cell imports, and nothing else of it."""
        tree = analysis.parse(text.plain(source))
        for statement in analysis.imports_of(tree) if tree else ():
            self._run(statement, analysis.names_of(statement), 0, 60.0)

    def _is_students(self, names: Names, statement: ast.stmt) -> bool:
        reads, seen = set(names.read), set[str]()
        while reads - seen:
            name = (reads - seen).pop()
            seen.add(name)
            reads |= self._reads.get(name, set())
        shell = {"get_ipython"} if not isinstance(statement, ast.Expr) else set[str]()
        return bool(seen & (self._home.owned | self._home.modules | shell))

    def _run(self, statement: ast.stmt, names: Names, count: int, seconds: float) -> bool:
        self._note_plots(statement)
        code = compile(ast.Module([statement], []), _file_of(count), "exec", dont_inherit=True)
        try:
            with alarm(seconds, self._home.student.link), _silence(), self._home.folder.of_locked_cell():
                exec(code, self._home.globals)  # noqa: S102 - the instructor's own text
        except BaseException as error:
            self._doubt(names, type(error).__name__)
            return False
        return True

    def _doubt(self, names: Names, error: str) -> None:
        """What could not be made in T may come from nowhere else."""
        for name in names.made - set(self._home.globals):
            self._home.doubtful[name] = (
                f"{name[:60]} could not be made where the tests run ({error}). "
                "Let the locked cell that makes it run without the notebook's other cells."
            )

    def _note_plots(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.Import):
            plots = [a.asname or a.name.partition(".")[0] for a in statement.names if a.name in PLOTS]
        elif isinstance(statement, ast.ImportFrom) and statement.module in PLOTS:
            plots = [alias.asname or alias.name for alias in statement.names]
        else:
            return
        self._home.modules |= set(plots)


@contextlib.contextmanager
def _silence() -> Any:
    """The copy in S is the one whose outputs count."""
    former = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.StringIO()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = former


def _file_of(count: int) -> str:
    """What tracebacks call the cell; like a kernel's names it ends as a file's does."""
    return f"<locked {count}>.py"
