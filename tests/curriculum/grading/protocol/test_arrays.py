"""Arrays and tables keep their dtypes on the way over, and corrupted ones do no harm."""

import subprocess
from pathlib import Path

from tests.factories.classroom import STUDENT_PYTHON

ROOT = Path(__file__).resolve().parents[4]


def test_every_sort_of_array_and_table_survives_in_the_student_environment() -> None:
    done = subprocess.run(
        [str(STUDENT_PYTHON), "-B", "-W", "error", str(Path(__file__).with_name("round_trip.py"))],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "all equal\n", done.stderr
