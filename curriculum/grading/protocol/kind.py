"""What a kind of value must say to cross as data: a code, its content, and a check of what comes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from curriculum.grading.protocol.fault import MalformedError


@dataclass(frozen=True, slots=True)
class Kind:
    """How the exact type `of` becomes simpler values and back; `build` trusts nothing that it is given."""

    code: int
    of: type
    reduce: Callable[[Any], Any]
    build: Callable[[Any], Any]


def reject(what: str) -> NoReturn:
    """Raise MalformedError for a kind."""
    msg = f"A {what} came with a wrong content."
    raise MalformedError(msg)


def parts(content: Any, what: str, *types: type | tuple[type, ...]) -> tuple[Any, ...]:
    """Return `content` if it is a tuple of just these exact types."""
    if type(content) is not tuple or len(content) != len(types):
        reject(what)
    for part, allowed in zip(content, types, strict=True):
        if allowed is not object and type(part) not in (allowed if type(allowed) is tuple else (allowed,)):
            reject(what)
    return content


def one(content: Any, what: str, of: type) -> Any:
    """Return `content` if it is of this exact type."""
    if type(content) is not of:
        reject(what)
    return content
