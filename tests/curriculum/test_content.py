"""The curriculum as shipped: what there is of it is counted, and all of it was proved."""

from collections import Counter
from pathlib import Path

import pytest

from curriculum.build import build
from curriculum.built import Built, Module
from curriculum.proof import read_proofs, stale
from curriculum.trial import Laboratory
from curriculum.verify import verify
from db.enums import QuestionType, Track
from tests.factories.classroom import STUDENT_PYTHON

LEAST_WORDS = 700


@pytest.fixture(scope="module")
def built() -> Built:
    """Both curricula as shipped."""
    return build()


def test_there_are_seventeen_modules_in_four_tracks(built: Built) -> None:
    assert [module.number for module in built.modules] == list(range(1, 18))
    tracks = Counter(module.track for module in built.modules)
    assert tracks == {Track.USER: 7, Track.POWER_USER: 3, Track.DEVELOPER: 3, Track.ARCHITECT: 4}
    assert all(module.is_published for module in built.modules)


def test_every_module_has_ten_assessments_of_the_right_mix(built: Built) -> None:
    for module in built.modules:
        assert module.assessments == 10, module.slug
        kinds = Counter(question.type for question in module.quiz.questions)
        assert 3 <= kinds[QuestionType.MULTIPLE_CHOICE] <= 4, module.slug
        assert 2 <= kinds[QuestionType.TRUE_FALSE] <= 3, module.slug
        assert 2 <= kinds[QuestionType.SHORT_ANSWER] <= 3, module.slug
        assert set(module.quiz.tasks) == {exercise.key for exercise in module.exercises}, module.slug
    assert sum(module.assessments for module in built.modules) == 170


def test_every_module_has_lessons_that_show_and_exercises_to_do(built: Built) -> None:
    for module in built.modules:
        assert 3 <= len(module.lessons) <= 5, module.slug
        assert len(module.exercises) >= (2 if module.number >= 11 else 1), module.slug
        assert len(module.resources) >= 5, module.slug
        for lesson in module.lessons:
            assert len(lesson.text.split()) >= LEAST_WORDS, lesson.key
            assert any(not cell.is_markdown for cell in lesson.template.cells), lesson.key


def test_the_later_modules_have_a_written_answer_with_a_rubric(built: Built) -> None:
    assert [m.number for m in built.modules if _has_rubric(m)] == list(range(11, 18))


def _has_rubric(module: Module) -> bool:
    return any(exercise.rubric for exercise in module.exercises)


def test_neither_place_nor_length_gives_a_key_away(built: Built) -> None:
    choices = [
        (question.answer, question.options)
        for module in built.modules
        for question in module.quiz.questions
        if question.options
    ]
    places = Counter(answer for answer, _ in choices)
    assert all(len(choices) / 6 <= places[letter] <= len(choices) / 2.5 for letter in "ABCD"), places
    longest = sum(options[answer] == max(options.values(), key=len) for answer, options in choices)
    assert longest <= len(choices) * 0.3
    statements = Counter(
        question.answer
        for module in built.modules
        for question in module.quiz.questions
        if question.type is QuestionType.TRUE_FALSE
    )
    assert abs(statements["true"] - statements["false"]) <= 5


def test_the_blueprint_has_its_modules_and_exercises(built: Built) -> None:
    assert [module.number for module in built.blueprint] == list(range(1, 8))
    assert sum(len(module.exercises) for module in built.blueprint) >= 14
    assert len({exercise.type for module in built.blueprint for exercise in module.exercises}) == 4


def test_everything_was_proved_as_it_is(built: Built) -> None:
    assert stale(built, read_proofs()) == []


@pytest.mark.journey
@pytest.mark.timeout(1_200)
def test_every_lesson_and_every_exercise_does_what_it_promises(built: Built, tmp_path: Path) -> None:
    assert verify(built, Laboratory(STUDENT_PYTHON, tmp_path)) == ()
