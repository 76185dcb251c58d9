"""A student solves an exercise; the points stand everywhere they should."""

import json

import pytest
from sqlalchemy import create_engine, text

from db.access import Access, Role
from hub.settings import Settings
from tests.journeys.answers import half, solution
from tests.journeys.command import coursewright
from tests.journeys.learner import Json, Learner
from tests.journeys.platform import Platform

pytestmark = pytest.mark.journey

HASH_CHAIN = "m01-hash-chain"
ENCAPSULATE = "b1-encapsulate"


@pytest.fixture(scope="module")
def access(platform: Platform) -> Access:
    return Settings(state=platform.state, port=platform.port).access()


def submit(learner: Learner, key: str, sources: dict[str, str]) -> Json:
    path = learner.open(key)
    learner.write(path, sources)
    answer = learner.submit(path)
    assert answer.is_success, answer.text
    result = learner.result(answer.json()["id"])
    assert result["state"] == "graded", result["error"]
    return result


def panel_item(learner: Learner, key: str) -> Json:
    course = learner.course()
    groups = [*course["tracks"], *course["personal"]]
    items = [item for group in groups for module in group["modules"] for item in module["items"]]
    found: Json = next(item for item in items if item["key"] == key)
    return found


def test_starter_half_and_whole_solution_get_nothing_a_part_and_everything(
    platform: Platform, access: Access
) -> None:
    with platform.learner("bob") as bob:
        bob.log_in()
        bob.start_server()

        nothing = submit(bob, ENCAPSULATE, {})
        assert (nothing["state"], nothing["score"], nothing["attempt"]) == ("graded", 0, 1)
        assert all(test["reason"] for test in nothing["tests"])

        everything = submit(bob, ENCAPSULATE, solution(ENCAPSULATE))
        assert everything["score"] == everything["max_score"] == 10
        assert everything["attempt"] == 2
        assert [test["outcome"] for test in everything["tests"]] == ["passed"] * len(everything["tests"])

        blank = submit(bob, HASH_CHAIN, {})
        assert blank["score"] == 0

        part = submit(bob, HASH_CHAIN, half(HASH_CHAIN))
        assert part["score"] == 5
        failed = [test for test in part["tests"] if test["outcome"] not in {"passed", "manual"}]
        assert len(failed) == 2
        assert all(test["reason"] for test in failed)

        whole = submit(bob, HASH_CHAIN, solution(HASH_CHAIN))
        assert whole["score"] == 10, "the written answer's 5 points wait for the instructor"
        assert whole["needs_manual_grade"]

        item = panel_item(bob, HASH_CHAIN)
        assert (item["score"], item["max_score"], item["attempts"]) == (10, 15, 3)
        assert panel_item(bob, ENCAPSULATE)["status"] == "passed"
        feed = bob.get("coursewright/api/v1/feed").json()["items"]
        assert {"passed_exercise"} <= {entry["activity_type"] for entry in feed if entry["username"] == "bob"}

    asked = ("regrade", HASH_CHAIN, "--cohort", "demo", "--student", "bob", "--json")
    (again,) = json.loads(coursewright(platform, *asked))
    assert (again["attempt"], again["state"]) == (3, "graded")
    assert float(again["before"]) == float(again["after"]) == 10

    assert stored_grades(access, "bob", HASH_CHAIN) == [(1, 0), (2, 5), (3, 10)]
    assert gradebook_score(access, "bob", HASH_CHAIN) == 10
    assert progress(access, "bob") == {ENCAPSULATE: ("passed", 100, 2)}


def stored_grades(access: Access, username: str, key: str) -> list[tuple[int, float]]:
    """Attempt and grade of each submission, as PostgreSQL holds them."""
    statement = text(
        """SELECT s.submission_version, s.grade FROM code_submissions s JOIN users u ON u.id = s.user_id
           JOIN assessments a ON a.id = s.assessment_id WHERE u.username = :username AND a.slug = :key
           ORDER BY s.submission_version"""
    )
    engine = create_engine(access.url(Role.OPERATOR))
    with engine.connect() as connection:
        rows = connection.execute(statement, {"username": username, "key": key}).all()
    engine.dispose()
    return [(row[0], float(row[1])) for row in rows]


def progress(access: Access, username: str) -> dict[str, tuple[str, int, int]]:
    """The exercise rows of ``user_progress``: status, score in percent, attempts."""
    statement = text(
        """SELECT e.slug, p.status, p.score, p.attempts FROM user_progress p JOIN users u ON u.id = p.user_id
           JOIN exercises e ON e.id = p.exercise_id WHERE u.username = :username"""
    )
    engine = create_engine(access.url(Role.OPERATOR))
    with engine.connect() as connection:
        rows = connection.execute(statement, {"username": username}).all()
    engine.dispose()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def gradebook_score(access: Access, username: str, assignment: str) -> float:
    """The score that formgrader shows: nbgrader's own gradebook, through its own views of the tables."""
    statement = text(
        """SELECT coalesce(sum(coalesce(g.manual_score, g.auto_score, 0) + coalesce(g.extra_credit, 0)), 0)
           FROM grade g JOIN submitted_notebook n ON n.id = g.notebook_id
           JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id
           WHERE s.student_id = :username AND a.name = :assignment"""
    )
    engine = create_engine(access.course_url("demo"))
    with engine.connect() as connection:
        score = connection.execute(statement, {"username": username, "assignment": assignment}).scalar_one()
    engine.dispose()
    return float(score)


def test_what_cannot_be_graded_is_refused_with_a_sentence_and_nothing_is_lost(platform: Platform) -> None:
    with platform.learner("cleo") as cleo:
        cleo.log_in()
        cleo.start_server()
        path = cleo.open(HASH_CHAIN)
        lesson = cleo.open("m01-l1-ledgers") if _has(cleo, "m01-l1-ledgers") else None
        before = cleo.read(path)

        cleo.send(
            "PUT", "api/contents/notes.txt", {"type": "file", "format": "text", "content": "no notebook"}
        )
        for wrong in filter(None, ["notes.txt", "missing.ipynb", lesson]):
            answer = cleo.submit(wrong)
            assert 400 <= answer.status_code < 500, (wrong, answer.text)
            assert len(answer.json()["error"]["message"]) > 20

        notebook = cleo.read(path)
        notebook["cells"].append(
            {"cell_type": "markdown", "id": "huge", "metadata": {}, "source": "x" * (11 << 20)}
        )
        cleo.save(path, notebook)
        answer = cleo.submit(path)
        assert answer.status_code == 413, answer.text
        assert "at most" in answer.json()["error"]["message"]

        cleo.save(path, before)
        first, second = cleo.submit(path), cleo.submit(path)
        assert first.is_success
        assert second.is_success
        assert cleo.result(first.json()["id"])["state"] == "graded"
        assert cleo.result(second.json()["id"])["state"] == "graded"


def _has(learner: Learner, key: str) -> bool:
    return learner.get(f"coursewright/api/v1/items/{key}/notebook").is_success


def test_an_opened_notebook_is_never_overwritten(platform: Platform) -> None:
    with platform.learner("cleo") as cleo:
        cleo.log_in()
        cleo.start_server()
        path = cleo.open(ENCAPSULATE)
        cleo.write(path, {name: "# mine\n" + source for name, source in solution(ENCAPSULATE).items()})
        mine = cleo.read(path)["cells"]
        assert cleo.open(ENCAPSULATE) == path
        assert cleo.read(path)["cells"] == mine
