"""Notebooks as bytes: canonical JSON that is the same on every run, with the version written inside."""

import copy
import hashlib
import json
from typing import Any

NotebookJson = dict[str, Any]

METADATA = "coursewright"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
VERSION_LENGTH = 12


def new_notebook(cells: list[NotebookJson], about: dict[str, Any]) -> NotebookJson:
    """A version 4.5 notebook of these cells; `about` becomes its `metadata.coursewright`."""
    return {
        "cells": cells,
        "metadata": {METADATA: about, "kernelspec": dict(KERNELSPEC), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def markdown_cell(cell_id: str, text: str, metadata: dict[str, Any]) -> NotebookJson:
    """A Markdown cell with a given id."""
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": text}


def code_cell(cell_id: str, text: str, metadata: dict[str, Any]) -> NotebookJson:
    """A code cell with a given id, never run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": text,
    }


def canonical(notebook: NotebookJson) -> bytes:
    """The notebook's one spelling: sorted keys, text as lists of lines, UTF-8, one newline at the end."""
    lined = {**notebook, "cells": [_with_lines(cell) for cell in notebook["cells"]]}
    return (json.dumps(lined, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def parse_notebook(content: bytes) -> NotebookJson:
    """The notebook of these bytes, its cell text joined to one string each."""
    notebook: NotebookJson = json.loads(content)
    for cell in notebook["cells"]:
        cell["source"] = text_of(cell)
    return notebook


def text_of(cell: NotebookJson) -> str:
    """The cell's text, however the file spells it."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def stamp(notebook: NotebookJson) -> bytes:
    """Canonical bytes whose `metadata.coursewright.version` tells them from every other content."""
    stamped = copy.deepcopy(notebook)
    about = stamped["metadata"].setdefault(METADATA, {})
    about.pop("version", None)
    about["version"] = hashlib.sha256(canonical(stamped)).hexdigest()[:VERSION_LENGTH]
    return canonical(stamped)


def version_of(content: bytes) -> str:
    """The version that `stamp` wrote."""
    return str(json.loads(content)["metadata"][METADATA]["version"])


def digest(content: bytes) -> bytes:
    """The address of a notebook in the notebooks table."""
    return hashlib.sha256(content).digest()


def _with_lines(cell: NotebookJson) -> NotebookJson:
    return {**cell, "source": text_of(cell).splitlines(keepends=True)}
