"""What of a graded notebook must be the same, whichever engine graded it."""

import hashlib
import json
import re
from itertools import groupby
from typing import Any

Notebook = dict[str, Any]
_TIMES = re.compile(r"CPU times: .*\nWall time: .*\n")
_WARNING = re.compile(r"(?:@|<notebook>):\d+: (\w*Warning: .*\n)(?:  .*\n)?")
_TIME_OUTS = {"CellTimeoutError", "CellTimeout", "TimeUp"}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"/tmp/ipykernel_\d+/\d+\.py|<ipython-input-\d+-[0-9a-f]+>|0x[0-9a-f]{6,}")  # noqa: S108 - found in texts


def normal(notebook: Notebook) -> Notebook:
    """The notebook without execution times, terminal colours and addresses in memory.

    Text that arrived in pieces is put together: how a stream is cut is a matter of milliseconds.
    """
    cells = [_cell(cell) for cell in notebook["cells"]]
    return {**notebook, "cells": cells}


def digest(notebook: Notebook) -> str:
    """A fingerprint of what must be the same on every version of Python: all but the tracebacks.

    Two known differences are left out too: how a time-out is worded, and which line a warning that the
    student's code gives during a test is said to come from.
    """
    plain = json.loads(json.dumps(normal(notebook)))
    plain["metadata"].pop("language_info", None)
    for cell in plain["cells"]:
        for output in cell.get("outputs", []):
            output.pop("traceback", None)
            if "image/png" in output.get("data", {}):
                output["data"]["image/png"] = "a picture"
            if output.get("name") == "stderr":
                output["text"] = _WARNING.sub(r"\1", output["text"])
        if any(output.get("ename") in _TIME_OUTS for output in cell.get("outputs", [])):
            cell["outputs"] = "out of time"
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]


def _cell(cell: Notebook) -> Notebook:
    metadata = {name: value for name, value in cell["metadata"].items() if name != "execution"}
    kept = {**cell, "metadata": metadata, "source": _text(cell["source"])}
    return {**kept, "outputs": _outputs(cell["outputs"])} if "outputs" in cell else kept


def _outputs(outputs: list[Notebook]) -> list[Notebook]:
    found: list[Notebook] = []
    for key, group in groupby(outputs, key=lambda output: (output["output_type"], output.get("name"))):
        same = list(group)
        if key[0] == "stream":
            found.append({**same[0], "text": "".join(_text(output["text"]) for output in same)})
        else:
            found.extend(_output(output) for output in same)
    return found


def _output(output: Notebook) -> Notebook:
    if output["output_type"] == "error":
        lines = "\n".join(output["traceback"])
        return {**output, "evalue": _text(output["evalue"]), "traceback": _text(lines).splitlines()}
    data = {
        mime: _text(value) if isinstance(value, str | list) else value
        for mime, value in output["data"].items()
    }
    return {**output, "data": data}


def _text(value: str | list[str]) -> str:
    text = value if isinstance(value, str) else "".join(value)
    return _TIMES.sub("@", _PLACE.sub("@", _COLOUR.sub("", text)))
