"""`coursewright new`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.model_option import model_options

if TYPE_CHECKING:
    from curriculum.built import BlueprintModule, Module
    from curriculum.skeleton import Heading, Place

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
@click.option("--about", help="What it is to teach; with --model.")
@click.option("--like", metavar="KEY", help="The exercise that it is to be a variant of; with --model.")
@model_options
@_content
def exercise(
    *,
    key: str,
    module: str,
    title: str,
    kind: str | None,
    about: str | None,
    like: str | None,
    model: str | None,
    tries: int,
    tokens: int,
    content: Path | None,
) -> None:
    """Begin the exercise KEY, such as m02-seed-phrase, with its tests and two wrong solutions.

    With --model and --about a language model drafts it. A draft is written only when its solution, starter,
    wrong solutions and tests passed every check; without one the usual beginning is written.
    """
    from curriculum.skeleton import begin_exercise, write_exercise, write_files  # noqa: PLC0415

    place = _place(content, module)
    heading = begin_exercise(place, key, title, kind)
    if model is None:
        _tell(write_exercise(place, heading))
        return
    if about is None:
        raise click.UsageError("Say with --about what the exercise is to teach.")
    files = _draft(Asked(model, tries, tokens, about, like), place, heading)
    _tell(write_files(place, files) if files else write_exercise(place, heading))


@dataclass(frozen=True)
class Asked:
    """What a model is asked, and what it may take."""

    model: str
    tries: int
    tokens: int
    about: str
    like: str | None


def _draft(asked: Asked, place: "Place", heading: "Heading") -> dict[str, str]:
    """The files of an exercise that a model drafted and that passed every check; none if no draft did."""
    from curriculum.authoring.author import Author, Budget  # noqa: PLC0415
    from curriculum.authoring.drafting import Workshop, draft_exercise  # noqa: PLC0415
    from curriculum.authoring.exercise_draft import to_files  # noqa: PLC0415
    from curriculum.build import build  # noqa: PLC0415
    from hub.settings import Settings  # noqa: PLC0415

    content = place.folder.parents[1]
    built = build(content)
    modules: list[Module | BlueprintModule] = [*built.modules, *built.blueprint]
    module = next(each for each in modules if each.slug == place.folder.name)
    sources = {each.key: each.path for each in built.exercises}
    if asked.like is not None and asked.like not in sources:
        raise click.BadParameter(f"there is no exercise {asked.like}", param_hint="--like")
    example = (content / sources[asked.like]).read_text(encoding="utf-8") if asked.like else None
    workshop = Workshop(module, Settings.from_env().student_python)
    author = Author(asked.model, Budget(asked.tries, asked.tokens))
    made = draft_exercise(author, workshop, heading, asked.about, example)
    click.echo(f"{made.input_tokens + made.output_tokens} tokens, {made.seconds:.0f} s", err=True)
    if made.draft is None:
        click.echo(made.why, err=True)
        return {}
    return to_files(made.draft, heading)


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
