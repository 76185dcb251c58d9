"""What a generated course reads like: the same paragraphs for learners of different fields."""

from collections.abc import Mapping

from curriculum.archetype import complete, course_title
from curriculum.authoring.retelling import paragraphs
from curriculum.build import build
from curriculum.render import Template
from curriculum.variables import fill_text

_HEAD = """\
# What a personal course reads like

The opening paragraphs of two lessons, for learners of different fields: two that the archetypes know, one
that nobody described, and one who tries to break out of the text. Their words stand in prose only; code,
tests and output stay the same. Written by `make reference`.
"""
_LEARNERS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("economic", "allocator", "Sneakers", {}),
    ("biological", "optimizer", "Beekeeping", {}),
    ("cognitive", "strategist", "Crossword setting", {}),
    ("digital", "builder", "O'Neil & Sons (a/b), 3.5+1-x", {"entity_primary": "Ōé & co."}),
)
_LESSONS = ("b1-lesson", "b2-lesson")


def samples_page() -> str:
    """The whole page."""
    lessons = {lesson.key: lesson for module in build().blueprint for lesson in module.lessons}
    parts = [_HEAD]
    for key in _LESSONS:
        parts.append(f"## {key}\n")
        for meta_category, archetype, domain, given in _LEARNERS:
            values = complete(meta_category, archetype, domain, given)
            parts.append(f"### {course_title(values)}\n\n{_opening(lessons[key].template, values)}\n")
    return "\n".join(parts)


def _opening(template: Template, values: Mapping[str, str]) -> str:
    texts = (fill_text(each.text, values) for each in paragraphs(template)[:2])
    return "\n>\n".join("> " + text.replace("\n", "\n> ") for text in texts)
