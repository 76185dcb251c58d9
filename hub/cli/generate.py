"""`coursewright generate`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from hub.cli.session import Row, json_option, opened, show


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
    out: Path | None,
    as_json: bool,
) -> None:
    """Generate a learner's own course; doing it again changes nothing.

    With USERNAME it is made from that person's onboarding answers and stored. With --meta-category, --domain
    and --out it is written as notebook files, and no platform is needed.
    """
    if username:
        show(_store(username), as_json=as_json)
    elif meta_category and domain and out:
        from curriculum.archetype import complete  # noqa: PLC0415

        values = complete(meta_category, archetype, domain, _given(words), seed)
        show(_write(values, out), as_json=as_json)
    else:
        raise click.UsageError("Give a USERNAME, or --meta-category, --domain and --out.")


def _store(username: str) -> list[Row]:
    from hub.platform import content  # noqa: PLC0415

    with opened() as session:
        course = content.generate(session.settings, session.database, username)
    return [{"username": username, "course": course}]


def _given(words: Sequence[str]) -> dict[str, str]:
    if wrong := [word for word in words if "=" not in word]:
        raise click.UsageError(f"{wrong[0]!r} is no KEY=VALUE: write --var metric='Resale price'.")
    return dict(word.split("=", 1) for word in words)


def _write(values: Mapping[str, str], out: Path) -> list[Row]:
    from curriculum.build import build  # noqa: PLC0415
    from curriculum.export import export_course  # noqa: PLC0415
    from curriculum.notebook import version_of  # noqa: PLC0415

    paths = export_course(build(), values, out)
    return [{"notebook": path, "version": version_of(path.read_bytes())} for path in paths]
