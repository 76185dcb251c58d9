"""Proves that what is built works: lessons run, solutions pass, starters and wrong solutions do not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from curriculum.built import Built, Exercise, Lesson, WrongSolution
from curriculum.cell import Cell, Role
from curriculum.nbgrader_cells import clear_solution
from curriculum.problem import Problem
from curriculum.render import DEFAULT_VALUES, Template, variant
from curriculum.trial import Finding, Laboratory, OnTrial, TrialCell
from curriculum.variables import variant_source
from db.enums import ExerciseType

AWKWARD_VALUES = dict.fromkeys(DEFAULT_VALUES, "Ōé & O'Neil (a/b), 3.5+1-x")
"""Words that break code which pastes values into strings."""

_RUNNING_STARTERS = (ExerciseType.REFACTOR, ExerciseType.DIAGNOSIS)


@dataclass(frozen=True)
class _Trial:
    """Cells to run and how to judge the outcome."""

    cells: tuple[TrialCell, ...]
    judge: Callable[[Finding], list[Problem]]


def verify(
    built: Built, laboratory: Laboratory, on_trial: OnTrial = lambda _done, _total: None
) -> tuple[Problem, ...]:
    """Every way in which the lessons and exercises do not do what they promise."""
    trials = [trial for lesson in built.lessons for trial in _lesson_trials(lesson)]
    trials += [trial for exercise in built.exercises for trial in _exercise_trials(exercise)]
    outcomes = laboratory.run([trial.cells for trial in trials], on_trial)
    found = [trial.judge(outcome) for trial, outcome in zip(trials, outcomes, strict=True)]
    return tuple(sorted({problem for problems in found for problem in problems}))


def _lesson_trials(lesson: Lesson) -> list[_Trial]:
    def judge(outcome: Finding) -> list[Problem]:
        return _broken_cells(lesson, outcome, lesson.template.cells)

    return [_Trial(_code(lesson.template, values), judge) for values in _values(lesson.template)]


def _exercise_trials(exercise: Exercise) -> list[_Trial]:
    template = exercise.template

    def judge_solution(outcome: Finding) -> list[Problem]:
        return _broken_cells(exercise, outcome, template.cells)

    solved = [_Trial(_code(template, values), judge_solution) for values in _values(template)]
    starter = _Trial(
        _code(template, DEFAULT_VALUES, _cleared), lambda outcome: _judge_starter(exercise, outcome)
    )
    wrong = [_wrong_trial(exercise, mistake) for mistake in exercise.wrong_solutions]
    return [*solved, starter, *wrong]


def _wrong_trial(exercise: Exercise, mistake: WrongSolution) -> _Trial:
    cells = _code(
        exercise.template, DEFAULT_VALUES, lambda cell: mistake.cells.get(cell.name or "", cell.text)
    )
    return _Trial(cells, lambda outcome: _judge_wrong(exercise, mistake, outcome))


def _values(template: Template) -> Sequence[Mapping[str, str]]:
    return [DEFAULT_VALUES, AWKWARD_VALUES] if template.variables else [DEFAULT_VALUES]


def _cleared(cell: Cell) -> str:
    return clear_solution(cell.text, "code") if cell.role is Role.SOLUTION else cell.text


def _code(
    template: Template, values: Mapping[str, str], text_of: Callable[[Cell], str] = lambda cell: cell.text
) -> tuple[TrialCell, ...]:
    return tuple(
        TrialCell(
            _label(cell),
            variant_source(variant(template, values)) if cell.role is Role.VARIANT else text_of(cell),
            cell.role,
            cell.text,
        )
        for cell in template.cells
        if not cell.is_markdown
    )


def _label(cell: Cell) -> str:
    return cell.name or f"line {cell.line}"


def _broken_cells(item: Lesson | Exercise, outcome: Finding, cells: tuple[Cell, ...]) -> list[Problem]:
    lines = {_label(cell): cell.line for cell in cells}
    return [
        Problem(
            item.path,
            lines.get(label, 1),
            f"this cell fails with the author's own code ({reason}): correct it",
        )
        for label, reason in outcome.failed.items()
    ]


def _judge_starter(exercise: Exercise, outcome: Finding) -> list[Problem]:
    graded = {cell.name for cell in exercise.template.cells if cell.role is Role.TEST}
    if not graded & set(outcome.failed):
        message = "the starter already passes every test: make a test fail until something is solved"
        return [Problem(exercise.path, 1, message)]
    if exercise.type not in _RUNNING_STARTERS:
        return []
    given = [cell for cell in exercise.template.cells if cell.role in {Role.GIVEN, Role.CODE, Role.VARIANT}]
    return [
        Problem(
            exercise.path,
            cell.line,
            f"the starter must run as given ({outcome.failed[_label(cell)]}): correct it",
        )
        for cell in given
        if _label(cell) in outcome.failed
    ]


def _judge_wrong(exercise: Exercise, mistake: WrongSolution, outcome: Finding) -> list[Problem]:
    graded = {cell.name: cell.line for cell in exercise.template.cells if cell.role is Role.TEST}
    failed = {name: reason for name, reason in outcome.failed.items() if name in graded}
    problems: list[Problem] = []
    if set(failed) != set(mistake.fails):
        seen = ", ".join(sorted(failed)) or "none"
        message = f"it fails {seen}, not {', '.join(mistake.fails)}: correct `# fails:` or sharpen the tests"
        problems.append(Problem(mistake.path, 1, message))
    problems += [
        Problem(
            exercise.path,
            graded[name],
            f"it rejects {mistake.name} without words for the student: add a message",
        )
        for name, reason in failed.items()
        if reason == "AssertionError: "
    ]
    return problems
