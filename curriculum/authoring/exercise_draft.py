"""An exercise as a language model writes it, and the source files that it becomes."""

import json
import re
from typing import Annotated

from pydantic import Field

from curriculum.cell import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION
from curriculum.front_matter import Concept, Hint, Key, Strict
from curriculum.skeleton import Heading
from curriculum.wrong_solution import FOLDER, LEAST
from db.enums import ExerciseDifficulty

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Code = Annotated[str, Field(min_length=1, max_length=4_000)]
Prose = Annotated[str, Field(min_length=20, max_length=3_000)]

_FENCE = re.compile(r"^\s*(```|~~~|\+\+\+|---)", re.MULTILINE)
_BRANCHES_OUT = re.compile(r"<[a-zA-Z/!]|\]\(|\]\[|https?:", re.IGNORECASE)


class TestDraft(Strict):
    """A test cell: asserts that the learner sees, and asserts with other inputs that she does not."""

    __test__ = False

    name: Name
    title: Annotated[str, Field(min_length=5, max_length=100)]
    points: Annotated[int, Field(ge=1, le=20)]
    visible: Code
    hidden: Annotated[str, Field(max_length=4_000)] = ""


class TaskDraft(Strict):
    """One thing to write: `head` is what the learner is given, such as `def` line and docstring."""

    name: Name
    text: Prose
    head: Code
    solution: Code
    tests: Annotated[tuple[TestDraft, ...], Field(min_length=1, max_length=5)]


class MistakeDraft(Strict):
    """A plausible wrong solution of one task, and the tests that reject it."""

    name: Key
    what: Annotated[str, Field(min_length=10, max_length=200)]
    task: Name
    code: Code
    fails: Annotated[tuple[Name, ...], Field(min_length=1)]


class ExerciseDraft(Strict):
    """A whole exercise: story, given code, tasks with tests, hints, and mistakes that the tests reject."""

    story: Prose
    given: Code
    difficulty: ExerciseDifficulty
    minutes: Annotated[int, Field(ge=5, le=120)]
    concepts: Annotated[tuple[Concept, ...], Field(min_length=1, max_length=6)]
    tasks: Annotated[tuple[TaskDraft, ...], Field(min_length=1, max_length=5)]
    hints: Annotated[tuple[Hint, ...], Field(min_length=1, max_length=5)]
    mistakes: Annotated[tuple[MistakeDraft, ...], Field(min_length=LEAST, max_length=6)]


def prose_faults(draft: ExerciseDraft) -> list[str]:
    """What in the draft's prose would become something else in the source: a cell, a link, markup."""
    texts = {"the story": draft.story} | {f"the text of {task.name}": task.text for task in draft.tasks}
    texts |= {f"hint {number}": hint.text for number, hint in enumerate(draft.hints, start=1)}
    found = [
        f"{what} has a fence or a rule: write running text, lists and `code`"
        for what, text in texts.items()
        if _FENCE.search(text)
    ]
    return found + [
        f"{what} has a link or HTML: write it in words"
        for what, text in texts.items()
        if _BRANCHES_OUT.search(text)
    ]


def to_files(draft: ExerciseDraft, heading: Heading) -> dict[str, str]:
    """The source files by their paths in the module's folder."""
    files = {f"{heading.key}.md": _source(draft, heading)}
    for mistake in draft.mistakes:
        files[f"{FOLDER}/{heading.key}/{mistake.name}.py"] = (
            f"# {_line(mistake.what)}\n# fails: {', '.join(mistake.fails)}\n\n"
            f"# %% {mistake.task}\n{mistake.code.strip(chr(10))}\n"
        )
    return files


def _source(draft: ExerciseDraft, heading: Heading) -> str:
    parts = [_front(draft, heading), f"# {heading.title}", draft.story.strip(), "## What you start from"]
    parts.append(_cell(":given: start", draft.given))
    for task in draft.tasks:
        region = _region(BEGIN_SOLUTION, _indented(task.solution, task.head), END_SOLUTION)
        parts += [f"## {task.name.replace('-', ' ').capitalize()}", task.text.strip()]
        parts.append(_cell(f":solution: {task.name}", f"{task.head.rstrip()}\n{region}"))
        parts += [_test(test) for test in task.tests]
    return "\n\n".join(parts) + "\n"


def _front(draft: ExerciseDraft, heading: Heading) -> str:
    """The front matter; a JSON text is one of YAML, too."""
    fields = {
        "role": "exercise",
        "key": heading.key,
        "title": heading.title,
        "order": heading.order,
        "type": heading.type,
        "difficulty": draft.difficulty,
        "minutes": draft.minutes,
        "concepts": list(draft.concepts),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines.append("hints:")
    for hint in draft.hints:
        lines += [f"  - text: {json.dumps(hint.text, ensure_ascii=False)}", f"    penalty: {hint.penalty}"]
    return "\n".join(["---", *lines, "---"])


def _test(test: TestDraft) -> str:
    code = test.visible.strip("\n")
    if test.hidden.strip():
        code += "\n" + _region(BEGIN_HIDDEN, test.hidden.strip("\n"), END_HIDDEN)
    return _cell(f":test: {test.name}\n:points: {test.points}\n:title: {json.dumps(_line(test.title))}", code)


def _cell(options: str, code: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", code) or [""]))
    return f"{fence}{{code-cell}}\n{options}\n{code.strip(chr(10))}\n{fence}"


def _region(begin: str, text: str, end: str) -> str:
    indent = re.match(r" *", text)[0]  # type: ignore[index]
    return f"{indent}{begin}\n{text}\n{indent}{end}"


def _indented(solution: str, head: str) -> str:
    """The solution below the head: a body that was written at the margin is moved under its `def`."""
    text = solution.strip("\n")
    is_body = head.lstrip().startswith(("def ", "class ", "async ", "@")) and not text.startswith(" ")
    return "\n".join(f"    {line}" if line and is_body else line for line in text.split("\n"))


def _line(text: str) -> str:
    return " ".join(text.split())
