"""Runs notebooks as plain Python does: all cells of one in one namespace of one process, with no border.

Started with the student environment's Python as a file. Each line on standard input is a run: sources
and the seconds that they may take. Each line on standard output has the outputs of the cells.
"""

import ast
import contextlib
import gc
import importlib
import json
import linecache
import os
import select
import sys
import tempfile

os.environ["MPLBACKEND"] = "Agg"


def run_cell(number: int, source: str, namespace: "dict[str, object]") -> "list[dict[str, object]]":
    """The outputs of a cell: the value of its last expression, or the error that ended it."""
    name = f"<cell {number}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    printed = Printed()
    try:
        tree = ast.parse(source)
        last = (
            ast.Expression(tree.body[-1].value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        )
        if last:
            tree.body.pop()
        with contextlib.redirect_stdout(printed):
            exec(compile(tree, name, "exec"), namespace)  # noqa: S102 -- this is its task
            value = eval(compile(last, name, "eval"), namespace) if last else None  # noqa: S307
    except BaseException as error:  # noqa: BLE001 -- whatever a cell raises is its result
        failure: dict[str, object] = {"ename": type(error).__name__, "evalue": str(error), "traceback": []}
        return [*printed.outputs(), {"output_type": "error", **failure}]
    shown: dict[str, object] = {
        "output_type": "execute_result",
        "data": {"text/plain": repr(value)},
        "metadata": {},
    }
    return [*printed.outputs(), *([] if value is None else [shown])]


class Printed:
    """What a cell prints."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Keep the text."""
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    def outputs(self) -> "list[dict[str, object]]":
        """What was printed as an output of a notebook."""
        return [{"output_type": "stream", "name": "stdout", "text": self.text}] if self.text else []


def run(cells: "list[str]") -> "list[list[dict[str, object]]]":
    """The outputs of all cells; an error in one does not end the notebook."""
    namespace: dict[str, object] = {"__name__": "__main__", "student_compares": lambda *_kinds: None}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        return [run_cell(number, source, namespace) for number, source in enumerate(cells)]


def run_apart(cells: "list[str]", seconds: float) -> "list[list[dict[str, object]]] | None":
    """Run in a child process, so that no notebook sees what another left; None when it did not end well."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        text = json.dumps(run(cells))
        with os.fdopen(writer, "w") as out:
            out.write(text)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        text = source.read() if select.select([source], [], [], seconds)[0] else ""
    if not text:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, 9)
    os.waitpid(child, 0)
    return json.loads(text) if text else None


if __name__ == "__main__":
    for module in ("matplotlib.pyplot", "numpy", "pandas", "unittest.mock"):
        importlib.import_module(module)
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps(run_apart(order["cells"], order["seconds"])) + "\n")
        sys.stdout.flush()
