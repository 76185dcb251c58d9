"""The student's side of a run: executes cells in IPython as they arrive and answers with their outputs.

Self-contained: started by path with the student environment's Python, inside the sandbox. Requests come as
JSON lines on standard input and answers leave on standard output; both are moved away before any cell runs.
"""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any, cast

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

CUT = "\n[The rest of the output was cut.]\n"


class CellTimeout(KeyboardInterrupt):
    """The cell used up its time; no `except Exception` holds it."""


class Outputs:
    """The outputs of the running cell, in the order they came, cut at a size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._files = {
            "stdout": tempfile.TemporaryFile(dir="."),  # noqa: SIM115
            "stderr": tempfile.TemporaryFile(dir="."),  # noqa: SIM115
        }
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            os.dup2(self._files[name].fileno(), descriptor)
            setattr(sys, name, Stream(self, name, descriptor))
        self.start()

    def start(self) -> None:
        """Forget everything: a new cell begins."""
        self._list: list[dict[str, Any]] = []
        self._left = self._most

    def finish(self) -> list[dict[str, Any]]:
        """All outputs of the cell."""
        self.collect_descriptors()
        return self._list

    def text(self, name: str, text: str) -> None:
        """Text on stdout or stderr."""
        self.collect_descriptors()
        self._text(name, text)

    def add(self, output: dict[str, Any]) -> None:
        """A display, a result or an error."""
        self.collect_descriptors()
        size = len(json.dumps(output, default=str))
        if output["output_type"] != "error" and size > self._left:
            self._cut()
            return
        self._left -= size
        self._list.append(output)

    def clear(self) -> None:
        """What `clear_output` asks for."""
        self._list.clear()

    def collect_descriptors(self) -> None:
        """Take over what was written past Python, by a child process or a C library."""
        for name, file in self._files.items():
            if os.fstat(file.fileno()).st_size:
                raw = os.pread(file.fileno(), max(self._left, 0) + 1, 0)
                os.ftruncate(file.fileno(), 0)
                os.lseek(file.fileno(), 0, os.SEEK_SET)
                self._text(name, raw.decode("utf-8", "replace"))

    def _text(self, name: str, text: str) -> None:
        if len(text) > self._left:
            text = text[: max(self._left, 0)]
            self._append(name, text)
            self._cut()
        else:
            self._append(name, text)

    def _append(self, name: str, text: str) -> None:
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

    def __init__(self, outputs: Outputs, name: str, descriptor: int) -> None:
        self._outputs, self._name, self._descriptor = outputs, name, descriptor

    def write(self, text: str) -> int:
        """Add to the cell's outputs."""
        if not isinstance(text, str):
            msg = f"write() argument must be str, not {type(text).__name__}"
            raise TypeError(msg)
        self._outputs.text(self._name, text)
        return len(text)

    def fileno(self) -> int:
        """The descriptor that child processes inherit."""
        return self._descriptor

    def writable(self) -> bool:
        """Always."""
        return True


class Results(DisplayHook):
    """Turns the value of a cell's last line into an execute_result."""

    def write_output_prompt(self) -> None:
        """No prompt: the outputs are data."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Add the result."""
        cast("Shell", self.shell).outputs.add(
            {
                "output_type": "execute_result",
                "data": format_dict,
                "metadata": md_dict or {},
                "execution_count": None,
            }
        )

    def finish_displayhook(self) -> None:
        """No line break: the outputs are data."""
        self._is_active = False


class Displays(DisplayPublisher):
    """Turns `display(...)` and figures into display_data."""

    def publish(
        self, data: dict[str, Any], metadata: dict[str, Any] | None = None, source: object = None, **_: object
    ) -> None:
        """Add the display."""
        del source
        cast("Shell", self.shell).outputs.add(
            {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        )

    def clear_output(self, wait: bool = False) -> None:
        """Drop what the cell showed so far."""
        del wait
        cast("Shell", self.shell).outputs.clear()


class Shell(InteractiveShell):
    """IPython without terminal, kernel, history and exit."""

    displayhook_class = Type(Results)
    display_pub_class = Type(Displays)
    outputs: Outputs

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", etype)),
                "evalue": _sentence(evalue),
                "traceback": [str(line) for line in stb],
            }
        )

    def system(self, cmd: str) -> None:
        """Run a `!command`; its output goes through the inherited descriptors."""
        line = self.var_expand(cmd, depth=1)  # type: ignore[no-untyped-call]
        done = subprocess.run(line, shell=True, check=False)  # noqa: S602
        self.user_ns["_exit_code"] = done.returncode

    def ask_exit(self) -> None:
        """`exit()` in a cell ends nothing: the cells after it are still judged."""


def _sentence(error: BaseException) -> str:
    try:
        return str(error)[:10_000]
    except Exception:  # noqa: BLE001 - a student's __str__ may raise anything
        return ""


def _shell(most_output: int) -> Shell:
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "neutral"
    shell: Shell = Shell.instance(config=config)
    shell.outputs = Outputs(most_output)
    return shell


def _ring(*_: object) -> None:
    raise CellTimeout("This cell took longer than it may; look for a loop that does not end.")


def _run(shell: Shell, source: str, seconds: float) -> dict[str, Any]:
    shell.outputs.start()
    started = time.perf_counter()
    outcome = "error"
    try:
        signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
        try:
            result = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
            outcome = "ok" if result.success else "error"
            if isinstance(result.error_in_exec, CellTimeout):
                outcome = "timeout"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except CellTimeout:
        outcome = "timeout"
    outputs = shell.outputs.finish()
    for output in outputs:
        if output["output_type"] == "stream":
            output["text"] = "".join(output["text"])
    taken = time.perf_counter() - started
    return {"outcome": outcome, "seconds": taken, "outputs": outputs}


def main() -> None:
    """Answer each request until there are no more."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    shell = _shell(int(sys.argv[1]))
    answers.write("{}\n")  # ready
    answers.flush()
    for line in requests:
        request = json.loads(line)
        answer = _run(shell, request["source"], request["seconds"])
        answers.write(json.dumps(answer, default=repr, allow_nan=False) + "\n")
        answers.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
