"""What must hold inside one source: names, markers, syntax and where variables may stand."""

import ast
import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from curriculum.cell import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION, Cell, Role
from curriculum.problem import Problem
from curriculum.variables import WORDS, find_tokens, tokens
from db.enums import ItemKind

_CODE_SPAN = re.compile(r"^(```+|~~~+).*?^\1|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(<?(?P<target>[^\s)>]+)")
_MATH = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
_REGIONS = (
    (BEGIN_SOLUTION, END_SOLUTION, (Role.SOLUTION, Role.ANSWER), "a solution or an answer"),
    (BEGIN_HIDDEN, END_HIDDEN, (Role.TEST,), "a test"),
)
_UPPER_TOKENS = tuple(f"{{{word.upper()}}}" for word in WORDS)


def check_cells(path: Path, kind: ItemKind, cells: tuple[Cell, ...], *, is_personal: bool) -> list[Problem]:
    """Every mistake in the cells of one source."""
    problems: list[Problem] = []
    for cell in cells:
        problems += [Problem(path, line, message) for line, message in _check_cell(cell, is_personal)]
    problems += [Problem(path, line, message) for line, message in _check_names(cells)]
    completeness = _check_lesson(cells) if kind is ItemKind.LESSON else _check_exercise(cells)
    return problems + [Problem(path, line, message) for line, message in completeness]


def _check_cell(cell: Cell, is_personal: bool) -> Iterator[tuple[int, str]]:
    yield from _check_regions(cell)
    if cell.is_markdown:
        yield from check_tokens(cell.text, cell.line, is_personal=is_personal)
        yield from _check_links(cell)
        return
    for token in _UPPER_TOKENS:
        if token in cell.text:
            name = WORDS[token.strip("{}").lower()]
            yield (
                _line_at(cell, cell.text.index(token)),
                (f"{token} stands in code, which is never personalised: read VARIANT[{name!r}] instead"),
            )
    if cell.role is Role.VARIANT and not is_personal:
        yield cell.line, "a crypto notebook is the same for everyone: remove the variant cell"
    try:
        ast.parse(cell.text)
    except SyntaxError as error:
        yield cell.line + (error.lineno or 1) - 1, f"this is not valid Python ({error.msg}): correct the cell"


def _check_links(cell: Cell) -> Iterator[tuple[int, str]]:
    """A notebook travels alone, so it can only lead to addresses."""
    code = [match.span() for match in _CODE_SPAN.finditer(cell.text)]
    for match in _LINK.finditer(cell.text):
        target = match["target"]
        if _is_inside(match.start(), code) or target.startswith(("https://", "#", "mailto:")):
            continue
        advice = "write https://" if target.startswith("http://") else "name the place in words"
        yield _line_at(cell, match.start()), f"the link to {target} leads nowhere from a notebook: {advice}"


def _check_regions(cell: Cell) -> Iterator[tuple[int, str]]:
    for begin, end, roles, where in _REGIONS:
        open_line: int | None = None
        for line, text in enumerate(cell.text.split("\n"), start=cell.line):
            if begin in text:
                if cell.role not in roles:
                    yield line, f"{begin} belongs in {where} cell: mark the cell as one or remove the marker"
                if open_line is not None:
                    yield line, f"{begin} comes twice without {end}: close the first region"
                open_line = line
            elif end in text:
                if open_line is None:
                    yield line, f"{end} has no {begin} before it: add it or remove this line"
                open_line = None
        if open_line is not None:
            yield open_line, f"{begin} is never closed: add {end} below it"


def check_tokens(text: str, line: int, *, is_personal: bool) -> Iterator[tuple[int, str]]:
    """Variables that are misspelled, or that stand where they may not."""
    code = [match.span() for match in _CODE_SPAN.finditer(text)]
    math = [match.span() for match in _MATH.finditer(text)]
    for match in find_tokens(text):
        token, at = match[0], line + text.count("\n", 0, match.start())
        in_code = _is_inside(match.start(), code)
        if not is_personal:
            if token in _UPPER_TOKENS and not in_code:
                yield (
                    at,
                    f"{token} is a blueprint variable, but this text is for everyone: write the word",
                )
        elif in_code and token in tokens():
            yield (
                at,
                f"{token} stands in a code span, where it can't be escaped: take it out of the backticks",
            )
        elif not in_code and token not in tokens() and not _is_inside(match.start(), math):
            near = difflib.get_close_matches(token, tokens(), n=1)
            advice = f"did you mean {near[0]}" if near else f"use one of {', '.join(_UPPER_TOKENS)}"
            yield at, f"there is no variable {token}: {advice}"


def _is_inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _line_at(cell: Cell, position: int) -> int:
    return cell.line + cell.text.count("\n", 0, position)


def _check_names(cells: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    for cell in cells:
        if cell.name is None:
            continue
        if cell.name in seen:
            yield (
                cell.line,
                f"the name {cell.name!r} is already used on line {seen[cell.name]}: choose another",
            )
        seen.setdefault(cell.name, cell.line)


def _check_lesson(cells: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
    for cell in cells:
        if cell.role in {Role.SOLUTION, Role.TEST, Role.ANSWER, Role.GIVEN}:
            yield (
                cell.line,
                f"a lesson is not graded, so it has no {cell.role}: make the cell plain or write an exercise",
            )
    if not any(cell.is_markdown for cell in cells):
        yield 1, "the lesson has no text: write some Markdown below the front matter"


def _check_exercise(cells: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
    roles = [cell.role for cell in cells]
    if Role.SOLUTION not in roles:
        yield 1, "the exercise has nothing to solve: add a code cell with `:solution: name`"
    if Role.TEST not in roles:
        yield 1, "the exercise has no test: add a code cell with `:test: name`, `:points:` and `:title:`"
    for cell in cells:
        if cell.role is Role.TEST and not _asserts(cell.text):
            yield (
                cell.line,
                f"the test {cell.name!r} checks nothing: add an assert with a message for the student",
            )


def _asserts(text: str) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except SyntaxError:
        return True
    return any(isinstance(node, ast.Assert | ast.Raise) for node in nodes)
