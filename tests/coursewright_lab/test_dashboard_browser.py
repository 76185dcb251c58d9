"""The dashboard in a real JupyterLab and a real browser, with the fake service behind it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.coursewright_lab.browsing import browser_page, findings, run_command, show_lab, wait_until_kept
from tests.coursewright_lab.fake_quiz import QUESTIONS
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService

pytestmark = pytest.mark.journey

OPEN = "coursewright:open-dashboard"
NOW = datetime.fromisoformat("2026-11-25T20:30:00+01:00")  # a Wednesday evening in Berlin


@pytest.fixture
def page(first_day: None, shared_service: RunningService) -> Iterator[Page]:
    """A browser in Berlin, two days before the first task is due."""
    for item in shared_service.state.items():
        if item["key"] == "m01-hash-chain":
            item["due_at"] = "2026-11-27T17:00:00+00:00"
    shared_service.state.quizzes.due = [each["id"] for each in QUESTIONS[:3]]
    with browser_page(zone="Europe/Berlin") as page:
        page.clock.set_fixed_time(NOW)
        yield page


def show_dashboard(page: Page, lab: RunningLab) -> Locator:
    """Open the dashboard from the Course panel and wait until all of it was read."""
    show_lab(page, lab)
    page.get_by_role("button", name="Open the dashboard").click()
    dashboard = page.get_by_test_id("cw-dashboard")
    expect(dashboard.get_by_test_id("cw-week")).to_be_visible()
    return dashboard


def test_everything_is_at_a_glance(page: Page, full_lab: RunningLab) -> None:
    dashboard = show_dashboard(page, full_lab)
    expect(dashboard.get_by_role("heading", level=2)).to_have_text("Dashboard: Demo cohort")
    part = dashboard.get_by_test_id
    expect(part("cw-dashboard-continue")).to_contain_text("Ledgers and trust")
    expect(part("cw-review-left")).to_have_text("3 concepts to review")
    expect(part("cw-week")).to_have_text("1 h 45 min at work in lessons and exercises")
    expect(part("cw-dashboard-time").get_by_role("listitem").last).to_contain_text("Wednesday: 5 min")
    expect(part("cw-dashboard-pace")).to_contain_text("The middle one of 12 students")
    expect(part("cw-dashboard-pace").get_by_role("progressbar", name="You")).to_have_attribute(
        "aria-valuenow", "40"
    )
    expect(part("cw-badge")).to_contain_text("First steps")
    expect(part("cw-near-badge")).to_contain_text("3 of 5")
    expect(part("cw-dashboard-friends").get_by_test_id("cw-feed-item")).to_have_count(2)
    spent = part("cw-dashboard-module").filter(has_text="Blockchain Foundations").first
    expect(spent.get_by_test_id("cw-spent")).to_have_text("1 h 45 min · ")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-11-27T17:00:00+00:00", "in 2 days, Fri 6:00 PM"),
        ("2026-11-26T22:30:00+00:00", "tomorrow, Thu 11:30 PM"),
        ("2026-11-25T21:45:00+00:00", "in 2 hours, Wed 10:45 PM"),
        ("2026-12-24T11:00:00+00:00", "in 29 days, Dec 24, 12:00 PM"),
        ("2026-11-23T23:30:00+00:00", "yesterday, Tue 12:30 AM"),
    ],
)
def test_a_due_date_stands_in_the_learners_own_zone(
    page: Page, full_lab: RunningLab, shared_service: RunningService, due: str, said: str
) -> None:
    shared_service.state.item("m01-hash-chain")["due_at"] = due
    dashboard = show_dashboard(page, full_lab)
    line = dashboard.get_by_test_id("cw-due")
    expect(line.locator("time")).to_have_text(said)
    is_over = due < "2026-11-25T19:30"
    expect(line.get_by_text("Overdue")).to_have_count(int(is_over))  # in words, not in a colour alone


def test_what_is_done_or_waits_for_its_grade_is_not_due(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    dashboard = show_dashboard(page, full_lab)
    for status in ("pending", "passed"):
        shared_service.state.item("m01-hash-chain")["status"] = status
        run_command(page, "coursewright:refresh")
        expect(dashboard.get_by_test_id("cw-dashboard-due")).to_contain_text("Nothing is due.")


def test_a_lock_leads_to_what_opens_it(page: Page, full_lab: RunningLab) -> None:
    dashboard = show_dashboard(page, full_lab)
    locked = dashboard.locator('[data-testid="cw-dashboard-module"][data-locked]')
    expect(locked).to_contain_text("Finish Blockchain Foundations to 70 % first.")
    locked.get_by_role("button", name="Go on in Blockchain Foundations").click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text="m01-l1-ledgers")).to_be_visible()


def test_a_small_cohort_has_no_pace(page: Page, full_lab: RunningLab, shared_service: RunningService) -> None:
    shared_service.state.facts.pace = None
    dashboard = show_dashboard(page, full_lab)
    expect(dashboard.get_by_test_id("cw-dashboard-pace")).to_have_count(0)


def test_its_buttons_lead_on(page: Page, full_lab: RunningLab) -> None:
    dashboard = show_dashboard(page, full_lab)
    dashboard.get_by_test_id("cw-review-now").click()
    expect(page.get_by_test_id("cw-review")).to_be_visible()
    run_command(page, OPEN)
    dashboard.get_by_test_id("cw-dashboard-continue").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text="m01-l1-ledgers")).to_be_visible()


def test_it_is_there_again_after_a_reload(page: Page, full_lab: RunningLab) -> None:
    show_dashboard(page, full_lab)
    tab = page.locator(".lm-TabBar-tab.lm-mod-current", has_text="Dashboard")
    expect(tab).to_be_visible()
    wait_until_kept(page, full_lab, "coursewright-dashboard")
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    expect(page.get_by_test_id("cw-week")).to_be_visible()
    expect(tab).to_have_count(1)


def test_what_can_not_be_read_is_said_with_a_retry(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.faults["dashboard"] = ["500"] * 4
    show_lab(page, full_lab)
    run_command(page, OPEN)
    dashboard = page.get_by_test_id("cw-dashboard")
    expect(dashboard.get_by_test_id("cw-error")).to_be_visible()
    expect(dashboard.get_by_test_id("cw-dashboard-due")).to_be_visible()
    shared_service.state.faults.clear()
    dashboard.get_by_role("button", name="Retry").click()
    expect(dashboard.get_by_test_id("cw-week")).to_be_visible()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"])
def test_axe_finds_nothing_serious(page: Page, full_lab: RunningLab, theme: str) -> None:
    dashboard = show_dashboard(page, full_lab)
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    expect(dashboard.get_by_test_id("cw-due")).to_be_visible()
    assert findings(page, [".cw-DashboardPanel"]) == []
