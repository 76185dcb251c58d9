"""IPython as a notebook's kernel shows it: no terminal, no history file, and outputs as data."""

import base64
import os
import struct
import subprocess
from typing import Any, cast

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from curriculum.grading.student.outputs import Outputs

LONGEST_SENTENCE = 10_000
_FACTOR, _SEED, _WORD = 0x5BD1E995, 0xC70F6907, 0xFFFFFFFF
ENVIRONMENT = {
    "TERM": "xterm-color",
    "CLICOLOR": "1",
    "FORCE_COLOR": "1",
    "CLICOLOR_FORCE": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
"""What a notebook's kernel sets for the programs it starts."""


class Results(DisplayHook):
    """Turns the value of a cell's last line into an execute_result."""

    def write_output_prompt(self) -> None:
        """No prompt: the outputs are data."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Add the result."""
        cast("Shell", self.shell).outputs.add(
            {
                "output_type": "execute_result",
                "data": _as_text(format_dict),
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
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        """Add the display, or change the one of the same name."""
        del source
        outputs = cast("Shell", self.shell).outputs
        name = (transient or {}).get("display_id")
        if update and name is not None:
            outputs.update(name, _as_text(data), metadata or {})
            return
        shown: dict[str, Any] = {"output_type": "display_data", "data": _as_text(data)}
        outputs.add({**shown, "metadata": metadata or {}, **({"display_id": name} if name else {})})

    def clear_output(self, wait: bool = False) -> None:
        """Drop what the cell showed so far."""
        cast("Shell", self.shell).outputs.clear(wait=wait)


class Compiler(CachingCompiler):
    """Gives cells the names of files, as a kernel does, on which IPython's tracebacks depend."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:  # noqa: ARG002
        """A name that is the same for the same text."""
        return f"/tmp/ipykernel_{os.getpid()}/{_fingerprint(raw_code)}.py"  # noqa: S108 - no file is there


class Shell(InteractiveShell):
    """IPython without terminal, kernel, history and exit."""

    compiler_class = Type(Compiler)
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
        done = subprocess.run(line, shell=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S602
        self.user_ns["_exit_code"] = done.returncode

    def enable_gui(self, gui: object = None) -> None:
        """Nothing to do for `%matplotlib inline`; windows there are none."""

    def init_environment(self) -> None:
        """The environment comes with the fork."""

    def ask_exit(self) -> None:
        """`exit()` in a cell ends nothing: the cells after it are still judged."""


Shell.__name__ = "ZMQInteractiveShell"  # libraries ask for this name to know that they are in a notebook


def make_shell() -> Shell:
    """The one shell of this process."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "neutral"
    config.IPKernelApp.tqdm = "a notebook, for tqdm"
    os.environ.update(ENVIRONMENT)
    shell: Shell = Shell.instance(config=config)
    return shell


def _as_text(data: dict[str, Any]) -> dict[str, Any]:
    """A bundle with pictures as text."""
    return {
        mime: base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
        for mime, value in data.items()
    }


def _sentence(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST_SENTENCE]
    except Exception:
        return ""


def _fingerprint(text: str) -> int:
    """MurmurHash2 of a cell's text, with which kernels name cells; syntax errors show that name."""
    content = text.encode("utf-8", "replace")
    found = (_SEED ^ len(content)) & _WORD
    whole = len(content) & ~3
    for (word,) in struct.iter_unpack("<I", content[:whole]):
        mixed = word * _FACTOR & _WORD
        found = (found * _FACTOR & _WORD) ^ ((mixed ^ mixed >> 24) * _FACTOR & _WORD)
    if rest := content[whole:]:
        found = (found ^ int.from_bytes(rest, "little")) * _FACTOR & _WORD
    found = (found ^ found >> 13) * _FACTOR & _WORD
    return found ^ found >> 15
