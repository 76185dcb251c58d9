"""What each cell of a source is for: prose, code, given code, a solution, a test or a written answer."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from curriculum.problem import Problem, SourceError
from curriculum.source import Source, SourceCell
from curriculum.variables import NAMES

NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
VARIANT_NAME = "variant"
BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


class Role(StrEnum):
    """What a cell is for; the last five are also the option that says so."""

    PROSE = "prose"
    CODE = "code"
    GIVEN = "given"
    VARIANT = "variant"
    SOLUTION = "solution"
    TEST = "test"
    ANSWER = "answer"


_OPTIONS = {
    Role.PROSE: (),
    Role.CODE: (),
    Role.GIVEN: (),
    Role.VARIANT: (),
    Role.SOLUTION: (),
    Role.TEST: ("points", "title"),
    Role.ANSWER: ("points", "title"),
}
_MARKED = (Role.GIVEN, Role.VARIANT, Role.SOLUTION, Role.TEST, Role.ANSWER)
_CODE_ONLY = (Role.GIVEN, Role.VARIANT, Role.SOLUTION, Role.TEST)


@dataclass(frozen=True)
class Cell:
    """One cell with its part in the lesson or exercise; `name` is its grade id where it has one."""

    role: Role
    text: str
    line: int
    name: str | None = None
    points: int = 0
    title: str | None = None
    variables: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def is_markdown(self) -> bool:
        """Whether the cell is text rather than code."""
        return self.role in {Role.PROSE, Role.ANSWER}


def read_cells(source: Source) -> tuple[Cell, ...]:
    """Every cell of the source with its role; every mistake in the options is in the SourceError."""
    problems: list[Problem] = []
    cells: list[Cell] = []
    for raw in source.cells:
        try:
            cells.append(_read_cell(raw))
        except _OptionError as mistake:
            problems.append(Problem(source.path, raw.line, str(mistake)))
    if problems:
        raise SourceError(problems)
    return tuple(cells)


class _OptionError(Exception):
    """What is wrong with the options of one cell."""


def _read_cell(raw: SourceCell) -> Cell:
    role = _role(raw)
    _check_options(role, raw)
    tags = tuple(str(tag) for tag in raw.options.get("tags", ()))
    if role in {Role.PROSE, Role.CODE}:
        return Cell(role, raw.text, raw.body_line, tags=tags)
    if role is Role.VARIANT:
        return Cell(role, raw.text, raw.body_line, VARIANT_NAME, variables=_variables(raw), tags=tags)
    name = raw.options[role]
    if not isinstance(name, str) or not NAME.match(name) or name == VARIANT_NAME:
        raise _OptionError(f"{name!r} can't name a cell: use small letters, digits and single hyphens")
    points, title = (_points(raw), _title(raw)) if role in {Role.TEST, Role.ANSWER} else (0, None)
    return Cell(role, raw.text, raw.body_line, name, points, title, tags=tags)


def _role(raw: SourceCell) -> Role:
    marks = [role for role in _MARKED if role in raw.options]
    if len(marks) > 1:
        raise _OptionError(f"a cell can't be {' and '.join(marks)} at once: keep one of them")
    role = marks[0] if marks else (Role.PROSE if raw.kind == "markdown" else Role.CODE)
    if role in _CODE_ONLY and raw.kind == "markdown":
        raise _OptionError(f"a {role} must be a code cell: write it as a ```{{code-cell}} block")
    if role is Role.ANSWER and raw.kind != "markdown":
        raise _OptionError('an answer must be Markdown: begin it with +++ {"answer": "name", ...}')
    if raw.kind == "raw":
        raise _OptionError("raw cells are not used: write Markdown or a ```{code-cell} block")
    return role


def _check_options(role: Role, raw: SourceCell) -> None:
    for option in raw.options:
        if option not in {role.value, "tags", *_OPTIONS[role]}:
            known = ", ".join([*_MARKED, "points", "title", "tags"])
            raise _OptionError(f"the option {option!r} is not for a {role} cell: options are {known}")


def _points(raw: SourceCell) -> int:
    points = raw.options.get("points")
    if not isinstance(points, int) or isinstance(points, bool) or points < 1:
        raise _OptionError("points are missing or not a whole number above 0: write `:points: 3`")
    return points


def _title(raw: SourceCell) -> str:
    title = raw.options.get("title")
    if not isinstance(title, str) or not title.strip():
        raise _OptionError("a title is missing: say in one line what the student sees tested, `:title: ...`")
    return title.strip()


def _variables(raw: SourceCell) -> tuple[str, ...]:
    names: Any = raw.options[Role.VARIANT]
    if not isinstance(names, list) or not names or any(name not in NAMES for name in names):
        raise _OptionError(f"variant takes a list of variables: use some of {', '.join(NAMES)}")
    if raw.text.strip():
        raise _OptionError(
            "a variant cell has no code of its own: remove it, the platform writes VARIANT = {...}"
        )
    return tuple(name for name in NAMES if name in names)
