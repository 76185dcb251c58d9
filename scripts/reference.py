"""Writes what follows from the code and from a migrated database: pages, types, strings to translate."""

from pathlib import Path

import click

from db import rights, structure
from db.access import Access
from hub.cli.main import group
from hub.settings import described
from scripts import api_types, translations
from scripts.concepts import concepts_page
from scripts.demo import demo_files
from scripts.entities import entities_page
from scripts.rights import rights_page
from scripts.samples import samples_page
from scripts.schemas import schemas
from scripts.scratch import migrated_database
from scripts.source_columns import with_mapping
from scripts.step import REPOSITORY

FOLDER = REPOSITORY / "docs" / "reference"


_SETTINGS = """\
Each setting is an environment variable; an empty one counts as not set. `make up PORT=... STATE=...` sets
`COURSEWRIGHT_PORT` and `COURSEWRIGHT_STATE`. A value that does not fit stops the start with a message that
names the setting. Written by `make reference`.
"""
_COMMANDS = """\
`coursewright` is in `.venv/bin`. Commands work on the state folder of the settings; those that need the
database start it if the platform is not running. Results go to standard output, progress and errors to
standard error. The exit code is 0 for success, 1 for a failure that the message explains, 2 for a wrong
call. Written by `make reference`.
"""


def pages() -> dict[Path, str]:
    """Every file that follows from the code and the curriculum alone: its path and its text."""
    schema = FOLDER / "schema.md"
    return {
        FOLDER / "settings.md": settings_page(),
        FOLDER / "cli.md": command_page(),
        FOLDER / "concepts.md": concepts_page(),
        FOLDER / "entities.md": entities_page(),
        FOLDER / "personal-prose.md": samples_page(),
        schema: with_mapping(schema.read_text("utf-8")),
        **{FOLDER / "schemas" / name: text for name, text in schemas().items()},
        **demo_files(),
    }


def pages_of(access: Access) -> dict[Path, str]:
    """Every file that tells what a migrated database holds."""
    return {
        FOLDER / "rights.md": rights_page(rights.read(access)),
        structure.FILE: structure.read(access, structure.programs()),
    }


def settings_page() -> str:
    """All settings, in the order of the code."""
    parts = ["# Settings\n", _SETTINGS]
    for _, variable, setting in described():
        parts += [
            f"## `{variable}`\n",
            f"{setting.help}\n",
            f"- Value: {setting.fits}",
            f"- Default: {setting.default}\n",
        ]
    return "\n".join(parts)


def command_page() -> str:
    """All commands with their help, as `--help` prints it."""
    parts = ["# Command line\n", _COMMANDS]
    for name, text in _helps(group, "coursewright"):
        parts += [f"## `{name}`\n", f"```text\n{text}\n```\n"]
    return "\n".join(parts)


def _helps(command: click.Command, name: str, parent: click.Context | None = None) -> list[tuple[str, str]]:
    words = name.rsplit(" ", 1)[-1]
    context = click.Context(
        command, info_name=words, parent=parent, terminal_width=100, max_content_width=100
    )
    found = [(name, command.get_help(context))]
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            if inner is not None:
                found += _helps(inner, f"{name} {child}", context)
    return found


def main() -> None:
    """Write all files."""
    with migrated_database() as access:
        written = pages() | pages_of(access) | {api_types.FILE: api_types.api_types()}
    written |= {path: translations.updated(path) for path in translations.languages()}
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"  {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
