"""Writes the reference pages that follow from the code: settings and command line."""

from pathlib import Path

import click

from hub.cli.main import group
from hub.settings import described
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
    """Every generated page: its file and its text."""
    return {FOLDER / "settings.md": settings_page(), FOLDER / "cli.md": command_page()}


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
    """Write all pages."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"  {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
