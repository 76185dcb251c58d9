"""Onboarding in a real JupyterLab and a real browser, with the fake service behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.coursewright_lab.browsing import browser_page, findings, run_command, show_lab
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

OPEN = "coursewright:open-onboarding"


@pytest.fixture
def page(first_day: None, shared_service: RunningService) -> Iterator[Page]:
    """A browser on the first day of a learner who has no course of her own."""
    shared_service.state.own.courses = []
    shared_service.state.own.step_seconds = 0.1
    with browser_page() as page:
        yield page


def at(page: Page, step: str) -> Locator:
    """The questions, once they are at this step."""
    form = page.locator(f'[data-testid="cw-onboarding"][data-step="{step}"]')
    expect(form).to_be_visible()
    return form


def go_on(page: Page) -> None:
    page.get_by_test_id("cw-next").click()


def choose(page: Page, key: str) -> None:
    page.locator(f'[data-testid="cw-choice"][data-key="{key}"]').click()


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[data-testid="cw-field"][data-name="{name}"] input')


def answer_all(page: Page, topic: str = "Stamps") -> None:
    """Answer every question by mouse, up to the last step."""
    at(page, "kind")
    choose(page, "economic")
    go_on(page)
    at(page, "archetype")
    choose(page, "founder")
    go_on(page)
    at(page, "topic")
    field(page, "domain").fill(topic)
    go_on(page)
    at(page, "words")
    field(page, "container").fill("Album")
    go_on(page)
    at(page, "tool")
    choose(page, "scripts")
    go_on(page)
    at(page, "course")


def making(page: Page, state: str) -> Locator:
    found = page.locator(f'[data-testid="cw-making"][data-state="{state}"]')
    expect(found).to_be_visible()
    return found


def test_the_first_start_asks_and_the_keyboard_alone_leads_to_the_first_lesson(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    at(page, "kind")
    press = page.keyboard.press
    page.locator('[data-testid="cw-choice"] input').first.focus()
    press("ArrowDown")
    press("Enter")
    at(page, "archetype")
    expect(page.locator(".cw-Onboarding h2")).to_be_focused()
    press("Tab")
    press("Space")
    press("Enter")
    at(page, "topic")
    press("Tab")
    page.keyboard.insert_text("Stamps")
    press("Enter")
    at(page, "words")
    expect(page.get_by_test_id("cw-preview")).to_contain_text("You know Stamps")
    press("Tab")
    expect(field(page, "entity_primary")).to_be_focused()
    press("Control+A")
    page.keyboard.insert_text("Stamp")
    expect(page.get_by_test_id("cw-preview")).to_contain_text("a good Stamp is")
    expect(field(page, "entity_plural")).to_have_value("Stamps")
    press("Enter")
    at(page, "tool")
    press("Tab")
    press("Space")
    press("Enter")
    at(page, "course")
    expect(page.get_by_test_id("cw-pitch")).to_contain_text("The Stamps Architect")
    press("Tab")
    page.get_by_test_id("cw-next").focus()
    press("Enter")
    making(page, "ready")
    expect(page.locator(".cw-Making h2")).to_be_focused()
    expect(page.locator(".cw-Tree")).to_contain_text("The Stamps Architect")
    page.get_by_test_id("cw-open-first").focus()
    press("Enter")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text="b1-lesson")).to_be_visible()
    assert [
        path for method, path in shared_service.state.asked() if (method, path) == ("POST", "courses")
    ] == ["courses"]


def test_nothing_typed_is_lost_by_a_reload(page: Page, full_lab: RunningLab) -> None:
    show_lab(page, full_lab)
    answer_all(page)
    page.get_by_test_id("cw-back").click()
    at(page, "tool")
    page.get_by_test_id("cw-back").click()
    at(page, "words")
    field(page, "metric").fill("Cents")
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    at(page, "words")
    expect(field(page, "metric")).to_have_value("Cents")
    expect(field(page, "container")).to_have_value("Album")
    expect(page.get_by_test_id("cw-preview")).to_contain_text("Album")


def test_what_cannot_be_used_is_told_at_its_field_and_holds_one_up(page: Page, full_lab: RunningLab) -> None:
    show_lab(page, full_lab)
    answer_all(page)
    page.locator(".cw-Step button", has_text="Words").click()
    at(page, "words")
    field(page, "metric").fill("<b>Price</b>")
    expect(page.locator('[data-name="metric"] [role="alert"]')).to_contain_text("can't be used")
    expect(field(page, "metric")).to_have_attribute("aria-invalid", "true")
    go_on(page)
    expect(page.locator(".cw-Onboarding-step > [role=alert]")).to_contain_text("Correct the words")
    at(page, "words")
    expect(page.get_by_test_id("cw-preview")).to_contain_text("The Resale price is state")
    field(page, "metric").fill("Price")
    go_on(page)
    at(page, "tool")


def test_an_empty_step_says_what_is_missing(page: Page, full_lab: RunningLab) -> None:
    show_lab(page, full_lab)
    at(page, "kind")
    go_on(page)
    expect(page.locator(".cw-Onboarding-step > [role=alert]")).to_contain_text("Choose one of them")
    expect(page.locator(".cw-Step button", has_text="Topic")).to_be_disabled()


def test_a_course_that_could_not_be_asked_for_is_asked_for_again_and_made_once(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    answer_all(page)
    shared_service.state.faults["courses"] = ["503"]
    go_on(page)
    page.locator(".cw-Onboarding [data-testid=cw-error] button").click()
    making(page, "ready")
    assert len(shared_service.state.own.courses) == 1


def test_a_course_that_failed_says_why_and_is_made_from_changed_answers(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.own.fails = True
    show_lab(page, full_lab)
    answer_all(page)
    go_on(page)
    failed = making(page, "failed")
    expect(failed).to_contain_text("choose plainer ones")
    shared_service.state.own.fails = False
    expect(page.get_by_test_id("cw-own-course")).to_contain_text("choose plainer ones")
    failed.get_by_role("button", name="Change the answers").click()
    at(page, "course")
    expect(page.get_by_test_id("cw-own-course")).to_contain_text("in your own words")
    go_on(page)
    making(page, "ready")


def test_a_course_is_given_up_and_the_answers_stay(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.own.step_seconds = 60
    show_lab(page, full_lab)
    answer_all(page)
    go_on(page)
    expect(page.get_by_test_id("cw-own-course")).to_contain_text("is being made")
    expect(page.locator(".cw-Making h2")).to_be_focused()
    page.get_by_test_id("cw-cancel-course").click()
    at(page, "course")
    expect(page.get_by_test_id("cw-pitch")).to_contain_text("The Stamps Architect")
    assert shared_service.state.own.courses[0]["state"] == "cancelled"


def test_a_course_that_is_ready_takes_the_focus_from_nobody_who_works_elsewhere(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.own.step_seconds = 0.5
    show_lab(page, full_lab)
    answer_all(page)
    go_on(page)
    making(page, "making")
    elsewhere = page.locator(".cw-CourseMenu")
    elsewhere.focus()
    making(page, "ready")
    expect(elsewhere).to_be_focused()


def test_the_course_panel_alone_shows_a_course_that_became_ready_without_an_event(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.own.step_seconds = 1
    show_lab(page, full_lab)
    answer_all(page)
    go_on(page)
    making(page, "making")
    page.locator(".lm-TabBar-tab.lm-mod-current .lm-TabBar-tabCloseIcon").click()
    expect(page.get_by_test_id("cw-making")).to_have_count(0)
    expect(page.locator(".cw-Tree")).to_contain_text("The Stamps Architect")
    expect(page.get_by_test_id("cw-own-course")).to_have_count(0)


def test_not_now_leaves_an_offer_in_the_course_panel_and_asks_no_more_by_itself(
    page: Page, full_lab: RunningLab
) -> None:
    show_lab(page, full_lab)
    at(page, "kind")
    page.get_by_test_id("cw-skip").click()
    expect(page.get_by_test_id("cw-onboarding")).to_have_count(0)
    workspaces = f"{full_lab.url}/lab/api/workspaces?token={JUPYTER_TOKEN}"
    tab = '"widgets":["coursewright-onboarding:coursewright-onboarding"]'
    wait_until(lambda: tab not in page.request.get(workspaces).text().replace(" ", ""))
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    expect(page.get_by_test_id("cw-own-course")).to_contain_text("in your own words")
    expect(page.get_by_test_id("cw-onboarding")).to_have_count(0)
    page.get_by_test_id("cw-open-onboarding").click()
    at(page, "kind")


def test_another_course_archives_the_first_which_the_menu_brings_back(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    answer_all(page, "Stamps")
    go_on(page)
    making(page, "ready")
    page.get_by_test_id("cw-again").click()
    answer_all(page, "Tickets")
    expect(page.get_by_test_id("cw-pitch")).to_contain_text("The Stamps Architect will be archived")
    go_on(page)
    making(page, "ready")
    tree = page.locator(".cw-Tree")
    expect(tree).to_contain_text("The Tickets Architect")
    expect(tree).not_to_contain_text("The Stamps Architect")
    page.locator("#coursewright-course .cw-CourseMenu").click()
    page.locator(".lm-Menu-item", has_text="Bring Back “The Stamps Architect”").click()
    expect(tree).to_contain_text("The Stamps Architect")
    expect(tree).not_to_contain_text("The Tickets Architect")

    shared_service.state.own.put_away()  # in another tab
    shared_service.say({"type": "course", "user": "ada", "course_id": "own-1", "state": "ready"})
    expect(tree).not_to_contain_text("The Stamps Architect")


def test_somebody_with_a_course_and_an_instructor_are_not_asked(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.username = "ines"
    show_lab(page, full_lab)
    expect(page.get_by_test_id("cw-ticker")).to_be_visible()
    expect(page.get_by_test_id("cw-onboarding")).to_have_count(0)
    expect(page.get_by_test_id("cw-own-course")).to_have_count(0)
    run_command(page, OPEN)
    at(page, "kind")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"])
def test_axe_finds_nothing_serious_at_any_step(page: Page, full_lab: RunningLab, theme: str) -> None:
    show_lab(page, full_lab)
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    answer_all(page)
    for step in ("Words", "Tool", "Topic", "Architect", "System", "Your course"):
        page.locator(".cw-Step button", has_text=step).click()
        assert findings(page) == []
    go_on(page)
    making(page, "ready")
    assert findings(page) == []
