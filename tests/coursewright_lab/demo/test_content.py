"""The demo holds what any student may read: no solution, no hidden test, no key of a graded quiz."""

import json

from coursewright_lab.demo import content
from curriculum.build import build
from curriculum.cell import Role
from scripts.demo import demo_files

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in content.FOLDER.glob("*.json")}


def test_every_file_is_what_the_curriculum_makes_it_or_the_quiz() -> None:
    assert set(TEXTS) == {path.stem for path in demo_files()} | {"quiz"}


def test_every_item_has_its_notebook() -> None:
    for key, item in content.items().items():
        mark = content.notebook(key)["metadata"]["coursewright"]
        assert (mark["key"], mark["kind"], mark["version"]) == (key, item["kind"], item["version"])


def test_no_solution_and_no_hidden_test_is_in_it() -> None:
    told = "".join(TEXTS.values())
    shown = [each for each in build().exercises if each.key in content.items()]
    assert len(shown) == 2
    for exercise in shown:
        secret = [cell.text for cell in exercise.template.cells if cell.role is Role.SOLUTION]
        assert secret
        assert not [text for text in secret if json.dumps(text)[1:-1] in told]
        assert not [hint.text for hint in exercise.hints if json.dumps(hint.text)[1:-1] in told]
    assert not [mark for mark in ("HIDDEN TESTS", "BEGIN SOLUTION", "### END") if mark in told]


def test_the_quiz_asks_nothing_that_is_graded_anywhere() -> None:
    asked = {question["text"] for question in content.quiz()["questions"]}
    graded = {question.prompt for module in build().modules for question in module.quiz.questions}
    assert asked
    assert asked.isdisjoint(graded)
