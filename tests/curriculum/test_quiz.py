"""A quiz file says of each question what is asked, what is right and why the rest is wrong."""

from pathlib import Path

import pytest

from curriculum.build import CONTENT, build
from curriculum.problem import SourceError
from curriculum.quiz import Quiz
from db.enums import QuestionType
from tests.factories.sources import write_content

FILE = "crypto/module-01-one/quiz.toml"
QUIZ = """\
[[question]]
key = "m01-q-first"
type = "multiple-choice"
prompt = "Which number is even?"
difficulty = "easy"
concepts = ["parity"]
explanation = "Two divides by two, the others do not."
[[question.option]]
text = "2"
is_right = true
[[question.option]]
text = "3"
why_wrong = "Three leaves a remainder of one."

[[question]]
key = "m01-q-second"
type = "true-false"
prompt = "Is zero an even number?"
answer = true
difficulty = "easy"
concepts = ["parity"]
explanation = "Zero is twice zero, so it is even."

[[question]]
key = "m01-q-third"
type = "short-answer"
prompt = "Say in a sentence what makes a number even."
answer = "It is twice a whole number."
marking = ["Mentions two as a divisor"]
difficulty = "medium"
concepts = ["parity"]
explanation = "Even means divisible by two without a remainder."

[[question]]
type = "coding-task"
exercise = "m01-double"
"""


def quiz_of(root: Path, text: str) -> Quiz:
    content = write_content(root)
    (content / FILE).write_text(text)
    return build(content).modules[0].quiz


def test_questions_are_lettered_ordered_and_carry_their_reasons(tmp_path: Path) -> None:
    quiz = quiz_of(tmp_path, QUIZ)
    choice, statement, words = quiz.questions
    assert (choice.options, choice.answer) == ({"A": "2", "B": "3"}, "A")
    assert choice.option_notes == {"B": "Three leaves a remainder of one."}
    assert (statement.answer, statement.options) == ("true", None)
    assert words.marking == ("Mentions two as a divisor",)
    assert [question.order for question in quiz.questions] == [0, 1, 2]
    assert (quiz.tasks, quiz.size) == (("m01-double",), 4)


def test_a_module_without_a_quiz_file_has_no_questions(tmp_path: Path) -> None:
    module = build(write_content(tmp_path)).modules[0]
    assert (module.quiz.size, module.assessments) == (0, 1)


MISTAKES = [
    ("is_right = true", "", 8, "a wrong choice needs its why_wrong"),
    ('why_wrong = "Three leaves a remainder of one."', "is_right = true", 1, "2 choices are right"),
    ('text = "3"', 'text = "2"', 1, "two choices say the same"),
    (
        "is_right = true",
        'is_right = true\nwhy_wrong = "It is right after all."',
        8,
        "the right choice has no",
    ),
    ("answer = true\n", "", 15, "answer is missing"),
    ("answer = true", 'answer = "perhaps"', 19, "answer is wrong"),
    ('type = "short-answer"', 'type = "essay"', 26, "type is missing or unknown"),
    ('difficulty = "medium"', 'difficulty = "extreme"', 30, "difficulty is wrong"),
    ('concepts = ["parity"]\nexplanation = "Zero', 'explanation = "Zero', 15, "concepts is missing"),
    ("m01-q-second", "m01-q-first", 2, "'m01-q-first' is used 2 times"),
    ('exercise = "m01-double"', 'exercise = "m01-triple"', 36, "there is no exercise 'm01-triple'"),
    ("[[question]]\nkey", "[[question]\nkey", 1, "this is not valid TOML"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES, ids=[case[3] for case in MISTAKES])
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        quiz_of(tmp_path, QUIZ.replace(old, new, 1))
    told = [
        (str(problem.path), problem.line) for problem in caught.value.problems if message in problem.message
    ]
    assert (FILE, line) in told, str(caught.value)


def test_the_first_module_has_its_ten_assessments() -> None:
    module = build(CONTENT).modules[0]
    assert module.quiz.size == module.assessments == 10
    kinds = [question.type for question in module.quiz.questions]
    assert kinds.count(QuestionType.MULTIPLE_CHOICE) == 4
    assert kinds.count(QuestionType.TRUE_FALSE) == 3
    assert kinds.count(QuestionType.SHORT_ANSWER) == 2


def test_the_right_choices_of_a_quiz_are_not_all_in_one_place() -> None:
    quiz = build(CONTENT).modules[0].quiz
    answers = {question.answer for question in quiz.questions if question.options}
    assert len(answers) > 1
