"""The Python of a cell as IPython would run it: magics become calls, which T refuses where they matter."""

import importlib
from functools import cache
from typing import Any


@cache
def _transformer() -> Any:
    try:
        transformers = importlib.import_module("IPython.core.inputtransformer2")
    except ImportError:
        return None
    return transformers.TransformerManager()


def plain(source: str) -> str:
    """The cell without IPython's own syntax; text that cannot be transformed stays as it is."""
    transformer = _transformer()
    if transformer is None:
        return source
    try:
        return str(transformer.transform_cell(source))
    except (SyntaxError, ValueError, RecursionError):
        return source


def is_quiet(source: str) -> bool:
    """Whether a semicolon at the end asks for no result."""
    lines = [line for line in source.rstrip().splitlines() if not line.lstrip().startswith("#")]
    return bool(lines) and lines[-1].split("#")[0].rstrip().endswith(";")
