"""Reads the plausible mistakes kept beside an exercise, which its tests must reject."""

import ast
import re
from pathlib import Path

from curriculum.built import WrongSolution
from curriculum.cell import Cell, Role
from curriculum.problem import Problem, SourceError

FOLDER = "wrong"
LEAST = 2
_MARK = re.compile(r"^# %% (?P<name>[a-z0-9-]+)$", re.MULTILINE)
_FAILS = re.compile(r"^# fails: (?P<names>.+)$", re.MULTILINE)


def read_wrong_solutions(folder: Path, root: Path, cells: tuple[Cell, ...]) -> tuple[WrongSolution, ...]:
    """The wrong solutions in a folder, at least two; what is wrong with one of them is in the SourceError."""
    paths = sorted(folder.glob("*.py"))
    if len(paths) < LEAST:
        message = f"{len(paths)} wrong solutions are too few: keep {LEAST} mistakes here that tests reject"
        raise SourceError([Problem(folder.relative_to(root), 1, message)])
    return tuple(_read(path, path.relative_to(root), cells) for path in paths)


def _read(path: Path, shown: Path, cells: tuple[Cell, ...]) -> WrongSolution:
    text = path.read_text(encoding="utf-8")
    found = _FAILS.search(text)
    if found is None:
        raise SourceError([Problem(shown, 1, "say which tests must reject this: `# fails: name, name`")])
    fails = tuple(name.strip() for name in found["names"].split(","))
    parts = _MARK.split(text)
    replaced = dict(zip(parts[1::2], (part.strip("\n") for part in parts[2::2]), strict=True))
    problems = [
        *_unknown(shown, text, fails, _names(cells, Role.TEST), "test"),
        *_unknown(shown, text, tuple(replaced), _names(cells, Role.SOLUTION), "solution"),
        *_syntax(shown, text),
    ]
    if not replaced:
        problems.append(
            Problem(shown, 1, "no solution is replaced: begin one with `# %% name-of-the-solution`")
        )
    if problems:
        raise SourceError(problems)
    return WrongSolution(path.stem, shown, replaced, fails)


def _names(cells: tuple[Cell, ...], role: Role) -> set[str]:
    return {cell.name for cell in cells if cell.role is role and cell.name}


def _unknown(shown: Path, text: str, names: tuple[str, ...], known: set[str], what: str) -> list[Problem]:
    return [
        Problem(
            shown,
            _line_of(text, name),
            f"the exercise has no {what} {name!r}: use {', '.join(sorted(known))}",
        )
        for name in names
        if name not in known
    ]


def _line_of(text: str, word: str) -> int:
    return text.count("\n", 0, text.index(word)) + 1


def _syntax(shown: Path, text: str) -> list[Problem]:
    try:
        ast.parse(text)
    except SyntaxError as error:
        return [Problem(shown, error.lineno or 1, f"this is not valid Python ({error.msg}): correct it")]
    return []
