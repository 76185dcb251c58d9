"""The panels in a real JupyterLab and a real browser, with the fake service behind them."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.coursewright_lab import fake_course
from tests.coursewright_lab.browsing import (
    browser_page,
    findings,
    run_command,
    show_lab,
    write_answer,
)
from tests.coursewright_lab.running import RunningLab, RunningService

pytestmark = pytest.mark.journey

KEY = "m01-hash-chain"
LESSON = "m01-l2-hashes"
EXERCISE = f'.cw-Tree [data-key="{KEY}"]'


@pytest.fixture
def page(first_day: None) -> Iterator[Page]:
    """A browser on the first day of a learner."""
    with browser_page() as page:
        yield page


def submit(page: Page, answer: str, attempt: int, button: str = "cw-submit") -> None:
    write_answer(page, answer)
    page.get_by_test_id(button).click()
    expect(page.locator(f'[data-testid="cw-result"][data-attempt="{attempt}"]')).to_be_visible()


def open_exercise(page: Page) -> None:
    page.locator(EXERCISE).locator(".cw-Row-title").click()
    expect(page.locator(f'[data-testid="cw-submit"][data-key="{KEY}"]')).to_be_visible()
    expect(page.get_by_test_id("cw-exercise")).to_have_attribute("data-key", KEY)


def test_a_learner_submits_twice_and_sees_points_with_reasons(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    open_exercise(page)
    submit(page, "def link(block): return half(block)", 1)
    expect(page.get_by_test_id("cw-score")).to_contain_text("6 / 10")
    partial = page.locator('[data-testid="cw-test"][data-outcome="partial"]')
    expect(partial).to_contain_text("One block of two")
    expect(partial).to_contain_text("Partly passed")
    expect(page.locator(EXERCISE)).to_have_attribute("data-status", "failed")

    submit(page, "def link(block): return sha256(block)", 2, "cw-panel-submit")
    expect(page.get_by_test_id("cw-score")).to_contain_text("8 / 10")
    expect(page.get_by_test_id("cw-live")).to_have_text("Attempt 2 has 8 of 10 points")
    expect(page.get_by_test_id("cw-attempts")).to_have_text("2")
    expect(page.get_by_test_id("cw-attempt")).to_have_attribute("data-attempt", "1")
    expect(page.locator(EXERCISE)).to_have_attribute("data-status", "passed")
    expect(page.get_by_test_id("cw-ticker")).to_have_text("Ada passed Build a hash chain")
    saved = json.loads((full_lab.root / f"courses/m01-foundations/{KEY}.ipynb").read_text())
    assert "sha256" in "".join(saved["cells"][-1]["source"])
    assert len(shared_service.state.submissions) == 2


def test_an_instructors_marks_appear_without_a_reload(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    open_exercise(page)
    submit(page, "sha256", 1)
    submission = shared_service.state.submissions[0]
    submission["tests"][2].update(points=2, comment="A clear choice.")
    submission.update(score=10, needs_manual_grade=False, feedback="Well done.")
    shared_service.say(
        {"type": "submission", "user": "ada", "submission_id": "s1", "key": KEY, "state": "graded"}
    )
    expect(page.get_by_test_id("cw-score")).to_contain_text("10 / 10")
    expect(page.locator('[data-grade-id="t3"]')).to_contain_text("A clear choice.")
    expect(page.get_by_test_id("cw-feedback")).to_contain_text("Well done.")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"])
def test_axe_finds_nothing_serious(page: Page, full_lab: RunningLab, theme: str) -> None:
    show_lab(page, full_lab)
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    open_exercise(page)
    submit(page, "def link(block): return half(block)", 1)
    assert findings(page) == []


def test_the_tree_is_walked_and_a_lesson_marked_by_keyboard(page: Page, full_lab: RunningLab) -> None:
    show_lab(page, full_lab)
    lesson = page.locator(f'.cw-Tree [data-key="{LESSON}"]')
    expect(page.locator(".jp-Launcher")).to_be_focused()  # a starting Lab gives it the focus, at last
    page.locator('.cw-Tree [tabindex="0"]').focus()
    for key in ("Home", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(lesson).to_be_focused()
    page.keyboard.press("Space")
    expect(lesson).to_have_attribute("data-status", "completed")
    page.keyboard.press("Space")
    expect(lesson).to_have_attribute("data-status", "in-progress")
    page.keyboard.press("ArrowLeft")
    expect(lesson).not_to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(lesson).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.locator('.cw-Tree [data-key="b1-encapsulate"]')).to_be_visible()


def test_a_lesson_has_no_submit_and_continue_leads_on(page: Page, full_lab: RunningLab) -> None:
    show_lab(page, full_lab)
    page.get_by_test_id("cw-continue").click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible()
    expect(page.locator('.cw-Tree [data-key="m01-l1-ledgers"]')).to_have_attribute("aria-current", "true")
    expect(page.get_by_test_id("cw-submit")).to_have_count(0)
    page.locator('.cw-Tree [data-key="m01-l1-ledgers"] [data-testid="cw-toggle-done"]').click()
    expect(page.get_by_test_id("cw-continue")).to_have_attribute("data-key", LESSON)


def test_a_locked_module_says_why_and_opens_nothing(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    module = page.locator('.cw-Tree [data-key="m02-consensus"]')
    expect(module).to_contain_text("Finish Blockchain Foundations to 70 % first.")
    module.locator(".cw-Row-title").click()
    page.locator('.cw-Tree [data-key="m02-l1-agreement"] .cw-Row-title').click()
    expect(page.locator(".Toastify")).to_contain_text("Finish Blockchain Foundations")
    assert not [path for _, path in shared_service.state.requests if path.startswith("items/")]


def test_a_message_too_long_for_a_notification_can_be_read_whole(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    reason = "Finish Blockchain Foundations to 70 % first. " + "What it teaches is used here. " * 4
    reason += "Open its quiz in the Course panel."
    modules = [each for track in shared_service.state.course["tracks"] for each in track["modules"]]
    next(each for each in modules if each["key"] == "m02-consensus")["lock_reason"] = reason
    show_lab(page, full_lab)
    page.locator('.cw-Tree [data-key="m02-consensus"] .cw-Row-title').first.click()
    page.locator('.cw-Tree [data-key="m02-l1-agreement"] .cw-Row-title').click()
    told = page.locator(".Toastify__toast")
    expect(told).to_contain_text("What it teaches is used here.")
    expect(told).not_to_contain_text("…")
    expect(told).not_to_contain_text("Open its quiz")
    told.get_by_role("button", name="Read all").click()
    expect(page.get_by_role("dialog")).to_contain_text("Open its quiz in the Course panel.")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(told).to_be_visible()


def test_a_newer_version_opens_beside_the_learners_work(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    open_exercise(page)
    shared_service.state.version = "ffff00001111"
    page.locator(EXERCISE).locator(".cw-Row-title").click()
    page.get_by_role("button", name="Open it beside").click()
    expect(page.locator(".lm-TabBar-tabLabel", has_text="(version ffff00001111)")).to_be_visible()
    names = sorted(path.name for path in (full_lab.root / "courses/m01-foundations").glob("*.ipynb"))
    assert names == [f"{KEY} (version ffff00001111).ipynb", f"{KEY}.ipynb"]


def test_a_service_that_is_away_is_said_and_tried_again(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.faults["course"] = ["503"] * 3
    show_lab(page, full_lab)
    error = page.get_by_test_id("cw-error").first
    expect(error).to_contain_text("try again in a minute")
    error.get_by_role("button", name="Retry").click()
    expect(page.locator(EXERCISE)).to_be_visible()
    expect(error).to_have_count(0)


def test_a_service_that_returns_is_found_without_a_click(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.faults["course"] = ["503"] * 3
    show_lab(page, full_lab)
    expect(page.get_by_test_id("cw-error").first).to_be_visible()
    expect(page.locator(EXERCISE)).to_be_visible()


def test_a_mark_that_the_service_refuses_is_taken_back(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.faults["lessons/m01-l1-ledgers/completion"] = ["busy"]
    show_lab(page, full_lab)
    lesson = page.locator('.cw-Tree [data-key="m01-l1-ledgers"]')
    lesson.get_by_test_id("cw-toggle-done").click()
    expect(page.locator(".Toastify__toast", has_text="Too many at once")).to_be_visible()
    expect(lesson).to_have_attribute("data-status", "not-started")


def test_news_of_others_arrive_by_themselves(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    expect(page.get_by_test_id("cw-ticker")).to_have_text("Bob passed Build a hash chain")
    shared_service.state.feed.insert(
        0, fake_course.feed_item(9, "cleo", "passed_exercise", KEY, "Build a hash chain")
    )
    shared_service.say({"type": "activity", "user": "cleo", "activity_id": "f9"})
    expect(page.get_by_test_id("cw-ticker")).to_have_text("Cleo passed Build a hash chain")
    page.get_by_test_id("cw-ticker").click()
    expect(page.get_by_test_id("cw-feed-item").first).to_contain_text("Cleo passed")


def test_what_was_missed_while_the_stream_was_away_is_read_again(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    expect(page.locator(EXERCISE)).to_have_attribute("data-status", "not-started")
    shared_service.state.item(KEY).update(status="passed", score=10, max_score=10)
    shared_service.drop_streams()
    expect(page.locator(EXERCISE)).to_have_attribute("data-status", "passed")


def test_only_instructors_are_shown_the_way_to_formgrader(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    visible = "window.jupyterapp.commands.isVisible('coursewright:open-formgrader')"
    assert page.evaluate(visible) is False
    shared_service.state.username = "ines"
    show_lab(page, full_lab)
    assert page.evaluate(visible) is True
    page.locator(".lm-MenuBar-item", has_text="Course").click()
    with page.expect_popup() as opened:
        page.locator(".lm-Menu-item", has_text="Open Formgrader").click()
    opened.value.wait_for_url("**/user/course-demo/formgrader")
    assert shared_service.state.course_server_polls == 2
