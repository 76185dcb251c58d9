"""A bar for each part of a long task, on standard error, where somebody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

OnStep = Callable[[int, int], None]
"""Called with the number done and the total."""


@contextmanager
def progress() -> Iterator[Callable[[str], OnStep]]:
    """A way to begin parts by their names; nothing is drawn where standard error is not a terminal."""
    from rich.console import Console  # noqa: PLC0415  takes a moment
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:

        def begin(name: str) -> OnStep:
            task = bars.add_task(name, total=None)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield begin
