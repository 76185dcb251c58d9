"""The codes of objects that are no data: one side keeps the object, the other gets a number for it."""

import builtins
import sys
from typing import Any

REMOTE = 120
"""S's object. From S: number, number of its class, form. From T: the number."""
RECORD = 121
"""A namedtuple, an enum member or a dataclass instance as parts: number of its class, the parts."""
KNOWN = 122
"""A class or function that both sides have: module and qualified name."""
EXCEPTION = 123
"""From S: number, number of its class, arguments, text. From T: name of a builtin class, arguments."""
LENT = 124
"""T's object: number, form, name, the special methods that it has."""
LENT_BACK = 125
"""T's object coming back: its number."""
SHARED = 126
"""A list, dict or other container that both sides keep in step: number, and the value the first time."""

LONGEST_TEXT = 20_000

KNOWN_MODULES = frozenset(
    {
        "builtins",
        "collections",
        "datetime",
        "decimal",
        "fractions",
        "numbers",
        "numpy",
        "pandas",
        "pathlib",
        "types",
        "uuid",
    }
)
"""T takes S's word for a class of these modules only, and for nothing but classes."""


def find(module: str, name: str) -> Any:
    """The class of that name in a module that is loaded already, or None."""
    place: Any = builtins if module == "builtins" else sys.modules.get(module)
    found = vars(place).get(name) if place is not None else None
    return found if isinstance(found, type) else None
