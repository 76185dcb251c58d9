"""The driver's hold on one zygote: starts it, orders forks of it, and ends it."""

import contextlib
import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from curriculum.grading import account
from curriculum.grading.runner import RunnerUnavailableError
from curriculum.grading.zygote.order import READY, THREADED, Order, Side, Warmth

PROGRAM = Path(__file__).with_name("server.py")
START_SECONDS = 120.0
FORK_SECONDS = 60.0


@dataclass(frozen=True)
class Forked:
    """Descriptors of a process: `watch` tells when it has ended, `ready` when it is confined."""

    watch: int
    ready: int


class Zygote:
    """One warm process of the student environment; safe to use from several threads."""

    def __init__(self, python: Path, warmth: Warmth, on_close: Callable[[], None] = lambda: None) -> None:
        """Start becoming warm; `wait_until_ready` tells when that is done."""
        self._python, self.warmth, self._on_close = python, warmth, on_close
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        self._controls: dict[Side, socket.socket] = {}
        self._locks = {side: threading.Lock() for side in Side}
        self._is_ready = False
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        theirs = []
        for side in Side:
            self._controls[side], other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            theirs.append(other)
        descriptors = [other.fileno() for other in theirs]
        options = [self.warmth.to_json(), *map(str, descriptors)]
        try:
            with account.oneself():
                return subprocess.Popen(
                    [str(self._python), "-I", "-B", str(PROGRAM), *options],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._complaints,
                    cwd="/",
                    env=self.warmth.environment,
                    pass_fds=descriptors,
                    start_new_session=True,
                )
        except OSError as error:
            msg = f"The student environment's Python does not start: {error}; repeat `make setup`."
            raise RunnerUnavailableError(msg) from error
        finally:
            for other in theirs:
                other.close()

    def wait_until_ready(self) -> None:
        """Return once both halves take orders; raises RunnerUnavailableError with Python's complaint."""
        with contextlib.ExitStack() as stack:
            for side in Side:
                stack.enter_context(self._locks[side])
            while not self._is_ready:
                said = self._hear(Side.STUDENT)
                if said == READY and self._hear(Side.TRUSTED) == READY:
                    self._is_ready = True
                elif said.startswith(THREADED):
                    self._start_without(said.removeprefix(THREADED))
                else:
                    raise RunnerUnavailableError(self._complaint())

    def _hear(self, side: Side) -> str:
        control = self._controls[side]
        control.settimeout(START_SECONDS)
        try:
            return control.recv(1 << 16).decode("utf-8", "replace")
        except OSError:
            return ""
        finally:
            control.settimeout(FORK_SECONDS)

    def _start_without(self, threaded: str) -> None:
        """Again, without a module that starts threads when it is imported."""
        self._end()
        imports = tuple(name for name in self.warmth.imports if name != threaded)
        self.warmth = replace(self.warmth, imports=imports)
        self._process = self._start()

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def fork(self, side: Side, order: Order, descriptors: Sequence[int]) -> Forked:
        """Fork a process that takes over `descriptors`; raises RunnerUnavailableError if there is none."""
        ready, success = os.pipe()
        try:
            watch = self._order(side, order, [*descriptors[:2], success, *descriptors[2:]])
        except BaseException:
            os.close(ready)
            raise
        finally:
            os.close(success)
        return Forked(watch, ready)

    def wait_until_confined(self, forked: Forked) -> None:
        """Return when the process stands behind its border; raises RunnerUnavailableError if it could not."""
        try:
            if not os.read(forked.ready, 1):
                raise RunnerUnavailableError(self._complaint())
        finally:
            os.close(forked.ready)

    def _order(self, side: Side, order: Order, descriptors: list[int]) -> int:
        control = self._controls[side]
        with self._locks[side]:
            try:
                socket.send_fds(control, [order.to_json()], descriptors)
                _, given, _, _ = socket.recv_fds(control, 64, 1)
            except OSError as error:
                raise RunnerUnavailableError(self._complaint()) from error
        if not given:
            raise RunnerUnavailableError(self._complaint())
        os.set_inheritable(given[0], False)
        return given[0]

    def close(self) -> None:
        """End it with all that it forked."""
        self._end()
        self._complaints.close()
        self._on_close()

    def _end(self) -> None:
        for control in self._controls.values():
            control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        self._process.kill()
        self._process.wait()

    def _complaint(self) -> str:
        self._complaints.seek(max(0, self._complaints.seek(0, os.SEEK_END) - 4000))
        said = self._complaints.read().decode("utf-8", "replace").strip()
        return (
            f"The student environment's Python did not start in the sandbox (exit status "
            f"{self._process.poll()}: {said or 'no word'}); check that IPython is installed in it and that "
            "other accounts can read its folder."
        )
