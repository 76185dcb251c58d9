"""What the gradebook says of a cell outweighs what a notebook of the author says now."""

from dataclasses import replace

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import Authored, merge, read_source
from curriculum.grading.integrity.reading import read
from tests.factories.classroom import as_bytes, source_notebook


def authored() -> Authored:
    return read_source(read(as_bytes(source_notebook(with_essay=True))).notebook)


def test_students_get_neither_solutions_nor_hidden_tests() -> None:
    cells = authored().by_name
    assert "NotImplementedError" in cells["mean"].source
    assert "HIDDEN" in cells["mean-of-fractions"].source
    assert "HIDDEN" not in str(cells["mean-of-fractions"].released)
    assert cells["essay"].released == "YOUR ANSWER HERE"


def test_the_gradebooks_test_is_used_when_the_source_was_edited_later() -> None:
    known = [
        replace(cell, source="assert 'released'") if cell.is_test else cell
        for cell in reversed(authored().cells)
    ]
    merged = merge(known, authored().notebook, None, None)
    assert [cell.name for cell in merged.cells] == [cell.name for cell in authored().cells]
    texts = [cell.source for cell in merged.notebook.cells]
    assert texts.count("assert 'released'") == 2
    assert any("BEGIN SOLUTION" in text for text in texts)


def test_without_any_notebook_of_the_author_the_gradebook_alone_will_do() -> None:
    merged = merge(authored().cells, None, None, {"name": "python3"})
    assert len(merged.notebook.cells) == len(merged.cells)


def test_one_learners_locked_text_is_hers_alone() -> None:
    own = authored().with_texts({"imports": "import cmath"})
    assert own.by_name["imports"].source == own.by_name["imports"].released == "import cmath"
    assert any(cell.source == "import cmath" for cell in own.notebook.cells)
    assert all(cell.source != "import cmath" for cell in authored().notebook.cells)
    assert isinstance(own.notebook, NotebookNode)
