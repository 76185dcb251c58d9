"""How the tests of the trusted process speak: cells in, outcomes and reasons out."""

import tomllib
from pathlib import Path
from typing import Any

from curriculum.grading.protocol.message import CellRecord, Outcome
from tests.curriculum.grading.pair import Cell, Pair, graded, job_of, locked

OK, ERROR, MANUAL = Outcome.OK.value, Outcome.ERROR.value, Outcome.MANUAL.value
TIMEOUT, KILLED, NOT_RUN = Outcome.TIMEOUT.value, Outcome.KILLED.value, Outcome.NOT_RUN.value

__all__ = [
    "ERROR",
    "KILLED",
    "MANUAL",
    "NOT_RUN",
    "OK",
    "TIMEOUT",
    "graded",
    "judge",
    "locked",
    "outcomes",
    "verdict",
]


def judge(pair: Pair, *cells: Cell, solution: str | None = None, seconds: float = 20.0) -> list[CellRecord]:
    """The records of all cells."""
    return pair.run(job_of(*cells, solution=solution, seconds=seconds))


def outcomes(pair: Pair, *cells: Cell, solution: str | None = None, seconds: float = 20.0) -> list[str]:
    """The outcomes of all cells; every one that is not ok has an error to show."""
    records = judge(pair, *cells, solution=solution, seconds=seconds)
    for record in records:
        shows_error = any(output["output_type"] == "error" for output in record.outputs)
        assert shows_error or record.outcome == OK, record
    return [record.outcome for record in records]


def verdict(pair: Pair, answer: str, test: str, given: str = "") -> CellRecord:
    """The record of one test of one answer."""
    return judge(pair, locked(given), answer, graded(test))[-1]


def cells(name: str, *keys: str) -> list[Any]:
    """The cases of `cells/<name>.toml`: one value each, or a tuple; what a case does not say is None."""
    path = Path(__file__).parent / "cells" / f"{name}.toml"
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [tuple(map(case.get, keys)) if len(keys) > 1 else case[keys[0]] for case in cases]
