"""A student's notebook as formgrader shows it."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from traitlets.config import Config

from curriculum.grading.mark import RunMark, write_run_mark
from hub.formgrader.exporter import SubmissionExporter

NONCE = "number-of-this-page"
ATTACKS = [
    "<script>steal()</script>",
    '<img src=x onerror="steal()">',
    '<svg onload="steal()"></svg>',
    '<iframe src="https://example.org"></iframe>',
    "[x](javascript:steal())",
    '<a href="javascript:steal()">x</a>',
    '<form action="/formgrader/api/grade/1"><button>x</button></form>',
    '<base href="https://example.org"><meta http-equiv="refresh" content="0;url=https://example.org">',
    '<div id="t1" style="position:fixed;inset:0">x</div>',
    f'<script nonce="{NONCE}">steal()</script>',
]
FORBIDDEN = (
    "steal()</script",
    "onerror=",
    "onload=",
    "<iframe",
    'href="javascript:',
    "<form",
    "<base",
    "http-equiv",
)


def _render(tmp_path: Path, *cells: nbformat.NotebookNode, **resources: str) -> str:
    path = tmp_path / "m01.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    names = {"base_url": "/user/course-demo", "student": "ada", "first_name": "Ada", "last_name": "L"}
    given = {"index": 0, "total": 1, "submission_id": "s", "notebook_id": "m01", "assignment_id": "m01"}
    exporter = SubmissionExporter(config=Config()).with_nonce(NONCE)
    html, _ = exporter.from_filename(
        str(path), resources={**names, **given, "notebook_path": "m01.ipynb", **resources}
    )
    return str(html)


def _own(html: str) -> str:
    """The part of a page that shows the notebook."""
    return html[html.index('id="notebook-container"') :]


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_of_a_student_does_nothing_in_text(tmp_path: Path, attack: str) -> None:
    shown = _own(_render(tmp_path, new_markdown_cell(attack)))
    assert not [bad for bad in FORBIDDEN if bad in shown]
    assert "position:fixed" not in shown


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_of_a_student_does_nothing_in_outputs(tmp_path: Path, attack: str) -> None:
    outputs = [
        new_output("display_data", data={kind: attack})
        for kind in ("text/html", "text/markdown", "image/svg+xml", "application/javascript")
    ]
    shown = _own(_render(tmp_path, new_code_cell("show()", outputs=outputs), new_raw_cell(attack)))
    assert not [bad for bad in FORBIDDEN if bad in shown]


def test_what_students_write_honestly_stays_readable(tmp_path: Path) -> None:
    text = "# Title\n\n> quoted\n\n`a < b` and **bold** and $a^2$\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    table = "<table><tbody><tr><td>7</td></tr></tbody></table>"
    cell = new_code_cell("frame", outputs=[new_output("display_data", data={"text/html": table})])
    shown = _own(_render(tmp_path, new_markdown_cell(text), cell))
    for part in (
        "<blockquote>",
        "<code>a &lt; b</code>",
        "<strong>bold</strong>",
        "$a^2$",
        "<td>7</td>",
        "<td>1</td>",
    ):
        assert part in shown


def test_every_script_of_the_page_carries_the_number_and_none_comes_from_elsewhere(tmp_path: Path) -> None:
    html = _render(tmp_path, new_markdown_cell("text"))
    scripts = [part.split(">")[0] for part in html.split("<script")[1:]]
    assert len(scripts) > 10
    assert all(f'nonce="{NONCE}"' in script for script in scripts)
    assert not [script for script in scripts if "https:" in script]
    assert "onclick" not in html


def test_a_name_is_shown_as_it_is_written(tmp_path: Path) -> None:
    html = _render(tmp_path, new_markdown_cell("text"), last_name="<script>steal()</script>")
    assert "steal()</script" not in html


def test_what_was_mended_stands_above_the_notebook(tmp_path: Path) -> None:
    cell = new_code_cell("1", metadata={"execution": {}})
    notebook = new_notebook(cells=[cell])
    write_run_mark(notebook, RunMark(integrity=("The cell <b>'x'</b> was moved.",)))
    html = _render(tmp_path, *notebook.cells)
    assert "The cell &lt;b&gt;'x'&lt;/b&gt; was moved." in html
    assert 'id="integrity"' not in _render(tmp_path, new_code_cell("1"))
