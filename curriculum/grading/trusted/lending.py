"""T's own objects in the hands of the student's code: S gets a number, and may do what is listed here."""

import builtins
import io
import random
import sys
import types
from collections.abc import Iterator
from typing import Any

from curriculum.grading.protocol import codes
from curriculum.grading.protocol.fault import MalformedError, UncodableError

FUNCTION, OBJECT = "function", "object"
_OPEN = (io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, random.Random)
_FORWARDED = frozenset(
    {
        *(
            "__call__",
            "__len__",
            "__iter__",
            "__next__",
            "__getitem__",
            "__setitem__",
            "__delitem__",
            "__contains__",
        ),
        *("__enter__", "__exit__", "__str__", "__repr__", "__bool__", "__eq__", "__ne__", "__lt__", "__le__"),
        *(
            "__gt__",
            "__ge__",
            "__add__",
            "__radd__",
            "__sub__",
            "__rsub__",
            "__mul__",
            "__rmul__",
            "__truediv__",
        ),
        *("__neg__", "__abs__", "__int__", "__float__", "__index__", "__hash__"),
    }
)


class Lending:
    """Numbers for T's objects, the same number for the same object."""

    def __init__(self) -> None:
        """Nothing is lent yet."""
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def reduce(self, value: Any) -> tuple[int, Any]:
        """What crosses in place of T's object; raises UncodableError for what may not be lent."""
        known = _known(value)
        if known is not None:
            return codes.KNOWN, known
        if isinstance(value, BaseException):
            return codes.EXCEPTION, (_nearest(type(value)), (str(value),))
        if _is_open(value):
            return codes.LENT, (self.number(value), OBJECT, type(value).__name__, _specials_of(value))
        if callable(value):
            return codes.LENT, (self.number(value), FUNCTION, _name_of(value), ())
        if not isinstance(value, Iterator):
            raise UncodableError(value)
        return codes.LENT, (self.number(value), OBJECT, type(value).__name__, _specials_of(value))

    def number(self, value: Any) -> int:
        """The object's number."""
        known = self._numbers.get(id(value))
        if known is None:
            known = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return known

    def known(self, number: Any) -> Any:
        """The object that S names."""
        if type(number) is not int or not 0 <= number < len(self._objects):
            msg = "Something was named that was never handed over."
            raise MalformedError(msg)
        return self._objects[number]

    def perform(self, verb: str, number: int, operands: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Do for S what it may do to T's object; raises what the object raises."""
        value = self.known(number)
        if verb == "call" and callable(value):
            return value(*operands, **named)
        if not _is_open(value):
            return _next(value, verb)
        if verb == "attr":
            return getattr(value, _readable(value, *operands))
        if verb == "setattr" and len(operands) == 2:
            return setattr(value, _readable(value, operands[0]), operands[1])
        if verb in _FORWARDED:
            return getattr(type(value), verb)(value, *operands, **named)
        raise MalformedError(verb)


def _readable(value: Any, name: Any = None, *more: Any) -> str:
    """A name that S may use: public, or an attribute of the object itself."""
    if type(name) is not str or more or len(name) > 200:
        raise MalformedError("attr")
    if name.startswith("__") or (name.startswith("_") and name not in getattr(value, "__dict__", ())):
        raise AttributeError(name)
    return name


def _is_open(value: Any) -> bool:
    """Whether it is an object whose attributes and methods S may use."""
    of = type(value)
    if of.__module__ in {"__main__", "unittest.mock"} and not isinstance(value, type):
        return True
    return isinstance(value, _OPEN) or of.__module__.startswith("numpy.random")


def _next(value: Any, verb: str) -> Any:
    """All that S may do with an iterator, whose attributes would lead to the test's frame."""
    if isinstance(value, Iterator) and verb in {"__iter__", "__next__"}:
        return value if verb == "__iter__" else next(value)
    raise MalformedError(verb)


def _specials_of(value: Any) -> tuple[str, ...]:
    of = type(value)
    if not _is_open(value):
        return ("__iter__", "__next__")
    return tuple(sorted(n for n in _FORWARDED if getattr(of, n, None) is not getattr(object, n, None)))


def _name_of(value: Any) -> str:
    name = getattr(value, "__name__", "")
    return name if type(name) is str and name.isidentifier() else "function"


def _known(value: Any) -> tuple[str, str] | None:
    """Module and name of a function or class of a library, which S can find for itself."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if type(value).__name__ == "ufunc":
        module, name = "numpy", value.__name__
    if type(module) is not str or type(name) is not str or module == "__main__":
        return None
    if isinstance(value, types.MethodType) or module.startswith("curriculum."):
        return None
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is value else None


def _nearest(of: type[BaseException]) -> str:
    """The name of an exception's nearest builtin class."""
    return next(str(base.__name__) for base in of.__mro__ if getattr(builtins, base.__name__, None) is base)
