"""Mirrors of the student's classes: classes of T with the same names and bases, made of stand-ins."""

import types
from typing import TYPE_CHECKING, Any

from curriculum.grading.protocol.fault import MalformedError
from curriculum.grading.trusted import refusals, remote
from curriculum.grading.trusted.remote import Handle, Remote
from curriculum.grading.trusted.specials import SPECIALS
from curriculum.grading.trusted.verdict import Refused

if TYPE_CHECKING:
    from curriculum.grading.trusted.description import Description
    from curriculum.grading.trusted.student import Student


class MirrorType(type):
    """The metaclass of mirrors: calls, attributes and iteration of the class reach the student's class."""

    _handle_: Handle
    _specials_: frozenset[str]
    _known_: tuple[type, ...]
    _origin_: tuple[str, str]

    def __new__(mcs, name: str, bases: tuple[type, ...], _members: dict[str, Any]) -> "MirrorType":
        """A class that the test itself derives from a student's class cannot be: S has no such class."""
        of = next(base for base in bases if isinstance(base, MirrorType))
        of._handle_.student.stop(
            Refused(
                f"The test derives the class {name} from the notebook's {of.__name__}, which cannot be done. "
                f"Let the test use {of.__name__} itself, or define {name} in a cell of the notebook."
            )
        )

    def __call__(cls, /, *operands: Any, **named: Any) -> Any:
        """Construct an object in S; it counts as the test's own."""
        handle = cls._handle_
        known = handle.student.crossing.made
        built = handle.student.ask("call", cls, *operands, named=named)
        if remote.is_remote(built) and issubclass(type(built), cls):
            is_new = remote.handle_of(built).born > known
            remote.handle_of(built).is_own |= is_new
        return built

    def __getattr__(cls, name: str) -> Any:
        """An attribute of the student's class, as data or as a stand-in."""
        if name in {"_handle_", "_specials_", "_known_", "_origin_"}:
            raise AttributeError(name)
        handle = cls._handle_
        if name.startswith("__") and name.endswith("__"):
            refusals.check_attribute(handle, name)
        value = handle.student.ask("attr", cls, name)
        if remote.is_remote(value) and not remote.handle_of(value).place:
            remote.handle_of(value).place = f"{cls.__qualname__}.{name}"
        return value

    def __setattr__(cls, name: str, value: Any) -> None:
        """Assign to the student's class."""
        cls._handle_.student.ask("setattr", cls, name, value)

    def __dir__(cls) -> list[str]:
        """What the student's class has."""
        return [name for name in cls._handle_.student.ask("dir", cls) if type(name) is str]

    @property  # type: ignore[misc]
    def __dict__(cls) -> Any:  # type: ignore[override]
        """What `vars` shows."""
        return cls._handle_.student.ask("attr", cls, "__dict__")


def make(student: "Student", number: int, about: "Description", bases: tuple[Any, ...]) -> MirrorType:
    """A mirror of S's class; `bases` are mirrors and, where S has a class that T has too, that class."""
    mirrors = tuple(base for base in bases if isinstance(base, MirrorType)) or (Remote,)
    known = tuple(base for base in bases if not isinstance(base, MirrorType) and base is not object)
    members: dict[str, Any] = {name: SPECIALS[name] for name in about.specials if name in SPECIALS}
    members |= {
        "__slots__": (),
        "__doc__": about.doc,
        "__module__": about.module,
        "__qualname__": about.qualname,
    }
    try:
        made = type.__new__(MirrorType, about.name, mirrors, members)
    except TypeError:
        msg = "A class came with impossible bases."
        raise MalformedError(msg) from None
    inherited = tuple(base for mirror in mirrors if isinstance(mirror, MirrorType) for base in mirror._known_)
    type.__setattr__(made, "_handle_", Handle(student, number, "class", place=about.qualname))
    type.__setattr__(made, "_specials_", frozenset(about.specials))
    type.__setattr__(made, "_known_", (*known, *inherited))
    type.__setattr__(made, "_origin_", (about.module, about.qualname))
    if about.abstract:
        type.__setattr__(made, "__abstractmethods__", frozenset(about.abstract))
    return made


def is_subclass(of: Any, what: Any) -> bool:
    """`issubclass` that also knows the classes which a mirror stands for or inherits from."""
    if isinstance(what, tuple):
        return any(is_subclass(of, one) for one in what)
    if isinstance(what, types.UnionType):
        return any(is_subclass(of, one) for one in what.__args__)
    if issubclass(of, what):
        return True
    if not isinstance(of, MirrorType) or not isinstance(what, type):
        return False
    if any(issubclass(known, what) for known in of._known_):
        return True
    origin = (what.__module__, what.__qualname__)
    return what.__module__ not in _BY_VALUE and any(
        base._origin_ == origin for base in of.__mro__ if isinstance(base, MirrorType)
    )


def is_instance(value: Any, what: Any) -> bool:
    """`isinstance` with the same knowledge."""
    if isinstance(value, what):
        return True
    return isinstance(type(value), MirrorType) and is_subclass(type(value), what)


_BY_VALUE = frozenset({"builtins", "numpy", "pandas", "pandas.core.frame", "pandas.core.series"})
"""No object claims to be of these modules' types: what is, crosses as data."""
