"""The student's objects that T knows by number, and how they and T's own objects cross."""

import builtins
import enum
import importlib
from typing import Any

from curriculum.grading.protocol import codes
from curriculum.grading.student import describe
from curriculum.grading.student.borrowed import Lender


class Handles:
    """Numbers for objects, the same number for the same object, as long as the process lives."""

    def __init__(self, lender: Lender) -> None:
        """`lender` makes the stand-ins for T's objects."""
        self.lender = lender
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def number(self, value: Any) -> int:
        """The object's number."""
        known = self._numbers.get(id(value))
        if known is None:
            known = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return known

    def known(self, number: int) -> Any:
        """The object with this number."""
        return self._objects[number]

    def reduce(self, value: Any) -> tuple[int, Any]:
        """What crosses in place of a value that is no data."""
        of = type(value)
        lent = self.lender.number_of(value)
        if lent is not None:
            return codes.LENT_BACK, lent
        if issubclass(of, type):
            return self._class(value)
        if issubclass(of, BaseException):
            return codes.EXCEPTION, self._exception(value)
        members = _members(value)
        if members is not None:
            return codes.RECORD, (self.number(of), members)
        return codes.REMOTE, (self.number(value), self.number(of), describe.form(value))

    def _class(self, of: type) -> tuple[int, Any]:
        name, module = of.__qualname__, of.__module__
        if module in codes.KNOWN_MODULES and codes.find(module, name) is of:
            return codes.KNOWN, (module, name)
        return codes.REMOTE, (self.number(of), -1, describe.CLASS)

    def _exception(self, error: BaseException) -> tuple[Any, ...]:
        try:
            text = str(error)
        except BaseException:  # a student's __str__ may raise anything
            text = ""
        return self.number(error), self.number(type(error)), tuple(error.args), text[: codes.LONGEST_TEXT]

    def build(self, code: int, content: Any) -> Any:
        """The value for what T sent."""
        if code == codes.REMOTE:
            return self._objects[content]
        if code == codes.LENT:
            return self.lender.stand_in(*content)
        if code == codes.RECORD:
            return self._record(*content)
        if code == codes.KNOWN:
            found: Any = importlib.import_module(content[0])
            for part in content[1].split("."):
                found = getattr(found, part)
            return found
        if code == codes.EXCEPTION:
            return getattr(builtins, content[0])(*content[1])
        raise ValueError(code)

    def _record(self, number: int | str, parts: tuple[Any, ...]) -> Any:
        of = self._objects[number] if isinstance(number, int) else self.lender.own_class(number)
        if issubclass(of, enum.Enum):
            return of[parts[0]]
        if issubclass(of, tuple):
            return tuple.__new__(of, parts)
        built = object.__new__(of)
        for name, part in zip(of.__dataclass_fields__, parts, strict=True):
            object.__setattr__(built, name, part)
        return built


def _members(value: Any) -> tuple[Any, ...] | None:
    """The parts of a value that never changes: an enum member, a namedtuple, a frozen plain dataclass."""
    of = type(value)
    if issubclass(of, enum.Enum):
        return (value.name,) if value.name in of.__members__ else None
    if describe.is_record(of):
        return tuple(tuple.__iter__(value))
    if describe.is_plain_dataclass(of) and of.__dataclass_params__.frozen:
        return tuple(getattr(value, name) for name in of.__dataclass_fields__)
    return None
