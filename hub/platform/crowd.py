"""Brings a made-up crowd into the platform's database, and shows how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from db.access import Role
from db.seed.scale import Plan, load
from hub.platform.database import Database


def bring_in(found: Database, activities: int, seed: int, *, is_forced: bool) -> list[dict[str, object]]:
    """Add a crowd that did so many things, or nobody. Raises DatabaseInUse where people live already."""
    plan = Plan(activities, seed=seed)
    begin = perf_counter()
    with _shown() as tell:
        load(found.access.url(Role.OWNER), plan, tell, is_forced=is_forced)
    seconds = perf_counter() - begin
    return [
        {
            "what": "activities",
            "count": activities,
            "detail": f"in {seconds:.0f} s, everything else included",
        },
        {"what": "made-up people", "count": plan.people, "detail": f"crowd {seed}; nobody can log in as one"},
    ]


@contextmanager
def _shown() -> Iterator[Callable[[str, int, int], None]]:
    """Show each step on standard error, with a bar where that is a terminal."""
    from rich.console import Console  # noqa: PLC0415  takes a moment
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description:32}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    steps = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:

        def tell(what: str, done: int, whole: int) -> None:
            if what not in steps:
                steps[what] = progress.add_task(what)
                if not console.is_terminal:
                    console.print(f"  {what}", highlight=False)
            progress.update(steps[what], completed=done, total=whole)

        yield tell
