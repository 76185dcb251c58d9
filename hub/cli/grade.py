"""`coursewright grade`: needs no platform, and imports what is slow only when it is needed."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

_STUDENT_PYTHON = Path(__file__).resolve().parents[2] / ".venv-student" / "bin" / "python"
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("submissions", nargs=-1, metavar="[SUBMISSION.ipynb]...")
@click.option("--source", metavar="SOURCE.ipynb", help="The instructor's notebook, with tests and solutions.")
@click.option("--jobs", type=click.IntRange(1), help="Submissions graded at once.  [default: one a core]")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    help="Longest time of one cell, in seconds.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as a JSON array.")
@click.option(
    "--python",
    type=click.Path(path_type=Path),
    help="The Python that students' code runs on.  [default: COURSEWRIGHT_STUDENT_PYTHON, or this one]",
)
@click.option(
    "--files", type=_FOLDER, help="Folder of data files for the notebooks.  [default: that of a course]"
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write graded notebooks to."
)
@click.option(
    "--course", type=_FOLDER, help="A nbgrader course: grade the assignment named as argument in it."
)
@click.option("--force", is_flag=True, help="With --course: grade again what was graded before.")
@click.option("--audit", metavar="SOURCE.ipynb", help="Find test cells that give points for nothing.")
@click.option("--tier", is_flag=True, help="Tell what keeps students' code apart on this machine.")
def command(
    *,
    submissions: Sequence[str],
    source: str | None,
    jobs: int | None,
    timeout: float,
    as_json: bool,
    python: Path | None,
    files: Path | None,
    out: Path | None,
    course: Path | None,
    force: bool,
    audit: str | None,
    tier: bool,
) -> int:
    """Grade submissions of any nbgrader assignment, in a sandbox that none of them can cheat.

    Each SUBMISSION is a notebook or a folder of notebooks. The test cells of the source judge it; a broken
    one is mended, or set aside with a sentence. The exit code is 0 when every one was judged.
    """
    from hub.cli.grading import order  # noqa: PLC0415

    if tier:
        return order.tell_tier()
    chosen = order.Order(
        python=python or _student_python(),
        jobs=jobs or len(os.sched_getaffinity(0)),
        timeout=timeout,
        as_json=as_json,
        out=out,
    )
    if audit:
        return chosen.audit(Path(audit))
    if course:
        if len(submissions) != 1:
            raise click.UsageError("Name one assignment: coursewright grade --course FOLDER ASSIGNMENT")
        return chosen.grade_course(course, submissions[0], is_forced=force)
    if not source:
        raise click.UsageError("Give the instructor's notebook: --source SOURCE.ipynb (or --course FOLDER).")
    if not submissions:
        raise click.UsageError("Name the notebooks to grade, or a folder of them.")
    return chosen.grade(Path(source), submissions, files)


def _student_python() -> Path:
    if named := os.environ.get("COURSEWRIGHT_STUDENT_PYTHON"):
        return Path(named)
    return _STUDENT_PYTHON if _STUDENT_PYTHON.is_file() else Path(sys.executable)
