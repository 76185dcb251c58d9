"""Finds the kernel that a notebook asks for, in the student environment and on the machine."""

import os
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from nbformat import NotebookNode

from curriculum.grading.runner import RunnerUnavailableError

PYTHON = "python"
_MACHINE = (Path("/usr/local/share/jupyter/kernels"), Path("/usr/share/jupyter/kernels"))


def language_of(source: NotebookNode) -> str:
    """The language of the instructor's notebook, in small letters; Python if it does not say."""
    said = source.metadata.get("kernelspec", {}).get("language")
    said = said or source.metadata.get("language_info", {}).get("name")
    return said.lower() if isinstance(said, str) and said else PYTHON


def find(source: NotebookNode, python: Path) -> tuple[str, KernelSpecManager, KernelSpec]:
    """The kernel's name, where it was found and what starts it; raises RunnerUnavailableError."""
    name = str(source.metadata.get("kernelspec", {}).get("name", ""))
    own = python.absolute().parent.parent / "share" / "jupyter" / "kernels"
    added = [Path(part) / "kernels" for part in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if part]
    manager = KernelSpecManager(kernel_dirs=[str(folder) for folder in (*added, own, *_MACHINE)])
    try:
        return name, manager, manager.get_kernel_spec(name)
    except (NoSuchKernel, ValueError) as error:
        msg = (
            f"This machine has no kernel '{name}', which the notebook asks for: install it beside the "
            f"student environment's, in {own}."
        )
        raise RunnerUnavailableError(msg) from error
