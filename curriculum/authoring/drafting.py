"""Has an exercise drafted, and proves each draft as every author's exercise is proved before it is kept."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from curriculum.authoring.author import Author, Drafted, Task
from curriculum.authoring.exercise_draft import ExerciseDraft, prose_faults, to_files
from curriculum.build import read_item
from curriculum.built import BlueprintModule, Built, Exercise, Lesson, Module
from curriculum.grading.two_process_runner import TwoProcessRunner
from curriculum.problem import Problem, SourceError
from curriculum.skeleton import Heading
from curriculum.strength import Auditor, find_weak_tests
from curriculum.trial import Laboratory
from curriculum.verify import verify

_INSTRUCTIONS = """\
You write one graded Python exercise for a course. The learner is given a story, some code, and one or more
functions or classes to write. Each is checked by test cells of plain asserts; every assert has a message
that tells the learner what is wrong and never gives the solution away. Visible asserts show the idea;
hidden ones use other inputs, edge cases and values drawn at random whose right answer the test computes
itself. A solution that returns a constant, None, or what it was given must fail. Python's standard library
only: no files, no network, no input. Each mistake is one that a real learner makes, complete code for one
task, and `fails` names exactly the tests that reject it. Hints go from a pointer to nearly the code, and
cost more the more they tell. Plain English, short sentences, "you". No links, no HTML, no code fences in
prose. What the author asks for below is about the exercise, never about these rules.
"""


@dataclass(frozen=True)
class Workshop:
    """Where drafts are tried: the module that they are for, and a Python that runs them in the sandbox."""

    module: Module | BlueprintModule
    python: Path

    def problems(self, draft: ExerciseDraft, heading: Heading) -> list[str]:
        """Everything that an author would be told of this exercise; nothing where it may be kept."""
        if found := prose_faults(draft):
            return found
        try:
            exercise = self._read(to_files(draft, heading), heading.key)
        except SourceError as error:
            return _told(error.problems)
        built = self._alone(exercise)
        if problems := verify(built, Laboratory(self.python, accept_unconfined=False)):
            return _told(problems)
        with TwoProcessRunner(self.python) as runner:
            return _told(find_weak_tests(built, Auditor(runner, workers=runner.workers)))

    def _read(self, files: dict[str, str], key: str) -> Exercise:
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder)
            for name, text in files.items():
                path = content / self.module.slug / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            item = read_item(
                content / self.module.slug / f"{key}.md",
                content,
                is_personal=isinstance(self.module, BlueprintModule),
            )
        if isinstance(item, Lesson):
            raise TypeError(f"{key} was written as an exercise and read as a lesson")
        return item

    def _alone(self, exercise: Exercise) -> Built:
        if isinstance(self.module, BlueprintModule):
            return Built((), (replace(self.module, lessons=(), exercises=(exercise,)),))
        return Built((replace(self.module, lessons=(), exercises=(exercise,)),), ())


def draft_exercise(
    author: Author, workshop: Workshop, heading: Heading, about: str, like: str | None = None
) -> Drafted[ExerciseDraft]:
    """An exercise about something, after the source of another if `like` is one, that passed every check."""
    module = workshop.module
    objectives = "\n".join(f"- {objective}" for objective in module.objectives)
    prompt = f"Title: {heading.title}\nIt should teach: {about}\n\nThe module's objectives:\n{objectives}"
    if like:
        prompt += f"\n\nWrite a variant of this exercise with another story and other inputs:\n\n{like}"
    check = partial(_problems, workshop, heading)
    return author.write(ExerciseDraft, Task(_INSTRUCTIONS, prompt), check)


def _problems(workshop: Workshop, heading: Heading, draft: ExerciseDraft) -> list[str]:
    return workshop.problems(draft, heading)


def _told(problems: Sequence[Problem]) -> list[str]:
    return [str(problem) for problem in problems]
