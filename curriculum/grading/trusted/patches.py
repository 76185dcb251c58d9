"""What T's own Python does differently for test cells: input, imports of plots, seeds, and type checks."""

import builtins
import random
import sys
from collections.abc import Callable
from typing import Any

from curriculum.grading.trusted import mirror, mocks, namespace
from curriculum.grading.trusted.evaluation import Evaluation
from curriculum.grading.trusted.names import Home
from curriculum.grading.trusted.student import Student
from curriculum.grading.trusted.verdict import Refused

PLOTS = frozenset(
    {
        "matplotlib",
        "matplotlib.pyplot",
        "matplotlib.figure",
        "matplotlib.axes",
        "matplotlib.lines",
        "matplotlib.patches",
        "matplotlib.text",
        "matplotlib.collections",
        "matplotlib.container",
        "pylab",
    }
)
"""Modules that belong to S, because the figures are there."""
_AT_ITS_END = "EOF when reading a line"


def install(home: Home, display: Callable[..., None]) -> None:
    """Give test cells their own builtins, once a process."""
    home.builtins |= {
        "isinstance": mirror.is_instance,
        "issubclass": mirror.is_subclass,
        "__import__": _importer(home.student, home.evaluation),
        "student_compares": _student_compares,
        "display": display,
        "get_ipython": lambda: Shell(home.student),
        "exit": _exit,
        "quit": _exit,
    }
    namespace.install(home)
    home.evaluation.install(home.builtins)
    home.folder.install(home.builtins)
    builtins.input = _input
    follow_libraries(home.student)


def follow_libraries(student: Student) -> None:
    """Watch the seeds and patches of the libraries that are loaded by now."""
    seed(student)
    mocks.follow(student)


def _student_compares(*_classes: Any) -> None:
    """Read from the cell's text before it runs; as a call it does nothing."""


def _exit(*_code: Any) -> None:
    raise SystemExit


def _input(prompt: Any = "") -> str:
    """Standard input is at its end, unless the test gave T another one."""
    if sys.stdin is None or sys.stdin is sys.__stdin__:
        raise EOFError(_AT_ITS_END)
    sys.stdout.write(str(prompt))
    line = sys.stdin.readline()
    if not line:
        raise EOFError(_AT_ITS_END)
    return line.rstrip("\n")


def _importer(student: Student, evaluation: Evaluation) -> Callable[..., Any]:
    """`__import__` that gives the student's own plotting modules."""
    original = builtins.__import__

    def importing(
        name: str,
        outer: Any = None,
        inner: Any = None,
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        if level or name not in PLOTS:
            module = original(name, outer, inner, fromlist, level)
            if name in {"unittest", "unittest.mock", "numpy"}:
                follow_libraries(student)
            if name == "doctest":
                evaluation.follow()
            return module
        return student.ask("module", None, name if fromlist else name.partition(".")[0])

    return importing


def seed(student: Student) -> None:
    """Seeding T's generators seeds the student's too; numpy's as soon as it is loaded."""
    _forward(random, "random", student)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        _forward(numpy.random, "numpy", student)


def _forward(module: Any, library: str, student: Student) -> None:
    original = module.seed
    if getattr(original, "is_forwarding", False):
        return

    def forwarding(value: Any = None, *more: Any, **named: Any) -> None:
        original(value, *more, **named)
        if student.link.gone is None:
            student.ask("seed", None, library, value)

    forwarding.is_forwarding = True  # type: ignore[attr-defined]
    module.seed = forwarding


class Shell:
    """The little of IPython's shell that a test cell may use."""

    def __init__(self, student: Student) -> None:
        """Refusals go to the student's link."""
        self._student = student

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> None:
        """Settings of the notebook are not the test's business; other magics are refused."""
        if name not in {"matplotlib", "config", "load_ext", "autoreload", "precision"}:
            self._refuse(f"%{name} {line}")

    def run_cell_magic(self, name: str, line: str, *_: Any, **__: Any) -> None:
        """Refused."""
        self._refuse(f"%%{name} {line}")

    def system(self, command: str) -> None:
        """Refused."""
        self._refuse(f"!{command}")

    getoutput = system

    def _refuse(self, what: str) -> None:
        self._student.stop(
            Refused(f"The test uses {what.strip()[:80]}, which test cells cannot do. Write it in Python.")
        )
