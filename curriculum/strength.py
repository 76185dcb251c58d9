"""Finds tests of the curriculum that pay for answers which deserve nothing, and remembers the findings."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat

from curriculum.built import Built, Exercise
from curriculum.grading.audit import Finding, Flaw, audit
from curriculum.grading.runner import Runner
from curriculum.problem import Problem
from curriculum.trial import OnTrial

_ENGINE = Path(__file__).parent / "grading"


@dataclass(frozen=True)
class Auditor:
    """Where tests are audited: the grading engine, how many at once, and a folder that remembers findings."""

    runner: Runner
    memory: Path | None = None
    workers: int = 1

    def findings(self, source: bytes) -> list[Finding]:
        """What the audit says of an author's notebook; one that is remembered is not run again."""
        if self.memory is None:
            return self._audit(source)
        place = self.memory / f"{_address(source)}.json"
        try:
            return [_finding(each) for each in json.loads(place.read_text(encoding="utf-8"))]
        except (OSError, ValueError):
            found = self._audit(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps([asdict(finding) for finding in found]), encoding="utf-8")
        return found

    def _audit(self, source: bytes) -> list[Finding]:
        return audit(nbformat.reads(source.decode(), as_version=4), self.runner)


def find_weak_tests(
    built: Built, auditor: Auditor, on_exercise: OnTrial = lambda _done, _total: None
) -> tuple[Problem, ...]:
    """Every test cell of the exercises that the audit tells, at its line."""
    problems: list[Problem] = []
    with ThreadPoolExecutor(auditor.workers) as pool:
        found = pool.map(lambda exercise: _problems(exercise, auditor), built.exercises)
        for done, told in enumerate(found, start=1):
            problems += told
            on_exercise(done, len(built.exercises))
    return tuple(problems)


def _problems(exercise: Exercise, auditor: Auditor) -> list[Problem]:
    lines = {cell.name: cell.line for cell in exercise.template.cells}
    return [
        Problem(
            exercise.path, lines.get(finding.grade_id, 1), f"the test {finding.grade_id!r}: {finding.message}"
        )
        for finding in auditor.findings(exercise.source)
    ]


def _finding(known: dict[str, Any]) -> Finding:
    return Finding(**{**known, "flaw": Flaw(known["flaw"]), "stand_ins": tuple(known["stand_ins"])})


def _address(source: bytes) -> str:
    """A name that changes with the notebook and with the audit."""
    digest = hashlib.sha256(source)
    for path in sorted((_ENGINE / "audit").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
