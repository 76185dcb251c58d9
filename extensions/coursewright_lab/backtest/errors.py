"""What can go wrong in a backtest, each with a message that ends with what to do next.

BacktestError            the base: code, message
|- InvalidSpec           a fee, limit or size makes no sense
|- InvalidData           the bars are malformed; names the row
|- InvalidSignals        the strategy's answer is no array of targets
|- StrategyFailed        the strategy raised an error
|- StrategyTimeout       it ran longer than it may
|- StrategyMemory        it took more memory than it may
|- StrategyRefused       it tried what a strategy may not do
`- Unavailable           an optional part is not installed, or this machine lacks it
"""


class BacktestError(Exception):
    """An error meant for a person; `code` is a word for programs, `finding` a verdict reached before."""

    code = "backtest_error"
    finding: dict[str, object] | None = None

    def __init__(self, message: str, *, row: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.row = row

    def as_json(self) -> dict[str, object]:
        """Return the error as plain data."""
        found: dict[str, object] = {"code": self.code, "message": self.message}
        return found if self.row is None else {**found, "row": self.row}


class InvalidSpec(BacktestError):  # noqa: N818
    """The specification of costs and limits makes no sense."""

    code = "invalid_spec"


class InvalidData(BacktestError):  # noqa: N818
    """The bars are malformed; `row` is the line of the file, or the number of the bar."""

    code = "invalid_data"


class InvalidSignals(BacktestError):  # noqa: N818
    """The strategy answered with something that is no array of targets."""

    code = "invalid_signals"


class StrategyFailed(BacktestError):  # noqa: N818
    """The strategy could not be loaded, or raised an error."""

    code = "strategy_failed"


class StrategyTimeout(BacktestError):  # noqa: N818
    """The strategy ran longer than it may."""

    code = "timeout"


class StrategyMemory(BacktestError):  # noqa: N818
    """The strategy took more memory than it may."""

    code = "memory"


class StrategyRefused(BacktestError):  # noqa: N818
    """The strategy tried what a strategy may not do: files, network, processes."""

    code = "refused"


class Unavailable(BacktestError):  # noqa: N818
    """An optional part is not installed, or this machine cannot do it."""

    code = "unavailable"
