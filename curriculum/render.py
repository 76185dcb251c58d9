"""From checked cells and a learner's words to notebooks: the author's, and the student's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from curriculum import notebook
from curriculum.cell import Cell, Role
from curriculum.nbgrader_cells import grading_metadata, released_form
from curriculum.notebook import NotebookJson
from curriculum.variables import fill_markdown, variant_source
from db.enums import ItemKind

DEFAULT_VALUES: Mapping[str, str] = {
    "domain": "Libraries",
    "entity_primary": "Book",
    "entity_plural": "Books",
    "metric": "Loans",
    "container": "Shelf",
    "archetype": "Builder",
}
"""The words in the cohort's one canonical release; a learner's own replace them."""


@dataclass(frozen=True)
class Template:
    """A lesson or exercise before anyone's words are in it."""

    key: str
    kind: ItemKind
    cells: tuple[Cell, ...]
    is_personal: bool

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that its code reads through VARIANT."""
        return next((cell.variables for cell in self.cells if cell.role is Role.VARIANT), ())


Retell = Callable[[Template, Mapping[str, str]], Template]
"""Gives a template's prose anew for one learner's words; all that is not prose stays."""


def as_written(template: Template, values: Mapping[str, str]) -> Template:  # noqa: ARG001
    """The template as its author wrote it."""
    return template


def render(template: Template, values: Mapping[str, str] = DEFAULT_VALUES) -> NotebookJson:
    """The author's form, with solutions and hidden tests; equal input gives equal notebooks."""
    about: dict[str, Any] = {"key": template.key, "kind": str(template.kind)}
    if template.variables:
        about["variant"] = variant(template, values)
    cells = [_render_cell(template, cell, position, values) for position, cell in enumerate(template.cells)]
    return notebook.new_notebook(cells, about)


def render_source(template: Template) -> bytes:
    """The canonical bytes of the author's form, for nbgrader's `source` folder."""
    return notebook.stamp(render(template))


def render_released(template: Template, values: Mapping[str, str] = DEFAULT_VALUES) -> bytes:
    """The canonical bytes of the student's form in the learner's words."""
    return notebook.stamp(released_form(render(template, values)))


def variant(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """What VARIANT holds in this template for a learner with these values."""
    return {name: values[name] for name in template.variables}


def _render_cell(template: Template, cell: Cell, position: int, values: Mapping[str, str]) -> NotebookJson:
    cell_id = cell.name or f"{template.key}-{position:02d}"
    if cell.is_markdown:
        text = fill_markdown(cell.text, values) if template.is_personal else cell.text
        return notebook.markdown_cell(cell_id, text, _metadata(cell))
    return notebook.code_cell(cell_id, _code(template, cell, values), _metadata(cell))


def _code(template: Template, cell: Cell, values: Mapping[str, str]) -> str:
    match cell.role:
        case Role.VARIANT:
            return variant_source(variant(template, values))
        case Role.TEST:
            return f"{test_heading(cell)}\n{cell.text}"
        case _:
            return cell.text


def test_heading(cell: Cell) -> str:
    """The comment on top of a test cell that says what it is worth and what it looks at."""
    return f"# {cell.points} {'point' if cell.points == 1 else 'points'}: {cell.title}"


def _metadata(cell: Cell) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    if cell.title is not None:
        metadata[notebook.METADATA] = {"title": cell.title}
    grading = grading_metadata(cell)
    if grading is not None:
        metadata["nbgrader"] = grading
    return metadata
