"""A learner takes a quiz and reviews what she missed, and her instructor reads what no machine can decide."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, text

from db.access import Role
from hub.settings import Settings
from tests.journeys import quiz
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import Platform
from tests.journeys.wire import Wire, recording

pytestmark = pytest.mark.journey

EXERCISE = "m01-hash-chain"
ESSAY = "m01-q-vote-costs"
COMMENT = "Right; say how one cheat would use free votes."
TOLD = re.compile(rb'"(?:correct|correct_answer|is_correct|option_notes|explanation)": *+(?!null)')


def test_a_quiz_is_missed_then_passed_decided_and_reviewed_the_next_day(
    platform: Platform, browser: Browser
) -> None:
    add_student(platform, "petra")
    with Lab(browser, platform, "petra", PASSWORD) as petra, Lab(browser, platform, "ines") as ines:
        _miss(petra)
        _pass(petra)
        _decide(ines)
        line = petra.part("quiz-line").filter(has_text="Why must a vote")
        expect(line).to_contain_text(COMMENT, timeout=PATIENCE)  # without a reload
        expect(petra.row(f"{quiz.MODULE}-quiz")).to_have_attribute("data-status", "passed")
        _let_a_day_pass(platform, "petra")
        petra.page.reload()
        petra.page.wait_for_selector("#coursewright-course")
        _review(petra)


def _miss(lab: Lab) -> None:
    quiz.open_quiz(lab)
    lab.part("begin-quiz").press("Enter")
    quiz.at(lab, 1)
    lab.pictures("quiz")
    lab.page.locator(".cw-Quiz-question h2").focus()
    quiz.answer_all(lab, quiz.wrong())
    quiz.submit(lab)
    assert set(quiz.states(lab)) == {"wrong"}
    expect(lab.part("comes-back").first).to_contain_text("tomorrow")
    expect(lab.row(f"{quiz.MODULE}-quiz")).to_have_attribute("data-status", "failed")
    lab.pictures("quiz-result")


def _pass(lab: Lab) -> None:
    lab.part("try-missed").press("Enter")
    quiz.answer_all(lab, quiz.right())
    quiz.submit(lab)
    assert sorted(set(filter(None, quiz.states(lab)))) == ["right", "waiting"]
    expect(lab.row(f"{quiz.MODULE}-quiz")).to_have_attribute("data-status", "passed")


def _decide(lab: Lab) -> None:
    lab.page.locator(".lm-MenuBar-item", has_text="Course").click()
    lab.page.locator(".lm-Menu-item", has_text="Short Answers").click()
    answer = lab.part("short-answer").filter(has_text="petra").first
    expect(answer).to_contain_text("since names are free", timeout=PATIENCE)
    lab.pictures("short-answers")
    answer.get_by_test_id("cw-answer-points").press_sequentially("8")
    answer.get_by_test_id("cw-answer-comment").fill(COMMENT)
    lab.page.keyboard.press("Control+Enter")
    expect(answer.get_by_test_id("cw-decided")).to_contain_text("8 of 10")


def _let_a_day_pass(platform: Platform, name: str) -> None:
    """Put what is known of her reviews a day into the past: the clock of a running platform can't be set.

    `test_review_clock.py` sets the clock of a service instead, in a process of its own.
    """
    moved = {"review_cards": ("due_at", "last_review_at"), "review_answers": ("answered_at",)}
    settings = Settings(state=platform.state, port=platform.port)
    engine = create_engine(settings.access().url(Role.OPERATOR))
    with engine.begin() as connection:
        for table, columns in moved.items():
            changes = ", ".join(f"{column} = {column} - interval '1 day'" for column in columns)
            connection.execute(
                text(
                    f"UPDATE {table} SET {changes} "  # noqa: S608
                    "WHERE user_id = (SELECT id FROM users WHERE username = :name)"
                ),
                {"name": name},
            )
    engine.dispose()


def _review(lab: Lab) -> None:
    due = lab.part("review-due")
    expect(due).to_contain_text("concepts to go", timeout=PATIENCE)
    lab.part("open-review").press("Enter")
    expect(lab.part("card")).to_be_visible(timeout=PATIENCE)
    lab.pictures("review")
    lab.part("card").locator("h3").focus()
    answered = 0
    while lab.part("card").count():
        quiz.answer(lab, quiz.right()[quiz.asked(lab).key])
        lab.page.keyboard.press("Control+Enter")
        expect(lab.part("solution")).to_be_visible()
        if lab.part("had-it").count():
            lab.part("had-it").press("Enter")
        expect(lab.part("comes-back")).to_contain_text("comes back in")
        lab.part("card").get_by_test_id("cw-next").press("Enter")
        expect(lab.part("solution")).to_have_count(0)
        answered += 1
    assert answered > 3
    expect(lab.part("review-done")).to_contain_text("That is all for today.")
    expect(lab.part("coming")).to_contain_text("in")
    expect(due).to_contain_text("Done for today")


def test_no_byte_of_a_whole_journey_tells_a_key_before_the_submission_or_a_solution_ever(
    platform: Platform, browser: Browser
) -> None:
    add_student(platform, "rosa")
    with recording(platform.port) as wire:
        behind = replace(platform, port=wire.port)
        with Lab(browser, behind, "rosa", PASSWORD) as rosa:
            _learn(rosa)
            quiz.open_quiz(rosa)
            rosa.part("begin-quiz").press("Enter")
            quiz.answer_all(rosa, quiz.wrong())
            before = wire.heard()
            assert _found(quiz.keys(), before) == []
            assert TOLD.findall(_answers(before)) == []
            quiz.submit(rosa)
            expect(rosa.part("explanation").first).to_be_visible()
        _check_what_came_in_the_end(wire, before)


def _learn(lab: Lab) -> None:
    """Open a lesson, and submit an exercise that its tests refuse."""
    lab.open("m01-l1-ledgers")
    lab.open(EXERCISE)
    lab.type_into(EXERCISE, "make-seal", "def make_seal(*_):\n    return 'no seal at all'")
    lab.submit()
    lab.await_result(1)


def _check_what_came_in_the_end(wire: Wire, before: bytes) -> None:
    """The search is good: it finds all kinds of traffic, and the keys once they were told."""
    after = wire.heard()
    for sign in (b"101 Switching Protocols", b"m01-l1-ledgers", b'"possible"', b"jlab_core"):
        assert sign in before, sign
    assert len(quiz.keys()) > 20
    explanations = [question.explanation for question in quiz.questions()]
    told = _found(quiz.keys(), after)
    assert len(told) >= len(explanations)
    assert len(quiz.solutions()) > 10
    assert _found(quiz.solutions(), after) == []


def _found(secrets: list[str], traffic: bytes) -> list[str]:
    return [secret for secret in secrets if secret.encode() in traffic]


def _answers(traffic: bytes) -> bytes:
    """The answers of the service's API: whole lines of JSON that are about a quiz."""
    return b"\n".join(line for line in traffic.splitlines() if b'"is_partial"' in line)
