"""What a strategy's process is given to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coursewright_lab.backtest.isolation.wire import Frame
from coursewright_lab.backtest.market import Market
from coursewright_lab.backtest.spec import Spec


@dataclass(frozen=True)
class Job:
    """A strategy's source, the bars it may know, and its limits."""

    source: str
    name: str
    market: Market
    spec: Spec
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    memory_mb: int = 2048

    def frame(self) -> Frame:
        """Return the job as a frame."""
        head = {
            "source": self.source,
            "name": self.name,
            "symbols": list(self.market.symbols),
            "spec": self.spec.as_json(),
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "memory_mb": self.memory_mb,
        }
        funding = () if self.market.funding is None else (self.market.funding,)
        return Frame(head, (self.market.times, self.market.bars, *funding))

    @classmethod
    def of_frame(cls, frame: Frame) -> "Job":
        """Return the job in a frame."""
        head, (times, bars, *funding) = frame.head, frame.arrays
        rates = np.array(funding[0]) if funding else None
        market = Market(tuple(head["symbols"]), np.array(times), np.array(bars), rates)
        return cls(
            source=head["source"],
            name=head["name"],
            market=market,
            spec=Spec(**head["spec"]),
            parameters=head["parameters"],
            seed=head["seed"],
            memory_mb=head["memory_mb"],
        )
