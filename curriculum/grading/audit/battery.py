"""Runs every test cell against the battery of stand-ins."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

from curriculum.grading.audit.anatomy import Anatomy, SolutionCell, TestCell, dissect
from curriculum.grading.audit.finding import Finding, Flaw
from curriculum.grading.audit.stand_in import EMPTY, STUCK, StandIn, battery
from curriculum.grading.protocol.message import Outcome
from curriculum.grading.runner import CellResult, GradingJob, Limits, Runner
from curriculum.grading.score import automatic_points

LIMITS = Limits(wall_seconds=120.0, cell_seconds=15.0)
STAND_IN_LIMITS = Limits(wall_seconds=20.0, cell_seconds=2.0)


@dataclass(frozen=True)
class _Bout:
    """One run: a stand-in in some solution cells, judged by some test cells; none of it is the reference."""

    stand_in: StandIn | None
    replaced: tuple[SolutionCell, ...]
    tests: tuple[TestCell, ...]


@dataclass(frozen=True)
class _Paid:
    """What a stand-in got from a test cell."""

    stand_in: StandIn
    points: float


def audit(source: NotebookNode, runner: Runner) -> list[Finding]:
    """Every test cell that pays for a stand-in, fails its own solution or cannot be judged, in order."""
    anatomy = dissect(source)
    if not anatomy.tests:
        return []
    reference = _fight(_Bout(None, (), anatomy.tests), source, runner)
    unusable = {
        test.index: finding for test in anatomy.tests for finding in _unusable(test, reference[test.index])
    }
    sound = tuple(test for test in anatomy.tests if test.index not in unusable)
    bouts = list(_bouts(anatomy, sound)) if sound else []
    paid: dict[int, list[_Paid]] = defaultdict(list)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for bout, results in zip(
            bouts, pool.map(lambda bout: _fight(bout, source, runner), bouts), strict=True
        ):
            for test in bout.tests:
                points = _points(test, results[test.index])
                if bout.stand_in and _is_undeserved(bout.stand_in, bout, test, points):
                    paid[test.index].append(_Paid(bout.stand_in, points))
    weak = {test.index: _weak(test, paid[test.index]) for test in sound if paid[test.index]}
    return [finding for _, finding in sorted({**unusable, **weak}.items())]


def _bouts(anatomy: Anatomy, tests: tuple[TestCell, ...]) -> Iterator[_Bout]:
    """Each stand-in for all that the student writes, then for what each test judges, with the rest right."""
    scopes: dict[tuple[SolutionCell, ...], list[TestCell]] = defaultdict(list)
    for test in tests:
        scopes[anatomy.scope_of(test)].append(test)
    for stand_in in battery(anatomy.exceptions):
        yield _Bout(stand_in, anatomy.solutions, tests)
        for scope, judges in scopes.items():
            if scope and scope != anatomy.solutions:
                yield _Bout(stand_in, scope, tuple(judges))


def _fight(bout: _Bout, source: NotebookNode, runner: Runner) -> Mapping[int, CellResult]:
    """The results of the bout's test cells, by their place in the source."""
    kept = {test.index for test in bout.tests}
    indices = [index for index in range(max(kept) + 1) if not _is_test(source.cells[index]) or index in kept]
    authored = NotebookNode({**source, "cells": [source.cells[index] for index in indices]})
    answered = deepcopy(authored)
    if bout.stand_in:
        for solution in bout.replaced:
            if solution.index not in indices:
                continue  # it comes after the last test that is left
            cell = answered.cells[indices.index(solution.index)]
            names = tuple(name for name in solution.names if name in solution.replaceable)
            cell.source = bout.stand_in.source(cell.source, names)
    limits = STAND_IN_LIMITS if bout.stand_in else LIMITS
    execution = runner.run(GradingJob(answered, authored, limits), lambda _done, _total: None)
    return {indices[result.index]: result for result in execution.cells}


def _is_test(cell: NotebookNode) -> bool:
    mark = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and mark.get("grade") and not mark.get("solution"))


def _points(test: TestCell, result: CellResult) -> float:
    if result.outcome is not Outcome.OK:
        return 0.0
    outputs = [NotebookNode(output) for output in result.outputs]
    return automatic_points(NotebookNode({**test.cell, "outputs": outputs})) or 0.0


def _is_undeserved(stand_in: StandIn, bout: _Bout, test: TestCell, points: float) -> bool:
    """Whether the stand-in took the place of something that the test uses, and was paid for it."""
    if points <= 0 or stand_in is EMPTY:
        return points > 0
    used = {name for cell in bout.replaced for name in cell.names} & test.names
    if stand_in is STUCK:
        return points >= test.points and bool(used) and all(name in _functions(bout) for name in used)
    return any(used & cell.replaceable for cell in bout.replaced)


def _functions(bout: _Bout) -> set[str]:
    return {name for cell in bout.replaced for name in cell.functions}


def _weak(test: TestCell, paid: list[_Paid]) -> Finding:
    kinds = {each.stand_in: each.points for each in paid}
    most = max(kinds.values())
    phrases = tuple(stand_in.phrase for stand_in in kinds)
    advice = next(iter(kinds)).advice
    return Finding(test.index, test.grade_id, Flaw.WEAK, most, test.points, phrases, advice)


def _unusable(test: TestCell, result: CellResult) -> Iterator[Finding]:
    """What keeps a test from being audited: that its own solution fails it, or that the engine refuses it."""
    if result.outcome is Outcome.MANUAL:
        advice = f"the grading engine leaves it to a person: {result.reason}"
        yield Finding(test.index, test.grade_id, Flaw.REFUSED, 0.0, test.points, (), advice)
    elif _points(test, result) < test.points:
        advice = f"its own solution does not pass ({_why(result)}): correct the solution or the test"
        yield Finding(test.index, test.grade_id, Flaw.BROKEN, 0.0, test.points, (), advice)


def _why(result: CellResult) -> str:
    errors = (output for output in result.outputs if output["output_type"] == "error")
    told = next((f"{error['ename']}: {error['evalue']}" for error in errors), result.outcome.value)
    return result.reason or told
