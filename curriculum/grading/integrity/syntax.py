"""Says of each answer that Python cannot read where it breaks off."""

import ast
import re
import warnings
from collections.abc import Iterator

from nbformat import NotebookNode

from curriculum.grading.integrity.authored import marks_of, name_of

_BEYOND_PYTHON = re.compile(r"^\s*[%!?]|\?\s*$|=\s*[%!]", re.MULTILINE)
LONGEST = 200_000


def unparsable(notebook: NotebookNode) -> Iterator[str]:
    """A sentence for each answer that is not valid Python; magics and shell lines are left to IPython."""
    if notebook.metadata.get("kernelspec", {}).get("language", "python") != "python":
        return
    for cell in notebook.cells:
        if cell.cell_type == "code" and marks_of(cell).get("solution") and (found := _mistake(cell.source)):
            yield f"The answer cell '{name_of(cell)}' is no valid Python ({found})."


def _mistake(source: str) -> str | None:
    if len(source) > LONGEST:
        return f"it has more than {LONGEST:,} characters"
    if _BEYOND_PYTHON.search(source):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "<cell>", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}" if error.lineno else str(error.msg)
    except (ValueError, MemoryError, RecursionError) as error:
        return str(error) or "it is nested too deeply"
    return None
