"""`coursewright regrade`."""

import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from hub.cli.progress import OnStep, progress
from hub.cli.session import Row, Session, json_option, opened, show

if TYPE_CHECKING:
    from db.repositories.submission import Submission

_PATIENCE = 0.5


@click.command()
@click.argument("assignment")
@click.option("--cohort", "slug", required=True, help="The cohort whose attempts are graded.")
@click.option("--student", "students", multiple=True, metavar="NAME", help="Only hers; may be repeated.")
@click.option("--no-wait", is_flag=True, help="Queue them, and do not wait for the workers.")
@json_option
def command(*, assignment: str, slug: str, students: tuple[str, ...], no_wait: bool, as_json: bool) -> None:
    """Grade the latest attempts once more, as after a changed release, and list scores before and after.

    Notebooks, earlier attempts and marks typed by hand stay as they are. The workers of the running platform
    do it; Ctrl-C ends the waiting, not the grading.
    """
    from hub.services import regrade  # noqa: PLC0415
    from hub.services.deed import OPERATOR  # noqa: PLC0415

    with opened() as session:
        before = {each.username: each.score for each in regrade.progress(session.begin, slug, assignment)}
        queued = regrade.queue(session.begin, slug, assignment, students or None, OPERATOR)
        if not no_wait and regrade.has_workers(session.begin):
            with progress() as begin:
                _wait(lambda: _chosen(session, slug, assignment, students), begin("Grading"))
        elif queued:
            click.echo("Queued: the workers of the running platform will grade them.", err=True)
        rows = [_row(each, before) for each in _chosen(session, slug, assignment, students)]
    show(rows, as_json=as_json)


def _chosen(session: Session, slug: str, assignment: str, students: tuple[str, ...]) -> "list[Submission]":
    from hub.services import regrade  # noqa: PLC0415

    found = regrade.progress(session.begin, slug, assignment)
    return [each for each in found if not students or each.username in students]


def _wait(read: "Callable[[], list[Submission]]", on_step: OnStep) -> None:
    """Read until every attempt is graded, or can't be."""
    while True:
        states = [each.state.is_settled for each in read()]
        on_step(sum(states), len(states))
        if all(states):
            return
        time.sleep(_PATIENCE)


def _row(after: "Submission", before: Mapping[str, Decimal | None]) -> Row:
    return {
        "student": after.username,
        "attempt": after.attempt,
        "before": before.get(after.username),
        "after": after.score,
        "of": after.max_score,
        "state": str(after.state),
    }
