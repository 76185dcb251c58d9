"""Runs a notebook in one confined process of the student environment's Python."""

import logging
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from nbformat import NotebookNode

from curriculum.grading import account, outputs
from curriculum.grading.conversation import Conversation, GoneError, SilentError
from curriculum.grading.runner import (
    CellOutcome,
    CellResult,
    Execution,
    GradingJob,
    Limits,
    OnCell,
    RunnerUnavailableError,
)
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules

_log = logging.getLogger(__name__)

PROGRAM = Path(__file__).parent / "student" / "run.py"
START_SECONDS = 60.0
GRACE_SECONDS = 2.0
FIRST_UID, UIDS = 58_000, 2_000
"""Accounts that no person has: as root, each grading process runs students' code under one of them."""


_NOTEBOOKS = shutil.ignore_patterns("*.ipynb", ".*", "__pycache__")


class SandboxRunner:
    """The `Runner` of one machine: a fresh process and scratch folder for each notebook."""

    def __init__(self, python: Path, *, scratch: Path | None = None, accept_unconfined: bool = False) -> None:
        """`python` is the student environment's; `scratch` must let other accounts pass through."""
        self._python = python
        self._scratch = scratch
        self._accept_unconfined = accept_unconfined
        self._uid = self._spare_account() if account.is_privileged() else None

    def run(self, job: GradingJob, on_cell: OnCell) -> Execution:
        """See `Runner.run`."""
        notebook, limits, files = job.submission, job.limits, job.files
        started = time.monotonic()
        with (
            self._folder(files) as folder,
            tempfile.TemporaryFile(dir=self._scratch) as complaints,
            self._start(folder, limits, complaints) as conversation,
        ):
            _begin(conversation, complaints)
            cells = tuple(_cells(notebook, conversation, limits, on_cell))
        return Execution(cells, time.monotonic() - started, confine.tier())

    def _spare_account(self) -> int | None:
        """An account for students' code, if the student environment is open to other accounts."""
        uid = FIRST_UID + os.getpid() % UIDS
        read = (*confine.SYSTEM, *confine.python_folders(self._python), PROGRAM.parent)
        rules = Rules(read=read, uid=uid, gid=uid, accept_unconfined=self._accept_unconfined)
        looks = f"open({str(PROGRAM)!r})"
        attempt = confine.command([str(self._python), "-I", "-S", "-c", looks], rules)
        done = subprocess.run(attempt, cwd="/", env={}, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode == 0:
            return uid
        _log.warning(
            "Students' code runs under this process's own account, kept apart by Landlock alone: no other "
            "account can run %s or read %s (%s). Move them to folders that all accounts can enter.",
            self._python,
            PROGRAM,
            done.stderr.strip(),
        )
        return None

    @contextmanager
    def _folder(self, files: Path | None) -> Iterator[Path]:
        folder = account.make_folder(self._scratch)
        try:
            if files is not None:
                shutil.copytree(files, folder, dirs_exist_ok=True, symlinks=True, ignore=_NOTEBOOKS)
            if self._uid is not None:
                account.give(folder, self._uid)
            yield folder
        finally:
            with account.oneself():
                shutil.rmtree(folder, ignore_errors=True)

    def _start(self, folder: Path, limits: Limits, complaints: IO[bytes]) -> Conversation:
        command = [str(self._python), "-I", "-B", str(PROGRAM), str(limits.output_bytes)]
        with account.oneself():
            process = subprocess.Popen(
                confine.command(command, self._rules(folder, limits)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=folder,
                env=self._environment(folder),
                start_new_session=True,
            )
        return Conversation(process)

    def _rules(self, folder: Path, limits: Limits) -> Rules:
        readable = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/etc/localtime", "/etc/fonts")
        return Rules(
            read=(
                *confine.SYSTEM,
                *confine.python_folders(self._python),
                PROGRAM.parent,
                *map(Path, readable),
            ),
            write=(folder,),
            uid=self._uid,
            gid=self._uid,
            limits=limits.process,
            die_with_parent=True,
            accept_unconfined=self._accept_unconfined,
        )

    def _environment(self, folder: Path) -> dict[str, str]:
        return {
            "PATH": f"{self._python.parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "IPYTHONDIR": str(folder / ".ipython"),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "LANG": "C.UTF-8",
            "USER": "student",
            "LOGNAME": "student",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }


def _cells(
    notebook: NotebookNode, conversation: Conversation, limits: Limits, on_cell: OnCell
) -> Iterator[CellResult]:
    end = time.monotonic() + limits.wall_seconds
    indices = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    for done, index in enumerate(indices, 1):
        if conversation.is_over:
            yield _unfinished(index, CellOutcome.NOT_RUN)
        else:
            deadline = min(end, time.monotonic() + limits.cell_seconds + GRACE_SECONDS)
            yield _cell(conversation, index, notebook.cells[index].source, limits.cell_seconds, deadline)
        on_cell(done, len(indices))


def _begin(conversation: Conversation, complaints: IO[bytes]) -> None:
    try:
        conversation.wait_until_ready(time.monotonic() + START_SECONDS)
    except (SilentError, GoneError) as error:
        status = conversation.kill()
        complaints.seek(0)
        said = complaints.read(2000).decode("utf-8", "replace").strip()
        msg = (
            f"The student environment's Python did not start in the sandbox (exit status {status}: {said}); "
            "check that its folder can be read by other accounts and that IPython is installed in it."
        )
        raise RunnerUnavailableError(msg) from error


def _cell(conversation: Conversation, index: int, source: str, seconds: float, deadline: float) -> CellResult:
    try:
        answer = conversation.ask({"source": source, "seconds": seconds}, deadline)
    except SilentError:
        conversation.kill()
        return _unfinished(index, CellOutcome.TIMEOUT)
    except GoneError:
        conversation.kill()
        return _unfinished(index, CellOutcome.KILLED)
    outcome = _outcome(answer.get("outcome"))
    found = outputs.checked(answer.get("outputs"))
    has_error = any(output["output_type"] == "error" for output in found)
    if outcome is not CellOutcome.OK and not has_error:
        found = outputs.with_error(found, outcome)
    return CellResult(index, outcome, _seconds(answer.get("seconds")), found)


def _outcome(word: object) -> CellOutcome:
    said = (o for o in (CellOutcome.OK, CellOutcome.TIMEOUT) if o.value == word)
    return next(said, CellOutcome.ERROR)


def _seconds(value: object) -> float:
    return min(max(float(value), 0.0), 1e6) if isinstance(value, int | float) else 0.0


def _unfinished(index: int, outcome: CellOutcome) -> CellResult:
    return CellResult(index, outcome, 0.0, outputs.with_error((), outcome))
