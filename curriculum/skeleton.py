"""Writes the first form of a lesson, an exercise or a quiz: whole, valid, and waiting for words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
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


def write_lesson(place: Place, key: str, title: str) -> list[Path]:
    """Write a lesson that runs; the paths written."""
    _check(key)
    words = _words(place, key, title)
    return _write(place, {f"{key}.md": ("lesson.md", words)})


def write_exercise(place: Place, key: str, title: str, kind: str | None = None) -> list[Path]:
    """Write an exercise with a solution, tests, a hint and two wrong solutions; the paths written."""
    kind = kind or (ExerciseType.BUILD if place.is_personal else QuestionType.CODING_TASK)
    fitting = tuple(ExerciseType) if place.is_personal else (QuestionType.CODING_TASK,)
    if kind not in fitting:
        raise Invalid(f"An exercise of this module can't be a {kind}: choose one of {', '.join(fitting)}.")
    _check(key)
    words = {**_words(place, key, title), "type": str(kind)}
    wrong = f"{WRONG_FOLDER}/{key}"
    return _write(
        place,
        {
            f"{key}.md": ("exercise.md", words),
            f"{wrong}/forgets-the-last.py": ("wrong-forgets-the-last.txt", {}),
            f"{wrong}/counts-instead.py": ("wrong-counts-instead.txt", {}),
        },
    )


def write_quiz(place: Place) -> list[Path]:
    """Write a quiz with one question of each kind; the path written."""
    if place.is_personal:
        raise Invalid("Modules of the blueprint have no quiz: choose a module of the crypto curriculum.")
    return _write(place, {QUIZ_FILE: ("quiz.toml", {"prefix": f"m{place.folder.name.split('-')[1]}"})})


def _check(key: str) -> None:
    if not KEY.fullmatch(key):
        raise Invalid(f"{key!r} can't be a key: use small letters, digits and dashes, as in m02-keys.")


def _words(place: Place, key: str, title: str) -> dict[str, str]:
    """What the templates of a lesson and an exercise leave open; a JSON text is one of YAML, too."""
    order = len(list(place.folder.glob("*.md")))
    quoted = json.dumps(title, ensure_ascii=False)
    return {"key": key, "title": title, "quoted_title": quoted, "order": str(order)}


def _write(place: Place, files: Mapping[str, tuple[str, Mapping[str, str]]]) -> list[Path]:
    """Write all files or, where one of them exists, none."""
    for name in files:
        if (place.folder / name).exists():
            raise Conflict(f"{place.folder / name} exists already: choose another key, or edit that file.")
    for name, (template, words) in files.items():
        path = place.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
        path.write_text(text, encoding="utf-8")
    return [place.folder / name for name in files]
