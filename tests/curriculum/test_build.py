"""What an author is told, by file and line."""

import re
from pathlib import Path

import pytest

from curriculum.build import build
from curriculum.problem import SourceError
from tests.factories.sources import BLUEPRINT, EXERCISE, LESSON, MODULE, WRONG, write_content

PERSONAL = LESSON.replace("m01-l1", "b1-lesson")
EXERCISE_FILE = "crypto/module-01-one/m01-double.md"
LESSON_FILE = "crypto/module-01-one/m01-l1.md"
WRONG_FILE = "crypto/module-01-one/wrong/m01-double/squares.py"
MODULE_FILE = "crypto/module-01-one/module.toml"
RESOURCES_FILE = "crypto/module-01-one/resources.toml"
PERSONAL_FILE = "blueprint/module-1-atom/b1-lesson.md"


def test_valid_sources_are_built(tmp_path: Path) -> None:
    built = build(write_content(tmp_path, personal=PERSONAL))
    assert [lesson.key for lesson in built.lessons] == ["m01-l1", "b1-lesson"]
    assert built.exercises[0].points == 5
    assert [test.is_manual for test in built.exercises[0].tests] == [False, True]


FILES = {
    "lesson": LESSON_FILE,
    "exercise": EXERCISE_FILE,
    "wrong": WRONG_FILE,
    "module": MODULE_FILE,
    "personal": PERSONAL_FILE,
    "blueprint": "blueprint/module-1-atom/module.toml",
    "resources": RESOURCES_FILE,
}


TAUGHT = LESSON.replace("minutes: 5", "minutes: 5\nconcepts: [doubling]")


def rubric(answer: str, points: int) -> str:
    """The exercise with a rubric of one line."""
    line = f"rubric: [{{answer: {answer}, text: Names the difference, points: {points}}}]"
    return EXERCISE.replace("minutes: 5", f"minutes: 5\n{line}")


RESOURCES = """\
[[resource]]
title = "First"
url = "https://a.b/1"
type = "article"
difficulty = "beginner"
why = "It is the first of two."

[[resource]]
title = "Second"
url = "https://a.b/2"
type = "video"
difficulty = "advanced"
why = "It is the second of two."
"""

