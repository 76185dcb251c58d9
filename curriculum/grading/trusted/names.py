"""How a name in a test cell finds its value: T's own, Python's, and only then the student's."""

import builtins
import dis
import sys
from functools import cache
from types import FrameType
from typing import TYPE_CHECKING, Any

from curriculum.grading.trusted import remote
from curriculum.grading.trusted.analysis import Names
from curriculum.grading.trusted.doubtful import Doubtful
from curriculum.grading.trusted.evaluation import Evaluation
from curriculum.grading.trusted.files import Folder
from curriculum.grading.trusted.link import NoNameError
from curriculum.grading.trusted.mirror import MirrorType
from curriculum.grading.trusted.shared import Doubt
from curriculum.grading.trusted.verdict import Refused

_HISTORY = ("In", "_ih")

if TYPE_CHECKING:
    from curriculum.grading.trusted.student import Student


class Lookup(dict[str, Any]):
    """The `__builtins__` of test cells: Python's own, then the student's names.

    CPython asks a subclass of dict here through `__getitem__`, at every level of code; a plain dict holds the
    globals, because class bodies would not ask a subclass of it.
    """

    def __init__(self, home: "Home") -> None:
        """Start with Python's own."""
        super().__init__(vars(builtins))
        self._home = home

    def __getitem__(self, name: str) -> Any:
        """The value of a name that is no global of T; KeyError makes the NameError."""
        home = self._home
        if name in home.doubtful:
            home.student.stop(Refused(home.doubtful[name]))
        if name in home.owned:
            try:
                return home.from_student(name)
            except KeyError:
                pass
        if name in self:
            return super().__getitem__(name)
        return home.from_student(name)


@cache
def is_consulted() -> bool:
    """Whether this interpreter asks a `__builtins__` of our kind for names at every level of code."""

    class Probe(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            return 1 if name == "probe" else super().__getitem__(name)

    code = "def f():\n    return probe\nclass C:\n    x = probe\nfound = f() + C.x + probe"
    try:
        found: dict[str, Any] = {"__builtins__": Probe(vars(builtins))}
        exec(code, found)  # noqa: S102 - our own text
    except NameError:
        return False
    return bool(found["found"] == 3)


class Home:
    """The names of T: its globals, which of them belong to the student, and what a cell may not read."""

    def __init__(self, student: "Student", history: tuple[str, ...]) -> None:
        """`history` is the text of the submission's cells, for `In`."""
        self.student = student
        self.owned: set[str] = set()
        self.modules: set[str] = set()
        self.doubtful: dict[str, str] = {}
        self.builtins = Lookup(self)
        self.evaluation = Evaluation(student)
        self.folder = Folder(student)
        self.globals: dict[str, Any] = {"__name__": "__main__", "__builtins__": self.builtins}
        self._history = ["", *history]
        self._functions: dict[str, Any] = {}
        self._written: frozenset[str] = frozenset()
        self._pushed: dict[str, Any] = {}
        self._fetched: set[str] = set()
        student.before_ask = self._push
        student.after_call = self._refresh
        student.doubt = self._doubt

    def own_class(self, name: str) -> type | None:
        """The class that a locked or test cell made in T under this name."""
        found = self.globals.get(name)
        is_ours = isinstance(found, type) and found.__module__ == "__main__"
        return found if is_ours and not hasattr(found, "_handle_") else None

    def give_away(self, names: Names) -> None:
        """These names belong to the student from here on."""
        given = (names.made | names.changed) - names.imported
        for name in given:
            if name not in names.made and self._is_module(name):
                continue
            self.globals.pop(name, None)
            self.doubtful.pop(name, None)
            self.owned.add(name)

    def take(self, names: set[str]) -> None:
        """These names are T's own from here on."""
        self.owned -= names
        for name in names:
            self.doubtful.pop(name, None)

    def _is_module(self, name: str) -> bool:
        return type(self.globals.get(name)) is type(sys) or name in self.modules

    def from_student(self, name: str) -> Any:
        """The student's value; KeyError when there is none."""
        if name in self._functions:
            return self._functions[name]
        if name in _HISTORY:
            return list(self._history)
        if name.startswith("__") and name.endswith("__"):
            raise KeyError(name)
        try:
            value = self.student.ask("name", None, name)
        except NoNameError:
            raise KeyError(name) from None
        return self._check(name, value)

    def _check(self, name: str, value: Any) -> Any:
        if isinstance(value, MirrorType) or type(value) is remote.RemoteFunction:
            self._functions[name] = value
        if type(value) is remote.RemoteModule and name not in self.modules:
            self.student.stop(
                Refused(
                    f"The test uses {name}, a module that only the notebook's own code imported. "
                    "Import it in the test."
                )
            )
        if remote.is_remote(value):
            remote.handle_of(value).place = name
        return value

    def forget_functions(self) -> None:
        """S ran a cell: its functions may be new ones."""
        self._functions.clear()

    def begin(self, names: Names) -> None:
        """A test cell begins that writes and deletes these names."""
        self._written = frozenset(names.made & self.owned)
        if not is_consulted():
            self.bind_before(names)
        for name in names.deleted & self.owned:
            try:
                self.globals[name] = self._pushed[name] = self.from_student(name)
            except KeyError:
                continue

    def bind_before(self, names: Names) -> None:
        """Fetch all names that the cell reads, for an interpreter that does not ask for them."""
        for name in names.read - set(self.globals) - (set(self.builtins) - self.owned):
            try:
                self.globals[name] = self.from_student(name)
            except KeyError:
                continue
            self._fetched.add(name)

    def end(self) -> None:
        """The test cell is over: what it gave to the student's names goes there."""
        if self._written and self.student.link.stuck is None and self.student.link.gone is None:
            self._push()
        self._refresh()
        self._written = frozenset()
        for name in self._fetched:
            self.globals.pop(name, None)
        self._fetched.clear()

    def _push(self) -> None:
        for name in self._written:
            if name in self.globals and self.globals[name] is not self._pushed.get(name, self):
                self._pushed[name] = self.globals[name]
                self._functions.pop(name, None)
                self.student.ask("set", None, name, self.globals[name])

    def _refresh(self) -> None:
        for name in self._written:
            self.globals.pop(name, None)
            self._pushed.pop(name, None)

    def _doubt(self, doubts: list[Doubt]) -> None:
        """The student's code changed values of the test and returned something: they are not believed."""
        for own, told in doubts:
            for name in [name for name, known in self.globals.items() if known is own]:
                self.globals[name] = Doubtful(self.student, _sentence(name), told)
            for frame in _frames():
                for name in [name for name, known in frame.f_locals.items() if known is own]:
                    if frame.f_locals is not self.globals and _is_read_later(frame, name):
                        self.student.stop(Refused(_sentence(name)))


def _sentence(name: str) -> str:
    return (
        f"The notebook's code changed {name[:60]} and returned a value too, so the test cannot tell what "
        f"{name[:60]} should be. Give the function a copy, and compare with a value that it never had."
    )


def _frames() -> list[FrameType]:
    """The frames of test code that are running."""
    frames = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__") == "__main__" and frame.f_code.co_flags & 0x1:
            frames.append(frame)
        frame = frame.f_back
    return frames


def _is_read_later(frame: FrameType, name: str) -> bool:
    """Whether code after the present instruction reads the local variable."""
    return any(
        step.offset > frame.f_lasti and step.opname.startswith("LOAD") and name in _names_in(step.argval)
        for step in dis.get_instructions(frame.f_code)
    )


def _names_in(argument: Any) -> tuple[Any, ...]:
    return argument if isinstance(argument, tuple) else (argument,)
