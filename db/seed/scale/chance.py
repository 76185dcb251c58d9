"""Chance that repeats itself: power laws and identifiers drawn from a seed."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random

_V7, _VARIANT = 0x7 << 76, 0x2 << 62
_UNIX_2000 = 946_684_800_000


def source(seed: int, subject: str) -> Random:
    """A stream of chance of its own for each subject, so that one table does not depend on another's size."""
    return Random(f"{seed}:{subject}")  # noqa: S311 (for measuring, not for secrets)


def cumulated(count: int, exponent: float, offset: int = 10) -> list[float]:
    """Weights that fall with the rank by a power law, summed up as `Random.choices` wants them."""
    return list(accumulate((rank + offset) ** -exponent for rank in range(count)))


def identifier(chance: Random) -> bytes:
    """A random UUID (version 4)."""
    number = chance.getrandbits(128)
    number = (number & ~(0xF << 76)) | (0x4 << 76)
    return ((number & ~(0x3 << 62)) | _VARIANT).to_bytes(16, "big")


def timed_identifier(chance: Random, microseconds: int) -> bytes:
    """A UUID of version 7 that was made at that moment, counted from 2000."""
    number = (microseconds // 1000 + _UNIX_2000) << 80 | _V7 | _VARIANT
    return (number | chance.getrandbits(12) << 64 | chance.getrandbits(62)).to_bytes(16, "big")


def identifiers(seed: int, subject: str, count: int) -> list[bytes]:
    """The identifiers of rows that others refer to; the same wherever they are asked for."""
    chance = source(seed, f"ids of {subject}")
    return [identifier(chance) for _ in range(count)]


def spread(chance: Random, since: int, until: int, count: int) -> Sequence[int]:
    """Moments in order, evenly spread with a jitter."""
    step = (until - since) / max(count, 1)
    return [since + int((number + chance.random()) * step) for number in range(count)]
