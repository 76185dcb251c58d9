"""Why a module can't be opened yet."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

Id_T = TypeVar("Id_T", bound=Hashable)


def lock_reason(
    needed: Iterable[Id_T], completed: Collection[Id_T], titles: Mapping[Id_T, str]
) -> str | None:
    """Return a sentence naming the modules to complete first, or None when the module is open.

    A needed module without a title is not published, so it can't lock anything.
    """
    missing = [titles[each] for each in needed if each in titles and each not in completed]
    if not missing:
        return None
    names = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
    return f"Complete {names} first."
