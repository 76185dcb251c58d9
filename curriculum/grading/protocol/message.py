"""The messages of a grading run, from the driver's job to the student process's answers.

driver -> T   Job
T -> driver   CellRecord for each cell as it ends, then Finished
T -> S        RunCell, Ask; while S waits for a CallBack: CallBackAnswer or CallBackError
S -> T        CellRun, Answer, Raised, Refusal; in the middle of an answer: CallBack
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Output = dict[str, Any]
"""One output of a notebook cell, as nbformat 4 spells it; an answer's may also have the type WARNING."""

WARNING = "warning"
"""A warning of the student's code: `module` and `name` of its class, and its `text`."""


class Role(StrEnum):
    """Who runs a cell: S, both, or T."""

    STUDENT = "student"
    LOCKED = "locked"
    TEST = "test"


class Outcome(StrEnum):
    """How a cell ended; MANUAL when the engine cannot judge a test fairly and a person must."""

    OK = "ok"
    ERROR = "error"
    TIMEOUT = "timeout"
    KILLED = "killed"
    NOT_RUN = "not_run"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class JobCell:
    """One code cell: students' and locked cells come from the submission, tests from the instructor."""

    index: int
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class SolutionCell:
    """The instructor's own text of a student's cell; T reads it and never runs it."""

    index: int
    source: str


@dataclass(frozen=True, slots=True)
class Job:
    """All that T has to know; `submission_source` is what `inspect.getsource` is served from."""

    cells: tuple[JobCell, ...]
    solution: tuple[SolutionCell, ...] = ()
    submission_source: tuple[str, ...] = ()
    cell_seconds: float = 30.0
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class CellRecord:
    """How one cell ended; every outcome but OK has an error among its outputs."""

    index: int
    outcome: str
    seconds: float
    outputs: list[Output] = field(default_factory=list)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """All cells of the job have their record."""

    seconds: float


@dataclass(frozen=True, slots=True)
class RunCell:
    """Run one cell of the submission in S; `count` is its number among the cells that run."""

    source: str
    seconds: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class CellRun:
    """What a cell of the submission did; also what `Session.run_cell` returns."""

    outcome: str
    seconds: float
    outputs: list[Output]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing T wants of S: `verb` on `subject` with `operands`; `serial` must come back.

    `changed` holds shared containers by number that T's side changed, `dropped` numbers that are free again.
    `patches` are attributes of modules (module, name, value) that the test replaced for the time being, and
    `hears_warnings` says that it listens to every warning.
    """

    serial: int
    seconds: float
    verb: str
    subject: Any = None
    operands: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    changed: dict[int, Any] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    patches: list[Any] = field(default_factory=list)
    hears_warnings: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The value, the shared containers that the student's code changed, and what it printed or showed."""

    serial: int
    value: Any = None
    changed: dict[int, Any] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Raised:
    """The student's code raised `error`, an opaque exception, instead of answering."""

    serial: int
    error: Any
    changed: dict[int, Any] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refusal:
    """S could not do what was asked: `kind` is one of `name`, `value`, `timeout`."""

    serial: int
    kind: str
    detail: str = ""
    outputs: list[Output] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CallBack:
    """In the middle of an answer S asks T to do `verb` on an object that T lent it; `input` needs none."""

    verb: str
    lent: int
    operands: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallBackAnswer:
    """What T's object gave."""

    value: Any = None


@dataclass(frozen=True, slots=True)
class CallBackError:
    """T's object raised: the nearest builtin class of the exception, its text, and its number at T."""

    name: str
    text: str
    lent: int
