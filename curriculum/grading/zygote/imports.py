"""Which modules a zygote should have imported before it forks: those that the assignment names or imports."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

MOST_IMPORTS = 40
_NEVER = frozenset({"antigravity", "idlelib", "this", "tkinter", "turtle", "turtledemo"})


def imports_of(source: NotebookNode, files: Path | None = None) -> frozenset[str]:
    """The modules that the instructor's notebook lists in its metadata, else those that its cells import.

    Modules that lie among the assignment's own files are left to the cells.
    """
    listed = source.metadata.get("coursewright", {}).get("imports")
    if isinstance(listed, list):
        names = [name for name in listed if isinstance(name, str) and _is_module(name)]
    else:
        names = [name for cell in source.cells if cell.cell_type == "code" for name in _imported(cell.source)]
    own = {path.name.removesuffix(".py") for path in files.iterdir()} if files else set()
    found = (name for name in names if name.partition(".")[0] not in own | _NEVER)
    return frozenset(list(dict.fromkeys(found))[:MOST_IMPORTS])


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _parsed(source: str) -> ast.Module:
    """The cell without its magics; an empty one if it is no Python."""
    lines = ["pass" if line.lstrip()[:1] in {"%", "!", "?"} else line for line in source.splitlines()]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ast.Module([], [])


def _is_module(name: str) -> bool:
    return all(part.isidentifier() for part in name.split(".")) and name not in sys.builtin_module_names
