"""The hostile notebooks as data: an assignment, and the attacks of each family upon it.

An attack's `code` goes into the first cell that a student writes, `answers` replaces what is written in the
named cells, and every other name that the student was to define becomes `bind`. Words between @ are places.
"""

import ast
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from tests.grading_corpus import notebook

FOLDER = Path(__file__).parent
USUAL_SECONDS = 5.0


@dataclass(frozen=True)
class Attack:
    """One hostile notebook: what it does, and what it would gain by that."""

    name: str
    family: str
    gain: str
    code: str = ""
    bind: str = "lambda *args, **kwargs: None"
    seconds: float = USUAL_SECONDS
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_slow(self) -> bool:
        """Whether it has to be waited for until its time is over."""
        return self.seconds != USUAL_SECONDS

    def __str__(self) -> str:
        return f"{self.family}: {self.name}"


def _read(path: Path) -> list[Attack]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Attack(family=path.stem, gain=data["gain"], **entry) for entry in data["attack"]]


ATTACKS = [attack for path in sorted((FOLDER / "attacks").glob("*.toml")) for attack in _read(path)]
_SECTIONS: list[dict[str, Any]] = tomllib.loads((FOLDER / "assignment.toml").read_text())["section"]


def source_notebook(places: Mapping[str, str]) -> NotebookNode:
    """The attacked assignment as its author wrote it."""
    return notebook.notebook_of([cell for section in _SECTIONS for cell in _cells(section, None, places)])


def submission(attack: Attack, places: Mapping[str, str]) -> NotebookNode:
    """The assignment as the attacker hands it in."""
    return notebook.notebook_of([cell for section in _SECTIONS for cell in _cells(section, attack, places)])


def code_of(attack: Attack, places: Mapping[str, str]) -> str:
    """The attack's own code with its places filled in."""
    return _fill(attack.code, places)


def most_points() -> float:
    """What the right solution earns."""
    return float(sum(section.get("points", 1) for section in _SECTIONS if "test" in section))


def _cells(
    section: Mapping[str, Any], attack: Attack | None, places: Mapping[str, str]
) -> list[NotebookNode]:
    name = str(section["name"])
    if "given" in section:
        return [notebook.given(name, section["given"])]
    written = section["solution"] if attack is None else _written(section, attack)
    return [
        notebook.solution(name, _fill(written, places)),
        notebook.graded(f"test-{name}", _fill(section["test"], places), section.get("points", 1)),
    ]


def _written(section: Mapping[str, Any], attack: Attack) -> str:
    if section["name"] in attack.answers:
        return attack.answers[section["name"]]
    own = _defined(attack.code)
    bound = "\n".join(f"{name} = {attack.bind}" for name in section["names"] if name not in own)
    return f"{attack.code}\n{bound}" if section is _SECTIONS[1] else bound


def _defined(code: str) -> set[str]:
    """The names that the code defines by itself, which need not be bound again."""
    tree = ast.parse(re.sub(r"@(\w+)@", "1", code))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    stored = (node for part in tree.body for node in ast.walk(part) if isinstance(part, ast.Assign))
    return names | {
        node.id for node in stored if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _fill(text: str, places: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda found: places.get(found[1], found[0]), text)
