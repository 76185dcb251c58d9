"""How fast notebooks are made: in process, as a whole course, and beside papermill's command line."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bench.row import Row, timed
from curriculum.archetype import complete
from curriculum.build import build
from curriculum.built import Built
from curriculum.export import export_course
from curriculum.render import Template, render_released

ROUNDS = 5
WORDS = {"entity_primary": "Shoe", "metric": "Resale price", "container": "Vault"}


def rows() -> Iterator[Row]:
    """Measure reading, rendering, a whole course, and papermill on the same notebooks."""
    yield Row(
        "reading both curricula",
        median(timed(build) for _ in range(ROUNDS)),
        "s",
        "every source, parsed and checked",
    )
    built = build()
    values = complete("economic", "allocator", "Sneakers", WORDS)
    templates = _templates(built)
    each = median(timed(lambda: _render(templates, values)) for _ in range(ROUNDS)) / len(templates)
    yield Row("rendering in process", 1 / each, "notebooks/s", f"{len(templates)} notebooks; target 200")
    with tempfile.TemporaryDirectory() as folder:
        course = median(timed(lambda: export_course(built, values, Path(folder))) for _ in range(ROUNDS))
        yield Row("a whole course, checked and written", course, "s", "seven modules; target 3")
        notebooks = sorted(Path(folder).rglob("*.ipynb"))[:3]
        papermill = median(timed(partial(_papermill, path)) for path in notebooks)
    yield Row(
        "papermill's command line is slower by",
        papermill / each,
        "times",
        f"{papermill:.2f} s a notebook, nothing run",
    )


def _templates(built: Built) -> list[Template]:
    return [item.template for module in built.blueprint for item in module.items]


def _render(templates: list[Template], values: dict[str, str]) -> None:
    for template in templates:
        render_released(template, values)


def _papermill(notebook: Path) -> None:
    """Put parameters into a notebook, without running it."""
    parameters = [word for name, value in WORDS.items() for word in ("-r", name, value)]
    papermill = Path(sys.executable).with_name("papermill")
    out = notebook.with_suffix(".out.ipynb")
    command = [str(papermill), "--prepare-only", *parameters, str(notebook), str(out)]
    subprocess.run(command, check=True, capture_output=True)
