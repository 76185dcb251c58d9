"""What revealed hints cost an attempt."""

from decimal import ROUND_DOWN, Decimal

_HUNDREDTH = Decimal("0.01")


def hint_points(percent: int, most: Decimal) -> Decimal:
    """The points that `percent` (0 to 100) of `most` points are, rounded in the learner's favour."""
    return (most * percent / 100).quantize(_HUNDREDTH, ROUND_DOWN)
