"""Namedtuples, enumerations and plain dataclasses of the student's, made anew in T and compared here."""

import collections
import dataclasses
import enum
import keyword
from typing import TYPE_CHECKING, Any

from curriculum.grading.protocol.fault import MalformedError
from curriculum.grading.trusted.description import Description, Field
from curriculum.grading.trusted.remote import Handle

if TYPE_CHECKING:
    from curriculum.grading.trusted.student import Student

HANDLE = "_handle_"
_FACTORIES = {of.__name__: of for of in (list, dict, set, int, float, str, bool, tuple)}
_ENUM_BASES: tuple[type[enum.Enum], ...] = (enum.IntFlag, enum.Flag, enum.IntEnum, enum.StrEnum)


class Elsewhere:
    """An attribute of a record's class that only the student's class has, such as a method."""

    def __init__(self, name: str) -> None:
        """`name` is looked up on S's side."""
        self._name = name

    def __get__(self, instance: Any, owner: Any) -> Any:
        """The attribute of S's counterpart."""
        handle: Handle = owner._handle_
        return handle.student.ask("attr", owner if instance is None else instance, self._name)


class RemoteField:
    """A field of a dataclass object that may change: T's own until the object crosses, S's from then on."""

    def __init__(self, field: Field) -> None:
        """The class has the field's default, if there is one."""
        self._name, self._field = field.name, field

    def __get__(self, instance: Any, owner: Any) -> Any:
        """The value now."""
        if instance is None:
            if self._field.has_default:
                return self._field.default
            raise AttributeError(self._name)
        handle = vars(instance).get(HANDLE)
        if handle is not None:
            return handle.student.ask("attr", instance, self._name)
        try:
            return vars(instance)[self._name]
        except KeyError:
            raise AttributeError(self._name) from None

    def __set__(self, instance: Any, value: Any) -> None:
        handle = vars(instance).get(HANDLE)
        if handle is not None:
            handle.student.ask("setattr", instance, self._name, value)
        else:
            vars(instance)[self._name] = value


def make_namedtuple(student: "Student", number: int, about: Description) -> type:
    """A namedtuple with the same fields and defaults, and the student's methods."""
    names = [field.name for field in about.fields]
    with_default = [field.default for field in about.fields if field.has_default]
    if any(field.has_default for field in about.fields[: len(names) - len(with_default)]):
        _impossible(about)
    if any(name.startswith("_") or keyword.iskeyword(name) for name in names) or len(set(names)) < len(names):
        _impossible(about)
    make: Any = collections.namedtuple  # noqa: PYI024 - its fields are known only now
    plain = make(about.name, names, defaults=with_default)
    return _finish(plain, student, number, about)


def make_enum(student: "Student", number: int, about: Description) -> type:
    """An enumeration with the same members."""
    base: Any = next((base for base in _ENUM_BASES if base in about.bases), enum.Enum)
    try:
        made = base(about.name, list(about.members))
    except (TypeError, ValueError, AttributeError):
        _impossible(about)
    return _finish(made, student, number, about)


def make_dataclass(student: "Student", number: int, about: Description) -> type:
    """A dataclass with the same fields, defaults and generated methods."""
    try:
        made = dataclasses.make_dataclass(
            about.name,
            [(field.name, object, _default(field)) for field in about.fields],
            frozen=about.frozen,
            order=about.order,
        )
    except (TypeError, ValueError):
        _impossible(about)
    if not about.frozen:
        for field in about.fields:
            setattr(made, field.name, RemoteField(field))
    return _finish(made, student, number, about)


def _default(field: Field) -> Any:
    options: dict[str, Any] = {"compare": field.compare, "repr": field.repr, "kw_only": field.kw_only}
    if field.factory in _FACTORIES:
        return dataclasses.field(default_factory=_FACTORIES[field.factory], **options)
    if field.has_default:
        return dataclasses.field(default=field.default, **options)
    return dataclasses.field(**options)


def _finish(made: Any, student: "Student", number: int, about: Description) -> type:
    members: dict[str, Any] = {
        "_handle_": Handle(student, number, "class", place=about.qualname),
        "__qualname__": about.qualname,
        "__module__": about.module,
        "__doc__": about.doc,
    }
    for name in about.attributes:
        if not hasattr(made, name):
            members[name] = Elsewhere(name)
    for name, member in members.items():
        type.__setattr__(made, name, member)
    return made  # type: ignore[no-any-return]


def _impossible(about: Description) -> Any:
    msg = f"The class {about.name[:50]} came with an impossible description."
    raise MalformedError(msg)
