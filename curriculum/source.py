"""Reads one MyST Markdown notebook into its front matter and its cells, each with its line."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from curriculum.problem import Problem, SourceError


@dataclass(frozen=True)
class SourceCell:
    """A cell as it was written: `line` is where it begins, `body_line` where its text begins."""

    kind: str
    text: str
    options: dict[str, Any]
    line: int
    body_line: int


@dataclass(frozen=True)
class Source:
    """A notebook source file; `path` is relative to the content folder and is used in messages."""

    path: Path
    text: str
    front: dict[str, Any]
    cells: tuple[SourceCell, ...]

    def line_of(self, key: str) -> int:
        """The line of a front matter key, or 1 where the key is missing."""
        return line_of_key(self.text, key, separator=":")


def line_of_key(text: str, key: str, separator: str) -> int:
    """The first line that begins with `key` and the separator, or 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(key) and line[len(key) :].lstrip().startswith(separator):
            return number
    return 1


def parse(text: str, path: Path) -> Source:
    """Split a notebook source into front matter and cells; a malformed one raises SourceError."""
    import yaml  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, and grading needs none of it
    from jupytext.myst import MystMetadataParsingError, myst_to_notebook  # noqa: PLC0415

    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except (MystMetadataParsingError, yaml.YAMLError, ValueError, AttributeError, TypeError) as error:
        raise SourceError([_unreadable(path, str(error))]) from error
    starts = notebook.metadata.pop("source_map")
    lines = text.splitlines()
    cells = tuple(_cell(cell, lines, start) for cell, start in zip(notebook.cells, starts, strict=True))
    front = {name: value for name, value in notebook.metadata.items() if name not in _TOOL_KEYS}
    return Source(path, text, front, cells)


_LINE = re.compile(r"\bline (\d+)")
_TOOL_KEYS = {"jupyter", "jupytext", "kernelspec", "language_info"}


def _unreadable(path: Path, error: str) -> Problem:
    found = _LINE.search(error)
    line = int(found[1]) if found else 1
    if " cell " in error:
        advice = "the cell's options can't be read: write them as `:name: value` lines"
        return Problem(path, line, advice)
    return Problem(path, line + 1, "the front matter is not valid YAML: write `key: value` lines")


def _cell(cell: NotebookNode, lines: list[str], start: int) -> SourceCell:
    body = start if cell.cell_type == "markdown" else _skip_options(lines, start)
    if cell.cell_type == "markdown":
        while body < len(lines) and not lines[body].strip():
            body += 1
    return SourceCell(cell.cell_type, cell.source, dict(cell.metadata), min(start, body) + 1, body + 1)


def _skip_options(lines: list[str], start: int) -> int:
    at = start
    if lines[at].startswith("---"):
        at += 1
        while not lines[at].startswith("---"):
            at += 1
        at += 1
    else:
        while lines[at].lstrip().startswith(":"):
            at += 1
    return at if lines[at].strip() else at + 1
