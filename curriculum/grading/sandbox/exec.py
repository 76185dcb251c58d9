"""Run as `python -I -S exec.py RULES -- PROGRAM ...`: confines itself to RULES, then becomes PROGRAM.

Standard library only, and no site-packages: it must work under any Python and start at once.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

sys.path.append(str(Path(__file__).absolute().parents[3]))

from curriculum.grading.sandbox import landlock, namespaces, privilege, root, seccomp

REFUSED = 125


def main() -> NoReturn:
    """Confine and exec; exit code 125 with a sentence on standard error when that is not possible."""
    if sys.argv[1:] == ["--probe"]:
        _probe()
    rules = json.loads(sys.argv[1])
    program = sys.argv[sys.argv.index("--") + 1 :]
    try:
        _confine(rules)
    except OSError as error:
        _refuse(f"it could not be set up ({error})")
    try:
        os.execvpe(program[0], program, os.environ)  # noqa: S606
    except OSError as error:
        _refuse(f"{program[0]} does not start: {error.strerror}; check that its folder can be read")


def _confine(rules: dict[str, Any]) -> None:
    files = landlock.version() > 0
    own_network = not rules["network"] and namespaces.enter(mounts=rules["own_root"])
    filtered = not rules["network"] and seccomp.is_available()
    if not rules["accept_unconfined"]:
        by_filter = filtered and not rules["sockets"]
        _require(files=files, no_network=rules["network"] or own_network or by_filter)
    privilege.limit(rules["limits"] or {})
    if own_network:
        namespaces.supervise(die_with_parent=rules["die_with_parent"])
        if rules["own_root"]:
            _move(rules)
    privilege.forbid_new_privileges()
    privilege.become(rules["uid"], rules["gid"])
    privilege.drop_capabilities()
    if rules["die_with_parent"] or own_network:
        privilege.die_with_parent(signal.SIGKILL)
    if own_network:
        namespaces.run_as_first()
        privilege.die_with_parent(signal.SIGKILL)
    if files:
        _border(rules).enforce()
    if filtered:
        seccomp.enforce(sockets=rules["sockets"])


def _move(rules: dict[str, Any]) -> None:
    here = Path.cwd()
    root.enter(map(Path, rules["read"]), [], map(Path, rules["write"]))
    os.chdir(here)


def _border(rules: dict[str, Any]) -> landlock.Ruleset:
    border = landlock.Ruleset(network=rules["network"])
    border.allow_reading(map(Path, rules["read"]))
    border.allow_writing(map(Path, rules["write"]))
    border.allow_devices(terminals=rules["network"])
    return border


def _require(*, files: bool, no_network: bool) -> None:
    if not files:
        _refuse("this kernel has no Landlock; use Linux 5.13 or later with Landlock switched on")
    if not no_network:
        _refuse("neither namespaces nor seccomp can cut the network; allow one of them")


def _probe() -> NoReturn:
    found = {
        "landlock": landlock.version() > 0,
        "seccomp": seccomp.is_available(),
        "namespaces": _can_be_apart(),
    }
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)


def _can_be_apart() -> bool:
    child = os.fork()
    if child == 0:
        try:
            namespaces.enter_fully()
            if os.fork() == 0:
                root.enter([Path("/usr")], [])
                os._exit(namespaces.fork_as_first() and 0)
            os._exit(os.waitstatus_to_exitcode(os.wait()[1]) != 0)
        except OSError:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _refuse(reason: str) -> NoReturn:
    sys.stderr.write(f"coursewright sandbox: {reason}\n")
    sys.stderr.flush()
    os._exit(REFUSED)


if __name__ == "__main__":
    main()
