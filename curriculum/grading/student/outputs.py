"""What a cell puts out, in the order it came, whether through Python or past it, cut at a size."""

import io
import json
import os
import sys
from typing import Any

from curriculum.grading.protocol.message import Output

CUT = "\n[The rest of the output was cut.]\n"
_DESCRIPTORS = {"stdout": 1, "stderr": 2}


class Outputs:
    """The outputs of the running cell; standard output and error lead here, also for child processes."""

    def __init__(self, most: int) -> None:
        """Take over both streams; `most` is the size in characters that one cell may put out."""
        self._most = most
        self._files: dict[str, int] = {}
        for name, descriptor in _DESCRIPTORS.items():
            self._files[name] = os.memfd_create(name)
            os.dup2(self._files[name], descriptor)
            setattr(sys, name, Stream(self, name, descriptor))
        self.start()

    def start(self) -> None:
        """Forget everything: a new cell begins."""
        self._list: list[Output] = []
        self._left = self._most
        self._is_clearing = False

    def take(self) -> list[Output]:
        """All outputs since the start, with each stream's text in one piece; the next one starts empty."""
        self.collect_descriptors()
        taken = self._list
        self.start()
        for output in taken:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
            output.pop("display_id", None)
        return taken

    def text(self, name: str, text: str) -> None:
        """Text on stdout or stderr."""
        self.collect_descriptors()
        self._text(name, text)

    def add(self, output: Output) -> None:
        """A display, a result or an error."""
        self.collect_descriptors()
        size = len(json.dumps(output, default=str))
        if output["output_type"] != "error" and size > self._left:
            self._cut()
            return
        self._clear_now()
        self._left -= size
        self._list.append(output)

    def update(self, display_id: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Show something else in the displays of that name."""
        for output in self._list:
            if output.get("display_id") == display_id:
                output.update(data=data, metadata=metadata)

    def clear(self, *, wait: bool) -> None:
        """What `clear_output` asks for: now, or when the next output comes."""
        self._is_clearing = True
        if not wait:
            self._clear_now()

    def collect_descriptors(self) -> None:
        """Take over what was written past Python, by a child process or a C library."""
        for name, file in self._files.items():
            if os.fstat(file).st_size:
                raw = os.pread(file, max(self._left, 0) + 1, 0)
                os.ftruncate(file, 0)
                os.lseek(file, 0, os.SEEK_SET)
                self._text(name, raw.decode("utf-8", "replace"))

    def _clear_now(self) -> None:
        if self._is_clearing:
            self._list.clear()
            self._is_clearing = False

    def _text(self, name: str, text: str) -> None:
        if len(text) > self._left:
            self._append(name, text[: max(self._left, 0)])
            self._cut()
        else:
            self._append(name, text)

    def _append(self, name: str, text: str) -> None:
        self._clear_now()
        self._left -= len(text)
        last = self._list[-1] if self._list else {}
        if last.get("output_type") == "stream" and last.get("name") == name:
            last["text"].append(text)
        elif text:
            self._list.append({"output_type": "stream", "name": name, "text": [text]})

    def _cut(self) -> None:
        if self._left >= 0:
            self._left = -1
            self._list.append({"output_type": "stream", "name": "stdout", "text": [CUT]})


class Stream(io.TextIOBase):
    """Standard output or error as cells see it."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, outputs: Outputs, name: str, descriptor: int) -> None:
        self.name = f"<{name}>"
        self._outputs, self._which, self._descriptor = outputs, name, descriptor

    def write(self, text: str) -> int:
        """Add to the cell's outputs."""
        if not isinstance(text, str):
            msg = f"write() argument must be str, not {type(text).__name__}"
            raise TypeError(msg)
        self._outputs.text(self._which, text)
        return len(text)

    def fileno(self) -> int:
        """The descriptor that child processes inherit."""
        return self._descriptor

    def writable(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """Stay open: later cells write here too."""
