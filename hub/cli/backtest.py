"""`coursewright backtest`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from coursewright_lab.backtest.errors import BacktestError
    from coursewright_lab.backtest.isolated import Trial

_DISHONEST = 3


@click.command()
@click.argument("strategy", type=click.Path(path_type=Path))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="CSV or Parquet file of bars.")
@click.option("--fee-bps", default=0.0, show_default=True, help="Fee in basis points of the traded amount.")
@click.option("--slippage-bps", default=0.0, show_default=True, help="Slippage in basis points of the price.")
@click.option("--size", default=100.0, show_default=True, help="Largest position in percent of equity.")
@click.option("--stop", default=0.0, show_default=True, help="Stop-loss in percent of the entry; 0 is none.")
@click.option("--param", "words", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated.")
@click.option("--seed", default=0, show_default=True, help="Seed of the strategy's random numbers.")
@click.option("--timeout", type=float, help="Seconds one run may take. [default: 15, more for many bars]")
@click.option("--memory", default=2048, show_default=True, help="Megabytes the strategy may take.")
@click.option("--check-lookahead", is_flag=True, help="Examine whether it looks at later bars.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def command(*, strategy: Path, data: Path, words: Sequence[str], as_json: bool, **options: Any) -> int:  # noqa: ANN401
    """Backtest the strategy in the file STRATEGY on the bars in a file; no platform is needed.

    The file defines signals(bars, **params) or a class that derives from Strategy. It runs in a process
    of its own that has the bars and nothing else. The exit code is 1 when it fails, and 3 when the
    examination finds that it looks ahead or changes its mind. Past results say nothing of future ones:
    this is no investment advice.
    """
    from coursewright_lab.backtest.errors import BacktestError  # noqa: PLC0415

    try:
        done = _try(strategy, data, _parameters(words), **options)
    except BacktestError as error:
        return _failed(error, as_json=as_json)
    if done.printed:
        click.echo(done.printed, err=True, nl=not done.printed.endswith("\n"))
    if as_json:
        click.echo(json.dumps(done.as_json(), indent=2, allow_nan=False))
    else:
        _show(done)
    return 0 if done.verdict.is_honest else _DISHONEST


def _try(
    strategy: Path,
    data: Path,
    parameters: dict[str, Any],
    *,
    fee_bps: float,
    slippage_bps: float,
    size: float,
    stop: float,
    seed: int,
    timeout: float | None,
    memory: int,
    check_lookahead: bool,
) -> "Trial":
    from coursewright_lab.backtest.data.reading import read  # noqa: PLC0415
    from coursewright_lab.backtest.isolated import Limits, read_source, trial  # noqa: PLC0415
    from coursewright_lab.backtest.isolation.cage import Cage  # noqa: PLC0415
    from coursewright_lab.backtest.spec import Spec  # noqa: PLC0415

    spec = Spec(
        max_position_size_percent=size,
        stop_loss_percent=stop,
        fee_bps=fee_bps,
        slippage_bps=slippage_bps,
        seed=seed,
    )
    source = read_source(strategy)
    with Cage(source) as cage:  # imports what the strategy needs while the bars are read here
        return trial(
            source,
            strategy.name,
            read(data),
            spec,
            parameters=parameters,
            check_lookahead=check_lookahead,
            limits=Limits(timeout, memory),
            cage=cage,
        )


def _parameters(words: Sequence[str]) -> dict[str, Any]:
    if wrong := [word for word in words if "=" not in word]:
        raise click.UsageError(f"{wrong[0]!r} is no KEY=VALUE: write --param fast=10.")
    return {name.strip(): _value(text.strip()) for name, text in (word.split("=", 1) for word in words)}


def _value(text: str) -> object:
    """A number, true, false or null where the text is one; else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _failed(error: "BacktestError", *, as_json: bool) -> int:
    if as_json:
        found = {"error": error.as_json(), "lookahead": error.finding or {"status": "not_checked"}}
        click.echo(json.dumps(found, indent=2))
    click.echo(f"Error: {error.message}", err=True)
    return 1 if error.finding is None else _DISHONEST


def _show(done: "Trial") -> None:
    for name, value in done.result.metrics.items():
        text = "-" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
        click.echo(f"{name:<24}{text:>16}")
    click.echo(f"{'data_hash':<24}{done.result.data_hash[:16]:>16}")
    click.echo(f"lookahead: {done.verdict.status.value}. {done.verdict.reason}")
    for warning in [*done.result.warnings, *done.warnings]:
        print(f"Warning: {warning}", file=sys.stderr)
