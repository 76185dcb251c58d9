"""What a test cell shows: printed text, results and errors as a notebook's outputs."""

import importlib
import io
from functools import cache
from typing import Any

from curriculum.grading.protocol.message import Output
from curriculum.grading.trusted import remote

MOST_TEXT = 1 << 20


class Display:
    """The outputs of the present cell, in order."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.outputs: list[Output] = []
        self._left = MOST_TEXT

    def write(self, name: str, text: str) -> None:
        """Printed text on stdout or stderr."""
        text = text[: self._left]
        self._left -= len(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        elif text:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def add(self, output: Output) -> None:
        """A display, a result or an error."""
        self.outputs.append(output)

    def result(self, value: Any, count: int | None) -> None:
        """The value of the cell's last line."""
        if value is not None:
            data, metadata = formatted(value)
            output = {"output_type": "execute_result", "data": data, "metadata": metadata}
            self.add({**output, "execution_count": count})

    def display(self, *values: Any, **_options: Any) -> None:
        """What `display(...)` shows."""
        for value in values:
            data, metadata = formatted(value)
            self.add({"output_type": "display_data", "data": data, "metadata": metadata})


class Stream(io.TextIOBase):
    """Standard output or error of a test cell."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        """`display` is exchanged with every cell."""
        self._name = name
        self.display = Display()

    def write(self, text: str) -> int:
        """Add to the cell's outputs."""
        if not isinstance(text, str):
            msg = f"write() argument must be str, not {type(text).__name__}"
            raise TypeError(msg)
        self.display.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True


@cache
def _formatter() -> Any:
    try:
        formatters = importlib.import_module("IPython.core.formatters")
    except ImportError:
        return None
    return formatters.DisplayFormatter()


def formatted(value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A value in the forms that a notebook keeps; a student's object is shown by its text alone."""
    if remote.is_remote(value):
        return {"text/plain": _harmless(repr(value))}, {}
    formatter = _formatter()
    if formatter is None:
        return {"text/plain": repr(value)}, {}
    data, metadata = formatter.format(value)
    return dict(data), dict(metadata)


def _harmless(text: str) -> str:
    """Text that S chose never reads as a number, which nbgrader would take for points."""
    try:
        float(text)
    except ValueError:
        return text
    return f"<{text}>"
