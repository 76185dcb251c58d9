"""What was ordered of `coursewright grade`, and how it is carried out."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from hub.cli.grading.paths import notebooks

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
"""jsonschema reads a grammar with it for over a second, to check a kind of address that no notebook has."""

if TYPE_CHECKING:
    from curriculum.grading.runner import Limits
    from curriculum.grading.two_process_runner import TwoProcessRunner
    from curriculum.grading.verdict import Verdict

SHORTEST_WALL_SECONDS = 60.0
CELLS_WORTH = 10


@dataclass(frozen=True)
class Order:
    """How to grade, whatever is graded; `timeout` in seconds of one cell."""

    python: Path
    jobs: int
    timeout: float
    as_json: bool
    out: Path | None

    def grade(self, source: Path, typed: Sequence[str], files: Path | None) -> int:
        """Grade notebook files against the instructor's; returns the exit code."""
        from curriculum.grading.standalone import BadSourceError, Standalone, read_instructors  # noqa: PLC0415
        from hub.cli.grading import screen  # noqa: PLC0415

        paths, sentences = notebooks(typed)
        for sentence in sentences:
            click.echo(sentence, err=True)
        if not paths:
            raise click.ClickException("There is nothing to grade. Name notebooks that exist.")
        try:
            authored = read_instructors(source)
        except BadSourceError as error:
            raise click.ClickException(str(error)) from error
        done: dict[str, Verdict] = {}

        def hear(verdict: "Verdict") -> None:
            done[verdict.path] = verdict
            advance(verdict)

        runner = self._runner()
        grader = Standalone(
            authored, runner, self.python, self._limits(), files or _course_files(source), self.out
        )
        try:
            with screen.bar(len(paths), "Grading") as advance:
                for _ in grader.grade(paths, self.jobs, hear):
                    pass
        except KeyboardInterrupt:
            self._stop([done[path] for path in paths if path in done], len(paths))
        finally:
            runner.close()
        return self._tell([done[path] for path in paths])

    def grade_course(self, folder: Path, assignment: str, *, is_forced: bool) -> int:
        """Grade an assignment of a nbgrader course into its gradebook; returns the exit code."""
        from curriculum.grading.course_batch import CourseBatch, NoCourseError  # noqa: PLC0415
        from hub.cli.grading import screen  # noqa: PLC0415

        done: list[Verdict] = []
        try:
            batch = CourseBatch(
                folder, assignment, self.python, self.jobs, self._limits(), is_forced=is_forced
            )
            with screen.bar(batch.count, "Grading") as advance:

                def hear(verdict: "Verdict") -> None:
                    done.append(verdict)
                    advance(verdict)

                changes = batch.run(hear)
        except NoCourseError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            self._stop(done, len(done))
        for change in changes:
            click.echo(f"Changed: {change}", err=True)
        return self._tell(sorted(done, key=lambda verdict: verdict.path))

    def audit(self, source: Path) -> int:
        """Look for weak test cells; returns 1 if there are any."""
        import json  # noqa: PLC0415
        from dataclasses import asdict  # noqa: PLC0415

        from curriculum.grading.audit import audit  # noqa: PLC0415
        from curriculum.grading.standalone import BadSourceError, read_instructors  # noqa: PLC0415

        runner = self._runner()
        try:
            findings = audit(read_instructors(source).notebook, runner)
        except BadSourceError as error:
            raise click.ClickException(str(error)) from error
        finally:
            runner.close()
        if self.as_json:
            click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            for finding in findings:
                click.echo(str(finding))
            if not findings:
                click.echo("No test cell gives points for nothing.")
        return 1 if findings else 0

    def _tell(self, verdicts: "list[Verdict]") -> int:
        from curriculum.grading.verdict import Status  # noqa: PLC0415
        from hub.cli.grading import screen  # noqa: PLC0415

        screen.show(verdicts, as_json=self.as_json)
        return 0 if all(verdict.status is Status.GRADED for verdict in verdicts) else 1

    def _stop(self, verdicts: "list[Verdict]", total: int) -> NoReturn:
        """After Ctrl-C: print what is known, and do not wait for what still runs."""
        self._tell(verdicts)
        click.echo(f"Stopped: {len(verdicts)} of {total} were graded.", err=True)
        sys.stdout.flush()
        os._exit(130)

    def _runner(self) -> "TwoProcessRunner":
        from curriculum.grading.runner import RunnerUnavailableError  # noqa: PLC0415
        from curriculum.grading.two_process_runner import TwoProcessRunner  # noqa: PLC0415

        if not self.python.is_file():
            raise click.ClickException(f"There is no Python at {self.python}. Name one: --python PATH")
        try:
            return TwoProcessRunner(self.python, workers=self.jobs)
        except RunnerUnavailableError as error:
            raise click.ClickException(str(error)) from error

    def _limits(self) -> "Limits":
        from curriculum.grading.runner import Limits  # noqa: PLC0415

        wall = max(SHORTEST_WALL_SECONDS, CELLS_WORTH * self.timeout)
        return Limits(wall_seconds=wall, cell_seconds=self.timeout)


def tell_tier() -> int:
    """Print what keeps students' code apart here; returns 1 if nothing does."""
    from curriculum.grading.sandbox.confine import Tier, tier  # noqa: PLC0415

    found = tier()
    click.echo(found.value)
    return 1 if found is Tier.NONE else 0


def _course_files(source: Path) -> Path | None:
    """The folder of an assignment in a nbgrader course; any other may hold what is nobody's business."""
    folder = source.resolve().parent
    return folder if folder.parent.name == "source" else None
