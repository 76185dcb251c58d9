"""`coursewright new`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from curriculum.skeleton import Place

_module = click.option("--module", required=True, help="The module's folder, such as module-02-wallets.")
_title = click.option("--title", required=True, help="What the learner reads above it.")
_content = click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the sources (the curriculum of this checkout).",
)


@click.group()
def command() -> None:
    """Begin a lesson, an exercise or a quiz: a valid file to replace with one's own words."""


@command.command()
@click.argument("key")
@_module
@_title
@_content
def lesson(key: str, module: str, title: str, content: Path | None) -> None:
    """Begin the lesson KEY, such as m02-l1-keys."""
    from curriculum.skeleton import write_lesson  # noqa: PLC0415

    _tell(write_lesson(_place(content, module), key, title))


@command.command()
@click.argument("key")
@_module
@_title
@click.option("--type", "kind", help="build, refactor, code_review or diagnosis, in the blueprint.")
@_content
def exercise(key: str, module: str, title: str, kind: str | None, content: Path | None) -> None:
    """Begin the exercise KEY, such as m02-seed-phrase, with its tests and two wrong solutions."""
    from curriculum.skeleton import write_exercise  # noqa: PLC0415

    _tell(write_exercise(_place(content, module), key, title, kind))


@command.command()
@_module
@_content
def quiz(module: str, content: Path | None) -> None:
    """Begin the quiz of a module of the crypto curriculum."""
    from curriculum.skeleton import write_quiz  # noqa: PLC0415

    _tell(write_quiz(_place(content, module)))


def _place(content: Path | None, module: str) -> "Place":
    from curriculum.build import CONTENT  # noqa: PLC0415
    from curriculum.skeleton import find_place  # noqa: PLC0415

    return find_place(content or CONTENT, module)


def _tell(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"Written: {path}")
    click.echo("Replace its words with yours, then run: coursewright build")
