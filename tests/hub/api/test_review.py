"""The daily review over HTTP, with a clock that the tests move."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from db.repositories.cohort import CohortRepository, QuizRules
from tests.hub.api.quiz_world import RIGHT, SECRETS, WRONG, PassBy, Taker, build_quiz, clock, key_of
from tests.hub.api.service import Service

pytestmark = pytest.mark.usefixtures("quiz")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def quiz(shared_engine_of_world: Engine) -> None:
    """The module with the quiz."""
    build_quiz(shared_engine_of_world)


@pytest.fixture
def ada(service: Service) -> Taker:
    """A student of the cohort."""
    return Taker(service)


@pytest.fixture
def pass_by(service: Service) -> PassBy:
    """Moves the clock on, from nine in the morning."""
    return clock(service)


def _answer_all(taker: Taker, answers: dict[str, str | None], most: int = 20) -> list[str]:
    """Answer whatever the review asks today; the keys of the questions in their order."""
    asked: list[str] = []
    while len(asked) < most and (question := taker.review()["question"]):
        asked.append(key_of(question))
        assert taker.answer(question, answers[asked[-1]]).status_code == 200
    return asked


def test_what_was_missed_comes_back_the_next_day(ada: Taker, pass_by: PassBy) -> None:
    result = ada.take(RIGHT | {"claim": "false"})
    (missed,) = [each for each in result["questions"] if each["result"]["is_correct"] is False]
    assert missed["result"]["comes_back_at"].startswith("2026-11-24")
    today = ada.review()
    assert (today["left"], today["question"], today["coming"]) == (0, None, [{"days": 1, "concepts": 1}])
    pass_by(DAY)
    tomorrow = ada.review()
    assert (tomorrow["due"], tomorrow["left"], tomorrow["question"]["concept"]) == (1, 1, "hashing")


def test_nothing_comes_back_when_nothing_was_missed(ada: Taker, pass_by: PassBy) -> None:
    ada.take(RIGHT)
    pass_by(30 * DAY)
    assert ada.review() == {"due": 0, "left": 0, "done": 0, "limit": 20, "question": None, "coming": []}


def test_an_answer_tells_the_key_and_when_the_concept_comes_back(ada: Taker, pass_by: PassBy) -> None:
    ada.take(RIGHT | {"figure": "61"})
    pass_by(DAY)
    ada.heard.clear()
    question = ada.review()["question"]
    assert not [secret for secret in SECRETS if secret in ada.heard[0]]
    outcome = ada.answer(question, "sixty-one").json()
    assert outcome["is_correct"] is None  # no figure: she judges it herself
    outcome = ada.answer(question, "61").json()
    assert (outcome["is_correct"], outcome["solution"]["explanation"]) == (False, "Sixty blocks follow.")
    assert outcome["comes_back"] == [{"concept": "chains", "days": 1}]
    pass_by(DAY)
    outcome = ada.answer(ada.review()["question"], "60").json()
    first = outcome["comes_back"][0]["days"]
    assert outcome["is_correct"] is True
    assert first >= 1
    pass_by(first * DAY)
    outcome = ada.answer(ada.review()["question"], "60").json()
    assert outcome["comes_back"][0]["days"] > first


def test_one_answer_settles_every_due_concept_of_its_question(ada: Taker, pass_by: PassBy) -> None:
    ada.take(RIGHT | {"choice": "one"})
    pass_by(DAY)
    assert ada.review()["due"] == 2
    if key_of(ada.review()["question"]) == "claim":  # it is about one of the two concepts only
        ada.answer(ada.review()["question"], "true")
        assert ada.review()["due"] == 1
    outcome = ada.answer(ada.review()["question"], "three").json()
    assert {each["concept"] for each in outcome["comes_back"]} == {"hashing", "order"}
    assert ada.review()["due"] == 0


def test_a_concept_is_asked_with_the_question_that_was_not_seen_for_longest(
    ada: Taker,
    pass_by: PassBy,
) -> None:
    ada.take(RIGHT | {"claim": "false"})
    seen = []
    for _ in range(4):
        pass_by(DAY)
        question = ada.review()["question"]
        assert question["concept"] == "hashing"
        seen.append(key_of(question))
        ada.answer(question, WRONG[seen[-1]])
    assert set(seen[:2]) == {"choice", "claim"}
    assert seen[2:] == seen[:2]


def test_a_question_of_a_quiz_that_was_not_submitted_is_never_asked(
    ada: Taker,
    pass_by: PassBy,
    engine: Engine,
) -> None:
    ada.take(RIGHT | {"claim": "false"})
    with engine.begin() as connection:
        fresh = """UPDATE assessments SET concepts = '["hashing"]'
            WHERE module_id = (SELECT id FROM modules WHERE slug = 'after-hashing')"""
        connection.execute(text(fresh))
    for _ in range(4):
        pass_by(DAY)
        question = ada.review()["question"]
        assert question["module"] == "hashing"
        ada.answer(question, WRONG[key_of(question)])


def test_a_day_has_its_share_and_the_rest_waits(
    ada: Taker,
    pass_by: PassBy,
    engine: Engine,
) -> None:
    ada.take(WRONG)
    _set_share(engine, 2)
    try:
        pass_by(DAY)
        before = ada.review()
        assert (before["due"], before["left"], before["limit"]) == (4, 2, 2)
        question = before["question"]
        assert len(_answer_all(ada, {key: RIGHT[key] for key in RIGHT} | {"essay": None})) == 2
        after = ada.review()
        assert (after["left"], after["done"], after["question"]) == (0, 2, None)
        assert after["due"] >= 1
        assert ada.answer(question, "four" if question["options"] else "another").status_code in {409, 422}
        pass_by(DAY)
        assert ada.review()["left"] >= 1
    finally:
        _set_share(engine, 20)


def _set_share(engine: Engine, share: int) -> None:
    with Session(engine) as session:
        cohorts = CohortRepository(session)
        cohorts.set_quiz_rules(cohorts.require("demo").id, QuizRules(reviews_per_day=share))
        session.commit()


@pytest.mark.parametrize(("east", "left"), [(0, 0), (-600, 1), (840, 1)])
def test_the_day_is_the_learners_own(ada: Taker, pass_by: PassBy, east: int, left: int) -> None:
    ada.take(RIGHT | {"claim": "false"})  # at nine in the morning in Greenwich, for the same time tomorrow
    pass_by(timedelta(hours=13))
    assert ada.review(east)["left"] == left


def test_the_same_answer_twice_counts_once(ada: Taker, pass_by: PassBy, engine: Engine) -> None:
    ada.take(RIGHT | {"figure": "61"})
    pass_by(DAY)
    question = ada.review()["question"]
    first, again = ada.answer(question, "60"), ada.answer(question, "60")
    assert first.json() == again.json()
    refused = ada.answer(question, "61")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_due")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM review_answers")) == 1


def test_a_short_answer_that_needs_a_reader_is_judged_by_the_learner_herself_once(
    ada: Taker,
    pass_by: PassBy,
) -> None:
    ada.take(RIGHT | {"essay": None})
    pass_by(DAY)
    question = ada.review()["question"]
    outcome = ada.answer(question, "Because names are free, I think.").json()
    assert (outcome["is_correct"], outcome["solution"]["marking"]) == (None, ["The costs matter."])
    assert ada.review()["done"] == 0
    path = f"/review/answers/{outcome['id']}/verdict"
    judged = ada.ask("PUT", path, json={"is_correct": True}).json()
    assert judged["is_correct"] is True
    assert judged["comes_back"][0]["days"] >= 1
    assert ada.ask("PUT", path, json={"is_correct": False}).json() == judged
    assert ada.review()["done"] == 1


def test_the_cards_and_answers_of_others_look_as_if_they_were_not_there(
    ada: Taker,
    pass_by: PassBy,
    service: Service,
) -> None:
    ada.take(RIGHT | {"essay": None})
    pass_by(DAY)
    question = ada.review()["question"]
    outcome = ada.answer(question, "Because.").json()
    for name in ("bob", "ines", "eve"):
        other = Taker(service, name)
        assert other.review()["question"] is None
        assert other.answer(question, "Because.").status_code == 404
        path = f"/review/answers/{outcome['id']}/verdict"
        assert other.ask("PUT", path, json={"is_correct": True}).status_code == 404
    stray = question | {"id": str(uuid4())}
    assert ada.answer(stray, "x").status_code == 404


def test_a_concept_that_was_known_in_a_later_quiz_is_put_off(ada: Taker, pass_by: PassBy) -> None:
    ada.take(RIGHT | {"claim": "false"})
    pass_by(2 * DAY)
    assert ada.review()["due"] == 1
    ada.take(RIGHT)
    assert ada.review()["due"] == 0
