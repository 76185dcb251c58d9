"""The floor of grading: a notebook's cells run alone, each time in a fork of one bare warm process.

No sandbox, no second process, no judging. Run as a program it is that process.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def floor_seconds(
    python: Path, cells: Sequence[str], imports: Sequence[str], *, runs: int, jobs: int
) -> float:
    """The time of one more run, in seconds, when `jobs` warm processes share `runs` runs of `cells`."""
    shares = [runs // jobs + (number < runs % jobs) for number in range(jobs)]
    asked = [json.dumps({"cells": list(cells), "imports": list(imports), "runs": share}) for share in shares]
    processes = [
        subprocess.Popen([python, "-I", "-B", __file__, one], stdout=subprocess.PIPE, env=_environment())
        for one in asked
    ]
    spans = [[float(word) for word in process.communicate()[0].split()] for process in processes]
    return (max(end for _, end in spans) - min(start for start, _ in spans)) / runs


def _environment() -> dict[str, str]:
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {"PATH": os.environ["PATH"], "HOME": tempfile.gettempdir(), "LANG": "C.UTF-8", **threads}


def main() -> None:
    """Become warm, run the cells as often as asked, and print when the first began and the last ended."""
    sys.path.append(str(REPOSITORY))
    from curriculum.grading.student.session import Session  # noqa: PLC0415 - with the path in place only

    asked = json.loads(sys.argv[1])
    session = Session()
    for name in asked["imports"]:
        __import__(name)
    session.warm_up()
    gc.collect()
    gc.freeze()
    started = time.monotonic()
    for _ in range(asked["runs"]):
        child = os.fork()
        if child == 0:
            with tempfile.TemporaryDirectory() as folder:
                session.begin(Path(folder), 1 << 20)
                for cell in asked["cells"]:
                    session.run_cell(cell, 60.0)
                os.chdir("/")
            os._exit(0)
        os.waitpid(child, 0)
    print(started, time.monotonic())


if __name__ == "__main__":
    main()
