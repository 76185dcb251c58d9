"""Taking quizzes over HTTP: sittings, marking, retries and what follows for progress."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.models import Assessment, Cohort, User
from db.repositories.cohort import CohortRepository, QuizRules
from db.repositories.drift import DriftRepository
from tests.factories.submission import make_submission
from tests.hub.api.quiz_world import (
    LESSON,
    MODULE,
    RIGHT,
    SECRETS,
    TASK,
    WRONG,
    Taker,
    build_quiz,
    by_key,
    clock,
)
from tests.hub.api.service import Service

SetRules = Callable[[QuizRules], None]
pytestmark = pytest.mark.usefixtures("quiz")


@pytest.fixture(scope="module")
def quiz(shared_engine_of_world: Engine) -> None:
    """The module with the quiz."""
    build_quiz(shared_engine_of_world)


@pytest.fixture
def ada(service: Service) -> Taker:
    """A student of the cohort."""
    return Taker(service)


def _count(engine: Engine, query: str) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text(query)) or 0)


def _rules(engine: Engine, rules: QuizRules) -> None:
    with Session(engine) as session:
        cohorts = CohortRepository(session)
        cohorts.set_quiz_rules(cohorts.require("demo").id, rules)
        session.commit()


@pytest.fixture
def rules(engine: Engine) -> Iterator[SetRules]:
    """Changes the rules of the cohort until the test is over."""
    yield lambda rules: _rules(engine, rules)
    _rules(engine, QuizRules())


def test_a_quiz_tells_how_much_it_asks_and_where_its_tasks_stand(ada: Taker) -> None:
    quiz = ada.quiz()
    assert {name: quiz[name] for name in ("key", "status", "questions", "points", "earned", "missed")} == {
        "key": MODULE,
        "status": "not-started",
        "questions": 4,
        "points": 40,
        "earned": None,
        "missed": 0,
    }
    assert [(task["key"], task["status"]) for task in quiz["tasks"]] == [(TASK, "not-started")]
    assert (quiz["tries"], quiz["refusal"], quiz["open_sitting"]) == (None, None, None)


def test_nothing_tells_a_key_before_the_sitting_is_submitted(ada: Taker) -> None:
    ada.quiz()
    sitting = ada.begin()
    for key, question in by_key(sitting).items():
        ada.save(sitting, question, WRONG[key])
    ada.ask("GET", f"/quiz-sessions/{sitting['id']}")
    ada.ask("GET", f"/modules/{MODULE}/quiz/sessions")
    ada.ask("GET", "/course")
    ada.review()
    assert not [secret for secret in SECRETS for said in ada.heard if secret in said]
    assert all(question["result"] is None for question in sitting["questions"])
    told = ada.submit(sitting)
    assert [secret for secret in SECRETS if secret not in str(told)] == []


def test_the_choices_of_each_sitting_have_an_order_and_names_of_their_own(ada: Taker) -> None:
    orders: set[tuple[str, ...]] = set()
    names: set[str] = set()
    for _ in range(8):
        sitting = ada.begin()
        options = by_key(sitting)["choice"]["options"]
        assert {each["text"] for each in options} == {"one", "two", "three", "four"}
        assert options == by_key(ada.begin())["choice"]["options"]
        orders.add(tuple(each["text"] for each in options))
        names.update(each["id"] for each in options)
        ada.submit(sitting)
    assert len(orders) > 1
    assert len(names) == 32
    assert not names & {"A", "B", "C", "D"}


def test_an_answer_is_kept_as_it_was_given_last(ada: Taker) -> None:
    sitting = ada.begin()
    question = by_key(sitting)["choice"]
    assert ada.save(sitting, question, "two").status_code == 200
    assert ada.save(sitting, question, "one").json() == ada.save(sitting, question, "one").json()
    ada.save(sitting, by_key(sitting)["essay"], "A first\nthought")
    kept = by_key(ada.ask("GET", f"/quiz-sessions/{sitting['id']}").json())
    assert kept["essay"]["answer"] == "A first\nthought"
    assert [each["text"] for each in question["options"] if each["id"] == kept["choice"]["answer"]] == ["one"]
    ada.save(sitting, question, None)
    assert by_key(ada.begin())["choice"]["answer"] is None


def test_the_time_at_a_question_is_never_longer_than_the_sitting(ada: Taker, service: Service) -> None:
    pass_by = clock(service)
    sitting = ada.begin()
    pass_by(timedelta(seconds=30))
    question = by_key(sitting)["claim"]
    assert ada.save(sitting, question, "true", seconds=12).json()["seconds"] == 12
    assert ada.save(sitting, question, "true", seconds=5_000).json()["seconds"] == 30


@pytest.mark.parametrize("answer", ["A", "C", "nonsense", "0" * 12])
def test_what_is_no_choice_is_refused(ada: Taker, answer: str) -> None:
    sitting = ada.begin()
    refused = ada.save(sitting, by_key(sitting)["choice"], answer)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid")
    assert ada.save(sitting, by_key(sitting)["claim"], "maybe").status_code == 422


def test_one_sitting_of_a_quiz_is_open_at_a_time(ada: Taker, engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = {sitting["id"] for sitting in pool.map(lambda _: ada.begin(), range(8))}
    assert len(found) == 1
    assert _count(engine, "SELECT count(*) FROM quiz_sessions") == 1
    assert ada.quiz()["open_sitting"] in found


def test_a_submitted_sitting_tells_what_was_right_and_why(ada: Taker) -> None:
    result = ada.take(RIGHT | {"choice": "one"})
    questions = by_key(result)
    assert (result["earned"], result["possible"], result["waiting"], result["is_passed"]) == (
        20,
        40,
        1,
        False,
    )
    choice = questions["choice"]
    solution = choice["result"]["solution"]
    texts = {each["id"]: each["text"] for each in choice["options"]}
    assert choice["result"]["is_correct"] is False
    assert texts[solution["correct"]] == "three"
    assert solution["notes"][choice["answer"]] == "One is too short."
    assert solution["explanation"] == "Because the third is right."
    assert questions["claim"]["result"]["is_correct"] is True
    assert questions["figure"]["result"]["points"] == 10
    essay = questions["essay"]["result"]
    assert (essay["is_correct"], essay["points"]) == (None, None)
    assert essay["solution"]["marking"] == ["The costs matter."]


def test_submitting_twice_or_at_once_counts_once(ada: Taker, engine: Engine) -> None:
    sitting = ada.begin()
    for key, question in by_key(sitting).items():
        ada.save(sitting, question, WRONG[key])
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: ada.submit(sitting), range(6)))
    assert all(result == results[0] for result in results)
    assert _count(engine, "SELECT count(*) FROM quiz_attempts") == 4
    assert _count(engine, "SELECT count(*) FROM review_cards") == 4
    assert ada.quiz()["sittings"] == 1


def test_a_submitted_answer_stays_as_it_is(ada: Taker) -> None:
    result = ada.take(WRONG)
    refused = ada.save(result, by_key(result)["claim"], "true")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "submitted")


def test_what_was_not_answered_was_missed(ada: Taker) -> None:
    result = ada.submit(ada.begin())
    assert {question["result"]["is_correct"] for question in result["questions"]} == {False}
    assert (result["earned"], ada.quiz()["missed"], ada.quiz()["status"]) == (0, 4, "failed")


def test_a_second_try_can_ask_only_what_was_missed(ada: Taker) -> None:
    ada.take(RIGHT | {"claim": "false", "essay": None})
    assert ada.quiz()["missed"] == 2
    again = ada.begin(only_missed=True)
    assert set(by_key(again)) == {"claim", "essay"}
    assert (again["is_partial"], again["number"], again["possible"]) == (True, 2, 20)
    ada.save(again, by_key(again)["claim"], "true")
    ada.submit(again)
    quiz = ada.quiz()
    assert (quiz["earned"], quiz["status"], quiz["missed"]) == (30, "passed", 1)


def test_the_best_of_all_sittings_counts_for_each_question(ada: Taker) -> None:
    ada.take(RIGHT)
    ada.take(WRONG)
    assert (ada.quiz()["earned"], ada.quiz()["status"]) == (30, "passed")


def test_nothing_missed_leaves_nothing_to_repeat(ada: Taker) -> None:
    ada.take(RIGHT)
    refused = ada.ask("POST", f"/modules/{MODULE}/quiz/sessions", json={"only_missed": True})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "nothing_missed")


def test_a_cohort_can_bound_the_tries(ada: Taker, rules: SetRules, service: Service) -> None:
    rules(QuizRules(tries=1))
    ada.take(WRONG)
    refused = ada.ask("POST", f"/modules/{MODULE}/quiz/sessions", json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "tries_used")
    assert ada.quiz()["refusal"] == refused.json()["error"]["message"]
    assert Taker(service, "zoe").begin()["number"] == 1
    rules(QuizRules(tries=2))
    assert ada.begin()["number"] == 2


def test_a_cohort_can_ask_for_a_pause(ada: Taker, rules: SetRules, service: Service) -> None:
    rules(QuizRules(wait_minutes=60))
    pass_by = clock(service)
    ada.take(WRONG)
    pass_by(timedelta(minutes=59))
    refused = ada.ask("POST", f"/modules/{MODULE}/quiz/sessions", json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "too_soon")
    assert "10:00 UTC" in refused.json()["error"]["message"]
    pass_by(timedelta(minutes=1))
    assert ada.begin()["number"] == 2


def test_an_open_sitting_goes_on_whatever_the_rules_say_later(ada: Taker, rules: SetRules) -> None:
    ada.take(WRONG)
    sitting = ada.begin()
    rules(QuizRules(tries=1))
    assert ada.begin()["id"] == sitting["id"]


def _module(taker: Taker) -> dict[str, Any]:
    tracks = taker.ask("GET", "/course").json()["tracks"]
    return next(each for track in tracks for each in track["modules"] if each["key"] == MODULE)


def _finish_all_else(taker: Taker, engine: Engine) -> None:
    """Complete the lesson and pass the task."""
    with Session(engine) as session:
        person = session.scalars(select(User).where(User.username == taker.name)).one()
        task = session.scalars(select(Assessment).where(Assessment.slug == TASK)).one()
        cohort = session.scalars(select(Cohort).where(Cohort.slug == "demo")).one()
        make_submission(session, person, task, cohort=cohort, grade=Decimal(8))
        session.commit()
    assert taker.ask("POST", f"/lessons/{LESSON}/completion").status_code == 200


def test_the_quiz_is_an_item_of_its_module(ada: Taker) -> None:
    item = _module(ada)["items"][-1]
    assert (item["kind"], item["status"], item["points"]) == ("quiz", "not-started", 40)
    ada.begin()
    assert _module(ada)["items"][-1]["status"] == "in-progress"


def test_passing_the_quiz_completes_a_module_of_which_all_else_is_done(ada: Taker, engine: Engine) -> None:
    _finish_all_else(ada, engine)
    assert _module(ada)["progress_percent"] == 66.66
    ada.take(WRONG)
    assert (_module(ada)["status"], _module(ada)["items"][-1]["status"]) == ("in-progress", "failed")
    ada.take(RIGHT)
    done = _module(ada)
    assert (done["status"], done["progress_percent"], done["items"][-1]["status"]) == (
        "completed",
        100,
        "passed",
    )
    told = [item["key"] for item in ada.ask("GET", "/feed").json()["items"]]
    assert told.count(MODULE) == 1
    score = "SELECT final_score FROM module_completions"
    assert _count(engine, score) == 77  # of 80 percent for the task and 75 for the quiz
    with Session(engine) as session:
        assert [drift for drift in DriftRepository(session).find() if drift.rows] == []


def test_seventy_percent_pass(ada: Taker, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE assessments SET points = 1 WHERE question_key IN ('claim', 'essay')"))
        connection.execute(text("UPDATE assessments SET points = 5 WHERE question_key = 'figure'"))
        connection.execute(text("UPDATE assessments SET points = 3 WHERE question_key = 'choice'"))
    try:
        result = ada.take(WRONG | {"figure": "60", "claim": "true"})
        assert (result["earned"], result["possible"], result["is_passed"]) == (6, 10, False)
        result = ada.take(WRONG | {"figure": "60", "claim": "true", "choice": "three"})
        assert (result["earned"], result["is_passed"], ada.quiz()["status"]) == (9, True, "passed")
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE assessments SET points = 10 WHERE question_key IS NOT NULL"))


def test_quizzes_passed_and_perfect_are_facts_for_badges(ada: Taker, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(_BADGES))
    try:
        ada.take(RIGHT | {"choice": "one", "claim": "false"})
        assert _earned(engine) == set()
        with engine.begin() as connection:
            connection.execute(text("UPDATE assessments SET retired_at = now() WHERE question_key = 'essay'"))
        ada.take(RIGHT, only_missed=True)
        assert _earned(engine) == {"passed"}
        ada.take(RIGHT)
        assert _earned(engine) == {"passed", "perfect"}
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE assessments SET retired_at = NULL WHERE question_key = 'essay'"))
            connection.execute(text("DELETE FROM user_achievements"))
            connection.execute(text("DELETE FROM achievements"))


_BADGES = r"""
    INSERT INTO achievements (slug, title, category, criteria_json)
    SELECT each, each, 'score', jsonb_build_object('all', jsonb_build_array(jsonb_build_object(
      'fact', 'quizzes_' || each, 'at_least', 1))) FROM unnest(ARRAY['passed', 'perfect']) each
