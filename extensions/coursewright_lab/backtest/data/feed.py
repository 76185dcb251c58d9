"""What gives bars: every source of them answers the same question."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from coursewright_lab.backtest.data.reading import read
from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.market import Market


class Feed(Protocol):
    """A source of bars."""

    def market(self) -> Market:
        """Return the bars; the market's `origin` says what they are."""


@dataclass(frozen=True)
class SyntheticFeed:
    """The default feed: a market made up from a seed."""

    recipe: Recipe = field(default_factory=Recipe)

    def market(self) -> Market:
        """Return the market that the recipe makes; the same recipe makes the same bytes."""
        return synthetic(self.recipe)


@dataclass(frozen=True)
class FileFeed:
    """A person's own file."""

    path: Path

    def market(self) -> Market:
        """Return the bars in the file, checked."""
        return read(self.path)
