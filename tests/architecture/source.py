"""The source files that the architecture tests look at."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("db", "curriculum", "hub", "extensions/coursewright_lab")
LEFT_OUT = ("curriculum/content", "extensions/coursewright_lab/labextension")


def python_files() -> Iterator[Path]:
    """Yield every Python file of the product, without authored content and built assets."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = relative(path)
            if not name.startswith(LEFT_OUT) and "node_modules" not in path.parts:
                yield path


def relative(path: Path) -> str:
    """Return the path from the repository's top, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the last name and the line of every call, ``session.commit()`` as ``("commit", 7)``."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield name, node.lineno
