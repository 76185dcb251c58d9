"""Makes a fresh checkout ready: environments from the locks, the Lab front end, both distributions."""

import argparse
import fcntl
import sys

from scripts import environment, front_end, interpreter
from scripts.step import TOOLS, SetupError


def main(argv: list[str] | None = None) -> int:
    """Bring the checkout to the wanted state; quick when it is there. The exit code tells success."""
    parser = argparse.ArgumentParser(prog="python -m scripts.setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    parser.add_argument(
        "--keep-python", action="store_true", help="use this very Python, whoever can reach it"
    )
    options = parser.parse_args(argv)
    try:
        set_up(dev=options.dev, keep=options.keep_python)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def set_up(*, dev: bool, keep: bool) -> None:
    """Run every step in order; two at once wait for each other."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        python = interpreter.choose(keep=keep)
        if python.remark:
            print(f"  Python                   {python.remark}")
        environment.make_tools(python)
        environment.make_server(python, dev=dev)
        environment.make_student(python)
        front_end.build()
        environment.install_projects()


if __name__ == "__main__":
    sys.exit(main())
