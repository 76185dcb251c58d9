"""Reads one moment as people write it: ISO 8601 with or without a zone, or a Unix time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_UNIX_UNITS = ((1e11, 1_000_000_000), (1e14, 1_000_000), (1e17, 1_000), (1e20, 1))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """A moment in UTC nanoseconds; `kind` is how it was written: `zone`, `naive` or `unix`."""

    nanoseconds: int
    kind: str


def moment(text: str) -> Moment:
    """Return the moment that `text` names; without a zone it is read as UTC. Raises ValueError."""
    if text.replace(".", "", 1).isdigit():
        return Moment(_unix(text), "unix")
    when = datetime.fromisoformat(text)
    kind = "naive" if when.tzinfo is None else "zone"
    aware = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    return Moment((aware - _EPOCH) // timedelta(microseconds=1) * 1_000, kind)


def _unix(text: str) -> int:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size."""
    whole, _, fraction = text.partition(".")
    number = int(whole)
    for bound, unit in _UNIX_UNITS:
        if number < bound:
            part = int(fraction.ljust(9, "0")[:9]) * unit // 1_000_000_000 if fraction else 0
            return number * unit + part
    raise ValueError(text)
