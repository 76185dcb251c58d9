"""What S says of a class, checked word for word before anything is made of it."""

from dataclasses import dataclass
from typing import Any

from curriculum.grading.protocol.fault import MalformedError

KINDS = frozenset({"plain", "exception", "enum", "namedtuple", "dataclass"})
MOST = 1000
_LONGEST_NAME = 200
_LONGEST_DOC = 100_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a namedtuple or dataclass; `factory` names a builtin type."""

    name: str
    has_default: bool
    default: Any
    compare: bool = True
    repr: bool = True
    kw_only: bool = False
    factory: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """A class of the student's."""

    name: str
    qualname: str
    module: str
    doc: str | None
    bases: tuple[Any, ...]
    specials: tuple[str, ...]
    kind: str
    fields: tuple[Field, ...]
    frozen: bool
    order: bool
    members: tuple[tuple[str, Any], ...]
    abstract: tuple[str, ...]
    attributes: tuple[str, ...]


def read(content: Any) -> Description:
    """Return the description if it is sound; raises MalformedError."""
    try:
        return _read(content)
    except (KeyError, TypeError, ValueError, AttributeError):
        msg = "A class came with a wrong description."
        raise MalformedError(msg) from None


def _read(content: Any) -> Description:
    if type(content) is not dict:
        raise TypeError
    return Description(
        name=_name(content["name"]),
        qualname=_text(content["qualname"]),
        module=_text(content["module"]),
        doc=content["doc"][:_LONGEST_DOC] if type(content["doc"]) is str else None,
        bases=_bases(content["bases"]),
        specials=tuple(_text(name) for name in _list(content["specials"])),
        kind=_one_of(content["kind"]),
        fields=tuple(_field(field) for field in _list(content["fields"])),
        frozen=content["frozen"] is True,
        order=content["order"] is True,
        members=tuple((_name(name), value) for name, value in _list(content["members"])),
        abstract=tuple(_text(name) for name in _list(content["abstract"])),
        attributes=tuple(_text(name) for name in _list(content["attributes"])),
    )


def _list(value: Any) -> list[Any]:
    if type(value) not in {list, tuple} or len(value) > MOST:
        raise TypeError
    return list(value)


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > _LONGEST_NAME:
        raise TypeError
    return value


def _name(value: Any) -> str:
    if not _text(value).isidentifier():
        raise ValueError
    return str(value)


def _bases(value: Any) -> tuple[Any, ...]:
    if type(value) is not tuple or not all(isinstance(base, type) for base in value):
        raise TypeError
    return value


def _one_of(kind: Any) -> str:
    if kind not in KINDS:
        raise ValueError
    return str(kind)


def _field(content: Any) -> Field:
    name, has_default, default, *more = content
    if not more:
        return Field(_name(name), has_default is True, default)
    compare, shown, kw_only, factory = more
    known = _text(factory) if factory is not None else None
    return Field(
        _name(name), has_default is True, default, compare is True, shown is True, kw_only is True, known
    )
