"""Whatever a student did to the cells, the assignment's own are there once, in order, as authored."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from curriculum.grading.integrity.alignment import Aligned, align
from curriculum.grading.integrity.authored import Authored, name_of, read_source
from curriculum.grading.integrity.reading import read
from curriculum.nbgrader_cells import released_form
from tests.factories.classroom import as_bytes, code, mark, notebook_of, text

SOURCE = notebook_of(
    [
        text("# Averages"),
        code("import math", **mark("imports", locked=True)),
        code(
            "### BEGIN SOLUTION\ndef mean(n):\n    return 1\n### END SOLUTION", **mark("mean", solution=True)
        ),
        code("assert mean([1]) == 1", **mark("first", grade=True, locked=True, points=4)),
        code(
            "assert mean([2]) == 2\n### BEGIN HIDDEN TESTS\nassert mean([3])\n### END HIDDEN TESTS",
            **mark("second", grade=True, locked=True, points=6),
        ),
        text("The answer.", **mark("essay", grade=True, solution=True, points=5)),
        text("Draw.", **mark("poster", task=True, locked=True, points=2)),
    ]
)
NAMES = ["imports", "mean", "first", "second", "essay", "poster"]
Break = Callable[[NotebookNode], None]


@pytest.fixture
def authored() -> Authored:
    return read_source(read(as_bytes(SOURCE)).notebook)


@pytest.fixture
def released() -> NotebookNode:
    form = released_form(json.loads(as_bytes(SOURCE)))
    notebook = read(json.dumps(form).encode()).notebook
    find(notebook, "mean").source = "def mean(n):\n    return n[0]"
    return notebook


def find(notebook: NotebookNode, name: str) -> NotebookNode:
    cell: NotebookNode = next(cell for cell in notebook.cells if name_of(cell) == name)
    return cell


def texts(aligned: Aligned) -> dict[str, str]:
    return {name_of(cell): cell.source for cell in aligned.notebook.cells if name_of(cell)}


def test_an_honest_submission_stays_as_it_is_but_for_the_hidden_tests(
    authored: Authored, released: NotebookNode
) -> None:
    before = deepcopy(released)
    aligned = align(released, authored)
    assert aligned.sentences == ()
    assert "HIDDEN" in find(aligned.notebook, "second").source
    forget(aligned.notebook, "second")
    forget(before, "second")
    assert aligned.notebook == before


def forget(notebook: NotebookNode, name: str) -> None:
    notebook.cells.remove(find(notebook, name))


def double(notebook: NotebookNode, name: str) -> None:
    notebook.cells.append(deepcopy(find(notebook, name)))


def move(notebook: NotebookNode, name: str, place: int) -> None:
    cell = find(notebook, name)
    notebook.cells.remove(cell)
    notebook.cells.insert(place, cell)


def retype(notebook: NotebookNode, name: str, kind: str) -> None:
    cell = find(notebook, name)
    cell.cell_type = kind
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def edit(notebook: NotebookNode, name: str) -> None:
    find(notebook, name).source = "assert True"


def raise_points(notebook: NotebookNode) -> None:
    find(notebook, "first").metadata["nbgrader"]["points"] = 1000


def strip_marks(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)


def strip_marks_and_ids(notebook: NotebookNode) -> None:
    strip_marks(notebook)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"new-{number}"


def forge(notebook: NotebookNode) -> None:
    notebook.cells.append(code("1", **mark("forged", grade=True, locked=True, points=100)))


def shuffle(notebook: NotebookNode) -> None:
    random.Random(4).shuffle(notebook.cells)  # noqa: S311


def empty(notebook: NotebookNode) -> None:
    notebook.cells = []


BREAKS: list[tuple[Break, str]] = [
    (lambda nb: forget(nb, "first"), "'first' was missing and was put back"),
    (lambda nb: forget(nb, "imports"), "'imports' was missing and was put back"),
    (lambda nb: forget(nb, "poster"), "'poster' was missing and was put back"),
    (lambda nb: double(nb, "first"), "'first' was there more than once"),
    (lambda nb: move(nb, "first", 0), "'first' had been moved"),
    (lambda nb: move(nb, "imports", 4), "'imports' had been moved"),
    (lambda nb: retype(nb, "first", "markdown"), "'first' had become markdown"),
    (lambda nb: retype(nb, "second", "raw"), "'second' had become raw"),
    (lambda nb: edit(nb, "first"), "locked cell 'first' was edited"),
    (lambda nb: edit(nb, "imports"), "locked cell 'imports' was edited"),
    (raise_points, "marks of the cell 'first' had been changed"),
    (strip_marks, "recognised by its id"),
    (strip_marks_and_ids, "'mean' had lost its marks; it was recognised by its place"),
    (forge, "marks of no known exercise cell"),
    (shuffle, "had been moved"),
    (empty, "'essay' was missing and was put back"),
    (lambda nb: nb.cells.append(code("x = 1")), "1 cell was added"),
    (lambda nb: nb.cells.pop(0), "1 cell of the text or of the examples had been deleted"),
    (lambda nb: forget(nb, "mean"), "answer cell 'mean' is missing"),
    (lambda nb: find(nb, "mean").update(source="def mean(n:\n  1"), "no valid Python (line 1"),
]


@pytest.mark.parametrize(("breaks", "words"), BREAKS, ids=[words for _, words in BREAKS])
def test_every_damage_is_mended_and_told(
    authored: Authored, released: NotebookNode, breaks: Break, words: str
) -> None:
    breaks(released)
    aligned = align(released, authored)
    assert any(words in sentence for sentence in aligned.sentences), aligned.sentences
    expected = [name for name in NAMES if name != "mean" or name in texts(aligned)]
    assert [name_of(cell) for cell in aligned.notebook.cells if name_of(cell)] == expected
    for cell in authored.cells:
        if cell.is_test or cell.name == "imports":
            found = find(aligned.notebook, cell.name)
            assert found.source.endswith(cell.source)
            assert found.cell_type == cell.cell_type
            assert found.metadata["nbgrader"].get("points") == cell.points
    nbformat.validate(aligned.notebook)


def test_the_last_of_several_cells_counts_as_it_does_for_nbgrader(
    authored: Authored, released: NotebookNode
) -> None:
    second = deepcopy(find(released, "mean"))
    second.source = "the last"
    released.cells.insert(4, second)
    assert texts(align(released, authored))["mean"] == "the last"


def test_magics_and_questions_are_no_broken_python(authored: Authored, released: NotebookNode) -> None:
    find(released, "mean").source = "%matplotlib inline\n!ls\nmean?\nawait thing()"
    assert align(released, authored).sentences == ()


def test_any_random_damage_is_mended(authored: Authored, released: NotebookNode) -> None:
    draw = random.Random(7)  # noqa: S311
    actions: list[Callable[[NotebookNode, Any], object]] = [
        lambda nb, i: nb.cells.pop(i),
        lambda nb, i: nb.cells.append(deepcopy(nb.cells[i])),
        lambda nb, i: nb.cells[i].update(source="x"),
        lambda nb, i: nb.cells[i].metadata.pop("nbgrader", None),
        lambda nb, i: nb.cells[i].metadata.update(nbgrader={"grade_id": draw.choice([*NAMES, 7, None])}),
        lambda nb, i: nb.cells[i].update(cell_type=draw.choice(["code", "markdown", "raw"])),
        lambda nb, i: nb.cells.insert(0, nb.cells.pop(i)),
    ]
    for _ in range(300):
        notebook = deepcopy(released)
        for _ in range(draw.randrange(1, 8)):
            if notebook.cells:
                draw.choice(actions)(notebook, draw.randrange(len(notebook.cells)))
        aligned = align(read(as_bytes(notebook)).notebook, authored)
        found = [name_of(cell) for cell in aligned.notebook.cells if name_of(cell)]
        assert found == [name for name in NAMES if name != "mean" or "mean" in found]
        nbformat.validate(aligned.notebook)
