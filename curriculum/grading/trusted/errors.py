"""The student's exceptions as real exceptions of T: builtin ones by name, the student's own as mirrors."""

import ast
import builtins
import contextlib
import re
import sys
from typing import TYPE_CHECKING, Any, cast

from curriculum.grading.protocol.fault import MalformedError
from curriculum.grading.trusted import refusals
from curriculum.grading.trusted.remote import Handle

if TYPE_CHECKING:
    from curriculum.grading.trusted.description import Description
    from curriculum.grading.trusted.student import Student

_STEERING = frozenset({"curriculum", "unittest", "pytest", "_pytest", "doctest", "IPython", "bdb"})
"""Exceptions of these mean something to whoever runs a test, such as that it is to be skipped."""
_FILE = re.compile(r"\[Errno -?\d+\] .*: ('.*'|\".*\")", re.DOTALL)


class MirrorError:
    """What mirrored exceptions have beside their builtin base: the text and attributes that S gives."""

    _text_: str = ""

    def __str__(self) -> str:
        return self._text_

    def __getattr__(self, name: str) -> Any:
        """An attribute that the student's exception has."""
        handle = vars(self).get("_handle_")
        if handle is None or name.startswith("__"):
            raise AttributeError(name)
        refusals.check_attribute(handle, name)
        return handle.student.ask("attr", self, name)


def make_class(student: "Student", number: int, about: "Description", bases: tuple[type, ...]) -> type:
    """A mirror of an exception class: one of T's own where T has it, else one with the same bases."""
    own = _own(about)
    if own is not None:
        return own
    parents = tuple(base for base in bases if issubclass(base, BaseException)) or (Exception,)
    if any(issubclass(parent, MirrorError) for parent in parents):
        line: tuple[type, ...] = parents
    else:
        line = (MirrorError, *parents)
    try:
        made = type(about.name, line, {"__module__": about.module, "__qualname__": about.qualname})
    except TypeError:
        msg = "An exception came with impossible bases."
        raise MalformedError(msg) from None
    made.__doc__ = about.doc
    made._class_ = Handle(student, number, "class", place=about.qualname)  # type: ignore[attr-defined]
    return made


def _own(about: "Description") -> type | None:
    return loaded(about.module, about.name) if about.module != "__main__" else None


def loaded(module: Any, name: Any) -> type[BaseException] | None:
    """An exception class of a module that T has loaded for reasons of its own."""
    if type(module) is not str or type(name) is not str:
        return None
    if module.partition(".")[0] in _STEERING:
        return None
    place = builtins if module == "builtins" else sys.modules.get(module)
    found = vars(place).get(name) if place is not None else None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def make(of: type, handle: Handle, arguments: Any, text: Any) -> BaseException:
    """An instance, made without running code of the student's or of a test's."""
    if type(arguments) is not tuple or type(text) is not str or not issubclass(of, BaseException):
        msg = "An exception came with a wrong content."
        raise MalformedError(msg)
    error = _instance(of, arguments)
    error.args = arguments
    if isinstance(error, OSError):
        _name_file(error, text)
    if isinstance(error, MirrorError):
        error._text_ = text
        vars(error)["_handle_"] = handle
    return error


def _instance(of: type[BaseException], arguments: tuple[Any, ...]) -> BaseException:
    """As Python's own base of the class makes it, so that `code`, `value`, `errno` and the like are set."""
    if of.__module__.partition(".")[0] in sys.stdlib_module_names and of.__module__ != "builtins":
        with contextlib.suppress(TypeError, ValueError):
            return of(*arguments)
    base: Any = next(each for each in of.__mro__ if each.__module__ == "builtins")
    try:
        error: BaseException = base.__new__(of, *arguments)
        base.__init__(error, *arguments)
    except (TypeError, ValueError):
        if issubclass(of, BaseExceptionGroup):
            msg = "A group of exceptions came with a wrong content."
            raise MalformedError(msg) from None
        return cast("BaseException", base.__new__(of))
    return error


def _name_file(error: OSError, text: str) -> None:
    """The name of the file stands in the text alone."""
    found = _FILE.fullmatch(text)
    if found is not None and len(error.args) == 2 and error.filename is None:
        with contextlib.suppress(ValueError, SyntaxError):
            error.filename = ast.literal_eval(found[1])
