"""What one COPY brings: a table, its columns and the rows."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """Rows for some columns, named in one text, of a table; the others get their defaults.

    `about` tells how many come.
    """

    table: str
    columns: str
    rows: Iterable[bytes]
    about: int
