"""A specification that makes no sense is refused with the name of the rule."""

from typing import Any

import pytest

from coursewright_lab.backtest import Spec
from coursewright_lab.backtest.errors import InvalidSpec


@pytest.mark.parametrize(
    "rule",
    [
        {"capital": 0},
        {"max_position_size_percent": 0},
        {"max_position_size_percent": 150},
        {"stop_loss_percent": -1},
        {"stop_loss_percent": 101},
        {"take_profit_percent": -1},
        {"fee_bps": -1},
        {"fee_bps": float("nan")},
        {"slippage_bps": 1e9},
        {"max_leverage": 0},
        {"maintenance_margin_percent": 100},
        {"tick": -0.1},
        {"lot": {"A": -1.0}},
        {"maker_fee_bps": -9_000},
    ],
)
def test_a_rule_without_sense_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(InvalidSpec) as caught:
        Spec(**rule)
    assert next(iter(rule)) in caught.value.message
    assert caught.value.message.endswith(".")


def test_a_fee_that_eats_a_leveraged_order_is_refused() -> None:
    with pytest.raises(InvalidSpec, match="costs more than everything"):
        Spec(fee_bps=4_000, max_leverage=10)


def test_the_limits_of_a_bot_become_rules() -> None:
    spec = Spec.of_bot({"max_position_size_percent": "10.00", "stop_loss_percent": "5.00"}, fee_bps=1)
    assert (spec.max_position_size_percent, spec.stop_loss_percent, spec.fee_bps) == (10.0, 5.0, 1)


def test_ticks_may_differ_by_symbol() -> None:
    assert Spec(tick={"A": 0.5}).steps("tick", ("A", "B")) == [0.5, 0.0]
