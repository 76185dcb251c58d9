"""What a new learner can choose from, and how her course would read."""

from dataclasses import dataclass

from curriculum.answers import ASKED, Said, find_problems, matched_domain, sound_values, suggestions
from curriculum.archetype_file import Archetype, Tool, meta_categories, tools
from curriculum.variables import MAX_LENGTH
from db.repositories.course import CourseRepository
from db.repositories.course_request import Answers, CourseRequestRepository
from hub.services.own_course import OwnCourse, find
from hub.services.person import Begin
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class ArchetypeChoice:
    """An archetype, the three questions in its words, and topics to begin with."""

    key: str
    title: str
    about: str
    unit: str
    measure: str
    place: str
    domains: list[str]


@dataclass(frozen=True)
class KindChoice:
    """A kind of system, and who designs such systems."""

    key: str
    title: str
    about: str
    archetypes: list[ArchetypeChoice]


@dataclass(frozen=True)
class Onboarding:
    """Everything to choose from, what the learner answered last time, and a course that is being made."""

    kinds: list[KindChoice]
    tools: list[Tool]
    most_characters: int
    answers: Answers | None
    making: OwnCourse | None
    has_course: bool


@dataclass(frozen=True)
class ModuleTitle:
    """A module to come; an optional one lies before the module that she begins with."""

    number: int
    title: str
    is_optional: bool


@dataclass(frozen=True)
class Preview:
    """The beginning of the course as plain text, the words in it, and what can't be used, by field."""

    title: str
    pitch: str
    lesson: str
    paragraphs: list[str]
    modules: list[ModuleTitle]
    words: dict[str, str]
    suggestions: dict[str, str]
    matched: str | None
    problems: dict[str, str]


def read_onboarding(begin: Begin, viewer: Viewer) -> Onboarding:
    """Return what there is to choose from, and where the learner stands."""
    with begin() as uow:
        requests = CourseRequestRepository(uow.session)
        waiting = requests.open_of(viewer.id)
        made = requests.made(viewer.id)
        courses = CourseRepository(uow.session)
        present = courses.present(viewer.id)
        making = find(uow, viewer, waiting.id) if waiting else None
    answers = next((each.answers for each in made if each.id == present), None)
    kinds = [
        KindChoice(kind.key, kind.title, kind.about, [_choice(each) for each in kind.archetype])
        for kind in meta_categories().values()
    ]
    return Onboarding(kinds, list(tools().values()), MAX_LENGTH, answers, making, present is not None)


def preview(said: Said) -> Preview:
    """Return how the course would read; what can't be used is told, and a suggestion stands in for it."""
    from curriculum import preview as texts  # noqa: PLC0415 - it reads the first lesson, once

    values = sound_values(said)
    text = texts.preview(values)
    first = tools()[said.tool].starting_module
    return Preview(
        title=text.title,
        pitch=text.pitch,
        lesson=text.lesson,
        paragraphs=list(text.paragraphs),
        modules=[ModuleTitle(number, title, number < first) for number, title in text.modules],
        words={name: values[name] for name in ASKED},
        suggestions=suggestions(said),
        matched=matched_domain(said),
        problems=find_problems(said),
    )


def _choice(person: Archetype) -> ArchetypeChoice:
    return ArchetypeChoice(
        key=person.key,
        title=person.title,
        about=person.about,
        unit=person.unit,
        measure=person.measure,
        place=person.place,
        domains=[domain.name for domain in person.domain],
    )
