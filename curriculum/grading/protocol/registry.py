"""All known kinds by type and by code; those of numpy and pandas join when a value of theirs turns up."""

import sys
from collections.abc import Callable
from functools import cache

from curriculum.grading.protocol import arrays, clock, standard, tables
from curriculum.grading.protocol.kind import Kind

_STANDARD = (*standard.KINDS, *clock.KINDS)
_LIBRARIES: dict[str, Callable[[], tuple[Kind, ...]]] = {
    "numpy": cache(arrays.kinds),
    "pandas": cache(tables.kinds),
}
_FIRST_OF_NUMPY, FIRST_OF_PANDAS, _END = 50, 70, 100


@cache
def kind_of(of: type) -> Kind | None:
    """The kind of values whose type is exactly this."""
    module = of.__module__ if type(of.__module__) is str else ""
    library = module.partition(".")[0]
    known = _LIBRARIES[library]() if library in _LIBRARIES and library in sys.modules else _STANDARD
    return next((kind for kind in known if kind.of is of), None)


@cache
def kind_with(code: int) -> Kind | None:
    """The kind with this code; numpy and pandas are imported for theirs."""
    known = _STANDARD
    if _FIRST_OF_NUMPY <= code < _END:
        known = _LIBRARIES["numpy" if code < FIRST_OF_PANDAS else "pandas"]()
    return next((kind for kind in known if kind.code == code), None)
