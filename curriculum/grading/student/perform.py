"""What T may ask of the student's objects, each verb one small function."""

import asyncio
import copy
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from curriculum.grading import frames
from curriculum.grading.student import describe, files
from curriculum.grading.student.handles import Handles


class NoNameError(LookupError):
    """The notebook has no such name."""

    is_no_name = True


@dataclass(frozen=True, slots=True)
class Abroad:
    """What verbs work on beside their subject."""

    namespace: dict[str, Any]
    handles: Handles


def _name(abroad: Abroad, _subject: None, name: str) -> Any:
    try:
        return abroad.namespace[name]
    except KeyError:
        raise NoNameError(name) from None


def _set(abroad: Abroad, _subject: None, name: str, value: Any) -> None:
    abroad.namespace[name] = value


def _names(abroad: Abroad, _subject: None) -> list[str]:
    return [name for name in abroad.namespace if type(name) is str]


def _delete(abroad: Abroad, _subject: None, name: str) -> None:
    abroad.namespace.pop(name, None)


def _call(_abroad: Abroad, subject: Any, /, *operands: Any, **named: Any) -> Any:
    return subject(*operands, **named)


def _special(_abroad: Abroad, subject: Any, name: str, *operands: Any) -> Any:
    """As Python does it: looked up on the type, so that an instance's attribute does not count."""
    return getattr(type(subject), name)(subject, *operands)


def _next(_abroad: Abroad, subject: Any) -> tuple[bool, Any]:
    try:
        return True, next(subject)
    except StopIteration as end:
        return False, end.value


def _attr(_abroad: Abroad, subject: Any, name: str) -> Any:
    return getattr(subject, name)


def _setattr(_abroad: Abroad, subject: Any, name: str, value: Any) -> None:
    setattr(subject, name, value)


def _delattr(_abroad: Abroad, subject: Any, name: str) -> None:
    delattr(subject, name)


def _text(_abroad: Abroad, subject: Any, form: str, specification: str = "") -> str:
    if form == "format":
        return format(subject, specification)
    return str(subject) if form == "str" else repr(subject)


def _dir(_abroad: Abroad, subject: Any) -> list[str]:
    return [name for name in dir(subject) if type(name) is str]


def _class(abroad: Abroad, _subject: None, number: int) -> dict[str, Any]:
    return describe.describe(abroad.handles.known(number))


def _dataclass(abroad: Abroad, _subject: None, number: int, parts: dict[str, Any]) -> int:
    """Bring over a dataclass object that T made: the number of an instance with just these attributes."""
    built = object.__new__(abroad.handles.known(number))
    for name, part in parts.items():
        object.__setattr__(built, name, part)
    return abroad.handles.number(built)


def _await(_abroad: Abroad, subject: Any) -> Any:
    async def finish() -> Any:
        return await subject

    return asyncio.run(finish())


def _copy(_abroad: Abroad, subject: Any, how: str) -> Any:
    return copy.deepcopy(subject) if how == "deepcopy" else copy.copy(subject)


def _signature(_abroad: Abroad, subject: Any) -> Any:
    return describe.signature(subject)


def _module(_abroad: Abroad, _subject: None, name: str) -> Any:
    __import__(name)
    return sys.modules[name]


def _eval(abroad: Abroad, _subject: None, text: str) -> Any:
    return eval(text, abroad.namespace)  # noqa: S307 - the student's own text, where it is at home


def _exit(_abroad: Abroad, subject: Any, error: Any) -> Any:
    if error is None:
        return type(subject).__exit__(subject, None, None, None)
    return bool(type(subject).__exit__(subject, type(error), error, None))


def _seed(_abroad: Abroad, _subject: None, library: str, value: Any) -> None:
    if library == "numpy" and "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(value)
    elif library == "random":
        random.seed(value)


def _frames(abroad: Abroad, _subject: None, number: int, context: int) -> frames.Inner:
    """How the student's own code came to raise an error that T shows."""
    return frames.inner(abroad.handles.known(number), context)


VERBS: dict[str, Callable[..., Any]] = {
    "name": _name,
    "set": _set,
    "delete": _delete,
    "names": _names,
    "call": _call,
    "special": _special,
    "next": _next,
    "attr": _attr,
    "setattr": _setattr,
    "delattr": _delattr,
    "text": _text,
    "dir": _dir,
    "class": _class,
    "dataclass": _dataclass,
    "signature": _signature,
    "await": _await,
    "copy": _copy,
    "module": _module,
    "exit": _exit,
    "eval": _eval,
    **files.VERBS,
    "frames": _frames,
    "seed": _seed,
}
SHARING = frozenset({"name", "call", "special", "attr", "await"})
"""Verbs whose value is the student's own container, which both sides keep in step."""
