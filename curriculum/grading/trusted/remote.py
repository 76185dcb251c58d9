"""What stands in T for the student's objects: every use is asked of S, and every answer is data.

No answer of S decides an equality: see `refusals` for what is refused and why.
"""

import types
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from curriculum.grading.trusted import refusals

if TYPE_CHECKING:
    from curriculum.grading.trusted.student import Student


@dataclass(slots=True)
class Handle:
    """S's number for an object, and what T knows of it: `is_own` when the test itself constructed it.

    `born` counts the objects that T has heard of.
    """

    student: "Student"
    number: int
    form: str
    is_own: bool = False
    place: str = ""
    born: int = 0


class Remote:
    """The base of all stand-ins."""

    __slots__ = ("__weakref__", "_handle_")
    __array_ufunc__ = None  # numpy leaves operators to us
    __module__ = "__main__"

    def __getattr__(self, name: str) -> Any:
        """An attribute of the student's object, as data or as another stand-in."""
        handle = handle_of(self)
        refusals.check_attribute(handle, name)
        value = handle.student.ask("attr", self, name)
        return _placed(value, handle, name)

    def __setattr__(self, name: str, value: Any) -> None:
        handle_of(self).student.ask("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        handle_of(self).student.ask("delattr", self, name)

    def __dir__(self) -> list[str]:
        return [name for name in handle_of(self).student.ask("dir", self) if type(name) is str]

    def __repr__(self) -> str:
        return text_of(self, "repr")

    def __str__(self) -> str:
        return text_of(self, "str")

    def __format__(self, specification: str) -> str:
        return text_of(self, "format", specification)

    def __eq__(self, other: object) -> Any:
        if self is other:
            return True
        return refusals.compare(self, other, "__eq__")

    def __ne__(self, other: object) -> Any:
        if self is other:
            return False
        return refusals.compare(self, other, "__ne__")

    def __hash__(self) -> int:
        return refusals.hash_of(self)

    def __copy__(self) -> Any:
        return _copied(self, "copy")

    def __deepcopy__(self, _memory: Any) -> Any:
        return _copied(self, "deepcopy")

    def __reduce_ex__(self, protocol: Any) -> Any:
        refusals.refuse(self, "copied or pickled", "Let the test compare the values that it needs")


_get_handle = Remote._handle_.__get__  # type: ignore[attr-defined]
_set_handle = Remote._handle_.__set__  # type: ignore[attr-defined]


def handle_of(value: Any) -> Handle:
    """The handle of a stand-in."""
    handle: Handle = _get_handle(value)
    return handle


def attach(value: Any, handle: Handle) -> Any:
    """Give a new stand-in its handle."""
    _set_handle(value, handle)
    return value


def _copied(value: Any, how: str) -> Any:
    copied = handle_of(value).student.ask("copy", value, how)
    if is_remote(copied) and copied is not value:
        handle_of(copied).is_own = handle_of(value).is_own
    return copied


def is_remote(value: Any) -> bool:
    """Whether this stands for an object in S, seen by its real type alone."""
    return issubclass(type(value), Remote)


def text_of(value: Any, form: str, specification: str = "") -> str:
    """What S says is the object's text."""
    text = handle_of(value).student.ask("text", value, form, specification)
    return text if type(text) is str else ""


def _placed(value: Any, owner: Handle, name: str) -> Any:
    """Remember where a function came from, for `inspect.getsource`."""
    if is_remote(value) and owner.place:
        handle = handle_of(value)
        handle.place = handle.place or f"{owner.place}.{name}"
    return value


class RemoteModule(Remote):
    """A plotting module, the only kind that belongs to S."""

    __slots__ = ()


_FUNCTION_TYPES = {
    "function": types.FunctionType,
    "builtin": types.BuiltinFunctionType,
    "method": types.MethodType,
}


class RemoteFunction(Remote):
    """A function, method or other callable of the student's."""

    __slots__ = ()

    def __call__(self, /, *operands: Any, **named: Any) -> Any:
        handle = handle_of(self)
        refusals.check_call(handle)
        return handle.student.ask("call", self, *operands, named=named)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` and `inspect.isfunction` look at."""
        return _FUNCTION_TYPES.get(handle_of(self).form, types.FunctionType)

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return handle_of(self).student.ask("attr", self, "__doc__")

    @property
    def __signature__(self) -> Any:
        return handle_of(self).student.signature(self)


class RemoteCoroutine(Remote):
    """A coroutine of the student's; S runs it to its end when it is awaited."""

    __slots__ = ()

    def __await__(self) -> Generator[None, None, Any]:
        return handle_of(self).student.ask("await", self)
        yield

    def send(self, _value: None) -> None:
        """How an event loop awaits it."""
        raise StopIteration(handle_of(self).student.ask("await", self))

    def throw(self, error: BaseException, *_: Any) -> None:
        """Cancel it before it began."""
        raise error

    def close(self) -> None:
        """It never began here."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `inspect.iscoroutine` looks at."""
        return types.CoroutineType


class RemoteIterator(Remote):
    """A generator or another iterator of the student's, read one by one."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        has_next, value = handle_of(self).student.ask("next", self)
        if has_next:
            return value
        raise StopIteration(value)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `inspect.isgenerator` looks at."""
        return types.GeneratorType if handle_of(self).form == "generator" else type(self)
