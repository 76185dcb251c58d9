"""Test cells read what the student's code wrote, and believe no file that the instructor's cells wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum.grading.protocol.message import Outcome
from curriculum.grading.two_process_runner import TwoProcessRunner
from tests.factories.classroom import STUDENT_PYTHON, code, mark
from tests.factories.grading import graded, outcomes, run

OK = Outcome.OK


@pytest.fixture(scope="module")
def runner() -> Iterator[TwoProcessRunner]:
    """The engine."""
    with TwoProcessRunner(STUDENT_PYTHON) as made:
        yield made


def test_a_file_of_a_locked_cell_stays_the_instructors(runner: TwoProcessRunner) -> None:
    locked = code("with open('key.txt', 'w') as file:\n    file.write('42')", **mark("key", locked=True))
    forge = "with open('key.txt', 'w') as file:\n    file.write('7')\nanswer = '7'"
    done = run(runner, locked, forge, graded("assert open('key.txt').read() == '42' != answer"))
    assert outcomes(done) == [OK, OK, OK]


def test_a_file_of_the_assignment_stays_the_instructors(runner: TwoProcessRunner, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a\n1\n")
    forge = "open('data.csv', 'w').write('a\\n9\\n')"
    done = run(runner, forge, graded("assert open('data.csv').read() == 'a\\n1\\n'"), files=tmp_path)
    assert outcomes(done) == [OK, OK]


def test_a_link_of_the_students_leads_nowhere(runner: TwoProcessRunner) -> None:
    links = "import os\nos.symlink('/etc/passwd', 'here.txt')\nos.mkfifo('pipe')\nos.mkdir('folder')"
    test = (
        "import os\nfor name in ('here.txt', 'pipe', 'folder', 'none'):\n"
        "    try:\n        open(name)\n    except FileNotFoundError:\n        continue\n"
        "    raise AssertionError(name)\n"
        "assert os.path.isdir('folder') and {'pipe', 'folder'} <= set(os.listdir())"
    )
    assert outcomes(run(runner, links, graded(test))) == [OK, OK]


def test_a_pickle_that_the_student_wrote_is_not_loaded(runner: TwoProcessRunner) -> None:
    write = (
        "import pickle\nclass Yes:\n    def __reduce__(self):\n        return eval, ('1',)\n"
        "with open('model.pkl', 'wb') as file:\n    pickle.dump(Yes(), file)"
    )
    test = "import pickle\nassert pickle.load(open('model.pkl', 'rb')) == 1"
    assert outcomes(run(runner, write, graded(test))) == [OK, Outcome.MANUAL]


def test_bytes_text_and_positions_are_those_of_a_file(runner: TwoProcessRunner) -> None:
    write = "def write(path):\n    open(path, 'wb').write(b'\\xc3\\xa9\\r\\nb')"
    test = (
        "write('x.bin')\n"
        "with open('x.bin', 'rb') as file:\n    assert file.read(2) == b'\\xc3\\xa9' and file.tell() == 2\n"
        "with open('x.bin', encoding='utf-8') as file:\n    assert file.readlines() == ['é\\n', 'b']\n"
        "with open('x.bin', 'r+b') as file:\n    file.seek(4)\n    file.write(b'c')\n"
        "with open('x.bin', 'ab') as file:\n    file.write(b'!')\n"
        "assert open('x.bin', 'rb').read().endswith(b'\\nc!')\n"
        "try:\n    open('x.bin', 'x')\nexcept FileExistsError:\n    pass\nelse:\n    raise AssertionError\n"
        "try:\n    open('x.bin').write('a')\nexcept OSError:\n    pass\nelse:\n    raise AssertionError"
    )
    assert outcomes(run(runner, write, graded(test))) == [OK, OK]
