"""Whoever grades a student's assignment is alone with it, in whatever process."""

import subprocess
import sys
import threading
from pathlib import Path

from curriculum.grading.turn import OWN_FOLDER, Turns

HOLDER = """
import sys
from pathlib import Path
from curriculum.grading.turn import Turns
with Turns(Path(sys.argv[1])).of("averages", "ada"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_another_process_has_to_wait_for_the_same_student_alone(tmp_path: Path) -> None:
    held = threading.Event()
    waited: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with Turns(tmp_path).of("averages", "bob"):
            pass

        def take() -> None:
            with Turns(tmp_path).of("averages", "ada", before_waiting=lambda: waited.append("ada")):
                held.set()

        taker = threading.Thread(target=take)
        taker.start()
        assert not held.wait(0.2)
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert held.wait(10)
        taker.join()
    assert waited == ["ada"]


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    with Turns(tmp_path).of("averages", "ada"):
        pass
    [lock] = (tmp_path / OWN_FOLDER / "turns").iterdir()
    lock.unlink()
    lock.symlink_to(outside)
    try:
        with Turns(tmp_path).of("averages", "ada"):
            raise AssertionError
    except OSError:
        pass
    assert not outside.exists()