"""


def _earned(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        query = """SELECT a.slug FROM user_achievements u JOIN achievements a ON a.id = u.achievement_id
            WHERE u.earned_at IS NOT NULL"""
        return set(connection.scalars(text(query)))


def test_a_question_that_was_retired_is_not_asked_again(ada: Taker, engine: Engine) -> None:
    sitting = ada.begin()
    with engine.begin() as connection:
        connection.execute(text("UPDATE assessments SET retired_at = now() WHERE question_key = 'choice'"))
    try:
        assert ada.save(sitting, by_key(sitting)["choice"], "one").status_code == 200
        assert ada.submit(sitting)["possible"] == 40
        assert (ada.quiz()["questions"], ada.quiz()["points"]) == (3, 30)
        assert "choice" not in by_key(ada.begin())
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE assessments SET retired_at = NULL"))


def test_sittings_are_listed_page_by_page(ada: Taker) -> None:
    for _ in range(3):
        ada.take(WRONG)
    ada.begin()
    path = f"/modules/{MODULE}/quiz/sessions?limit=2"
    first = ada.ask("GET", path).json()
    assert [line["number"] for line in first["items"]] == [3, 2]
    rest = ada.ask("GET", f"{path}&before={first['next']}").json()
    assert ([line["number"] for line in rest["items"]], rest["next"]) == ([1], None)


def test_the_sittings_of_others_look_as_if_they_were_not_there(ada: Taker, service: Service) -> None:
    sitting = ada.begin()
    question = by_key(sitting)["claim"]
    for name in ("bob", "zoe", "eve", "ines"):
        other = Taker(service, name)
        assert other.ask("GET", f"/quiz-sessions/{sitting['id']}").status_code == 404
        assert other.save(sitting, question, "true").status_code == 404
        assert other.ask("POST", f"/quiz-sessions/{sitting['id']}/submission").status_code == 404
    assert by_key(ada.begin())["claim"]["answer"] is None


def test_what_is_no_quiz_of_hers_is_not_there(ada: Taker, service: Service) -> None:
    assert ada.ask("GET", "/modules/secret/quiz").status_code == 404
    assert ada.ask("GET", "/modules/ledgers/quiz").status_code == 404  # it has no questions
    assert ada.ask("GET", f"/quiz-sessions/{uuid4()}").status_code == 404
    assert ada.ask("GET", "/quiz-sessions/nonsense").status_code == 404
    assert Taker(service, "eve").ask("GET", f"/modules/{MODULE}/quiz").status_code == 404
    sitting = ada.begin()
    stray = {"id": str(uuid4()), "options": []}
    assert ada.save(sitting, stray, "true").status_code == 404


def test_a_locked_module_shows_its_quiz_and_begins_none(ada: Taker) -> None:
    assert ada.quiz("after-hashing")["refusal"].startswith("This module is locked. Complete ")
    refused = ada.ask("POST", "/modules/after-hashing/quiz/sessions", json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "locked")
