"""A real nbgrader course with the honest submissions in it, and nbgrader's own commands on it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.grading_corpus.honest.corpus import Exercise, Submission

_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python"}


@dataclass(frozen=True)
class Course:
    """A course folder, and the Python that students' code runs on."""

    root: Path
    python: Path

    @property
    def gradebook(self) -> str:
        """The address of its gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def make(self, cell_seconds: int = 30, extra: str = "") -> None:
        """Write the configuration, and a kernel that runs on the students' Python."""
        kernel = self.root / "jupyter" / "kernels" / "python3"
        kernel.mkdir(parents=True)
        argv = [str(self.python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        (kernel / "kernel.json").write_text(json.dumps({**_KERNELSPEC, "argv": argv}), encoding="utf-8")
        settings = (
            "c = get_config()",
            "c.CourseDirectory.course_id = 'honest'",
            f"c.Execute.timeout = {cell_seconds}",
            f"c.CoursewrightAutograde.cell_seconds = {cell_seconds}",
            extra,
        )
        (self.root / "nbgrader_config.py").write_text("\n".join(settings), encoding="utf-8")

    def add(self, exercise: Exercise, submissions: Iterable[Submission]) -> None:
        """Release the assignment and put the submissions where nbgrader collects them."""
        folder = self.root / "source" / exercise.name
        _write(folder / f"{exercise.name}.ipynb", json.dumps(exercise.source))
        for name, text in exercise.files.items():
            _write(folder / name, text)
        self.run("nbgrader", "generate_assignment", exercise.name)
        for submission in submissions:
            place = self.root / "submitted" / submission.student / exercise.name
            _write(place / f"{exercise.name}.ipynb", json.dumps(submission.notebook))

    def run(self, program: str, *arguments: str) -> str:
        """Run a program of this environment in the course; returns what it told on standard error."""
        programs = Path(sys.executable).parent
        done = subprocess.run(
            [programs / program, *arguments],
            cwd=self.root,
            env={
                **os.environ,
                "PATH": f"{programs}:{os.environ.get('PATH', os.defpath)}",
                "JUPYTER_PATH": str(self.root / "jupyter"),
                "JUPYTER_CONFIG_DIR": str(self.root / "none"),
                "IPYTHONDIR": str(self.root / "ipython"),
                "COURSEWRIGHT_STUDENT_PYTHON": str(self.python),
                "PYTHONPATH": str(Path(__file__).parents[3]),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-5000:])
        return done.stderr


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
