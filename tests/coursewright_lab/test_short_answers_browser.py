"""Short answers that wait for staff, in a real JupyterLab, with the fake service behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.coursewright_lab.browsing import LOST, browser_page, findings, run_command, show_lab
from tests.coursewright_lab.fake_quiz import short_answer
from tests.coursewright_lab.running import RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

OPEN = "coursewright:open-short-answers"
THEMES = ("JupyterLab Light", "JupyterLab Dark")


@pytest.fixture
def page(first_day: None, full_lab: RunningLab, shared_service: RunningService) -> Iterator[Page]:
    """An instructor in front of two answers."""
    shared_service.state.username = "ines"
    shared_service.state.quizzes.waiting = [
        short_answer("a1", "bob", "Names are free, so votes must cost."),
        short_answer("a2", "cleo", "I do not know."),
    ]
    with browser_page(LOST) as page:
        show_lab(page, full_lab)
        run_command(page, OPEN)
        expect(answer(page, "a1")).to_be_visible()
        yield page


def answer(page: Page, number: str) -> Locator:
    return page.locator(f'[data-testid="cw-short-answer"][data-id="{number}"]')


def test_answers_are_decided_by_keyboard_one_after_the_other(
    page: Page, shared_service: RunningService
) -> None:
    press = page.keyboard.press
    first, second = answer(page, "a1"), answer(page, "a2")
    expect(first).to_contain_text("Names are free, so votes must cost.")
    expect(first).to_contain_text("Votes must cost something, since names are free.")
    page.locator(".cw-ShortAnswers button").first.focus()
    press("j")
    expect(second.get_by_test_id("cw-answer-points")).to_be_focused()
    press("k")
    expect(first.get_by_label("Points for Bob")).to_be_focused()
    page.keyboard.type("7")
    first.get_by_test_id("cw-answer-comment").focus()
    page.keyboard.insert_text("Just say who pays.")
    press("Control+Enter")
    expect(first).to_have_attribute("data-state", "decided")
    expect(first).to_contain_text("7 of 10 points given")
    expect(second.get_by_label("Points for Cleo")).to_be_focused()
    page.keyboard.type("0")
    press("Enter")
    expect(second).to_have_attribute("data-state", "decided")
    decided = [(each["points"], each["comment"]) for each in shared_service.state.quizzes.waiting]
    assert decided == [(7, "Just say who pays."), (0, None)]


def test_points_that_were_given_can_be_changed(page: Page, shared_service: RunningService) -> None:
    first = answer(page, "a1")
    first.get_by_role("button", name="All").click()
    first.get_by_test_id("cw-answer-send").click()
    expect(first.get_by_test_id("cw-decided")).to_contain_text("10 of 10")
    first.get_by_role("button", name="Change the points of Bob").click()
    first.get_by_test_id("cw-answer-points").fill("4")
    first.get_by_test_id("cw-answer-send").click()
    expect(first.get_by_test_id("cw-decided")).to_contain_text("4 of 10")
    assert shared_service.state.quizzes.waiting[0]["points"] == 4


def test_an_answer_that_arrives_is_there_without_a_reload(page: Page, shared_service: RunningService) -> None:
    answer(page, "a1").get_by_test_id("cw-answer-comment").fill("Being written")
    shared_service.state.quizzes.waiting.append(short_answer("a3", "dora", "Votes must cost work."))
    shared_service.say({"type": "quiz", "user": "dora", "answer_id": "a3", "state": "asked"})
    expect(answer(page, "a3")).to_contain_text("Votes must cost work.")
    expect(answer(page, "a1").get_by_test_id("cw-answer-comment")).to_have_value("Being written")
    run_command(page, "application:close")
    shared_service.say({"type": "quiz", "user": "dora", "answer_id": "a4", "state": "asked"})
    told = page.locator(".Toastify__toast", has_text="dora")
    expect(told).to_contain_text("A short answer of dora waits to be marked.")
    told.get_by_role("button", name="Show").click()
    expect(answer(page, "a3")).to_be_visible()


def test_more_points_than_there_are_and_none_at_all_are_not_sent(
    page: Page, shared_service: RunningService
) -> None:
    first = answer(page, "a1")
    first.get_by_test_id("cw-answer-send").click()
    first.get_by_test_id("cw-answer-points").fill("11")
    first.get_by_test_id("cw-answer-send").click()
    expect(first.get_by_test_id("cw-answer-points")).to_be_focused()
    assert [path for method, path in shared_service.state.asked() if method == "PUT"] == []


def test_a_colleagues_decision_is_told_and_replaced_only_on_purpose(
    page: Page, shared_service: RunningService
) -> None:
    shared_service.state.quizzes.waiting[0].update(points=4, by="ivan")
    first = answer(page, "a1")
    first.get_by_test_id("cw-answer-points").fill("9")
    first.get_by_test_id("cw-answer-send").click()
    expect(first.get_by_role("alert")).to_contain_text("4 of 10 points already")
    assert shared_service.state.quizzes.waiting[0]["points"] == 4
    first.get_by_test_id("cw-answer-replace").click()
    expect(first.get_by_test_id("cw-decided")).to_contain_text("9 of 10")


def test_a_comment_outlives_a_failure_and_a_reload(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    first = answer(page, "a1")
    first.get_by_test_id("cw-answer-points").fill("5")
    first.get_by_test_id("cw-answer-comment").fill("Half of it.")
    shared_service.state.faults["cohorts/demo/short-answers/a1/decision"] = ["500"]
    first.get_by_test_id("cw-answer-send").click()
    expect(first.get_by_role("alert")).to_be_visible()
    show_lab(page, full_lab)
    run_command(page, OPEN)
    expect(first.get_by_test_id("cw-answer-comment")).to_have_value("Half of it.")
    first.get_by_test_id("cw-answer-send").click()
    expect(first.get_by_test_id("cw-decided")).to_contain_text("5 of 10")
    wait_until(lambda: shared_service.state.quizzes.waiting[0]["comment"] == "Half of it.")


def test_students_never_see_the_command(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    visible = f"window.jupyterapp.commands.isVisible('{OPEN}')"
    assert page.evaluate(visible) is True
    shared_service.state.username = "ada"
    show_lab(page, full_lab)
    assert page.evaluate(visible) is False


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_short_answers(page: Page, theme: str) -> None:
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    answer(page, "a1").get_by_role("button", name="All").click()
    answer(page, "a1").get_by_test_id("cw-answer-send").click()
    expect(answer(page, "a1").get_by_test_id("cw-decided")).to_be_visible()
    assert findings(page) == []
