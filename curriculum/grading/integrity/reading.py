"""Reads a file that claims to be a notebook; what cannot be mended is refused with a sentence."""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, from_dict

from curriculum.grading.cell_ids import give_missing_ids
from curriculum.grading.integrity.metadata import checked_cell_metadata, checked_notebook_metadata

LARGEST_NOTEBOOK = 64 << 20
LARGEST_SOURCE = 4 << 20
MOST_CELLS = 2_000
MOST_PARTS = 4_000_000
NEWEST_MINOR = 5
USUAL_RECURSION = 1_000
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{\]}]', re.DOTALL)
_ARCHIVES = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive"}
_CLEAR = "Clear its outputs, save it and hand it in again."


class UnreadableNotebookError(Exception):
    """A notebook that is none; the message says why, and what to do."""


@dataclass(frozen=True)
class Read:
    """A notebook of the present format without outputs, and sentences about what was mended in its form."""

    notebook: NotebookNode
    sentences: tuple[str, ...]


def read(content: bytes) -> Read:
    """The notebook in `content`, with only what belongs into one; raises UnreadableNotebookError."""
    data = _present_format(_json(content))
    sentences: list[str] = []
    cells = _cells(data, sentences)
    minor = data.get("nbformat_minor")
    if not isinstance(minor, int) or minor < 0:
        minor = 0
    if minor > NEWEST_MINOR:
        sentences.append(f"The notebook says that its format is 4.{minor}; it was read as 4.{NEWEST_MINOR}.")
    notebook = {
        "nbformat": 4,
        "nbformat_minor": min(minor, NEWEST_MINOR),
        "metadata": checked_notebook_metadata(data.get("metadata"), sentences),
        "cells": cells,
    }
    give_missing_ids(notebook)
    return Read(from_dict(notebook), tuple(sentences))


def with_personal_values(content: bytes, values: Mapping[str, Any] | None) -> bytes:
    """The same file with our own metadata, and none that a student wrote; raises UnreadableNotebookError."""
    data = _json(content)
    metadata = data.get("metadata")
    kept = dict(metadata) if isinstance(metadata, dict) else {}
    kept.pop("coursewright", None)
    data["metadata"] = {**kept, "coursewright": values} if values is not None else kept
    return json.dumps(data).encode()


def _json(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_NOTEBOOK:
        raise UnreadableNotebookError(f"The file is larger than {LARGEST_NOTEBOOK >> 20} MB. {_CLEAR}")
    for magic, kind in _ARCHIVES.items():
        if content.startswith(magic):
            msg = f"The file is {kind}, not a notebook. Unpack it and hand in the .ipynb file itself."
            raise UnreadableNotebookError(msg)
    if sum(map(content.count, (b"[", b"{", b","))) > MOST_PARTS:
        raise UnreadableNotebookError(f"The notebook holds more than {MOST_PARTS:,} values. {_CLEAR}")
    try:
        text = content.decode("utf-8-sig")
        _guard_stack(text)
        data = json.loads(text)
    except RecursionError as error:
        raise UnreadableNotebookError(f"The notebook is nested too deeply. {_CLEAR}") from error
    except ValueError as error:
        raise UnreadableNotebookError(_not_a_notebook(str(error))) from error
    if not isinstance(data, dict) or not ("cells" in data or "worksheets" in data):
        raise UnreadableNotebookError(_not_a_notebook("it has no cells"))
    return data


def _guard_stack(text: str) -> None:
    """Raise RecursionError for what would overflow the stack, where a library raised Python's own guard."""
    if sys.getrecursionlimit() <= USUAL_RECURSION:
        return
    depth = 0
    for part in _BRACKET.finditer(text):
        depth += (part[0] in "[{") - (part[0] in "]}")
        if depth > USUAL_RECURSION:
            raise RecursionError


def _present_format(data: dict[str, Any]) -> dict[str, Any]:
    major = data.get("nbformat")
    if isinstance(major, bool) or not isinstance(major, int) or not 1 <= major <= 4:
        msg = _not_a_notebook(f"its format is said to be {str(major)[:20]!r}, and 1 to 4 are known")
        raise UnreadableNotebookError(msg)
    if major == 4:
        return data
    from nbformat import convert  # noqa: PLC0415 - hardly ever needed

    try:
        older: dict[str, Any] = convert(from_dict(data), 4)
    except Exception as error:
        raise UnreadableNotebookError(_not_a_notebook(f"format {major}: {error}")) from error
    return older


def _cells(data: dict[str, Any], sentences: list[str]) -> list[dict[str, Any]]:
    found = data.get("cells")
    if not isinstance(found, list):
        raise UnreadableNotebookError(_not_a_notebook("its cells are no list"))
    if len(found) > MOST_CELLS:
        msg = f"The notebook has more than {MOST_CELLS:,} cells. Delete those that you do not need."
        raise UnreadableNotebookError(msg)
    cells = [_cell(cell, number, sentences) for number, cell in enumerate(found, 1) if isinstance(cell, dict)]
    if len(cells) < len(found):
        sentences.append(
            f"Parts of the notebook that were no cells were left out: {len(found) - len(cells)}."
        )
    if sum(len(cell["source"]) for cell in cells) > LARGEST_SOURCE:
        msg = f"The notebook's cells hold more than {LARGEST_SOURCE >> 20} MB of text. Shorten them."
        raise UnreadableNotebookError(msg)
    return cells


def _cell(cell: dict[str, Any], number: int, sentences: list[str]) -> dict[str, Any]:
    kind = cell.get("cell_type")
    if kind not in {"code", "markdown", "raw"}:
        sentences.append(f"Cell {number} had no known type and was taken as text.")
        kind = "raw"
    kept: dict[str, Any] = {
        "cell_type": kind,
        "source": _source(cell.get("source"), number, sentences),
        "metadata": checked_cell_metadata(cell.get("metadata"), number, sentences),
    }
    if isinstance(cell.get("id"), str):
        kept["id"] = cell["id"]
    if kind == "code":
        return {**kept, "outputs": [], "execution_count": None}
    attachments = cell.get("attachments")
    return {**kept, "attachments": attachments} if _are_attachments(attachments) else kept


def _source(source: object, number: int, sentences: list[str]) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        sentences.append(f"Cell {number} had no text and counts as empty.")
        return ""
    clean = source.encode("utf-8", "replace").decode()
    if clean != source:
        sentences.append(f"Cell {number} held characters that cannot be stored; each became a question mark.")
    return clean


def _are_attachments(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) > 0
        and all(
            isinstance(bundle, dict) and all(isinstance(part, str | list) for part in bundle.values())
            for bundle in value.values()
        )
    )


def _not_a_notebook(reason: str) -> str:
    shown = reason.splitlines()[0][:200] if reason else "it is empty"
    return (
        f"The file is not a notebook that Jupyter can open ({shown}). Open it in Jupyter, save it and hand "
        "it in again."
    )
