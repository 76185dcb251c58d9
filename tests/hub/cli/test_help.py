"""Help is complete and quick."""

import subprocess
import sys

import click
import pytest

from hub.cli.main import group
from tests.hub.cli.conftest import ROOT, run_apart


def commands(command: click.Command, name: str = "") -> list[tuple[str, click.Command]]:
    found = [(name, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            assert inner
            found += commands(inner, f"{name} {child}".strip())
    return found


@pytest.mark.parametrize(("name", "command"), commands(group), ids=lambda value: str(value)[:30])
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    silent = [option.name for option in options if not option.help and option.name != "role"]
    assert silent == [], name


def test_help_and_version_need_neither_settings_nor_the_platforms_libraries() -> None:
    listed = run_apart("--help")
    assert listed.returncode == 0
    assert "cohort" in listed.stdout
    assert run_apart("--version").stdout.startswith("coursewright")


def test_help_imports_nothing_slow() -> None:
    code = "import sys; from hub.cli.main import main; main(['--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = done.stdout.splitlines()[-1]
    assert not [
        name for name in ("sqlalchemy", "jupyterhub", "nbformat", "nbgrader") if f"'{name}'" in modules
    ]
