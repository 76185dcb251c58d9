"""Makes the environments of server and students from their locks, and installs both distributions."""

import os
from pathlib import Path

from scripts import stamp
from scripts.interpreter import Interpreter
from scripts.step import REPOSITORY, TOOLS, Step, run

LOCKS = REPOSITORY / "requirements"
SERVER, STUDENT = REPOSITORY / ".venv", REPOSITORY / ".venv-student"
EXTENSIONS = REPOSITORY / "extensions"
TOOL_VENV = TOOLS / "venv"
UV = TOOL_VENV / "bin" / "uv"
_NETWORK = "Check the network (and PIP_INDEX_URL or UV_INDEX_URL, if you have a mirror), then run it again."


def make_tools(python: Interpreter) -> None:
    """Put the pinned installer and build back end into `.tools`."""
    wanted = stamp.digest([LOCKS / "tools.txt", str(python.path), python.version])
    with Step("Installer") as step:
        if stamp.is_current(TOOLS / "tools.stamp", wanted) and UV.exists():
            step.state = "unchanged"
            return
        (TOOLS / "tools.stamp").unlink(missing_ok=True)
        run([python.path, "-m", "venv", "--clear", TOOL_VENV], advice="Check the disk's free space.")
        pip = [
            TOOL_VENV / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--no-deps",
        ]
        run([*pip, "-r", LOCKS / "tools.txt"], advice=_NETWORK)
        stamp.write(TOOLS / "tools.stamp", wanted)


def make_server(python: Interpreter, *, dev: bool) -> None:
    """Make `.venv`; one that holds the development tools keeps them."""
    with Step("Server environment") as step:
        dev = dev or (SERVER / "dev.stamp").exists()
        step.state = _sync(SERVER, python, LOCKS / ("dev.txt" if dev else "server.txt"))
        if dev:
            (SERVER / "dev.stamp").touch()


def make_student(python: Interpreter) -> None:
    """Make `.venv-student`, which students' servers and their code run on."""
    with Step("Student environment") as step:
        step.state = _sync(STUDENT, python, LOCKS / "student.txt")


def install_projects() -> None:
    """Install the platform (editable) into `.venv`, and the Lab extension as built into both."""
    with Step("Coursewright") as step:
        platform = stamp.digest([REPOSITORY / "pyproject.toml", *_stamps(SERVER)])
        extension = stamp.digest(
            [*extension_sources(), EXTENSIONS / "coursewright_lab", *_stamps(SERVER, STUDENT)]
        )
        changed = [
            _install("coursewright", "wheel:editable", REPOSITORY, platform, SERVER),
            _install("coursewright-lab", "wheel", EXTENSIONS, extension, SERVER, STUDENT),
        ]
        if changed[1]:
            for folder in (SERVER, STUDENT):
                compile_extension(folder)
        step.state = "installed" if any(changed) else "unchanged"


def compile_extension(folder: Path) -> None:
    """Compile the Lab extension and its backtest engine in an environment that students can only read."""
    python = folder / "bin" / "python"
    packages = (folder / "lib").glob("python3*/site-packages/coursewright_lab")
    run([python, "-m", "compileall", "-q", *packages], advice="Check the disk's free space.")
    warm = [python, "-m", "coursewright_lab.backtest.engine.warm"]
    run(warm, cwd=folder, advice="Check the disk's free space.")


def extension_sources() -> list[Path]:
    """The files of the Lab extension that describe how it is built and put in place."""
    names = ("pyproject.toml", "hatch_build.py", "README.md", "package.json", "jupyter-config")
    return [EXTENSIONS / name for name in names]


def uv_environment() -> dict[str, str]:
    """The environment of the installer: it may use this machine's Pythons alone."""
    return {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "VIRTUAL_ENV": ""}


def _sync(folder: Path, python: Interpreter, lock: Path) -> str:
    """Make `folder` hold exactly what `lock` names, compiled; tells what was done.

    Students' accounts may not write into their environment, so that nothing would be compiled later.
    """
    made_with = stamp.digest([str(python.path), python.version])
    if not stamp.is_current(folder / "python.stamp", made_with):
        options = ["--clear", "--python", python.path, "--prompt", "coursewright"]
        run([UV, "venv", *options, folder], advice="Check the disk's free space.", env=uv_environment())
        stamp.write(folder / "python.stamp", made_with)
    wanted = stamp.digest([lock, "compiled"])
    if stamp.is_current(folder / "lock.stamp", wanted):
        return "unchanged"
    (folder / "lock.stamp").unlink(missing_ok=True)
    sync = [UV, "pip", "sync", "--python", folder / "bin" / "python", "--require-hashes"]
    run([*sync, "--compile-bytecode", lock], advice=_NETWORK, env=uv_environment())
    stamp.write(folder / "lock.stamp", wanted)
    return f"{lock.stem} lock on Python {python.version}"


def _install(name: str, target: str, source: Path, made_from: str, *folders: Path) -> bool:
    """Build the distribution at `source` and put it into each folder, unless it is there already."""
    marks = [folder / f"{name}.stamp" for folder in folders]
    if all(stamp.is_current(mark, made_from) for mark in marks):
        return False
    wheels = TOOLS / "dist" / name
    for old in wheels.glob("*.whl"):
        old.unlink()
    build = [
        TOOL_VENV / "bin" / "python",
        "-m",
        "hatchling",
        "build",
        "--target",
        target,
        "--directory",
        wheels,
    ]
    run(build, cwd=source, advice="The log is .tools/setup.log.")
    for folder, mark in zip(folders, marks, strict=True):
        options = ["--python", folder / "bin" / "python", "--no-deps", "--reinstall", "--offline"]
        run([UV, "pip", "install", *options, *wheels.glob("*.whl")], advice=_NETWORK, env=uv_environment())
        stamp.write(mark, made_from)
    return True


def _stamps(*folders: Path) -> list[Path]:
    return [folder / name for folder in folders for name in ("python.stamp", "lock.stamp")]
