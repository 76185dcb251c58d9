"""The options of commands that may ask a language model."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from db.errors import Invalid

Command_T = TypeVar("Command_T", bound=Callable[..., Any])


def model_options(command: Command_T) -> Command_T:
    """Add `--model`, `--tries` and `--tokens`; without `--model` no command asks anything of anybody."""
    options = (
        click.option(
            "--model",
            metavar="NAME",
            callback=_known,
            help="Ask this language model: openai:..., anthropic:... or ollama:...",
        ),
        click.option(
            "--tries",
            type=click.IntRange(1, 10),
            default=3,
            show_default=True,
            help="Answers asked for a text.",
        ),
        click.option(
            "--tokens",
            type=click.IntRange(1),
            default=200_000,
            show_default=True,
            help="Most tokens that all answers and questions may take.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _known(_context: click.Context, _parameter: click.Parameter, model: str | None) -> str | None:
    if model is not None:
        from curriculum.authoring.author import provider_of  # noqa: PLC0415 - only where one is named

        try:
            provider_of(model)
        except Invalid as error:
            raise click.BadParameter(error.message) from error
    return model
