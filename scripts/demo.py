"""The files of the demo that follow from the curriculum: what any student is given, and nothing else."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

from curriculum.archetype import complete
from curriculum.build import build
from curriculum.built import Built, Exercise, Lesson, Module
from curriculum.draft import CourseDraft, draft_course
from scripts.step import REPOSITORY

FOLDER = REPOSITORY / "extensions" / "coursewright_lab" / "demo" / "content"
LESSONS = ("m01-l1-ledgers", "m01-l2-hashes")
EXERCISE = "m01-hash-chain"
TOPIC = ("economic", "allocator", "Sneakers")
_MADE_AT = "2026-11-01T00:00:00+00:00"

Json = dict[str, object]


def demo_files() -> dict[Path, str]:
    """Each file and its text: what the Course panel shows, and one notebook an item."""
    built = build()
    kind, archetype, domain = TOPIC
    own = draft_course(built, kind, complete(kind, archetype, domain, {}))
    course = {"tracks": [_track(built.modules[0])], "personal": [_own_course(built, own)]}
    files = {"course": course, "resources": _links(built.modules[0]), **dict(_notebooks(built, own))}
    return {FOLDER / f"{name}.json": json.dumps(value, indent=1) + "\n" for name, value in files.items()}


def _track(module: Module) -> Json:
    lessons = [each for each in module.lessons if each.key in LESSONS]
    exercises = [each for each in module.exercises if each.key == EXERCISE]
    quiz = {"key": f"{module.slug}-quiz", "kind": "quiz", "title": "Quiz", "minutes": None, "version": None}
    items = [
        *(_item(each, each.title, each.notebook) for each in lessons),
        *(_item(each, each.title, each.released) for each in exercises),
        quiz,
    ]
    shown = {"key": module.slug, "number": module.number, "title": module.title, "items": items}
    return {"slug": module.track, "title": "User", "modules": [shown]}


def _links(module: Module) -> Json:
    """Where to read on after the module, as the service lists it before anybody voted."""
    items = [
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, each.url)),
            "title": each.title,
            "url": each.url,
            "type": each.type,
            "difficulty": each.difficulty,
            "description": each.why,
            "votes": 0,
            "has_my_vote": False,
        }
        for each in module.resources
    ]
    return {"key": module.slug, "items": items}


def _own_course(built: Built, own: CourseDraft) -> Json:
    module, source = own.modules[0], built.blueprint[0]
    assert module.notebook is not None  # noqa: S101 - every module has a lesson
    lesson = _item(source.lessons[0], str(module.content["lesson"]["title"]), module.notebook)
    exercises = [_item(each.source, each.title, each.notebook) for each in module.exercises[:1]]
    shown = {
        "key": module.concept_slug,
        "number": source.number,
        "title": module.title,
        "items": [lesson, *exercises],
    }
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, "https://coursewright.dev/demo")),
        "title": own.title,
        "pitch": own.description,
        "domain": TOPIC[-1],
        "created_at": _MADE_AT,
        "modules": [shown],
    }


def _notebooks(built: Built, own: CourseDraft) -> Iterator[tuple[str, object]]:
    module = built.modules[0]
    yield from ((each.key, json.loads(each.notebook)) for each in module.lessons if each.key in LESSONS)
    yield from ((each.key, json.loads(each.released)) for each in module.exercises if each.key == EXERCISE)
    first = own.modules[0]
    yield built.blueprint[0].lessons[0].key, json.loads(first.notebook or b"{}")
    yield from ((each.source.key, json.loads(each.notebook)) for each in first.exercises[:1])


def _item(item: Lesson | Exercise, title: str, notebook: bytes) -> Json:
    is_exercise = isinstance(item, Exercise)
    return {
        "key": item.key,
        "kind": "exercise" if is_exercise else "lesson",
        "title": title,
        "minutes": item.minutes,
        "points": item.points if isinstance(item, Exercise) else None,
        "version": json.loads(notebook)["metadata"]["coursewright"]["version"],
    }
