"""The JSON schemas of what authors write, for editors that complete and check while one types."""

import json

from pydantic import BaseModel

from curriculum.achievement import AchievementFile
from curriculum.front_matter import ExerciseFront, LessonFront
from curriculum.module_file import BlueprintFile, ModuleFile
from curriculum.quiz_file import QuizFile
from curriculum.resource_file import ResourceFile

_MODELS: dict[str, type[BaseModel]] = {
    "lesson": LessonFront,
    "exercise": ExerciseFront,
    "module": ModuleFile,
    "blueprint-module": BlueprintFile,
    "quiz": QuizFile,
    "resources": ResourceFile,
    "achievements": AchievementFile,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Each schema's text by its file's name."""
    return {
        f"{name}.json": json.dumps({"$schema": _DIALECT, **model.model_json_schema()}, indent=2) + "\n"
        for name, model in _MODELS.items()
    }
