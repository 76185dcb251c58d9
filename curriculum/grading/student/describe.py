"""Describes the student's classes and functions as data, so that T can build mirrors of them."""

import dataclasses
import enum
import inspect
import types
from typing import Any

OBJECT, CLASS, MODULE, FUNCTION, BUILTIN, METHOD = (
    "object",
    "class",
    "module",
    "function",
    "builtin",
    "method",
)
GENERATOR, ITERATOR, COROUTINE = "generator", "iterator", "coroutine"
_FORMS: dict[type, str] = {
    types.FunctionType: FUNCTION,
    types.BuiltinFunctionType: BUILTIN,
    types.MethodType: METHOD,
    types.ModuleType: MODULE,
    types.GeneratorType: GENERATOR,
    types.CoroutineType: COROUTINE,
}
_BUILTIN_FACTORIES: tuple[Any, ...] = (list, dict, set, int, float, str, bool, tuple)


def form(value: Any) -> str:
    """In one word what T may do with the object."""
    if isinstance(value, type):
        return CLASS
    known = _FORMS.get(type(value))
    if known is not None:
        return known
    is_builtin = type(value).__module__ in {"builtins", "itertools"}
    return ITERATOR if is_builtin and hasattr(type(value), "__next__") else OBJECT


def describe(of: type) -> dict[str, Any]:
    """All that T needs to build a mirror of a class; its bases and values stay objects."""
    return {
        "name": of.__name__,
        "qualname": of.__qualname__,
        "module": str(getattr(of, "__module__", "")),
        "doc": of.__doc__ if type(of.__doc__) is str else None,
        "bases": tuple(of.__bases__),
        "specials": sorted(_specials(of)),
        "kind": _kind(of),
        "fields": _fields(of),
        "frozen": _is_frozen(of),
        "order": _has_order(of),
        "members": _members(of),
        "attributes": _attributes(of),
        "abstract": tuple(sorted(getattr(of, "__abstractmethods__", ()))),
    }


def _specials(of: type) -> set[str]:
    names: set[str] = set()
    for base in of.__mro__:
        if base is not object:
            names |= {name for name in vars(base) if name.startswith("__") and name.endswith("__")}
            names -= {name for name in vars(base) if vars(base)[name] is None}
    return names


def _kind(of: type) -> str:
    if issubclass(of, BaseException):
        return "exception"
    if issubclass(of, enum.Enum):
        return "enum"
    if is_record(of):
        return "namedtuple"
    if is_plain_dataclass(of):
        return "dataclass"
    return "plain"


def is_record(of: type) -> bool:
    """Whether this is a namedtuple that behaves as a tuple does."""
    if not issubclass(of, tuple) or type(getattr(of, "_fields", None)) is not tuple:
        return False
    own = ("__eq__", "__ne__", "__iter__", "__len__", "__getitem__", "__hash__", "__getattribute__")
    return all(getattr(of, name) is getattr(tuple, name) for name in own)


def is_plain_dataclass(of: type) -> bool:
    """Whether a dataclass is made and compared just as its decorator says."""
    if "__dataclass_fields__" not in vars(of) or hasattr(of, "__post_init__"):
        return False
    parameters: Any = vars(of).get("__dataclass_params__")
    if not (parameters and parameters.init and parameters.eq) or "__getattribute__" in _specials(of):
        return False
    generated = all(_is_generated(of, name) for name in ("__init__", "__eq__"))
    return generated and all(_has_plain_default(field) for field in dataclasses.fields(of))


def _is_generated(of: type, name: str) -> bool:
    code = getattr(vars(of).get(name), "__code__", None)
    return code is not None and code.co_filename == "<string>"


def _has_plain_default(field: Any) -> bool:
    factory = field.default_factory
    return field.init and (factory is dataclasses.MISSING or factory in _BUILTIN_FACTORIES)


def _is_frozen(of: type) -> bool:
    return bool(getattr(vars(of).get("__dataclass_params__"), "frozen", False))


def _has_order(of: type) -> bool:
    return bool(getattr(vars(of).get("__dataclass_params__"), "order", False))


def _fields(of: type) -> list[Any]:
    """Name, if it has a default, default; of a dataclass also compare, repr, keyword only and factory."""
    if is_record(of):
        defaults: dict[str, Any] = getattr(of, "_field_defaults", {})
        return [(name, name in defaults, defaults.get(name)) for name in of._fields]  # type: ignore[attr-defined]
    if not dataclasses.is_dataclass(of):
        return []
    return [_field(field) for field in dataclasses.fields(of)]


def _field(field: Any) -> tuple[Any, ...]:
    has_default = field.default is not dataclasses.MISSING
    factory = None if field.default_factory is dataclasses.MISSING else field.default_factory
    name = factory.__name__ if isinstance(factory, type) and factory in _BUILTIN_FACTORIES else None
    default = field.default if has_default else None
    return field.name, has_default, default, bool(field.compare), bool(field.repr), bool(field.kw_only), name


def _members(of: type) -> list[Any]:
    if not issubclass(of, enum.Enum):
        return []
    return [(name, member.value) for name, member in of.__members__.items()]


def _attributes(of: type) -> list[str]:
    """The names that the student's classes themselves define."""
    own = [base for base in of.__mro__ if base.__module__ == of.__module__]
    return sorted({name for base in own for name in vars(base) if not name.startswith("__")})


def signature(function: Any) -> list[tuple[Any, ...]] | None:
    """The parameters of a callable: name, kind, whether it has a default, the default, and the annotation."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    empty = inspect.Parameter.empty
    return [
        (
            p.name,
            int(p.kind),
            p.default is not empty,
            None if p.default is empty else p.default,
            _annotation(p),
        )
        for p in parameters
    ]


def _annotation(parameter: inspect.Parameter) -> Any:
    annotation = parameter.annotation
    return None if annotation is inspect.Parameter.empty else annotation
