"""The table `authorisation.toml`: which status every route gives to whom."""

import re
import tomllib
from pathlib import Path
from typing import Final

_TABLE: Final = tomllib.loads(Path(__file__).with_name("authorisation.toml").read_text("utf-8"))
COLUMNS: Final[list[str]] = _TABLE["who"]
ROWS: Final[dict[str, list[int]]] = _TABLE["routes"]


def shape(route: str) -> str:
    """A route without the names of what is in its address."""
    return re.sub(r"{\w+}", "{}", route)


def names(route: str) -> list[str]:
    """What is in a route's address, in order."""
    return re.findall(r"{(\w+)}", route)


def named(route: str) -> str:
    """The first row of the table about a route, with the names of things in its address."""
    return next(row for row in ROWS if shape(row) == shape(route))
