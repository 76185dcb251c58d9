"""The concept map: where each concept of the crypto curriculum is taught, asked and practised."""

from collections import defaultdict

from curriculum.build import build
from curriculum.built import Built

_HEAD = """\
# Concept map

Each lesson, question and exercise of the crypto curriculum names its concepts in the same words. This page
turns that round: where a concept is taught, asked for and practised. Written by `make reference`.
"""


def concepts_page() -> str:
    """The whole page, concepts in alphabetical order."""
    lines = [_HEAD, "| concept | lessons | questions | exercises |", "|---|---|---|---|"]
    for concept, places in sorted(_places(build()).items()):
        cells = (", ".join(f"`{key}`" for key in places[kind]) for kind in ("lesson", "question", "exercise"))
        lines.append(f"| {concept} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _places(built: Built) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for module in built.modules:
        named = [("lesson", lesson.key, lesson.concepts) for lesson in module.lessons]
        named += [("question", question.key, question.concepts) for question in module.quiz.questions]
        named += [("exercise", exercise.key, exercise.concepts) for exercise in module.exercises]
        for kind, key, concepts in named:
            for concept in concepts:
                found[concept][kind].append(key)
    return found
