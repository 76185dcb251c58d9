"""Builds the JupyterLab front end, with the machine's Node.js or a packaged one."""

import os
import shutil
import subprocess
from pathlib import Path

from scripts import stamp
from scripts.environment import EXTENSIONS, LOCKS, STUDENT, TOOL_VENV, UV, uv_environment
from scripts.step import TOOLS, SetupError, Step, run

OLDEST_NODE = 20
OUTPUT = EXTENSIONS / "coursewright_lab" / "labextension"
_NODE = TOOLS / "node"
_ADVICE = "Check the network (npm needs its registry), then run it again. The log is .tools/setup.log."


def build() -> None:
    """Build the front end if its sources changed since the last time."""
    with Step("Lab front end") as step:
        sources = stamp.digest(front_end_sources())
        if stamp.is_current(TOOLS / "front-end.stamp", sources) and (OUTPUT / "package.json").exists():
            step.state = "unchanged"
            return
        (TOOLS / "front-end.stamp").unlink(missing_ok=True)
        env = environment()
        _install_packages(env)
        run(["npm", "run", "build:prod"], cwd=EXTENSIONS, env=env, advice=_ADVICE)
        stamp.write(TOOLS / "front-end.stamp", sources)
        step.state = "built"


def front_end_sources() -> list[Path]:
    """Everything the built front end follows from."""
    names = ("package.json", "package-lock.json", "tsconfig.json", "src", "style", "schema")
    return [EXTENSIONS / name for name in names]


def environment() -> dict[str, str]:
    """The environment in which `npm`, `node` and `jupyter-builder` are found."""
    folders = [STUDENT / "bin"]
    if not _has_node():
        _install_node()
        folders.append(_NODE / "bin")
    return {**os.environ, "PATH": os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])}


def _install_packages(env: dict[str, str]) -> None:
    wanted = stamp.digest([EXTENSIONS / "package-lock.json", EXTENSIONS / "package.json"])
    mark = EXTENSIONS / "node_modules" / ".coursewright.stamp"
    if not stamp.is_current(mark, wanted):
        run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=EXTENSIONS,
            env=env,
            advice=_ADVICE,
        )
        stamp.write(mark, wanted)


def _has_node() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _install_node() -> None:
    wanted = stamp.digest([LOCKS / "node.txt"])
    if stamp.is_current(_NODE / "lock.stamp", wanted):
        return
    python = TOOL_VENV / "bin" / "python"
    run([UV, "venv", "--clear", "--python", python, _NODE], env=uv_environment(), advice=_ADVICE)
    sync = [UV, "pip", "sync", "--python", _NODE / "bin" / "python", "--require-hashes", LOCKS / "node.txt"]
    run(sync, env=uv_environment(), advice=_ADVICE)
    if not (_NODE / "bin" / "npm").exists():
        raise SetupError("The packaged Node.js brings no npm. Install Node.js 20 or newer and run it again.")
    stamp.write(_NODE / "lock.stamp", wanted)
