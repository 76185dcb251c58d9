"""A drafted exercise is kept only if it passes what every author's exercise passes."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from curriculum.authoring.author import Author, Budget
from curriculum.authoring.drafting import Workshop, draft_exercise
from curriculum.authoring.exercise_draft import ExerciseDraft, to_files
from curriculum.build import build, read_item
from curriculum.built import Exercise
from curriculum.skeleton import Heading
from tests.factories.classroom import STUDENT_PYTHON
from tests.factories.language_model import Typed, language_model

MODULE = build().modules[1]
HEADING = Heading(key="m02-count", title='How many "keys"?', order=9, type="coding-task")
GOOD: dict[str, Any] = {
    "story": "Ada has a bundle of keys. She wants to know how many of them start with a given letter.",
    "given": 'KEYS = ["ab", "cd", "ae"]',
    "difficulty": "easy",
    "minutes": 15,
    "concepts": ["keys"],
    "tasks": [
        {
            "name": "count",
            "text": "Write `count(keys, letter)`: how many of the keys begin with the letter.",
            "head": 'def count(keys, letter):\n    """How many keys begin with the letter."""',
            "solution": "return sum(key.startswith(letter) for key in keys)",
            "tests": [
                {
                    "name": "counts",
                    "title": "Keys are counted",
                    "points": 3,
                    "visible": 'assert count(KEYS, "a") == 2, "Two of the three begin with an a."',
                    "hidden": "import random\n"
                    "many = random.randint(3, 9)\n"
                    'assert count(["xa"] * many + ["y"], "x") == many, "Count every key that begins so."\n'
                    'assert count(["ya", "yy"], "x") == 0, "None begins so: that is 0."\n'
                    'assert count([], "x") == 0, "No keys are 0."',
                }
            ],
        }
    ],
    "hints": [{"text": "A text knows what it starts with.", "penalty": 5}],
    "mistakes": [
        {
            "name": "counts-all",
            "what": "Counts every key.",
            "task": "count",
            "code": "def count(keys, letter):\n    return len(keys)",
            "fails": ["counts"],
        },
        {
            "name": "looks-anywhere",
            "what": "Looks for the letter anywhere in the key.",
            "task": "count",
            "code": "def count(keys, letter):\n    return sum(key.endswith(letter) for key in keys)",
            "fails": ["counts"],
        },
    ],
}


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop(MODULE, STUDENT_PYTHON)


def _changed(change: dict[str, Any], task: dict[str, Any] | None = None) -> ExerciseDraft:
    draft = {**deepcopy(GOOD), **change}
    draft["tasks"][0] |= task or {}
    return ExerciseDraft.model_validate(draft)


def test_a_good_draft_has_no_problem_and_reads_back_as_it_was_drafted(
    workshop: Workshop, tmp_path: Path
) -> None:
    draft = _changed({})
    assert workshop.problems(draft, HEADING) == []
    for name, text in to_files(draft, HEADING).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    item = read_item(tmp_path / "m02-count.md", tmp_path, is_personal=False)
    assert isinstance(item, Exercise)
    assert (item.title, item.points, len(item.wrong_solutions)) == ('How many "keys"?', 3, 2)
    assert b"startswith" not in item.released
    assert b"random.randint" not in item.released


@pytest.mark.parametrize(
    ("change", "task", "words"),
    [
        ({}, {"solution": "return 0"}, "fails with the author's own code"),
        ({}, {"solution": "return keys["}, "not valid Python"),
        ({"mistakes": [{**GOOD["mistakes"][0], "fails": ["other"]}, GOOD["mistakes"][1]]}, {}, "no test"),
        (
            {"mistakes": [{**GOOD["mistakes"][0], "code": "count = None"}, GOOD["mistakes"][0]]},
            {},
            "",
        ),
        ({"story": "Read [this](https://example.org) first, then count the keys."}, {}, "link"),
        ({"story": "Count the keys.\n\n```{code-cell}\nimport os\n```\n"}, {}, "fence"),
        ({"story": "Count them.\n\n+++\n\nAnd again, from the beginning."}, {}, "fence"),
        ({}, {"text": "Write <img src=x onerror=alert(1)> and count the keys."}, "HTML"),
    ],
)
def test_a_bad_draft_is_told_what_is_wrong(
    workshop: Workshop, change: dict[str, Any], task: dict[str, Any], words: str
) -> None:
    found = workshop.problems(_changed(change, task), HEADING)
    assert found or not words
    assert any(words in problem for problem in found) or not words


def test_a_test_that_anything_passes_is_found(workshop: Workshop) -> None:
    weak = {**GOOD["tasks"][0]["tests"][0], "visible": "count(KEYS, 'a')\nassert True, 'Fine.'", "hidden": ""}
    assert workshop.problems(_changed({}, {"tests": [weak]}), HEADING)


def test_code_of_a_model_reaches_no_file_and_no_network(workshop: Workshop, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the key")
    for given in (f"KEYS = [open({str(secret)!r}).read()]", "import socket\nKEYS = [socket.socket()]"):
        found = workshop.problems(_changed({"given": given}), HEADING)
        assert any("fails with the author's own code" in problem for problem in found), given


def test_what_was_wrong_is_sent_back_and_the_mended_draft_is_kept(workshop: Workshop) -> None:
    wrong = deepcopy(GOOD)
    wrong["tasks"][0]["solution"] = "return 0"
    with language_model(Typed(wrong), Typed(GOOD)) as server:
        model = OpenAIChatModel("fake", provider=OpenAIProvider(base_url=server.url, api_key="none"))
        made = draft_exercise(
            Author(model, Budget()), workshop, HEADING, "Counting", like="---\nrole: exercise"
        )
    assert made.draft == ExerciseDraft.model_validate(GOOD)
    assert "this cell fails with the author" in str(server.requests[1]["messages"])
    assert "variant of this exercise" in str(server.requests[0]["messages"])
