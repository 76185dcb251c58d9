"""`coursewright build`."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from hub.cli.progress import progress
from hub.cli.session import json_option, show

if TYPE_CHECKING:
    from curriculum.built import BlueprintModule, Built, Module
    from curriculum.problem import Problem


@click.command()
@click.option(
    "--module", "modules", multiple=True, metavar="N|SLUG", help="Only this module; may be repeated."
)
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; an item without a proof is a mistake."
)
@click.option("--no-verify", is_flag=True, help="Only read the sources; do not run solutions and starters.")
@json_option
def command(*, modules: tuple[str, ...], is_check: bool, no_verify: bool, as_json: bool) -> int:
    """Check the curriculum: every mistake is told with its file and line, and fails the command.

    Solutions must pass their tests, starters and known wrong solutions must not, and no test may give points
    to a stand-in: an answer of None, 0 or True, an emptied argument, an object that agrees with everything.
    What was proved is written down beside the content: a platform that starts need not prove it again.
    """
    from curriculum.build import build  # noqa: PLC0415
    from curriculum.problem import SourceError  # noqa: PLC0415

    built: Built | None = None
    problems: tuple[Problem, ...] = ()
    try:
        built = _chosen(build(), modules)
        if not no_verify:
            _prove(built, is_whole=not modules, is_check=is_check)
    except SourceError as error:
        if not as_json:
            raise
        problems = error.problems
    if as_json:
        click.echo(json.dumps(_report(built, problems), indent=2))
    elif built:
        show(_rows(built), as_json=False)
    return 1 if problems else 0


def _chosen(built: "Built", wanted: tuple[str, ...]) -> "Built":
    """The items of the modules that were named by slug or, in the crypto curriculum, by number."""
    if not wanted:
        return built
    modules: list[Module | BlueprintModule] = [*built.modules, *built.blueprint]
    names = {module.slug: module for module in modules} | {str(m.number): m for m in built.modules}
    unknown = [name for name in wanted if name not in names]
    if unknown:
        known = ", ".join(module.slug for module in modules)
        raise click.BadParameter(
            f"there is no module {', '.join(unknown)}; there are {known}", param_hint="--module"
        )
    keys = {item.key for name in wanted for item in names[name].items}
    return built.only(lambda item: item.key in keys)


def _prove(built: "Built", *, is_whole: bool, is_check: bool) -> None:
    from curriculum.problem import SourceError  # noqa: PLC0415
    from curriculum.proof import read_proofs, stale, write_proofs  # noqa: PLC0415
    from hub.platform.content import audit, verify  # noqa: PLC0415
    from hub.settings import Settings  # noqa: PLC0415

    settings = Settings.from_env()
    with progress() as begin:
        verify(settings, built, begin("Lessons and solutions"))
        audit(settings, built, begin("Strength of the tests"))
    if is_check:
        if problems := stale(built, read_proofs()):
            raise SourceError(problems)
    elif is_whole:
        write_proofs(built)


def _report(built: "Built | None", problems: "Iterable[Problem]") -> dict[str, Any]:
    told = [{"file": str(each.path), "line": each.line, "message": each.message} for each in problems]
    return {
        "errors": len(told),
        "problems": told,
        "counts": _counts(built) if built else {},
        "modules": _rows(built) if built else [],
    }


def _counts(built: "Built") -> dict[str, int]:
    crypto = [module for module in built.modules if module.is_published]
    blueprint = [module for module in built.blueprint if module.is_published]
    return {
        "crypto_modules": len(crypto),
        "crypto_lessons": sum(len(module.lessons) for module in crypto),
        "crypto_exercises": sum(len(module.exercises) for module in crypto),
        "assessments": sum(module.assessments for module in crypto),
        "blueprint_modules": len(blueprint),
        "blueprint_lessons": sum(len(module.lessons) for module in blueprint),
        "blueprint_exercises": sum(len(module.exercises) for module in blueprint),
        "wrong_solutions": sum(len(exercise.wrong_solutions) for exercise in built.exercises),
        "resources": sum(len(module.resources) for module in crypto),
    }


def _rows(built: "Built") -> list[dict[str, Any]]:
    crypto = [_row(module, len(module.quiz.questions), module.assessments) for module in built.modules]
    return crypto + [_row(module, 0, len(module.exercises)) for module in built.blueprint]


def _row(module: "Module | BlueprintModule", questions: int, assessments: int) -> dict[str, Any]:
    return {
        "module": module.slug,
        "lessons": len(module.lessons),
        "exercises": len(module.exercises),
        "questions": questions,
        "assessments": assessments,
    }
