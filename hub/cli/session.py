"""What every command needs: the settings, the database, and a way to say what came out."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from db.unit_of_work import UnitOfWork
from hub.platform import database
from hub.platform.database import Database
from hub.settings import Settings

Row = Mapping[str, Any]
Command_T = TypeVar("Command_T", bound=Callable[..., Any])


@dataclass(frozen=True)
class Session:
    """The platform as one command sees it."""

    settings: Settings
    database: Database
    begin: Callable[[], UnitOfWork]


@contextmanager
def opened() -> Iterator[Session]:
    """The platform's database, started for this command if need be; progress goes to standard error."""
    settings = Settings.from_env()
    with (
        redirect_stdout(sys.stderr),
        database.opened(settings) as found,
        database.operating(found.access) as connected,
    ):
        yield Session(settings, found, lambda: UnitOfWork(connected))


def show(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print rows: as one JSON array, or as a table with the first row's keys as its head."""
    if as_json:
        click.echo(json.dumps([dict(row) for row in rows], indent=2, default=str))
        return
    if not rows:
        click.echo("Nothing.")
        return
    names = list(rows[0])
    cells = [names, *([_cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    for line in cells:
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def json_option(command: Command_T) -> Command_T:
    """Add `--json` to a command that prints rows."""
    option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    return option(command)


def _cell(value: object) -> str:
    return "-" if value is None else str(value)
