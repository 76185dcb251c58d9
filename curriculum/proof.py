"""Remembers which lessons and exercises were proved to work, so that no start-up has to prove it again."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from curriculum.build import CONTENT
from curriculum.built import Built, Exercise, Lesson
from curriculum.problem import Problem
from curriculum.trial import ENGINE

FILE = "proofs.json"


def read_proofs(content: Path = CONTENT) -> Mapping[str, str]:
    """The digest of each item as it was when it was proved, by key; empty where nothing was."""
    try:
        known: dict[str, str] = json.loads((content / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return known


def write_proofs(built: Built, content: Path = CONTENT) -> bool:
    """Remember that everything in `built` was proved; tells whether that was news."""
    proofs = {item.key: digest(item) for item in built.items}
    if proofs == read_proofs(content):
        return False
    draft = content / f"{FILE}.new"
    draft.write_text(json.dumps(proofs, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(content / FILE)
    return True


def unproved(built: Built, proofs: Mapping[str, str]) -> Built:
    """What of `built` is new or has changed since it was proved."""
    return built.only(lambda item: proofs.get(item.key) != digest(item))


def stale(built: Built, proofs: Mapping[str, str]) -> list[Problem]:
    """A problem for each item that the proofs do not cover."""
    message = "it was changed since it was last proved: run `coursewright build`"
    return [Problem(item.path, 1, message) for item in unproved(built, proofs).items]


def digest(item: Lesson | Exercise) -> str:
    """A fingerprint of all that its verification and its audit depend on."""
    parts = [ENGINE, *(f"{cell.role} {cell.name} {cell.text}" for cell in item.template.cells)]
    parts += [str(name) for name in item.template.variables]
    if isinstance(item, Exercise):
        parts += [str(item.type), item.source.decode()]
        parts += [
            f"{wrong.name} {wrong.fails} {sorted(wrong.cells.items())}" for wrong in item.wrong_solutions
        ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
