"""Runs a submission in two confined processes, forked from a warm one of the student environment's Python."""

import contextlib
import json
import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Self

from curriculum.grading import account
from curriculum.grading.driver import Driver
from curriculum.grading.job import job_of
from curriculum.grading.kernel.conversation import Conversation
from curriculum.grading.kernel.run import conversation
from curriculum.grading.kernel.specs import PYTHON, language_of
from curriculum.grading.limits import limits_of
from curriculum.grading.runner import Execution, GradingJob, Limits, OnCell, RunnerUnavailableError
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.tier import Tier
from curriculum.grading.zygote.claims import Claims
from curriculum.grading.zygote.imports import imports_of
from curriculum.grading.zygote.leash import Leash, wait_for_end
from curriculum.grading.zygote.order import PLACE, Order, Side, Warmth
from curriculum.grading.zygote.shelf import Imports, Shelf
from curriculum.grading.zygote.warm import Zygote

_log = logging.getLogger(__name__)

_MACHINE = ("/etc/localtime", "/etc/fonts", "/etc/mime.types")


class TwoProcessRunner:
    """The `Runner` of one machine; safe to use from several threads, at most `workers` runs at a time."""

    def __init__(
        self,
        python: Path,
        *,
        scratch: Path | None = None,
        tier: Tier | None = None,
        workers: int | None = None,
        accept_unconfined: bool = False,
    ) -> None:
        """`python` is the student environment's; `scratch` holds runs' folders where there are no namespaces.

        `tier` asks for a weaker one than the machine can hold. Raises RunnerUnavailableError where nothing
        holds and `accept_unconfined` was not given.
        """
        self._python, self._scratch = python, scratch
        self.tier = tier or confine.tier()
        if self.tier is Tier.NONE and not accept_unconfined:
            msg = (
                "This machine offers no sandbox: neither Landlock with seccomp nor Landlock with namespaces. "
                "Use Linux 5.13 or later with Landlock switched on, or accept unconfined runs by name."
            )
            raise RunnerUnavailableError(msg)
        self.workers = workers or len(os.sched_getaffinity(0))
        self._turns = threading.BoundedSemaphore(self.workers)
        self._claims = Claims()
        self._shelf = Shelf(self._zygote)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the warm processes."""
        self._shelf.close()
        self._claims.close()

    def run(self, job: GradingJob, on_cell: OnCell) -> Execution:
        """See `Runner.run`."""
        limits = limits_of(job.source, job.limits)
        task = job_of(job, limits.cell_seconds)
        with self._turns, self._judging(job, limits) as judging:
            started = time.monotonic()
            cells = []
            for result in judging.results(task):
                cells.append(result)
                on_cell(len(cells), len(task.cells))
        return Execution(tuple(cells), time.monotonic() - started, self.tier)

    @contextlib.contextmanager
    def _judging(self, job: GradingJob, limits: Limits) -> Iterator[Driver | Conversation]:
        """Two processes for a notebook in Python; a kernel of its own for another language."""
        if language_of(job.source) == PYTHON:
            imports = imports_of(job.source, job.files)
            with self._shelf.lend(imports) as zygote, self._driver(zygote, limits, job.files) as driver:
                yield driver
            return
        if not self.tier.has_namespaces:
            msg = (
                f"A notebook in {language_of(job.source)} is graded only where its kernel gets namespaces of "
                f"its own, and here it would have {self.tier}; grade it on a machine that allows them."
            )
            raise RunnerUnavailableError(msg)
        with (
            self._accounts() as uids,
            conversation(
                job, limits, self._python, uids[Side.STUDENT], self._environment(PLACE)
            ) as conversing,
        ):
            yield conversing

    @contextlib.contextmanager
    def _driver(self, zygote: Zygote, limits: Limits, files: Path | None) -> Iterator[Driver]:
        """Both processes of a run, ended with all they started when the block is left."""
        with contextlib.ExitStack() as stack:
            uids = stack.enter_context(self._accounts())
            folder = os.open(files, os.O_RDONLY | os.O_DIRECTORY) if files is not None else None
            if folder is not None:
                stack.callback(os.close, folder)
            orders = {}
            for side in Side:
                place = stack.enter_context(self._place(uids[side]))
                orders[side] = Order(
                    uids[side], limits.process, place, limits.output_bytes, folder is not None
                )
            student, ours_t = _pair(stack)
            leash, keeper = _pair(stack, socket.SOCK_SEQPACKET)
            line, judge = _pair(stack)
            extra = [] if folder is None else [folder]
            forked = {}
            for side, ends in ((Side.STUDENT, (student, keeper)), (Side.TRUSTED, (ours_t, judge))):
                given = [*(end.fileno() for end in ends), *extra]
                forked[side] = zygote.fork(side, orders[side], given)
                stack.callback(wait_for_end, forked[side].watch)
                for end in ends:
                    end.close()
            held = Leash(leash)
            stack.callback(line.close)
            stack.callback(held.let_go)
            for process in forked.values():
                zygote.wait_until_confined(process)
            yield Driver(line, held, forked[Side.TRUSTED].watch, limits)

    @contextlib.contextmanager
    def _accounts(self) -> Iterator[dict[Side, int | None]]:
        if not self._has_accounts:
            yield dict.fromkeys(Side)
            return
        with self._claims.lend(len(Side)) as lent:
            yield dict(zip(Side, lent, strict=True))

    @contextlib.contextmanager
    def _place(self, uid: int | None) -> Iterator[Path]:
        """A run's folder: in its own root, in memory, or else one on disk that is removed afterwards."""
        if self.tier.has_namespaces:
            yield PLACE
            return
        folder = account.make_folder(self._scratch)
        try:
            if uid is not None:
                account.give(folder, uid)
            yield folder
        finally:
            account.remove_folder(folder)

    @cached_property
    def _search_path(self) -> tuple[Path, ...]:
        """Where the student environment's Python looks for modules."""
        ask = "import json, sys; print(json.dumps(sys.path))"
        try:
            done = subprocess.run(
                [self._python, "-I", "-c", ask], capture_output=True, check=True, timeout=60, cwd="/"
            )
        except (OSError, subprocess.SubprocessError) as error:
            msg = f"The student environment's Python ({self._python}) does not start; repeat `make setup`."
            raise RunnerUnavailableError(msg) from error
        return tuple(Path(entry) for entry in json.loads(done.stdout) if entry)

    @cached_property
    def _readable(self) -> tuple[Path, ...]:
        folders = (*confine.SYSTEM, *confine.python_folders(self._python), *self._search_path)
        return tuple(dict.fromkeys((*folders, *map(Path, _MACHINE))))

    @cached_property
    def _has_accounts(self) -> bool:
        """Whether runs get accounts of their own: as root, if these can read the student environment."""
        if not account.is_privileged():
            return False
        closed = [
            folder
            for folder in (*confine.python_folders(self._python), *self._search_path)
            if folder.is_dir() and not account.is_open_to_all(folder, parents=not self.tier.has_namespaces)
        ]
        if closed:
            _log.warning(
                "Students' code runs under this process's own account, kept apart by Landlock alone: other "
                "accounts cannot read %s. Move it to folders that all accounts can enter.",
                closed[0],
            )
        return not closed

    def _zygote(self, imports: Imports) -> Zygote:
        with contextlib.ExitStack() as stack:
            home = stack.enter_context(self._place(None))
            warmth = Warmth(tuple(sorted(imports)), self.tier, self._readable, self._environment(home))
            return Zygote(self._python, warmth, on_close=stack.pop_all().close)

    def _environment(self, home: Path) -> dict[str, str]:
        return {
            "PATH": f"{self._python.parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "TMPDIR": str(home),
            "LANG": "C.UTF-8",
            "USER": "student",
            "LOGNAME": "student",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }


def _pair(stack: contextlib.ExitStack, kind: int = socket.SOCK_STREAM) -> tuple[socket.socket, socket.socket]:
    ends = socket.socketpair(socket.AF_UNIX, kind)
    for end in ends:
        stack.callback(end.close)
    return ends
