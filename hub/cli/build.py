"""`coursewright build`."""

from typing import TYPE_CHECKING

import click

from hub.cli.session import json_option, show

if TYPE_CHECKING:
    from curriculum.built import BlueprintModule


@click.command()
@click.option("--no-verify", is_flag=True, help="Only read the sources; do not run solutions and starters.")
@json_option
def command(*, no_verify: bool, as_json: bool) -> None:
    """Check and build the curriculum: every mistake is told with its file and line, and fails the command.

    Solutions must pass their tests, starters and known wrong solutions must not, and no test may give points
    to a stand-in: an answer of None, 0 or True, an emptied argument, an object that agrees with everything.
    """
    from curriculum.build import build  # noqa: PLC0415
    from curriculum.built import Module  # noqa: PLC0415
    from hub.platform.content import audit, verify  # noqa: PLC0415
    from hub.settings import Settings  # noqa: PLC0415

    built = build()
    if not no_verify:
        verify(Settings.from_env(), built)
        audit(Settings.from_env(), built)
    modules: list[Module | BlueprintModule] = [*built.modules, *built.blueprint]
    rows = [
        {
            "module": module.slug,
            "lessons": len(module.lessons),
            "exercises": len(module.exercises),
            "questions": len(module.quiz.questions) if isinstance(module, Module) else 0,
            "assessments": module.assessments if isinstance(module, Module) else len(module.exercises),
        }
        for module in modules
    ]
    show(rows, as_json=as_json)
