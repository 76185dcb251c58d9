"""What the demo shows: files of this package, all of which a learner may read."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("content")

Json = dict[str, Any]


@cache
def course() -> Json:
    """The tracks and the personal courses, with what the Course panel says of each item."""
    return _read("course")


@cache
def quiz() -> Json:
    """The quiz, with the answers: it is marked here, and asks nothing that is graded anywhere."""
    return _read("quiz")


@cache
def resources() -> Json:
    """Where to read on after the one module of the curriculum."""
    return _read("resources")


@cache
def modules() -> dict[str, Json]:
    """Each module by key."""
    parents = [*course()["tracks"], *course()["personal"]]
    return {module["key"]: module for parent in parents for module in parent["modules"]}


@cache
def items() -> dict[str, Json]:
    """Each lesson and exercise by key, with the key of its module."""
    return {
        item["key"]: {**item, "module": module["key"]}
        for module in modules().values()
        for item in module["items"]
        if item["kind"] != "quiz"
    }


def notebook(key: str) -> Json:
    """The notebook itself, read afresh, so that nobody changes another one's copy."""
    return _read(key)


def _read(name: str) -> Json:
    value: Json = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return value
