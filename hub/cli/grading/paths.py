"""From what was typed to the notebooks that are meant."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_NEVER = {".ipynb_checkpoints"}


def notebooks(typed: Iterable[str]) -> tuple[list[str], list[str]]:
    """Each notebook once, and sentences about what was left out.

    A folder stands for all notebooks in it, a pattern for what it matches. A name that leads nowhere stays:
    it gets a verdict of its own.
    """
    found: dict[str, str] = {}
    sentences = []
    for name in typed:
        paths = list(_meant(name))
        if not paths:
            sentences.append(f"There is no notebook in {name}.")
        for path in paths:
            real = os.path.realpath(path)  # a link that leads to itself is no reason to stop
            if real in found:
                sentences.append(f"{path} was named twice and is graded once.")
            else:
                found[real] = path
    return list(found.values()), sentences


def _meant(name: str) -> Iterator[str]:
    path = Path(name)
    if path.is_dir():
        inside = sorted(path.rglob("*.ipynb"))
        yield from (str(each) for each in inside if not _NEVER & set(each.parts) and not each.is_dir())
    elif not path.exists() and glob.has_magic(name):
        yield from sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - keeps what was typed
    else:
        yield name
