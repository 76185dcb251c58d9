"""Runs trial notebooks one after another, each in its own process; knows only the standard library.

Started with the student environment's Python as a file, never imported: a list of runs comes in on standard
input as JSON, and a list of {"failed": {cell name: reason}, "seconds": float} goes out.
"""

import contextlib
import importlib
import json
import os
import sys
import time


def run_cells(cells: "list[dict[str, str]]") -> "dict[str, str]":
    """Run the cells in order in one namespace; the reason of each cell that raised, by cell name."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    failed = {}
    for cell in cells:
        try:
            exec(compile(cell["text"], f"<{cell['name']}>", "exec"), namespace)  # noqa: S102 -- this is its task
        except BaseException as error:  # noqa: BLE001 -- whatever a trial raises is its result
            failed[cell["name"]] = f"{type(error).__name__}: {error}"
    return failed


def run_apart(cells: "list[dict[str, str]]") -> "dict[str, object]":
    """Run the cells in a child process, so that no run sees what another left behind."""
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reader)
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        with os.fdopen(writer, "w") as out:
            json.dump(run_cells(cells), out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        text = source.read()
    os.waitpid(child, 0)
    failed = json.loads(text) if text else {"": "the process ended before its last cell"}
    return {"failed": failed, "seconds": round(time.monotonic() - began, 3)}


def warm_up(runs: "list[list[dict[str, str]]]") -> None:
    """Import once what most runs import, before they are forked off."""
    texts = "".join(cell["text"] for run in runs for cell in run)
    for name in ("numpy", "matplotlib.pyplot"):
        if f"import {name}" in texts:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "Agg"
    runs = json.load(sys.stdin)
    warm_up(runs)
    json.dump([run_apart(run) for run in runs], sys.stdout)
