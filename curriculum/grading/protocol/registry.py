"""All known kinds by type and by code; those of numpy and pandas join when a value of theirs turns up."""

import importlib
from functools import cache

from curriculum.grading.protocol import clock, standard
from curriculum.grading.protocol.kind import Kind

_LIBRARIES = ((50, "numpy", "arrays"), (70, "pandas", "tables"), (100, "", ""))
"""The first code of each library's kinds, and the module beside this one that holds them."""


@cache
def _library(name: str) -> tuple[Kind, ...]:
    for _, library, module in _LIBRARIES:
        if library == name:
            found = importlib.import_module(f"curriculum.grading.protocol.{module}")
            return tuple(found.kinds())
    return ()


@cache
def kind_of(of: type) -> Kind | None:
    """The kind of values whose type is exactly this."""
    module = of.__module__ if type(of.__module__) is str else ""
    known = (*standard.KINDS, *clock.KINDS, *_library(module.partition(".")[0]))
    return next((kind for kind in known if kind.of is of), None)


@cache
def kind_with(code: int) -> Kind | None:
    """The kind with this code, if its library can be imported here."""
    known = (*standard.KINDS, *clock.KINDS)
    for (first, library, _), (after, _, _) in zip(_LIBRARIES, _LIBRARIES[1:], strict=False):
        if first <= code < after:
            known = _library(library)
    return next((kind for kind in known if kind.code == code), None)