MISTAKES = [
    ("lesson", LESSON.replace("role: lesson", "role: lecture"), 2, "the front matter has no role"),
    ("lesson", LESSON.replace("minutes: 5\n", ""), 1, "minutes is missing"),
    ("lesson", LESSON.replace("minutes: 5", "minutes: soon"), 6, "minutes is wrong"),
    ("lesson", LESSON.replace("order: 0", "ordre: 0"), 5, "ordre is not known here"),
    ("lesson", LESSON.replace("key: m01-l1", "key: m01-l2"), 3, "the key 'm01-l2' is not"),
    ("lesson", LESSON.replace('print("hello")', "print('hello'"), 14, "this is not valid Python"),
    ("lesson", LESSON.replace("title: A lesson", "title: [A"), 4, "the front matter is not valid YAML"),
    ("lesson", LESSON.replace('print("hello")', ":tags: [a"), 13, "the cell's options can't"),
    ("lesson", LESSON.replace("Some words.", "One {ENTITY}."), 11, "{ENTITY} is a blueprint"),
    (
        "lesson",
        LESSON + "\n```{code-cell}\n:test: t\n:points: 1\n:title: T\nassert 1\n```\n",
        21,
        "a lesson is not graded",
    ),
    ("exercise", EXERCISE.replace(":points: 2\n", ""), 24, "points are missing"),
    ("exercise", EXERCISE.replace(":points: 2", ":points: two"), 24, "points are missing"),
    ("exercise", EXERCISE.replace(":title: Small numbers are doubled\n", ""), 24, "a title is"),
    ("exercise", EXERCISE.replace(":points: 2", ":score: 2"), 24, "the option 'score' is not"),
    ("exercise", EXERCISE.replace("    ### END SOLUTION\n", ""), 18, "### BEGIN SOLUTION is never"),
    ("exercise", EXERCISE.replace("    ### BEGIN SOLUTION\n", ""), 19, "### END SOLUTION has no"),
    ("exercise", EXERCISE.replace("### END HIDDEN TESTS\n", ""), 28, "### BEGIN HIDDEN TESTS is"),
    ("exercise", EXERCISE.replace(":solution: double", ":given: double"), 18, "### BEGIN SOLUTION"),
    ("exercise", EXERCISE.replace(":solution: double", ":given: double"), 1, "the exercise has noth"),
    ("exercise", EXERCISE.replace(":test: doubles", ":test: double"), 27, "the name 'double' is"),
    ("exercise", EXERCISE.replace(":test: doubles", ":test: Doubles!"), 24, "'Doubles!' can't name"),
    ("exercise", re.sub(r"assert .*", "double(2)", EXERCISE), 27, "the test 'doubles' checks nothing"),
    ("exercise", EXERCISE.replace("difficulty: easy", "difficulty: brutal"), 7, "difficulty is wrong"),
    ("exercise", EXERCISE.replace("coding-task", "refactor"), 6, "an exercise of this curriculum can't be"),
    ("exercise", EXERCISE.replace("minutes: 5", "minutes: 5\nconcepts: [A b]"), 9, "concepts.0 is wrong"),
    (
        "exercise",
        EXERCISE.replace("minutes: 5", "minutes: 5\nconcepts: [halving]"),
        1,
        "m01-double asks for 'halving', which no lesson up to here names",
    ),
    ("exercise", rubric("why", 2), 9, "the rubric of 'why' has 2 points, its answer 3"),
    ("exercise", rubric("how", 3), 9, "the rubric is for 'how', but there is no such"),
    (
        "lesson",
        LESSON.replace("Some words.", "See [this](other.md)."),
        11,
        "the link to other.md leads nowhere",
    ),
    (
        "lesson",
        LESSON.replace("Some words.", "[That](http://a.b)."),
        11,
        "the link to http://a.b leads nowhere",
    ),
    ("resources", RESOURCES.replace("https://a.b/1", "http://a.b/1"), 3, "url is wrong"),
    ("resources", RESOURCES.replace("https://a.b/2", "https://a.b/1"), 10, "this address stands on line 3"),
    ("resources", RESOURCES.replace("beginner", "everybody"), 5, "difficulty is wrong"),
    ("wrong", WRONG.replace("# fails: doubles\n", ""), 1, "say which tests"),
    ("wrong", WRONG.replace("# fails: doubles", "# fails: triples"), 2, "the exercise has no test"),
    ("wrong", WRONG.replace("%% double", "%% dubble"), 4, "the exercise has no solution 'dubble'"),
    ("module", MODULE.replace('track = "user"', 'track = "vip"'), 4, "track is wrong"),
    ("module", MODULE.replace("hours = 1", "hours = one"), 5, "this is not valid TOML"),
    ("module", MODULE.replace("prerequisites = []", "prerequisites = [9]"), 1, "the prerequisite 9"),
    ("module", MODULE.replace("prerequisites = []", "prerequisites = [1]"), 1, "the prerequisites go"),
    ("module", MODULE.replace("module-01-one", "module-one"), 1, "the slug 'module-one' is not"),
    ("personal", PERSONAL.replace("Some", "{ENTTY}"), 11, "there is no variable {ENTTY}: did you"),
    ("personal", PERSONAL.replace("Some", "`{ENTITY}`"), 11, "{ENTITY} stands in a code span"),
    ("personal", PERSONAL.replace('"hello"', '"{ENTITY}"'), 14, "{ENTITY} stands in code"),
    ("personal", PERSONAL.replace('print("hello")', ":variant: [colour]"), 14, "variant takes"),
    ("blueprint", BLUEPRINT.replace("{an_entity} the", "{thing} the"), 1, "there is"),
]


@pytest.mark.parametrize(("file", "text", "line", "message"), MISTAKES)
def test_a_mistake_is_told_by_file_and_line(
    tmp_path: Path, file: str, text: str, line: int, message: str
) -> None:
    with pytest.raises(SourceError) as raised:
        build(write_content(tmp_path, **{"lesson": TAUGHT, file: text}))
    told = [str(problem) for problem in raised.value.problems]
    assert any(words.startswith(f"{FILES[file]}:{line}: {message}") for words in told), told


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    content = write_content(
        tmp_path,
        lesson=LESSON.replace("minutes: 5", "minutes: soon"),
        exercise=EXERCISE.replace("easy", "brutal"),
    )
    with pytest.raises(SourceError) as raised:
        build(content)
    assert {problem.path.name for problem in raised.value.problems} == {"m01-l1.md", "m01-double.md"}


def test_a_single_wrong_solution_is_too_few(tmp_path: Path) -> None:
    content = write_content(tmp_path)
    (content / WRONG_FILE).unlink()
    with pytest.raises(SourceError, match="1 wrong solutions are too few"):
        build(content)


def test_two_files_with_one_key_are_told_apart(tmp_path: Path) -> None:
    content = write_content(tmp_path, personal=PERSONAL)
    other = content / "crypto/module-01-one/b1-lesson.md"
    other.write_text(PERSONAL.replace("order: 0", "order: 1"))
    with pytest.raises(SourceError, match="'b1-lesson' is used 2 times"):
        build(content)


def test_a_second_lesson_in_a_blueprint_module_is_told(tmp_path: Path) -> None:
    content = write_content(tmp_path, personal=PERSONAL)
    second = PERSONAL.replace("b1-lesson", "b1-second").replace("order: 0", "order: 1")
    (content / "blueprint/module-1-atom/b1-second.md").write_text(second)
    with pytest.raises(SourceError, match="a blueprint module has one lesson"):
        build(content)
