"""Writes the first form of a lesson, an exercise or a quiz: whole, valid, and waiting for words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from curriculum.front_matter import KEY
from curriculum.quiz_file import FILE as QUIZ_FILE
from curriculum.wrong_solution import FOLDER as WRONG_FOLDER
from db.enums import ExerciseType, QuestionType
from db.errors import Conflict, Invalid, NotFound

TEMPLATES = Path(__file__).parent / "templates"
CURRICULA = ("crypto", "blueprint")
TYPES = (QuestionType.CODING_TASK, *ExerciseType)


@dataclass(frozen=True)
class Place:
    """A module's folder, and whether what is in it becomes a course of each learner's own."""

    folder: Path
    is_personal: bool


def find_place(content: Path, module: str) -> Place:
    """The module whose folder has this name; raises NotFound with the names that there are."""
    folders = {path.parent.name: path.parent for path in sorted(content.glob("*/*/module.toml"))}
    if module not in folders:
        raise NotFound(f"There is no module {module!r}: choose one of {', '.join(folders)}.")
    return Place(folders[module], folders[module].parent.name == "blueprint")


@dataclass(frozen=True)
class Heading:
    """What is known of an exercise before there is one."""

    key: str
    title: str
    order: int
    type: str


def begin_exercise(place: Place, key: str, title: str, kind: str | None = None) -> Heading:
    """The heading of a new exercise. Raises Invalid if key or kind do not fit, Conflict if it exists."""
    kind = kind or (ExerciseType.BUILD if place.is_personal else QuestionType.CODING_TASK)
    fitting = tuple(ExerciseType) if place.is_personal else (QuestionType.CODING_TASK,)
    if kind not in fitting:
        raise Invalid(f"An exercise of this module can't be a {kind}: choose one of {', '.join(fitting)}.")
    _check(key)
    _refuse_existing(place, [f"{key}.md"])
    return Heading(key, title, _next_order(place), str(kind))


def write_lesson(place: Place, key: str, title: str) -> list[Path]:
    """Write a lesson that runs; the paths written."""
    _check(key)
    words = _words(Heading(key, title, _next_order(place), "lesson"))
    return write_files(place, {f"{key}.md": _filled("lesson.md", words)})


def write_exercise(place: Place, heading: Heading) -> list[Path]:
    """Write an exercise with a solution, tests, a hint and two wrong solutions; the paths written."""
    words = _words(heading)
    wrong = f"{WRONG_FOLDER}/{heading.key}"
    return write_files(
        place,
        {
            f"{heading.key}.md": _filled("exercise.md", words),
            f"{wrong}/forgets-the-last.py": _filled("wrong-forgets-the-last.txt", words),
            f"{wrong}/counts-instead.py": _filled("wrong-counts-instead.txt", words),
        },
    )


def write_quiz(place: Place) -> list[Path]:
    """Write a quiz with one question of each kind; the path written."""
    if place.is_personal:
        raise Invalid("Modules of the blueprint have no quiz: choose a module of the crypto curriculum.")
    words = {"prefix": f"m{place.folder.name.split('-')[1]}"}
    return write_files(place, {QUIZ_FILE: _filled("quiz.toml", words)})


def write_files(place: Place, files: Mapping[str, str]) -> list[Path]:
    """Write the files to the module's folder, or none where one of them exists; their paths."""
    _refuse_existing(place, files)
    for name, text in files.items():
        path = place.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [place.folder / name for name in files]


def _refuse_existing(place: Place, names: Iterable[str]) -> None:
    for name in names:
        if (place.folder / name).exists():
            raise Conflict(f"{place.folder / name} exists already: choose another key, or edit that file.")


def _check(key: str) -> None:
    if not KEY.fullmatch(key):
        raise Invalid(f"{key!r} can't be a key: use small letters, digits and dashes, as in m02-keys.")


def _next_order(place: Place) -> int:
    return len(list(place.folder.glob("*.md")))


def _words(heading: Heading) -> dict[str, str]:
    """What the templates leave open; a JSON text is one of YAML, too."""
    quoted = json.dumps(heading.title, ensure_ascii=False)
    return {name: str(value) for name, value in asdict(heading).items()} | {"quoted_title": quoted}


def _filled(template: str, words: Mapping[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
