"""Why a module can't be opened yet, and what opens it."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Id_T = TypeVar("Id_T", bound=Hashable)


@dataclass(frozen=True)
class Named:
    """A module that others may wait for."""

    key: str
    title: str


@dataclass(frozen=True)
class Lock:
    """A sentence that says why a module is locked, and the keys of the modules that open it.

    Without a reason the module is open.
    """

    reason: str | None = None
    needs: tuple[str, ...] = ()


def lock_by(needed: Iterable[Id_T], completed: Collection[Id_T], known: Mapping[Id_T, Named]) -> Lock:
    """Return the lock that the needed modules make as long as they are not completed.

    A needed module that is not known is not published, so it can't lock anything.
    """
    missing = [known[each] for each in needed if each in known and each not in completed]
    if not missing:
        return Lock()
    titles = [each.title for each in missing]
    names = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    return Lock(f"Complete {names} first.", tuple(each.key for each in missing))
