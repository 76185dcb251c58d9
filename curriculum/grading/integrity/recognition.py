"""Knows cells again that lost nbgrader's marks on their way through another program."""

from collections.abc import Callable

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import Authored, AuthoredCell, name_of

Sign = Callable[[NotebookNode, AuthoredCell], bool]


def recognise(notebook: NotebookNode, authored: Authored, sentences: list[str]) -> None:
    """Give the marks back to cells that are known by their id, their text, or their place between others."""
    for sign, how in ((_same_id, "id"), (_same_text, "text")):
        for cell in notebook.cells:
            if not name_of(cell):
                _mark_if(cell, _missing(notebook, authored), sign, how, sentences)
    for wanted in _missing(notebook, authored):
        if not wanted.is_fixed and (cell := _between_neighbours(notebook, authored, wanted)) is not None:
            _mark(cell, wanted, "place", sentences)


def _missing(notebook: NotebookNode, authored: Authored) -> list[AuthoredCell]:
    present = {name_of(cell) for cell in notebook.cells}
    return [cell for cell in authored.cells if cell.name not in present]


def _mark_if(
    cell: NotebookNode, candidates: list[AuthoredCell], sign: Sign, how: str, sentences: list[str]
) -> None:
    found = [each for each in candidates if sign(cell, each)]
    if len(found) == 1:
        _mark(cell, found[0], how, sentences)


def _mark(cell: NotebookNode, wanted: AuthoredCell, how: str, sentences: list[str]) -> None:
    cell.metadata["nbgrader"] = NotebookNode(wanted.marks())
    sentences.append(f"The cell '{wanted.name}' had lost its marks; it was recognised by its {how}.")


def _same_id(cell: NotebookNode, wanted: AuthoredCell) -> bool:
    return bool(wanted.cell_id) and cell.get("id") == wanted.cell_id


def _same_text(cell: NotebookNode, wanted: AuthoredCell) -> bool:
    text = str(cell.source).strip()
    return text != "" and text in {wanted.source.strip(), (wanted.released or "").strip()}


def _between_neighbours(
    notebook: NotebookNode, authored: Authored, wanted: AuthoredCell
) -> NotebookNode | None:
    """The one unmarked cell of the right type between the cells that stand beside `wanted` in the source."""
    names = [cell.name for cell in authored.cells]
    place = names.index(wanted.name)
    positions = {name: index for index, cell in enumerate(notebook.cells) if (name := name_of(cell))}
    before = max((positions[name] for name in names[:place] if name in positions), default=-1)
    after = min(
        (positions[name] for name in names[place + 1 :] if name in positions), default=len(notebook.cells)
    )
    found = [
        cell
        for cell in notebook.cells[before + 1 : after]
        if not name_of(cell) and cell.cell_type == wanted.cell_type and str(cell.source).strip()
    ]
    return found[0] if len(found) == 1 else None
