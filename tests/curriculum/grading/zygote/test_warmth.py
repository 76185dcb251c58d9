"""Zygotes are shared, few, replaced when they die, and never hold threads."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.two_process_runner import TwoProcessRunner
from curriculum.grading.zygote.claims import FIRST, Claims
from curriculum.grading.zygote.shelf import MOST_ZYGOTES
from curriculum.grading.zygote.warm import Zygote
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.grading import outcomes, run, shown

OK = Outcome.OK


@pytest.fixture
def runner() -> Iterator[TwoProcessRunner]:
    with TwoProcessRunner(STUDENT_PYTHON) as made:
        yield made


def zygotes(runner: TwoProcessRunner) -> list[Zygote]:
    return list(runner._shelf._zygotes.values())


def test_one_that_is_warm_for_more_serves_for_less(runner: TwoProcessRunner) -> None:
    for imports in (["json", "csv"], ["csv"], []):
        assert outcomes(run(runner, "1", imports=imports)) == [OK]
    assert len(zygotes(runner)) == 1


def test_the_least_used_is_ended_when_there_are_too_many(runner: TwoProcessRunner) -> None:
    names = ["json", "csv", "ast", "cmd", "code", "dis"]
    for name in names:
        run(runner, "1", imports=[name])
    kept = [zygote.warmth.imports for zygote in zygotes(runner)]
    assert kept == [(name,) for name in names[-MOST_ZYGOTES:]]
    assert all(zygote.is_alive for zygote in zygotes(runner))


def test_one_that_died_is_replaced(runner: TwoProcessRunner) -> None:
    run(runner, "1")
    os.killpg(zygotes(runner)[0]._process.pid, signal.SIGKILL)
    zygotes(runner)[0]._process.wait()
    assert outcomes(run(runner, "1")) == [OK]


def test_a_module_is_imported_before_the_fork_only_if_it_can_be(runner: TwoProcessRunner) -> None:
    done = run(runner, "import sys\nprint('csv' in sys.modules)", imports=["csv", "no_such_module"])
    assert shown(done) == "True\n"


def test_a_module_that_starts_threads_is_left_to_the_cells(tmp_path: Path) -> None:
    """No fork survives a thread; so the environment's module that starts one is never warm."""
    site = tmp_path / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    site.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(STUDENT_PYTHON.resolve())
    (tmp_path / "pyvenv.cfg").write_text(f"home = {STUDENT_PYTHON.resolve().parent}\n")
    packages = next((STUDENT_PYTHON.absolute().parent.parent / "lib").glob("python*/site-packages"))
    (site / "student.pth").write_text(f"{packages}\n")
    waiter = "import threading, time\nthreading.Thread(target=time.sleep, args=(300,), daemon=True).start()\n"
    (site / "threaded.py").write_text(waiter)
    for folder in [tmp_path, *tmp_path.parents][:-2]:
        if folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o755)
    with TwoProcessRunner(tmp_path / "bin" / "python") as made:
        done = run(
            made,
            "import sys\nprint('threaded' in sys.modules)",
            "import threaded",
            imports=["csv", "threaded"],
        )
        assert (outcomes(done), shown(done, 0)) == ([OK, OK], "False\n")
        assert zygotes(made)[0].warmth.imports == ("csv",)


def test_an_account_is_claimed_once_on_the_whole_machine() -> None:
    mine, theirs = Claims(), Claims()
    with mine.lend(2) as own, theirs.lend(2) as other:
        assert len({*own, *other}) == 4
        assert min(own) >= FIRST
    with mine.lend(2) as again:
        assert sorted(again) == sorted(own)
    mine.close()
    theirs.close()
