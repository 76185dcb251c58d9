"""The specification as the fractions that both engines compute with."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from coursewright_lab.backtest.spec import BASIS_POINT, PERCENT, Spec


@dataclass(frozen=True)
class Rules:
    """Fractions of equity, price or traded amount; the order of the fields is that of `layout.py`."""

    size: float
    leverage: float
    taker: float
    maker: float
    slip: float
    range_slip: float
    impact: float
    stop: float
    take: float
    maintenance: float
    renew: float

    @classmethod
    def of(cls, spec: Spec, *, renew: bool = False) -> "Rules":
        """Return the fractions; half of the spread is paid on each side.

        With `renew` a stop or take-profit sets the target back to 0, so that the same target can be ordered.
        """
        maker = spec.fee_bps if spec.maker_fee_bps is None else spec.maker_fee_bps
        return cls(
            size=spec.max_position_size_percent * PERCENT,
            leverage=spec.max_leverage,
            taker=spec.fee_bps * BASIS_POINT,
            maker=maker * BASIS_POINT,
            slip=(spec.slippage_bps + spec.spread_bps / 2.0) * BASIS_POINT,
            range_slip=spec.slippage_range_percent * PERCENT,
            impact=spec.impact_bps * BASIS_POINT,
            stop=spec.stop_loss_percent * PERCENT,
            take=spec.take_profit_percent * PERCENT,
            maintenance=spec.maintenance_margin_percent * PERCENT,
            renew=float(renew),
        )

    def as_sequence(self) -> Sequence[float]:
        """Return the fractions in the order of the compiled engine's layout."""
        return astuple(self)
