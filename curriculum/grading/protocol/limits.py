"""How much one process may ask of the other before it is cut off."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Checked before anything is allocated: sizes in bytes, the others are counts."""

    frame: int = 64 * MEGABYTE
    cell: int = 512 * MEGABYTE
    requests: int = 200_000
    depth: int = 60
    items: int = 3_000_000
    integer: int = 1 << 16
    nesting: int = 40


LIMITS = Limits()
