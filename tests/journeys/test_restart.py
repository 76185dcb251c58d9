"""The service and the database are killed under an open JupyterLab: nothing that was typed is lost."""

import os
import signal

import pytest
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy import text

from db.access import Role
from db.enums import QuestionType
from hub.settings import Settings
from tests.journeys import quiz
from tests.journeys.answers import half, solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.onboarding import at, begin, begin_topic, choose_tool, next_button
from tests.journeys.platform import Platform
from tests.journeys.processes import database, held, hub, services
from tests.server import engine_of

pytestmark = pytest.mark.journey

KEY = "m01-hash-chain"
NAME = "gerda"
LAST = "inspect-chain"
EXERCISE_TAB, QUIZ_TAB, COURSE_TAB = f"{KEY}.ipynb", "Quiz:", "Your Own Course"
WRITTEN, ASKED, TOPIC = (
    ("Votes must cost something, ", "or one cheat brings a thousand friends."),
    ("The second test asks for more ", "than the text of the exercise says."),
    ("Bee", "keeping"),
)
KEPT = {
    "submissions": "SELECT count(*) FROM code_submissions WHERE user_id = :user",
    "requests": "SELECT string_agg(reason, '|') FROM regrade_requests WHERE user_id = :user",
    "answers": "SELECT string_agg(user_answer, '|') FROM quiz_attempts "
    "WHERE user_id = :user AND user_answer LIKE 'Votes%'",
    "sittings": "SELECT count(*) FROM quiz_sessions WHERE user_id = :user",
    "courses": "SELECT string_agg(title, '|') FROM generated_courses WHERE user_id = :user",
}


def test_nothing_typed_is_lost_when_service_and_database_are_killed(
    platform: Platform, browser: Browser
) -> None:
    add_student(platform, NAME)
    with Lab(browser, platform, NAME, PASSWORD) as lab:
        _type_a_first_half(lab)
        with held(hub(platform)):  # it starts the service again as soon as it notices
            _kill_service_and_database(platform)
            _type_the_rest_and_try_to_send(lab)
        expect(lab.part("offline")).to_have_count(0, timeout=PATIENCE)
        _send_everything(lab)
    assert _kept(platform) == {
        "submissions": 2,
        "requests": "".join(ASKED),
        "answers": "".join(WRITTEN),
        "sittings": 1,
        "courses": f"The {''.join(TOPIC)} Architect",
    }


def _type_a_first_half(lab: Lab) -> None:
    """Type into everything that takes text, and send nothing of it."""
    begin_topic(lab)
    lab.page.keyboard.insert_text(TOPIC[0])
    lab.open(KEY)
    _solve(lab, half(KEY))
    lab.submit()
    lab.await_result(1)
    lab.type_into(KEY, LAST, "# typed, and not saved")
    lab.part("result").get_by_test_id("cw-regrade-ask").click()
    lab.part("regrade-reason").fill(ASKED[0])
    quiz.open_quiz(lab)
    lab.part("begin-quiz").press("Enter")
    place = 1
    while quiz.asked(lab).type is not QuestionType.SHORT_ANSWER:
        lab.page.keyboard.press("Control+Enter")
        place += 1
        quiz.at(lab, place)
    _answer_field(lab).fill(WRITTEN[0])
    expect(lab.part("saving")).to_have_attribute("data-state", "saved")


def _kill_service_and_database(platform: Platform) -> None:
    (service,) = services(platform)
    postgres = database(platform)
    assert postgres
    for process in (service, postgres):
        os.kill(process, signal.SIGKILL)


def _type_the_rest_and_try_to_send(lab: Lab) -> None:
    _answer_field(lab).press_sequentially(WRITTEN[1])
    expect(lab.part("saving")).to_have_attribute("data-state", "waiting")
    line = lab.part("offline")
    expect(line).to_have_attribute("data-lost", "service", timeout=PATIENCE)
    expect(line).to_contain_text("What you type is kept here")

    lab.show_tab(EXERCISE_TAB)
    lab.part("regrade-reason").press_sequentially(ASKED[1])
    lab.part("regrade-send").click()
    expect(lab.part("regrade").get_by_role("alert")).to_contain_text("try again in a minute")
    expect(lab.part("regrade-reason")).to_have_value("".join(ASKED))
    lab.type_into(KEY, LAST, solution(KEY)[LAST])
    lab.submit()
    expect(_toast(lab)).to_contain_text("Your work is safe in your files")

    lab.show_tab(COURSE_TAB)
    _topic_field(lab).press("End")
    lab.page.keyboard.insert_text(TOPIC[1])
    _topic_field(lab).press("Enter")
    at(lab, "words")
    expect(line).to_be_visible()


def _send_everything(lab: Lab) -> None:
    """Everything still stands where it was typed, and can be sent."""
    expect(lab.part("preview")).to_contain_text(f"You know {''.join(TOPIC)}", timeout=PATIENCE)
    next_button(lab).press("Enter")
    choose_tool(lab, "".join(TOPIC))
    begin(lab)

    lab.show_tab(EXERCISE_TAB)
    expect(lab.part("regrade-reason")).to_have_value("".join(ASKED))
    lab.part("regrade-send").click()
    expect(lab.part("regrade-state").first).to_contain_text("".join(ASKED), timeout=PATIENCE)
    _toast(lab).get_by_role("button", name="Try again").click()
    lab.await_result(2)
    expect(lab.part("score").first).to_contain_text("10")

    lab.show_tab(QUIZ_TAB)
    expect(_answer_field(lab)).to_have_value("".join(WRITTEN))
    expect(lab.part("saving")).to_have_attribute("data-state", "saved", timeout=PATIENCE)


def _solve(lab: Lab, sources: dict[str, str]) -> None:
    for name, source in sources.items():
        lab.type_into(KEY, name, source)


def _answer_field(lab: Lab) -> Locator:
    return lab.part("question").get_by_placeholder("Your answer")


def _topic_field(lab: Lab) -> Locator:
    return lab.page.locator("#cw-field-domain")


def _toast(lab: Lab) -> Locator:
    return lab.page.locator(".Toastify__toast", has_text="Coursewright does not answer")


def _kept(platform: Platform) -> dict[str, object]:
    """What PostgreSQL holds of her."""
    access = Settings(state=platform.state, port=platform.port).access()
    with engine_of(access, Role.OPERATOR) as engine, engine.connect() as connection:
        user = connection.execute(
            text("SELECT id FROM users WHERE username = :name"), {"name": NAME}
        ).scalar_one()
        return {
            what: connection.execute(text(asked), {"user": user}).scalar_one() for what, asked in KEPT.items()
        }
