"""Quizzes in a real JupyterLab and a real browser, with the fake service behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.coursewright_lab.browsing import (
    LOST,
    browser_page,
    findings,
    run_command,
    show_lab,
    wait_until_kept,
)
from tests.coursewright_lab.fake_quiz import MODULE, SECRET, WHY_WRONG
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

THEMES = ("JupyterLab Light", "JupyterLab Dark")
UNREAD = ".cw-Markdown .jp-RenderedMarkdown:empty"  # until Lab has rendered it
SUBMISSION = "quiz-sessions/sitting-1/submission"


@pytest.fixture
def page(first_day: None, full_lab: RunningLab) -> Iterator[Page]:
    """A learner in front of the Course panel, with a connection that may be cut."""
    with browser_page(LOST) as page:
        show_lab(page, full_lab)
        expect(page.locator(".jp-Launcher")).to_be_focused()  # a starting Lab gives it the focus, at last
        yield page


def open_quiz(page: Page) -> None:
    """Open the quiz from the Course panel."""
    page.locator(f'.cw-Tree [data-key="{MODULE}-quiz"] .cw-Row-title').click()
    expect(page.locator(".cw-QuizPanel .cw-Title")).to_be_visible()


def begin(page: Page) -> None:
    open_quiz(page)
    page.get_by_test_id("cw-begin-quiz").click()
    at(page, 1)


def at(page: Page, place: int) -> Locator:
    """The sitting, once it shows the question with this number."""
    sitting = page.locator(f'[data-testid="cw-sitting"][data-place="{place}"]')
    expect(sitting).to_be_visible()
    return sitting


def saved(page: Page) -> None:
    expect(page.get_by_test_id("cw-saving")).to_have_attribute("data-state", "saved")


def answer_all(page: Page, choice: str, figure: str) -> None:
    """Answer all four questions by keyboard, up to the summary."""
    press = page.keyboard.press
    at(page, 1)
    press(choice)
    press("Enter")
    at(page, 2)
    press("1")
    press("Enter")
    at(page, 3)
    press("Tab")
    page.keyboard.insert_text(figure)
    press("Control+Enter")
    at(page, 4)
    press("Tab")
    page.keyboard.insert_text("Names are free.")
    press("Control+Enter")
    expect(page.get_by_test_id("cw-summary")).to_be_visible()


def submit(page: Page) -> None:
    page.get_by_test_id("cw-submit-quiz").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("cw-quiz-result")).to_be_visible()


def states(page: Page) -> list[str | None]:
    return [line.get_attribute("data-state") for line in page.get_by_test_id("cw-quiz-line").all()]


def answers(service: RunningService, sitting: int = 0) -> dict[str, str | None]:
    """What the service has, by question."""
    questions = service.state.quizzes.sittings[sitting]["questions"]
    return {question["id"]: question["answer"] for question in questions}


def test_the_keyboard_alone_leads_from_the_course_panel_to_the_result(
    page: Page, shared_service: RunningService
) -> None:
    press = page.keyboard.press
    page.locator(f'.cw-Tree [data-key="{MODULE}-quiz"]').press("Enter")
    page.get_by_test_id("cw-begin-quiz").press("Enter")
    at(page, 1)
    heading = page.locator(".cw-Quiz-question h2")
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description("How many copies does a vote need?")
    press("b")
    expect(page.get_by_role("radio", name="two")).to_be_checked()
    press("3")
    expect(page.get_by_role("radio", name="three")).to_be_checked()
    press("Tab")
    press("ArrowUp")
    expect(page.get_by_role("radio", name="two")).to_be_checked()
    press("Enter")
    at(page, 2)
    press("Shift+Enter")
    at(page, 1)
    expect(page.get_by_role("radio", name="two")).to_be_checked()
    answer_all(page, "a", "60")
    saved(page)
    expect(page.locator(".cw-Summary h2")).to_be_focused()
    submit(page)
    expect(page.locator(".cw-QuizResult h2")).to_be_focused()
    assert states(page) == ["wrong", "right", "right", "waiting"]
    assert answers(shared_service) == {
        "q-copies": "o1",
        "q-order": "true",
        "q-blocks": "60",
        "q-votes": "Names are free.",
    }


def test_keys_work_after_a_click_beside_the_question_and_after_another_tab(page: Page) -> None:
    begin(page)
    page.locator(".cw-Question-text").click()
    page.keyboard.press("c")
    expect(page.get_by_role("radio", name="three")).to_be_checked()
    run_command(page, "coursewright:open-review")
    expect(page.get_by_test_id("cw-review")).to_be_visible()
    run_command(page, "coursewright:open-quiz", module=MODULE)
    page.keyboard.press("a")
    expect(page.get_by_role("radio", name="one")).to_be_checked()


def test_explanations_come_with_the_result_and_only_the_missed_ones_are_asked_again(page: Page) -> None:
    begin(page)
    answer_all(page, "a", "61")
    panel = page.locator(".cw-QuizPanel")
    expect(panel).not_to_contain_text(SECRET)
    submit(page)
    expect(panel).to_contain_text(SECRET)
    expect(page.get_by_test_id("cw-why-wrong")).to_contain_text(WHY_WRONG)
    expect(page.get_by_test_id("cw-comes-back").first).to_contain_text("Comes back in the review")
    expect(panel).to_contain_text("1 answer waits for your instructor")
    page.get_by_test_id("cw-try-missed").click()
    at(page, 1)
    expect(panel).to_contain_text("only what you missed")
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    at(page, 2)
    page.keyboard.press("Tab")
    page.keyboard.insert_text("60")
    page.keyboard.press("Control+Enter")
    submit(page)
    assert states(page) == ["right", "right"]
    page.get_by_role("button", name="To the quiz").click()
    tries = page.get_by_test_id("cw-quiz-sitting")
    expect(tries).to_have_count(2)
    expect(tries.first).to_contain_text("Try 2")
    tries.last.get_by_role("button").click()
    expect(page.get_by_test_id("cw-quiz-result")).to_contain_text("Result of try 1")
    assert states(page) == ["wrong", "right", "wrong", "waiting"]


def test_an_answer_that_was_not_saved_yet_outlives_the_panel(
    page: Page, shared_service: RunningService
) -> None:
    begin(page)
    shared_service.state.faults["quiz-sessions/sitting-1/answers/q-copies"] = ["503"]
    page.keyboard.press("b")
    expect(page.get_by_test_id("cw-saving")).to_have_attribute("data-state", "waiting")
    run_command(page, "application:close")
    expect(page.get_by_test_id("cw-sitting")).to_have_count(0)
    wait_until(lambda: answers(shared_service)["q-copies"] == "o2")


def test_what_was_typed_without_a_connection_or_just_before_a_reload_is_saved(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    begin(page)
    page.keyboard.press("Enter")
    at(page, 2)
    page.keyboard.press("Enter")
    at(page, 3)
    page.keyboard.press("Tab")
    wait_until_kept(page, full_lab, "cw-quiz:")
    page.context.set_offline(True)
    page.keyboard.insert_text("Typed offline")
    expect(page.get_by_test_id("cw-saving")).to_have_attribute("data-state", "waiting")
    page.context.set_offline(False)
    saved(page)
    page.keyboard.insert_text(", and before the reload")
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    wait_until(lambda: answers(shared_service)["q-blocks"] == "Typed offline, and before the reload")
    at(page, 1)
    saved(page)


def test_an_answer_that_is_refused_for_now_is_kept_and_says_why(
    page: Page, shared_service: RunningService
) -> None:
    begin(page)
    shared_service.state.faults["quiz-sessions/sitting-1/answers/q-copies"] = ["403"] * 3
    page.keyboard.press("b")
    expect(page.get_by_test_id("cw-saving-problem")).to_be_visible()
    expect(page.get_by_role("radio", name="two")).to_be_checked()
    wait_until(lambda: answers(shared_service)["q-copies"] == "o2")
    saved(page)
    expect(page.get_by_test_id("cw-saving-problem")).to_have_count(0)


def test_a_submission_that_fails_is_tried_again(page: Page, shared_service: RunningService) -> None:
    begin(page)
    answer_all(page, "c", "60")
    shared_service.state.faults[SUBMISSION] = ["500"]
    page.get_by_test_id("cw-submit-quiz").click()
    error = page.locator(".cw-QuizPanel").get_by_test_id("cw-error")
    expect(error).to_be_visible()
    error.get_by_role("button", name="Retry").click()
    expect(page.get_by_test_id("cw-quiz-result")).to_be_visible()


def test_a_pause_between_tries_is_explained_and_no_button_tempts(
    page: Page, shared_service: RunningService
) -> None:
    shared_service.state.quizzes.refusal = "Your cohort asks for a pause between two tries: come back at 12."
    open_quiz(page)
    expect(page.get_by_test_id("cw-refusal")).to_contain_text("come back at 12")
    expect(page.get_by_test_id("cw-begin-quiz")).to_have_count(0)


def test_a_teachers_decision_is_shown_in_the_open_result(page: Page, shared_service: RunningService) -> None:
    begin(page)
    answer_all(page, "c", "60")
    submit(page)
    assert states(page)[3] == "waiting"
    sitting = shared_service.state.quizzes.sittings[0]
    sitting["questions"][3]["result"].update(is_correct=True, points=6, comment="Say who pays.")
    sitting.update(earned=36, waiting=0)
    shared_service.say({"type": "quiz", "user": "ada", "answer_id": "a1"})
    line = page.get_by_test_id("cw-quiz-line").nth(3)
    expect(line).to_have_attribute("data-state", "partly")
    expect(line).to_contain_text("Say who pays.")
    expect(page.get_by_test_id("cw-quiz-score")).to_contain_text("36")


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_any_screen_of_a_quiz(page: Page, theme: str) -> None:
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    open_quiz(page)
    expect(page.get_by_test_id("cw-begin-quiz")).to_be_visible()
    assert findings(page) == []
    page.get_by_test_id("cw-begin-quiz").click()
    for place, go_on in enumerate(("Enter", "Enter", "Control+Enter", "Control+Enter"), start=1):
        at(page, place)
        if place == 1:
            page.keyboard.press("a")
        expect(page.locator(UNREAD)).to_have_count(0)
        assert findings(page) == []
        page.keyboard.press(go_on)
    expect(page.get_by_test_id("cw-summary")).to_be_visible()
    expect(page.locator(UNREAD)).to_have_count(0)
    assert findings(page) == []
    submit(page)
    expect(page.locator(UNREAD)).to_have_count(0)
    assert findings(page) == []
    page.get_by_role("button", name="To the quiz").click()
    expect(page.get_by_test_id("cw-quiz-sitting")).to_be_visible()
    assert findings(page) == []
