"""What a zygote imports is learned from the instructor's notebook."""

from pathlib import Path

from curriculum.grading.zygote.imports import MOST_IMPORTS, imports_of
from tests.factories.classroom import code, notebook_of, text


def test_imports_are_read_from_the_cells() -> None:
    cells = [
        text("import nothing"),
        code("%matplotlib inline\nimport numpy as np, json\nfrom pandas import DataFrame"),
        code("def f():\n    import matplotlib.pyplot as plt\n!ls"),
        code("this is no Python"),
        code("from . import here\nimport antigravity"),
    ]
    assert imports_of(notebook_of(cells)) == {"numpy", "json", "pandas", "matplotlib.pyplot"}


def test_a_list_in_the_metadata_outweighs_the_cells() -> None:
    listed = {"imports": ["numpy", "not a module", 7]}
    assert imports_of(notebook_of([code("import json")], coursewright=listed)) == {"numpy"}


def test_modules_among_the_assignments_files_are_left_to_the_cells(tmp_path: Path) -> None:
    (tmp_path / "tools.py").touch()
    (tmp_path / "package").mkdir()
    notebook = notebook_of([code("import tools, package.inner, numpy")])
    assert imports_of(notebook, tmp_path) == {"numpy"}


def test_there_is_an_end_to_what_is_imported() -> None:
    notebook = notebook_of([code("\n".join(f"import m{number}" for number in range(200)))])
    assert len(imports_of(notebook)) == MOST_IMPORTS
