"""nbgrader's exchange inside the course's own folder, which no student can enter.

Students open, submit and see results in JupyterLab; what nbgrader's buttons leave here is the staff's own
record. Stock's checks of system accounts would fail, since a course's account has no name.
"""

import shutil
from pathlib import Path

from nbgrader.exchange import default


class _OwnFolder:
    """Everything under the course's root is the course's, whatever the machine calls its account."""

    def ensure_root(self) -> None:
        """Make the exchange, for the course's account alone."""
        Path(self.root).mkdir(mode=0o700, parents=True, exist_ok=True)  # type: ignore[attr-defined]

    def ensure_directory(self, path: str, mode: int) -> None:
        """Make a folder of the exchange; others can't reach it, so `mode` opens it to nobody."""
        Path(path).mkdir(mode=mode, parents=True, exist_ok=True)


class ReleaseAssignment(_OwnFolder, default.ExchangeReleaseAssignment):  # type: ignore[misc]
    """Mark the generated student version as released."""


class ReleaseFeedback(_OwnFolder, default.ExchangeReleaseFeedback):  # type: ignore[misc]
    """Keep the generated feedback pages as they are today."""

    def copy_files(self) -> None:
        """Copy each student's pages to `feedback/<assignment>/<student>/` of the exchange."""
        assignment = self.coursedir.assignment_id
        for page in sorted(Path(self.coursedir.root, "feedback").glob(f"*/{assignment}/*.html")):
            student = page.parent.parent.name
            if self.coursedir.student_id in {"*", "", student}:
                target = Path(self.dest_path) / assignment / student
                target.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(page, target / page.name)
                self.log.info("Kept the feedback for %s at %s", student, target / page.name)
        self.log.info("Students see points and comments in JupyterLab as soon as they are typed.")


class Collect(default.ExchangeCollect):  # type: ignore[misc]
    """Nothing to collect: submissions arrive by themselves."""

    def start(self) -> None:
        """Say so."""
        self.log.info("Submissions arrive by themselves when a student presses Submit.")


class List(_OwnFolder, default.ExchangeList):  # type: ignore[misc]
    """What was released."""
