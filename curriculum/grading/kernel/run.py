"""One run of a notebook in another language, from a fresh kernel to its end."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.manager import KernelManager

from curriculum.grading import account
from curriculum.grading.kernel import specs
from curriculum.grading.kernel.conversation import Conversation
from curriculum.grading.kernel.provisioner import SandboxProvisioner
from curriculum.grading.runner import GradingJob, Limits, RunnerUnavailableError
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules
from curriculum.grading.zygote.copying import copy_files

START_SECONDS = 120.0
_READABLE = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/etc/localtime", "/etc/fonts", "/etc/R")


@contextlib.contextmanager
def conversation(
    job: GradingJob, limits: Limits, python: Path, uid: int | None, environment: dict[str, str]
) -> Iterator[Conversation]:
    """A kernel of the notebook's language, confined and ready; it is gone when the block is left."""
    name, known, spec = specs.find(job.source, python)
    with contextlib.ExitStack() as stack:
        folder = account.make_folder(None)
        stack.callback(account.remove_folder, folder)
        _fill(folder, job.files, uid)
        manager = KernelManager(kernel_name=name, kernel_spec_manager=known, transport="ipc")
        manager.connection_file = str(folder / "kernel.json")
        provisioner = SandboxProvisioner(kernel_id=folder.name, kernel_spec=spec, parent=manager)
        read = (*confine.SYSTEM, *confine.python_folders(python), Path(spec.resource_dir))
        provisioner.rules = Rules(
            read=(*read, *map(Path, _READABLE)),
            write=(folder,),
            uid=uid,
            gid=uid,
            limits=limits.process,
            die_with_parent=True,
            sockets=True,
            own_root=True,
        )
        provisioner.folder = folder
        provisioner.environment = {**environment, "HOME": str(folder), "TMPDIR": str(folder)}
        manager.provisioner = provisioner
        manager.start_kernel()
        stack.callback(manager.shutdown_kernel, now=True)
        talk = Conversation(manager, limits)
        stack.callback(talk.close)
        try:
            talk.begin(START_SECONDS)
        except RuntimeError as error:
            msg = f"The kernel '{name}' did not start in the sandbox; check that it is installed completely."
            raise RunnerUnavailableError(msg) from error
        yield talk


def _fill(folder: Path, files: Path | None, uid: int | None) -> None:
    if files is not None:
        descriptor = os.open(files, os.O_RDONLY | os.O_DIRECTORY)
        try:
            copy_files(descriptor, str(folder), uid)
        finally:
            os.close(descriptor)
    if uid is not None:
        account.give(folder, uid)
