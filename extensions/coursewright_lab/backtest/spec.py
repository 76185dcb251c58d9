"""What a backtest costs and allows: fees, slippage, spread, sizes, stops, leverage, ticks and lots."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from coursewright_lab.backtest.errors import InvalidSpec

BASIS_POINT = 1e-4
PERCENT = 1e-2

_AT_LEAST_ZERO = (
    "take_profit_percent",
    "fee_bps",
    "slippage_bps",
    "spread_bps",
    "slippage_range_percent",
    "impact_bps",
)
_LARGEST_COST = 5_000.0


@dataclass(frozen=True)
class Spec:
    """The rules of one backtest; docs/reference/backtest-fills.md says what each does to a fill.

    Percentages are of equity or price, `_bps` are basis points of the traded amount. 0 switches a stop,
    a take-profit, a tick or a lot off. `maker_fee_bps=None` means the taker's fee.
    """

    capital: float = 10_000.0
    max_position_size_percent: float = 100.0
    stop_loss_percent: float = 0.0
    take_profit_percent: float = 0.0
    fee_bps: float = 0.0
    maker_fee_bps: float | None = None
    slippage_bps: float = 0.0
    spread_bps: float = 0.0
    slippage_range_percent: float = 0.0
    impact_bps: float = 0.0
    max_leverage: float = 1.0
    maintenance_margin_percent: float = 0.0
    tick: float | Mapping[str, float] = 0.0
    lot: float | Mapping[str, float] = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        for name, value in self._numbers():
            if not math.isfinite(value):
                raise InvalidSpec(f"{name} is {value}. Give a finite number.")
        self._check_limits()
        self._check_costs()

    def _numbers(self) -> list[tuple[str, float]]:
        found: list[tuple[str, float]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Mapping):
                found += [(f"{field.name} of {symbol}", number) for symbol, number in value.items()]
            elif value is not None:
                found.append((field.name, value))
        return found

    def _check_limits(self) -> None:
        if self.capital <= 0:
            raise InvalidSpec(f"capital is {self.capital:g}. Start with more than nothing.")
        if self.max_leverage <= 0 or self.max_leverage > 125:
            raise InvalidSpec(f"max_leverage is {self.max_leverage:g}. Give more than 0 and at most 125.")
        most = 100.0 * self.max_leverage
        if not 0 < self.max_position_size_percent <= most:
            raise InvalidSpec(
                f"max_position_size_percent is {self.max_position_size_percent:g}. Give more than 0 and at "
                f"most {most:g}, or raise max_leverage."
            )
        if not 0 <= self.stop_loss_percent <= 100:
            raise InvalidSpec(f"stop_loss_percent is {self.stop_loss_percent:g}. Give 0 (none) to 100.")
        if not 0 <= self.maintenance_margin_percent < 100:
            raise InvalidSpec(
                f"maintenance_margin_percent is {self.maintenance_margin_percent:g}. Give 0 to below 100."
            )

    def _check_costs(self) -> None:
        for name in _AT_LEAST_ZERO:
            value = getattr(self, name)
            if not 0 <= value <= _LARGEST_COST:
                raise InvalidSpec(f"{name} is {value:g}. Give 0 to {_LARGEST_COST:g}.")
        if self.maker_fee_bps is not None and abs(self.maker_fee_bps) > _LARGEST_COST:
            raise InvalidSpec(
                f"maker_fee_bps is {self.maker_fee_bps:g}. Give a small number; a rebate is < 0."
            )
        fee = max(self.fee_bps, self.maker_fee_bps or 0.0)
        if fee * BASIS_POINT * self.max_leverage >= 1:
            raise InvalidSpec(
                f"A fee of {fee:g} bps at leverage {self.max_leverage:g} costs more than everything. "
                "Lower one of them."
            )
        for name, value in self._numbers():
            if name.startswith(("tick", "lot")) and value < 0:
                raise InvalidSpec(f"{name} is {value:g}. Give 0 (none) or more.")

    def steps(self, name: str, symbols: Sequence[str]) -> list[float]:
        """Return the `tick` or `lot` of every symbol; 0 where none was given."""
        value: float | Mapping[str, float] = getattr(self, name)
        if isinstance(value, Mapping):
            return [float(value.get(symbol, 0.0)) for symbol in symbols]
        return [float(value)] * len(symbols)

    def as_json(self) -> dict[str, Any]:
        """Return every rule as plain data."""
        return asdict(self)

    @classmethod
    def of_bot(cls, configuration: Mapping[str, Any], **more: Any) -> "Spec":
        """Return the rules of a bot's configuration: its two limits are enforced by the engine itself."""
        return cls(
            max_position_size_percent=float(configuration["max_position_size_percent"]),
            stop_loss_percent=float(configuration["stop_loss_percent"]),
            **more,
        )
