"""Makes a submission hold each cell of its assignment once, at its place, as its author typed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from curriculum.grading.cell_ids import give_missing_ids
from curriculum.grading.integrity.authored import Authored, AuthoredCell, marks_of, name_of, new_cell
from curriculum.grading.integrity.order import put_in_order
from curriculum.grading.integrity.recognition import recognise
from curriculum.grading.integrity.syntax import unparsable

ADDED_BACK = "This cell (id:{cell_id}) was missing from the submission. It was added back by nbgrader.\n\n"
"""nbgrader's own words, which graders know."""


@dataclass(frozen=True)
class Aligned:
    """A submission with the graded cells and the order of its source, and what was done to make it so."""

    notebook: NotebookNode
    sentences: tuple[str, ...]


def align(notebook: NotebookNode, authored: Authored, *, added_back: str = ADDED_BACK) -> Aligned:
    """Mend `notebook` in place against `authored`; never raises for what a student did."""
    sentences: list[str] = []
    known = authored.by_name
    _forget_strange_marks(notebook, known, sentences)
    recognise(notebook, authored, sentences)
    for cell in notebook.cells:
        if name := name_of(cell):
            _retype(cell, known[name], sentences)
    put_in_order(notebook, [cell.name for cell in authored.cells], sentences)
    _restore_missing(notebook, authored, sentences, added_back)
    _count_added(notebook, authored, sentences)
    sentences.extend(unparsable(notebook))
    if authored.kernelspec:
        notebook.metadata["kernelspec"] = NotebookNode(authored.kernelspec)
    give_missing_ids(notebook)
    return Aligned(notebook, tuple(sentences))


def _forget_strange_marks(
    notebook: NotebookNode, known: dict[str, AuthoredCell], sentences: list[str]
) -> None:
    """Of several cells with one name the last counts, as in nbgrader; marks of no known cell are forged."""
    seen: set[str] = set()
    for cell in reversed(notebook.cells):
        if "nbgrader" not in cell.metadata:
            continue
        name = name_of(cell)
        if name in known and name not in seen:
            seen.add(name)
            continue
        was_used = any(marks_of(cell).get(flag) for flag in ("grade", "solution", "locked", "task"))
        del cell.metadata["nbgrader"]
        if name in known:
            sentences.append(f"The cell '{name}' was there more than once; the last one counts.")
        elif name or was_used:
            sentences.append("A cell with marks of no known exercise cell was taken as an ordinary cell.")


def _retype(cell: NotebookNode, authored: AuthoredCell, sentences: list[str]) -> None:
    if cell.cell_type != authored.cell_type:
        sentences.append(
            f"The cell '{authored.name}' had become {cell.cell_type}; it is {authored.cell_type} again."
        )
        cell.cell_type = authored.cell_type
        for field in ("outputs", "execution_count", "attachments"):
            cell.pop(field, None)
        if authored.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    _remark(cell, authored, sentences)
    if authored.is_fixed:
        if authored.released is not None and not _is_same(cell.source, authored):
            sentences.append(f"The locked cell '{authored.name}' was edited; the author's text is used.")
        if not authored.is_task:
            cell.source = authored.source


def _is_same(text: str, authored: AuthoredCell) -> bool:
    return text.rstrip() in {(authored.released or "").rstrip(), authored.source.rstrip()}


def _remark(cell: NotebookNode, authored: AuthoredCell, sentences: list[str]) -> None:
    """Marks that mean the same stay as they are, down to the spelling of the points."""
    marks, wanted = marks_of(cell), authored.marks()
    is_current = marks.get("schema_version") == wanted["schema_version"]
    if _meaning(marks) == _meaning(wanted):
        if is_current and set(marks) <= {*wanted, "points"}:
            cell.metadata["nbgrader"] = NotebookNode({**wanted, **marks, "checksum": authored.checksum})
            return
    elif is_current:
        sentences.append(f"The marks of the cell '{authored.name}' had been changed; the author's are used.")
    cell.metadata["nbgrader"] = NotebookNode(wanted)


def _meaning(marks: Mapping[str, Any]) -> tuple[object, ...]:
    """What nbgrader makes of a cell's marks; a graded cell that nobody answers in is locked, said or not."""
    grade, solution, task = (bool(marks.get(flag)) for flag in ("grade", "solution", "task"))
    locked = not solution and (grade or bool(marks.get("locked")))
    points = marks.get("points") if grade or task else None
    return grade, solution, task, locked, float(points) if isinstance(points, int | float) else points


def _restore_missing(
    notebook: NotebookNode, authored: Authored, sentences: list[str], added_back: str
) -> None:
    positions = {name: index for index, cell in enumerate(notebook.cells) if (name := name_of(cell))}
    last = -1
    for cell in authored.cells:
        if cell.name in positions:
            last = positions[cell.name]
            continue
        if not (cell.is_fixed or cell.is_grade):
            sentences.append(
                f"The answer cell '{cell.name}' is missing; write it again in a fresh copy of the exercise."
            )
            continue
        last += 1
        notebook.cells.insert(last, new_cell(cell, _restored_text(cell, added_back)))
        positions = {name: index + (index >= last) for name, index in positions.items()}
        sentences.append(f"The cell '{cell.name}' was missing and was put back.")


def _restored_text(cell: AuthoredCell, added_back: str) -> str:
    """nbgrader's notice stands before locked text; an answer stays as released, and so counts as blank."""
    if not cell.is_fixed:
        return cell.source
    notice = added_back.format(cell_id=cell.name)
    return f"# {notice}{cell.source}" if cell.cell_type == "code" else f"{notice}{cell.source}"


def _count_added(notebook: NotebookNode, authored: Authored, sentences: list[str]) -> None:
    extra = sum(1 for cell in notebook.cells if not name_of(cell)) - authored.unmarked
    if extra > 0:
        cells = "cell was" if extra == 1 else "cells were"
        sentences.append(f"{extra} {cells} added; code in them runs where it stands.")
    elif extra < 0:
        cells = "cell" if extra == -1 else "cells"
        sentences.append(f"{-extra} {cells} of the text or of the examples had been deleted.")
