"""A browser that loses its connection: nothing is lost, and it is said once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.coursewright_lab.browsing import LOST, browser_page, run_command, show_lab
from tests.coursewright_lab.running import RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

LESSON = "m01-l1-ledgers"


@pytest.fixture
def page(first_day: None) -> Iterator[Page]:
    """A browser whose connection may be cut."""
    with browser_page(LOST) as page:
        yield page


def test_being_offline_is_said_once_and_what_was_done_is_sent_later(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    lesson = page.locator(f'.cw-Tree [data-key="{LESSON}"]')
    notice = page.get_by_test_id("cw-offline")
    page.context.set_offline(True)
    lesson.get_by_test_id("cw-toggle-done").click()
    expect(notice).to_contain_text("You are offline")
    expect(lesson).to_have_attribute("data-status", "completed")
    expect(page.get_by_test_id("cw-error")).to_have_count(0)
    assert shared_service.state.item(LESSON)["status"] == "not-started"
    page.context.set_offline(False)
    expect(notice).to_have_count(0)
    wait_until(lambda: shared_service.state.item(LESSON)["status"] == "completed")
    expect(lesson).to_have_attribute("data-status", "completed")


def test_a_server_that_stopped_answering_is_found_again_and_asked_for_what_was_missed(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    lesson = page.locator(f'.cw-Tree [data-key="{LESSON}"]')
    notice = page.get_by_test_id("cw-offline")
    page.route("**/coursewright/api/**", lambda route: route.abort())  # the browser itself notices nothing
    run_command(page, "coursewright:refresh")
    expect(notice).to_be_visible()
    expect(lesson).to_be_visible()
    notice.get_by_role("button", name="Try again").click()
    expect(notice).to_be_visible()
    shared_service.state.item(LESSON).update(status="completed")
    page.unroute("**/coursewright/api/**")
    expect(notice).to_have_count(0)
    expect(lesson).to_have_attribute("data-status", "completed")


def test_a_service_that_does_not_answer_is_said_until_it_does(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    lesson = page.locator(f'.cw-Tree [data-key="{LESSON}"]')
    notice = page.get_by_test_id("cw-offline")
    faults = shared_service.state.faults
    faults |= {"course": ["503"] * 1000, "health": ["503"] * 1000}  # until they are taken away
    run_command(page, "coursewright:refresh")
    expect(notice).to_contain_text("Coursewright does not answer at the moment")
    expect(notice).to_have_attribute("data-lost", "service")
    expect(lesson).to_be_visible()
    faults.clear()
    expect(notice).to_have_count(0)


def test_a_single_mishap_of_the_service_is_no_outage(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    show_lab(page, full_lab)
    seen = "window.lineSeen = false; new MutationObserver(() => { window.lineSeen ||= "
    seen += "!!document.querySelector('[data-testid=cw-offline]'); })"
    page.evaluate(f"() => {{ {seen}.observe(document.body, {{ childList: true, subtree: true }}); }}")
    path = f"lessons/{LESSON}/completion"
    shared_service.state.faults[path] = ["503"]
    page.locator(f'.cw-Tree [data-key="{LESSON}"]').get_by_test_id("cw-toggle-done").click()
    expect(page.locator(".Toastify__toast")).to_contain_text("Coursewright does not answer")
    wait_until(lambda: ("GET", "health") in shared_service.state.requests)
    run_command(page, "coursewright:refresh")
    expect(page.locator(".cw-Tree")).to_be_visible()
    assert page.evaluate("window.lineSeen") is False
