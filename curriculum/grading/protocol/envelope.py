"""Messages as extensions of the codec: each has a code, and the types of its fields are checked."""

import warnings
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from types import GenericAlias, UnionType
from typing import Any

from curriculum.grading.protocol import message
from curriculum.grading.protocol.codec import Build, Reduce
from curriculum.grading.protocol.fault import MalformedError, UncodableError
from curriculum.grading.protocol.registry import FIRST_OF_PANDAS, kind_of, kind_with

FIRST_OF_SESSION, FIRST_MESSAGE = 120, 200
"""Codes from 120 belong to whoever makes a channel, those from 200 are messages."""

_MESSAGES: tuple[type, ...] = (
    message.Job,
    message.JobCell,
    message.SolutionCell,
    message.CellRecord,
    message.Finished,
    message.RunCell,
    message.CellRun,
    message.Ask,
    message.Answer,
    message.Raised,
    message.Refusal,
    message.CallBack,
    message.CallBackAnswer,
    message.CallBackError,
)
_CODES = {of: FIRST_MESSAGE + place for place, of in enumerate(_MESSAGES)}
_NAMES = {of: [field.name for field in fields(of)] for of in _MESSAGES}
_LEAST = {
    of: sum(f.default is MISSING and f.default_factory is MISSING for f in fields(of)) for of in _MESSAGES
}
_DEFAULTS = {
    of: [f.default if f.default_factory is MISSING else f.default_factory() for f in fields(of)]
    for of in _MESSAGES
}
_WITH_WORDS = (message.CellRecord, message.CellRun, message.JobCell)
_WITHIN: dict[type, tuple[type, ...]] = {message.Job: (message.JobCell, message.SolutionCell)}


def nothing_else(_value: Any) -> tuple[int, Any] | None:
    """Reduce nothing."""
    return None


def unknown(code: int, _content: Any) -> Any:
    """Build nothing."""
    msg = f"A value has an unknown code, {code}."
    raise MalformedError(msg)


def reducer(more: Reduce) -> Reduce:
    """A reduce function for messages and known kinds that asks `more` for the rest."""

    def reduce(value: Any) -> tuple[int, Any] | None:
        of = type(value)
        if of in _CODES:
            return _CODES[of], _content(of, value)
        known = kind_of(of)  # type: ignore[arg-type]
        try:
            return (known.code, known.reduce(value)) if known else more(value)
        except UncodableError:
            if known is None:
                raise
            return more(value)

    return reduce


def _content(of: type, message: Any) -> tuple[Any, ...]:
    """The fields of a message without the last ones that have nothing to say."""
    values = [getattr(message, name) for name in _NAMES[of]]
    least, defaults = _LEAST[of], _DEFAULTS[of]
    while len(values) > least:
        default = defaults[len(values) - 1]
        if values[-1] is not default and (
            type(values[-1]) is not type(default) or values[-1] or not _is_empty(default)
        ):
            break
        values.pop()
    if of in _WITH_WORDS:
        values = [value.value if isinstance(value, StrEnum) else value for value in values]
    return tuple(values)


def _is_empty(default: Any) -> bool:
    return type(default) in {dict, list, tuple}


def builder(expected: tuple[type, ...], more: Build) -> Build:
    """A build function for expected messages and known kinds that asks `more` for the rest."""
    allowed = {*expected, *(part for of in expected for part in _WITHIN.get(of, ()))}
    classes = {_CODES[of]: of for of in allowed}

    def build(code: int, content: Any) -> Any:
        if code in classes:
            return _message(classes[code], content)
        known = kind_with(code) if code < FIRST_OF_SESSION else None
        if known is None:
            return more(code, content)
        if code < FIRST_OF_PANDAS:
            return known.build(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return known.build(content)

    return build


@cache
def _allowed(of: type) -> tuple[tuple[Any, ...] | None, ...]:
    """The exact types that each field may have; None for any."""
    return tuple(_types(field.type) for field in fields(of))


def _types(annotation: Any) -> tuple[Any, ...] | None:
    if annotation is Any:
        return None
    if isinstance(annotation, UnionType):
        return annotation.__args__
    if isinstance(annotation, GenericAlias):
        return (annotation.__origin__,)
    return (float, int) if annotation is float else (annotation,)


def _message(of: type, content: Any) -> Any:
    types = _allowed(of)
    if type(content) is not tuple or not _LEAST[of] <= len(content) <= len(types):
        msg = f"A message {of.__name__} came with a wrong content."
        raise MalformedError(msg)
    for value, allowed in zip(content, types, strict=False):
        if allowed is not None and type(value) not in allowed:
            msg = f"A field of {of.__name__} has a wrong type."
            raise MalformedError(msg)
    return of(*content)
