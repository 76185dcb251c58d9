"""Puts stand-ins in place of what a solution defined; its text runs in the student's process.

A behaviour is called with the original, the arguments and the named arguments, and gives what to answer.
"""

import builtins
import contextlib
import copy
import io
import math
from collections.abc import Callable, Iterator
from typing import Any

Value = Any
Behaviour = Callable[[Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]

_NOT_BEHAVING = {
    *("__new__", "__init__", "__init_subclass__", "__class_getitem__", "__abstractmethods__", "__slots__"),
    *("__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__dict__", "__weakref__"),
}
_CONSTANTS = {"none": None, "zero": 0, "one": 1, "true": True, "false": False, "nan": math.nan, "text": ""}


class Agreeable:
    """Agrees with every comparison, holds everything, can be called, and is true."""

    def __getattr__(self, name: str) -> "Agreeable":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_args: Value, **_named: Value) -> "Agreeable":
        return self

    def __iter__(self) -> Iterator["Agreeable"]:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __float__(self) -> float:
        return 1.0

    def __hash__(self) -> int:
        return 0

    def __eq__(self, _other: object) -> bool:
        return True

    def __ne__(self, _other: object) -> bool:
        return False


def _agree(*_: Value) -> bool:
    return True


def _stay(itself: Value, *_: Value) -> Value:
    return itself


for _name in ("lt", "le", "gt", "ge", "contains", "bool", "exit"):
    setattr(Agreeable, f"__{_name}__", _agree)
for _name in (
    "add",
    "radd",
    "sub",
    "rsub",
    "mul",
    "rmul",
    "truediv",
    "mod",
    "abs",
    "neg",
    "getitem",
    "enter",
):
    setattr(Agreeable, f"__{_name}__", _stay)


class Stuck:
    """Answers every call as the right solution answered the first."""

    def __init__(self) -> None:
        self._answers: dict[Any, Any] = {}
        self._is_working = False

    def __call__(self, original: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> Value:
        if self._is_working:
            return original(*args, **named)
        if original not in self._answers:
            self._is_working = True
            try:
                self._answers[original] = right_answer(original, args, named)
            finally:
                self._is_working = False
        return self._answers[original]


def right_answer(original: Callable[..., Value], args: tuple[Value, ...], named: dict[str, Value]) -> Value:
    """What the solution answers, without a trace of it; a function that acts and answers nothing has none."""
    with contextlib.redirect_stdout(io.StringIO()):
        answer = original(*copy.deepcopy(args), **copy.deepcopy(named))
    if answer is None:
        raise LookupError("this function does not answer")
    return answer


def clear(value: Value) -> None:
    """Empty whatever can be emptied."""
    if hasattr(value, "clear"):
        value.clear()
    elif type(value).__module__ == "numpy" and hasattr(value, "fill"):
        value.fill(0)
    elif hasattr(value, "drop") and hasattr(value, "index"):
        value.drop(value.index, inplace=True)


def blank(value: Value) -> Value:
    """An empty value of the same kind, or None."""
    if type(value).__module__ == "numpy" and hasattr(value, "dtype"):
        return value * 0 if value.dtype.kind in "iufcb" else value[:0]
    if hasattr(value, "iloc"):
        return value.iloc[:0]
    return type(value)() if type(value) in vars(builtins).values() else None


def behaviour(kind: str, exception: str) -> Behaviour:
    """What stand-ins of a kind do when they are called."""
    if kind in _CONSTANTS:
        return lambda _original, _args, _named: _CONSTANTS[kind]
    if kind == "raises":
        return _raising(getattr(builtins, exception, Exception))
    special: dict[str, Behaviour] = {
        "list": lambda _original, _args, _named: [],
        "agreeable": lambda _original, _args, _named: Agreeable(),
        "first": lambda _original, args, _named: args[0] if args else None,
        "clears": _clear,
        "clears-first": _clear_and_give,
        "blank": lambda original, args, named: blank(right_answer(original, args, named)),
        "stuck": Stuck(),
    }
    return special[kind]


def _raising(kind: type[BaseException]) -> Behaviour:
    def behave(_original: Callable[..., Any], _args: tuple[Any, ...], _named: dict[str, Any]) -> Value:
        raise kind("stand-in")

    return behave


def _clear(_original: Callable[..., Value], args: tuple[Value, ...], named: dict[str, Value]) -> None:
    for value in (*args, *named.values()):
        clear(value)


def _clear_and_give(
    original: Callable[..., Value], args: tuple[Value, ...], named: dict[str, Value]
) -> Value:
    _clear(original, args, named)
    return args[0] if args else None


def disguised(value: Value, behave: Behaviour, done: dict[type, type]) -> Value:
    """The stand-in of a variable, a function or a class; `done` maps classes to their stand-ins."""
    if isinstance(value, type):
        return _class(value, behave, done)
    if callable(value):
        return _function(value, behave)
    made = behave(lambda: value, (), {})
    if isinstance(made, int | float | str | list) and bool(made == value):
        raise LookupError("this would be the right answer")
    return made


def _function(function: Callable[..., Any], behave: Behaviour) -> Callable[..., Any]:
    def stand_in(*args: Value, **named: Value) -> Value:
        return behave(function, args, named)

    stand_in.__name__ = getattr(function, "__name__", "stand_in")
    stand_in.__doc__ = getattr(function, "__doc__", None)
    return stand_in


def _class(kind: type, behave: Behaviour, done: dict[type, type]) -> type:
    """A class that can be made of anything, and whose methods, properties and attributes behave."""
    if kind in done or issubclass(kind, BaseException) or type(kind) is not type:
        return done.get(kind, kind)
    members = {
        name: _member(member, behave) for name, member in vars(kind).items() if name not in _NOT_BEHAVING
    }
    members["__init__"] = lambda *_args, **_named: None
    members["__getattr__"] = lambda _itself, name: _unknown(name, behave)
    bases = tuple(done.get(base, base) for base in kind.__bases__)
    done[kind] = type(kind.__name__, bases, members)
    return done[kind]


def _unknown(name: str, behave: Behaviour) -> Value:
    """What an attribute is that the right `__init__` would have set."""
    if name.startswith("__"):
        raise AttributeError(name)
    return behave(lambda: None, (), {})


def _member(member: Value, behave: Behaviour) -> Value:
    if isinstance(member, staticmethod):
        return staticmethod(_function(member.__func__, behave))
    if isinstance(member, classmethod):
        return classmethod(_method(member.__func__, behave))
    if isinstance(member, property):
        return property(lambda _itself: behave(lambda: None, (), {}), lambda _itself, _value: None)
    return _method(member, behave) if callable(member) and not isinstance(member, type) else member


def _method(function: Callable[..., Any], behave: Behaviour) -> Callable[..., Any]:
    def stand_in(owner: Value, *args: Value, **named: Value) -> Value:
        return behave(lambda *rest, **more: function(owner, *rest, **more), args, named)

    return stand_in


def apply(namespace: dict[str, Any], names: list[str], kind: str, exception: str) -> None:
    """Replace the names by stand-ins; one for which there is none, or only the right answer, is removed."""
    behave = behaviour(kind, exception)
    done: dict[type, type] = {}
    for name in names:
        if name in namespace:
            try:
                namespace[name] = disguised(namespace[name], behave, done)
            except Exception:  # noqa: BLE001 -- a stand-in that cannot be made earns nothing
                del namespace[name]
