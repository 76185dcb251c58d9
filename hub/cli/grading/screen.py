"""What a person sees of a grading run: a bar while it goes on, a table at the end."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence

import click

from curriculum.grading.verdict import Status, TestVerdict, Verdict
from db.enums import TestOutcome


@contextlib.contextmanager
def bar(total: int, what: str) -> Iterator[Callable[[Verdict], None]]:
    """A progress bar on standard error, if that is a terminal; call it with each verdict, from any thread."""
    if not sys.stderr.isatty():
        yield lambda _verdict: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)

        def advance(verdict: Verdict) -> None:
            name = os.path.basename(verdict.path)  # noqa: PTH119 - a name, not a file
            progress.update(task, advance=1, description=f"{what} {name[:30]}")

        yield advance


def show(verdicts: Sequence[Verdict], *, as_json: bool) -> None:
    """Print the verdicts; a reader who stops reading is no error."""
    try:
        if as_json:
            click.echo(json.dumps([verdict.as_json() for verdict in verdicts], indent=2, allow_nan=False))
        else:
            _table(verdicts)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _table(verdicts: Sequence[Verdict]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for title in ("submission", "score", "of", "status", "not passed"):
        table.add_column(title, justify="right" if title in {"score", "of"} else "left", overflow="fold")
    for verdict in verdicts:
        missed = ", ".join(f"{test.grade_id} ({test.outcome})" for test in verdict.tests if _is_missed(test))
        table.add_row(verdict.path, f"{verdict.score:g}", f"{verdict.max_score:g}", verdict.status, missed)
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    console.print(table)
    for verdict in verdicts:
        for sentence in verdict.integrity:
            console.print(f"{verdict.path}: {sentence}", markup=False)
    if len(verdicts) > 1:
        judged = [verdict for verdict in verdicts if verdict.status is Status.GRADED]
        mean = sum(verdict.score for verdict in judged) / len(judged) if judged else 0.0
        console.print(f"{len(judged)} of {len(verdicts)} judged, {mean:.2f} points on average.")


def _is_missed(test: TestVerdict) -> bool:
    return test.outcome not in {TestOutcome.PASSED, TestOutcome.MANUAL}
