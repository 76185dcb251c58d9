"""Each cell of a submission stands beside the author's cell that it comes from."""

from curriculum.grading.integrity.pairing import beside
from tests.factories.classroom import code, mark, notebook_of, text


def test_added_cells_stand_beside_empty_ones_and_edited_ones_beside_their_own() -> None:
    source = notebook_of(
        [
            text("# Title"),
            code("import numpy as np"),
            code("SECRET", **mark("answer", solution=True)),
            code("assert 1", **mark("test", grade=True, points=1)),
            code("plot()"),
        ]
    )
    submission = notebook_of(
        [
            text("# Title"),
            code("mine = 1"),
            code("import numpy as np"),
            code("x = 2", **mark("answer", solution=True)),
            code("assert 1", **mark("test", grade=True, points=1)),
            code("plot(2)"),
            text("a note"),
        ]
    )
    found = beside(submission, source)
    assert [cell.source for cell in found.cells] == [
        "# Title",
        "",
        "import numpy as np",
        "SECRET",
        "assert 1",
        "plot()",
        "",
    ]
    assert [cell.cell_type for cell in found.cells] == [cell.cell_type for cell in submission.cells]
