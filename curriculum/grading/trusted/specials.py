"""The special methods that a mirror class may have, and how each reaches the student's object."""

from collections.abc import Callable, Generator
from typing import Any

from curriculum.grading.trusted import refusals, remote

_DATA = ("__len__", "__iter__", "__getitem__", "__setitem__", "__delitem__", "__reversed__", "__missing__")
"""Length, iteration and indexing are data like an attribute."""
_OPERATORS = tuple(
    f"__{prefix}{name}__"
    for name in (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul"),
        *("and", "or", "xor", "lshift", "rshift"),
    )
    for prefix in ("", "r", "i")
)
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__", "__contains__")
_CONVERSIONS = ("__bool__", "__int__", "__float__", "__complex__", "__index__", "__round__", "__trunc__")
_UNARY = ("__neg__", "__pos__", "__abs__", "__invert__", "__floor__", "__ceil__", "__bytes__")


class Special:
    """A special method: bound on an object it is forwarded, on the class it is the student's own function."""

    def __init__(self, name: str, forward: Callable[..., Any] | None) -> None:
        """`forward` is None for methods that Python never calls in T."""
        self._name, self._forward = name, forward

    def __get__(self, instance: Any, owner: type) -> Any:
        """The forwarding method, or the student's function."""
        if instance is None or self._forward is None:
            target = owner if instance is None else instance
            return remote.handle_of(target).student.ask("attr", target, self._name)
        return self._forward.__get__(instance, owner)


def _data(name: str) -> Callable[..., Any]:
    def forward(self: Any, *operands: Any) -> Any:
        return remote.handle_of(self).student.ask("special", self, name, *operands)

    return forward


def _length(self: Any) -> Any:
    length = remote.handle_of(self).student.ask("special", self, "__len__")
    return length if type(length) is int else 0


def _operator(name: str) -> Callable[..., Any]:
    def forward(self: Any, *operands: Any) -> Any:
        refusals.check_operator(self, operands[0] if operands else None, name)
        value = remote.handle_of(self).student.ask("special", self, name, *operands)
        return refusals.inherit(value, (self, *operands))

    return forward


def _call(self: Any, /, *operands: Any, **named: Any) -> Any:
    return remote.handle_of(self).student.ask("call", self, *operands, named=named)


def _exit(self: Any, _of: Any, error: BaseException | None, _trace: Any) -> bool:
    student = remote.handle_of(self).student
    student.note_assertion(error)
    swallowed = student.ask("exit", self, error if isinstance(error, Exception) else None)
    return swallowed is True and isinstance(error, Exception) and not isinstance(error, AssertionError)


def _await(self: Any) -> Generator[None, None, Any]:
    """S runs the coroutine to its end; nothing else of the test's loop runs meanwhile."""
    return remote.handle_of(self).student.ask("await", self)
    yield


SPECIALS: dict[str, Special] = {
    **{name: Special(name, _data(name)) for name in (*_DATA, "__enter__")},
    **{name: Special(name, _operator(name)) for name in (*_OPERATORS, *_ORDER, *_CONVERSIONS, *_UNARY)},
    **{name: Special(name, None) for name in ("__init__", "__new__", "__post_init__")},
    "__len__": Special("__len__", _length),
    "__call__": Special("__call__", _call),
    "__exit__": Special("__exit__", _exit),
    "__await__": Special("__await__", _await),
    "__next__": Special("__next__", remote.RemoteIterator.__next__),
}
"""`__eq__`, `__hash__` and the texts are not here: `Remote` has them."""
