"""Text and pickles as code: what stands in the instructor's cells runs in T, what S made never does."""

import ast
import builtins
import io
import pickle
import sys
from types import CodeType
from typing import TYPE_CHECKING, Any, NoReturn

from curriculum.grading.trusted.verdict import Refused

if TYPE_CHECKING:
    from curriculum.grading.trusted.student import Student

_ONLY_TREE = ast.PyCF_ONLY_AST
_PROMPTS = (">>> ", "... ")
_HARMLESS = {
    "builtins": {"bytearray", "complex", "frozenset", "range", "set", "slice"},
    "collections": {"Counter", "OrderedDict", "defaultdict", "deque"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
}
"""What a pickle may name: classes that hold data and do nothing when they are made."""
_RAN = (
    "The test runs text as code that the notebook's code made. Let the notebook's code run it, or compare "
    "the text, or read it with ast.literal_eval."
)
_LOADED = (
    "The test loads a pickle that names {0}, and loading it could run anything. Let the notebook's code load "
    "it, and compare what comes out."
)


class Evaluation:
    """The `eval`, `exec` and `compile` of test cells; learns the texts of the instructor's cells."""

    def __init__(self, student: "Student") -> None:
        """Refusals go to the student's link."""
        self._student = student
        self._texts: set[str] = set()
        self._compiled: dict[int, CodeType] = {}

    def learn(self, tree: ast.AST) -> None:
        """The strings in a cell of the instructor's may run as code, each line of them too."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                lines = [line.strip() for line in node.value.splitlines()]
                self._texts |= {node.value.strip(), *lines}
                self._texts |= {line[4:].strip() for line in lines if line.startswith(_PROMPTS)}

    def eval(self, source: Any, outer: Any = None, inner: Any = None, /) -> Any:
        """`eval`; an expression of the student's is asked of S, where it is at home."""
        if self._is_ours(source):
            frame = sys._getframe(1)
            inner = inner if inner is not None else (frame.f_locals if outer is None else outer)
            return builtins.eval(source, frame.f_globals if outer is None else outer, inner)  # noqa: S307
        if type(source) is not str or outer is not None or inner is not None:
            self._refuse(_RAN)
        return self._student.ask("eval", None, source)

    def exec(self, source: Any, outer: Any = None, inner: Any = None, /, **named: Any) -> None:
        """`exec` of the instructor's own text."""
        if not self._is_ours(source):
            self._refuse(_RAN)
        frame = sys._getframe(1)
        inner = inner if inner is not None else (frame.f_locals if outer is None else outer)
        builtins.exec(source, frame.f_globals if outer is None else outer, inner, **named)  # noqa: S102

    def compile(self, source: Any, filename: Any, mode: str, flags: int = 0, *more: Any, **named: Any) -> Any:
        """`compile`; what it makes of the instructor's text may run, and any text may become a tree."""
        if not flags & _ONLY_TREE and not self._is_ours(source):
            self._refuse(_RAN)
        made = builtins.compile(source, filename, mode, flags, *more, **named)
        if isinstance(made, CodeType):
            self._compiled[id(made)] = made
        return made

    def install(self, names: dict[str, Any]) -> None:
        """Stand in for Python's own in test cells, and in the modules that run text for them."""
        names |= {"eval": self.eval, "exec": self.exec, "compile": self.compile}
        self.follow()
        _install_pickles(self._student)

    def follow(self) -> None:
        """Stand in for Python's own in doctest, once it is loaded."""
        if "doctest" in sys.modules:
            vars(sys.modules["doctest"]).update(exec=self.exec, compile=self.compile)

    def _is_ours(self, source: Any) -> bool:
        if type(source) is CodeType:
            return self._compiled.get(id(source)) is source
        return type(source) is str and source.strip() in self._texts

    def _refuse(self, sentence: str) -> NoReturn:
        self._student.stop(Refused(sentence))


def _install_pickles(student: "Student") -> None:
    """Pickles may hold data; one that names anything else is refused, whoever loads it."""

    def check(module: str, name: str) -> None:
        if name not in _HARMLESS.get(module.replace("numpy.core", "numpy._core"), ()):
            student.stop(Refused(_LOADED.format(f"{module}.{name}"[:80])))

    class Careful(pickle.Unpickler):
        """Loads data only."""

        def find_class(self, module: str, name: str, /) -> Any:
            check(module, name)
            return super().find_class(module, name)

    def load(file: Any, /, **named: Any) -> Any:
        return Careful(file, **named).load()

    def loads(data: Any, /, **named: Any) -> Any:
        return Careful(io.BytesIO(data), **named).load()

    in_python: Any = vars(pickle)["_Unpickler"]
    find_class = in_python.find_class

    def find_carefully(itself: Any, module: str, name: str) -> Any:
        check(module, name)
        return find_class(itself, module, name)

    in_python.find_class = find_carefully
    vars(pickle).update(load=load, loads=loads, Unpickler=Careful)
