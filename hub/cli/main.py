"""The entry point of `coursewright`: finds the command, runs it, and turns errors into messages."""

import importlib
import os
import sys
from pathlib import Path

import click

_COMMANDS = {
    "up": ("hub.cli.up", "Bring the platform up and keep it up until Ctrl-C."),
    "db": ("hub.cli.db", "Look after the database."),
    "user": ("hub.cli.user", "Add, export and erase people."),
    "cohort": ("hub.cli.cohort", "Create, fill and archive cohorts."),
    "new": ("hub.cli.new", "Begin a lesson, an exercise or a quiz."),
    "build": ("hub.cli.build", "Check and build the curriculum from its sources."),
    "release": ("hub.cli.release", "Release the curriculum to the running cohorts."),
    "regrade": ("hub.cli.regrade", "Grade a cohort's latest attempts once more; scores before and after."),
    "worker": ("hub.cli.worker", "Run a grading worker beside those of the platform."),
    "backtest": ("hub.cli.backtest", "Backtest a strategy on a file of bars; no platform is needed."),
    "grade": ("hub.cli.grade", "Grade submissions of any nbgrader assignment; needs no platform."),
    "generate": ("hub.cli.generate", "Generate a learner's own course from her words."),
}


class _Commands(click.Group):
    """Imports the module of a command only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Commands)
@click.version_option(package_name="coursewright")
def group() -> None:
    """Coursewright: lessons, graded exercises and cohorts inside JupyterHub, JupyterLab and nbgrader.

    Settings are environment variables COURSEWRIGHT_*: see docs/reference/settings.md.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 when it did what it was told, 1 when it could not, 2 for a wrong call."""
    _put_own_programs_first()
    try:
        result = group.main(args=arguments, prog_name="coursewright", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        click.echo("Aborted.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        message = _explain(error)
        if message is None:
            raise
        click.echo(f"Error: {message}", err=True)
        return 1
    return result if isinstance(result, int) else 0


def _put_own_programs_first() -> None:
    """Let libraries that run programs by name, as nbgrader does, find those of this environment."""
    folder = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])


def _explain(error: Exception) -> str | None:
    """The message of an error that was meant for a person; None for a defect of the program."""
    known = [sys.modules.get("db.errors"), sys.modules.get("curriculum.problem")]
    kinds = [getattr(known[0], "CoursewrightError", None), getattr(known[1], "SourceError", None)]
    return str(error) if any(kind and isinstance(error, kind) for kind in kinds) else None
