"""Runs notebooks the way a student's Python would, and remembers by content what came out."""

import hashlib
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import Unavailable

SCRIPT = Path(__file__).with_name("trial_script.py")
TIMEOUT = 120.0


@dataclass(frozen=True)
class TrialCell:
    """A code cell to run, by the name under which its failure is reported."""

    name: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What a run left: the reason of each cell that raised, by name, and the seconds it took."""

    failed: dict[str, str]
    seconds: float


@dataclass(frozen=True)
class Laboratory:
    """Where trials run: a Python to run them with and, if given, a folder that remembers outcomes."""

    python: Path
    memory: Path | None = None

    def run(self, trials: Sequence[Sequence[TrialCell]]) -> list[Outcome]:
        """The outcome of each trial, in their order; one that is remembered is not run again."""
        outcomes = {place: known for place, trial in enumerate(trials) if (known := self._recall(trial))}
        fresh = [place for place in range(len(trials)) if place not in outcomes]
        for place, outcome in zip(fresh, self._run_now([trials[place] for place in fresh]), strict=True):
            outcomes[place] = outcome
            self._remember(trials[place], outcome)
        return [outcomes[place] for place in range(len(trials))]

    def _run_now(self, trials: Sequence[Sequence[TrialCell]]) -> list[Outcome]:
        if not trials:
            return []
        request = json.dumps([[vars(cell) for cell in trial] for trial in trials])
        try:
            done = subprocess.run(
                [self.python, "-I", SCRIPT],
                input=request,
                capture_output=True,
                text=True,
                timeout=TIMEOUT,
                check=True,
            )
        except subprocess.TimeoutExpired as error:
            message = f"The exercises did not finish in {TIMEOUT:.0f} s: look for an endless loop."
            raise Unavailable(message, code="trial_timeout") from error
        except (OSError, subprocess.CalledProcessError) as error:
            message = f"The student environment's Python ({self.python}) does not run: repeat `make setup`."
            raise Unavailable(message, code="no_student_python") from error
        answers: list[dict[str, Any]] = json.loads(done.stdout)
        return [Outcome(answer["failed"], answer["seconds"]) for answer in answers]

    def _recall(self, trial: Sequence[TrialCell]) -> Outcome | None:
        if self.memory is None:
            return None
        try:
            known = json.loads(self._place(self.memory, trial).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Outcome(known["failed"], known["seconds"])

    def _remember(self, trial: Sequence[TrialCell], outcome: Outcome) -> None:
        if self.memory is not None:
            self.memory.mkdir(parents=True, exist_ok=True)
            self._place(self.memory, trial).write_text(json.dumps(vars(outcome)), encoding="utf-8")

    def _place(self, memory: Path, trial: Sequence[TrialCell]) -> Path:
        parts = (
            SCRIPT.read_text(encoding="utf-8"),
            str(self.python),
            *(f"{c.name}\n{c.text}" for c in trial),
        )
        address = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return memory / f"{address}.json"
