"""Rows in PostgreSQL's binary COPY format: a template of constants, filled with the pieces that vary."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
TRAILER = struct.pack(">h", -1)

UUID = 16
MOMENT = 8
INTEGER = 4
SMALLINT = 2
BOOLEAN = 1
"""How many bytes the values of a column take, for a piece of fixed size in a template."""

SIZED = None
"""A piece in a template that brings its own size, made by `text`, `numeric` or `sized`."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_size = struct.Struct(">i").pack
moment = struct.Struct(">q").pack
integer = struct.Struct(">i").pack
smallint = struct.Struct(">h").pack


@dataclass(frozen=True)
class Pattern:
    """A value with a hole of `width` bytes in it."""

    before: bytes
    width: int
    after: bytes = b""


def template(fields: Sequence[bytes | int | Pattern | None]) -> bytes:
    """Make a row to fill with `row % pieces`: constants (see `text`), patterns, sizes of pieces."""
    return smallint(len(fields)).replace(b"%", b"%%") + b"".join(map(_part, fields))


def _part(field: bytes | int | Pattern | None) -> bytes:
    if field is SIZED:
        return b"%b"
    if isinstance(field, bytes):
        return field.replace(b"%", b"%%")
    if isinstance(field, int):
        return _size(field).replace(b"%", b"%%") + b"%b"
    whole = _size(len(field.before) + field.width + len(field.after))
    return (whole + field.before).replace(b"%", b"%%") + b"%b" + field.after.replace(b"%", b"%%")


NULL = _size(-1)
TRUE = _size(1) + b"\1"
FALSE = _size(1) + b"\0"


def text(words: str) -> bytes:
    """A text with its size."""
    encoded = words.encode()
    return _size(len(encoded)) + encoded


def numeric(hundredths: int) -> bytes:
    """A number from 0 to 9999.99, given in hundredths, as numeric, with its size."""
    whole, part = divmod(hundredths, 100)
    digits = [whole, part * 100]
    while digits and not digits[-1]:
        digits.pop()
    head = struct.pack(">hhhh", len(digits), 0, 0, 2)
    return _size(8 + 2 * len(digits)) + head + struct.pack(f">{len(digits)}h", *digits)


def sized(piece: bytes) -> bytes:
    """A piece of fixed size where another row has none."""
    return _size(len(piece)) + piece


def microseconds(when: datetime) -> int:
    """A moment as PostgreSQL counts it, for `moment`."""
    passed = when - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds
