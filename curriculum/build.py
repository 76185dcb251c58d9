"""Builds both curricula from their sources, or tells every mistake by file and line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from curriculum.achievement import Achievement, read_achievements
from curriculum.built import BlueprintModule, Built, Exercise, Lesson, Module
from curriculum.cell import Cell, Role, read_cells
from curriculum.check import check_cells, check_tokens
from curriculum.front_matter import ExerciseFront, LessonFront, read_front
from curriculum.graph import check_graph
from curriculum.module_file import BlueprintFile, ModuleFile
from curriculum.problem import Problem, SourceError
from curriculum.quiz import NO_QUIZ, read_quiz
from curriculum.render import Template, render_released, render_source
from curriculum.resource_file import read_resources
from curriculum.source import Source, parse
from curriculum.toml_file import read_toml
from curriculum.wrong_solution import FOLDER, read_wrong_solutions
from db.enums import ExerciseType, QuestionType

CONTENT = Path(__file__).parent / "content"
File_T = TypeVar("File_T", ModuleFile, BlueprintFile)


def build(content: Path = CONTENT) -> Built:
    """Both curricula from a content folder; the SourceError holds every mistake, not only the first."""
    problems: list[Problem] = []
    modules = [
        _module(content, file, items, problems)
        for file, items in _folders(content, "crypto", ModuleFile, problems)
    ]
    blueprint = [_blueprint(*found) for found in _folders(content, "blueprint", BlueprintFile, problems)]
    slugs = {module.slug for module in modules}
    none: tuple[Achievement, ...] = ()
    achievements = _unless_wrong(none, problems, lambda: read_achievements(content, slugs))
    if not problems:
        built = Built(
            tuple(sorted(modules, key=lambda module: module.number)),
            tuple(sorted(blueprint, key=lambda module: module.number)),
            achievements,
        )
        problems += check_graph(built)
    if problems:
        raise SourceError(problems)
    return built


Read_T = TypeVar("Read_T")
Items = tuple[tuple[Lesson, ...], tuple[Exercise, ...]]


def _folders(
    content: Path, curriculum: str, schema: type[File_T], problems: list[Problem]
) -> Iterator[tuple[File_T, Items]]:
    """Each module's file and items; what is wrong goes to `problems` and that module is left out."""
    for path in sorted((content / curriculum).glob("*/module.toml")):
        before = len(problems)
        items = _items(path.parent, content, problems, is_personal=schema is BlueprintFile)
        try:
            file = read_toml(path, path.relative_to(content), schema)
        except SourceError as error:
            problems += error.problems
            continue
        if file.slug != path.parent.name:
            message = f"the slug {file.slug!r} is not the folder's name: name the folder {file.slug}"
            problems.append(Problem(path.relative_to(content), 1, message))
        if isinstance(file, BlueprintFile):
            problems += _check_templates(file, path.relative_to(content))
        if len(problems) == before:
            yield file, items


def _items(folder: Path, content: Path, problems: list[Problem], *, is_personal: bool) -> Items:
    lessons: list[Lesson] = []
    exercises: list[Exercise] = []
    for path in sorted(folder.glob("*.md")):
        try:
            item = read_item(path, content, is_personal=is_personal)
        except SourceError as error:
            problems += error.problems
            continue
        if isinstance(item, Lesson):
            lessons.append(item)
        else:
            exercises.append(item)
    return (
        tuple(sorted(lessons, key=lambda item: item.order)),
        tuple(sorted(exercises, key=lambda item: item.order)),
    )


def read_item(path: Path, content: Path, *, is_personal: bool) -> Lesson | Exercise:
    """The lesson or exercise of one file; every mistake in the file is in the SourceError."""
    shown = path.relative_to(content)
    source = parse(path.read_text(encoding="utf-8"), shown)
    front = read_front(source)
    if front.key != path.stem:
        message = f"the key {front.key!r} is not the file's name: name the file {front.key}.md"
        raise SourceError([Problem(shown, source.line_of("key"), message)])
    cells = read_cells(source)
    problems = check_cells(shown, front.role, cells, is_personal=is_personal)
    problems += [
        Problem(shown, source.line_of("title"), message)
        for _, message in check_tokens(front.title, 1, is_personal=is_personal)
    ]
    problems += _check_type(front, source, is_personal=is_personal)
    problems += _check_rubric(front, source, cells)
    if problems:
        raise SourceError(problems)
    template = Template(front.key, front.role, cells, is_personal)
    if isinstance(front, LessonFront):
        return _lesson(front, shown, template)
    wrong = read_wrong_solutions(path.parent / FOLDER / front.key, content, cells)
    return Exercise(
        **{name: getattr(front, name) for name in ExerciseFront.model_fields if name != "role"},
        path=shown,
        template=template,
        source=render_source(template),
        released=render_released(template),
        wrong_solutions=wrong,
    )


def _check_type(front: LessonFront | ExerciseFront, source: Source, *, is_personal: bool) -> list[Problem]:
    if isinstance(front, LessonFront) or (front.type is QuestionType.CODING_TASK) is not is_personal:
        return []
    fitting = ", ".join(ExerciseType) if is_personal else QuestionType.CODING_TASK
    message = f"an exercise of this curriculum can't be a {front.type}: write one of {fitting}"
    return [Problem(source.path, source.line_of("type"), message)]


def _check_rubric(
    front: LessonFront | ExerciseFront, source: Source, cells: tuple[Cell, ...]
) -> Iterator[Problem]:
    """A rubric's points are those of the written answers that it is for."""
    if isinstance(front, LessonFront):
        return
    answers = {cell.name or "": cell.points for cell in cells if cell.role is Role.ANSWER}
    for name in dict.fromkeys(criterion.answer for criterion in front.rubric):
        total = sum(criterion.points for criterion in front.rubric if criterion.answer == name)
        if name not in answers:
            message = f"the rubric is for {name!r}, but there is no such written answer: correct the name"
        elif total != answers[name]:
            message = (
                f"the rubric of {name!r} has {total} points, its answer {answers[name]}: make them equal"
            )
        else:
            continue
        yield Problem(source.path, source.line_of("rubric"), message)


def _lesson(front: LessonFront, shown: Path, template: Template) -> Lesson:
    fields = {name: getattr(front, name) for name in LessonFront.model_fields if name != "role"}
    return Lesson(**fields, path=shown, template=template, notebook=render_released(template))


def _check_templates(file: BlueprintFile, shown: Path) -> list[Problem]:
    texts = (file.title_template, file.description_template, *file.objectives)
    return [
        Problem(shown, 1, message) for text in texts for _, message in check_tokens(text, 1, is_personal=True)
    ]


def _unless_wrong(default: Read_T, problems: list[Problem], read: Callable[[], Read_T]) -> Read_T:
    """What `read` gives; its mistakes go to `problems`, and then it is `default`."""
    try:
        return read()
    except SourceError as error:
        problems += error.problems
        return default


def _module(content: Path, file: ModuleFile, items: Items, problems: list[Problem]) -> Module:
    folder = content / "crypto" / file.slug
    exercises = [exercise.key for exercise in items[1]]
    return Module(
        **dict(file),
        lessons=items[0],
        exercises=items[1],
        quiz=_unless_wrong(NO_QUIZ, problems, lambda: read_quiz(folder, content, exercises)),
        resources=_unless_wrong((), problems, lambda: read_resources(folder, content)),
    )


def _blueprint(file: BlueprintFile, items: Items) -> BlueprintModule:
    return BlueprintModule(**dict(file), lessons=items[0], exercises=items[1])
