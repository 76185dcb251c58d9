"""`coursewright generate`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.model_option import model_options
from hub.cli.progress import progress
from hub.cli.session import Row, json_option, opened, show

if TYPE_CHECKING:
    from curriculum.authoring.author import Author
    from curriculum.authoring.course import Told


@click.command()
@click.argument("username", required=False)
@click.option(
    "--meta-category", help="Which kind of system: digital, economic, aesthetic, biological, cognitive."
)
@click.option("--archetype", default="builder", show_default=True, help="Which architect she is.")
@click.option("--domain", help="What she could talk about for half an hour.")
@click.option("--var", "words", multiple=True, metavar="KEY=VALUE", help="One of her words; may be repeated.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Which of the plain words stand in for hers."
)
@model_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the notebooks.")
@json_option
def command(
    *,
    username: str | None,
    meta_category: str | None,
    archetype: str,
    domain: str | None,
    words: Sequence[str],
    seed: int,
    model: str | None,
    tries: int,
    tokens: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Generate a learner's own course; doing it again changes nothing.

    With USERNAME it is made from that person's onboarding answers and stored. With --meta-category, --domain
    and --out it is written as notebook files, and no platform is needed.

    With --model a language model tells the lessons' paragraphs anew in examples of her field. Code, tests and
    tasks stay; a paragraph that does not pass every check stays as its author wrote it.
    """
    author = _author(model, tries, tokens)
    if username:
        show(_store(username, author), as_json=as_json)
    elif meta_category and domain and out:
        from curriculum.archetype import complete  # noqa: PLC0415

        values = complete(meta_category, archetype, domain, _given(words), seed)
        show(_write(values, out, author), as_json=as_json)
    else:
        raise click.UsageError("Give a USERNAME, or --meta-category, --domain and --out.")


def _author(model: str | None, tries: int, tokens: int) -> "Author | None":
    if model is None:
        return None
    from curriculum.authoring.author import Author, Budget  # noqa: PLC0415

    return Author(model, Budget(tries, tokens))


def _store(username: str, author: "Author | None") -> list[Row]:
    from hub.platform import content  # noqa: PLC0415

    with opened() as session, progress() as begin:
        if author:
            _report(content.retell(session.settings, session.database, username, author, begin("Retelling")))
        course = content.generate(session.settings, session.database, username)
    return [{"username": username, "course": course}]


def _given(words: Sequence[str]) -> dict[str, str]:
    if wrong := [word for word in words if "=" not in word]:
        raise click.UsageError(f"{wrong[0]!r} is no KEY=VALUE: write --var metric='Resale price'.")
    return dict(word.split("=", 1) for word in words)


def _write(values: Mapping[str, str], out: Path, author: "Author | None") -> list[Row]:
    from curriculum.authoring.course import retell_course  # noqa: PLC0415
    from curriculum.authoring.retold import Retold  # noqa: PLC0415
    from curriculum.build import build  # noqa: PLC0415
    from curriculum.export import export_course  # noqa: PLC0415
    from curriculum.notebook import version_of  # noqa: PLC0415

    built, retold = build(), Retold(out / ".retold")
    if author:
        with progress() as begin:
            _report(retell_course(built, values, author, retold, begin("Retelling")))
    paths = export_course(built, values, out, retold)
    return [{"notebook": path, "version": version_of(path.read_bytes())} for path in paths]


def _report(told: "Sequence[Told]") -> None:
    """Say which notebooks keep their author's words, and what asking took."""
    for each in told:
        if each.why:
            click.echo(f"{each.key} keeps its author's words. {each.why}", err=True)
    took = [each.asked for each in told if each.asked]
    tokens = sum(one.input_tokens + one.output_tokens for one in took)
    click.echo(
        f"{len(told) - sum(bool(each.why) for each in told)} of {len(told)} retold, {tokens} tokens", err=True
    )
