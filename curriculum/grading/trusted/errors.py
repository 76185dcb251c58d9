"""The student's exceptions as real exceptions of T: builtin ones by name, the student's own as mirrors."""

import builtins
import sys
from typing import TYPE_CHECKING, Any

from curriculum.grading.protocol.fault import MalformedError
from curriculum.grading.trusted import refusals
from curriculum.grading.trusted.remote import Handle

if TYPE_CHECKING:
    from curriculum.grading.trusted.description import Description
    from curriculum.grading.trusted.student import Student

_STEERING = frozenset({"curriculum", "unittest", "pytest", "_pytest", "doctest", "IPython", "bdb"})
"""Exceptions of these mean something to whoever runs a test, such as that it is to be skipped."""


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
    """An instance, made without running the class's own code."""
    if type(arguments) is not tuple or type(text) is not str or not issubclass(of, BaseException):
        msg = "An exception came with a wrong content."
        raise MalformedError(msg)
    error = BaseException.__new__(of)
    if issubclass(of, OSError) and len(arguments) > 1:
        OSError.__init__(error, *arguments[:2])
    error.args = arguments
    if isinstance(error, MirrorError):
        error._text_ = text
        vars(error)["_handle_"] = handle
    return error
