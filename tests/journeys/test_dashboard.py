"""A learner sees at a glance where she is, works for some minutes, and finds her place after a restart.

Browser, JupyterLab, service and database are real; the hub is one that knows a single token, so that the
service runs in the test's own process and its clock can be set.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, text

from db.access import Role
from tests.coursewright_lab.browsing import browser_page, findings, run_command, show_lab, switch_off_news
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, running_lab, wait_until
from tests.hub.api.quiz_world import PassBy, clock
from tests.hub.api.service import SCOPE, Service, running
from tests.journeys import classroom
from tests.journeys.picture import keep_picture
from tests.server import TestServer, engine_of

pytestmark = pytest.mark.journey
OPEN = "coursewright:open-dashboard"
OPTIONS = ("--LabApp.expose_app_in_browser=True",)


@dataclass
class School:
    """A service with a class, and the folder in which JupyterLab keeps what is ada's."""

    service: Service
    folder: Path
    engine: Engine
    pass_by: PassBy

    @property
    def url(self) -> str:
        """Where JupyterLab finds the service."""
        return self.service.url.rstrip("/")


@pytest.fixture
def school(postgres: TestServer, tmp_path: Path) -> Iterator[School]:
    """A class of six on an ordinary evening."""
    now = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)
    switch_off_news(tmp_path / "lab")
    with postgres.copy() as access, engine_of(access, Role.OPERATOR) as operator:
        classroom.build(operator, now)
        with engine_of(access, Role.SERVICE) as engine, running(engine) as service:
            service.hub.models["learner-token"] = {"kind": "user", "name": "ada", "scopes": [SCOPE]}
            yield School(service, tmp_path / "lab", operator, clock(service, now))


@pytest.fixture
def lab(school: School) -> Iterator[RunningLab]:
    """Ada's JupyterLab."""
    with running_lab(school.folder, school.url, *OPTIONS, lab=True) as lab:
        yield lab


@pytest.fixture
def page() -> Iterator[Page]:
    """A browser in Berlin."""
    with browser_page(zone="Europe/Berlin") as page:
        yield page


def test_the_dashboard_tells_what_there_is_and_leads_on(
    school: School, lab: RunningLab, page: Page, tmp_path: Path
) -> None:
    classroom.make_due_for_review(school.engine, datetime.now(UTC) - timedelta(days=1))
    show_lab(page, lab)
    run_command(page, OPEN)
    dashboard = page.get_by_test_id("cw-dashboard")
    part = dashboard.get_by_test_id
    expect(dashboard.get_by_role("heading", level=2)).to_have_text("Dashboard: Autumn 2026")
    expect(part("cw-dashboard-pace")).to_contain_text("The middle one of 6 students")
    assert [line.get_attribute("data-percent") for line in dashboard.locator("[data-percent]").all()] == [
        "10",
        "20",
    ]
    assert "Bob" not in part("cw-dashboard-pace").inner_text()
    due = part("cw-due")
    expect(due.first).to_contain_text("Seal a block")
    expect(due.first).to_contain_text("Overdue")
    expect(due.last).to_contain_text("in 2 days")
    expect(due.last).not_to_contain_text("Overdue")
    expect(part("cw-badge")).to_contain_text("First block")
    expect(part("cw-near-badge")).to_contain_text("7 of 10")
    expect(part("cw-dashboard-friends")).to_contain_text("Bob passed Seal a block")
    expect(part("cw-review-left")).to_have_text("1 concept to review")
    locked = dashboard.locator('[data-testid="cw-dashboard-module"][data-locked]')
    expect(locked.last).to_contain_text("Complete Blockchain technology and Wallets and security first.")
    expect(locked.last.get_by_role("list", name="What opens it").get_by_role("listitem")).to_have_count(2)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        run_command(page, "apputils:change-theme", theme=theme)
        expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
        assert findings(page, [".cw-DashboardPanel"]) == []
        keep_picture(page, tmp_path, f"dashboard-{theme.split()[-1].lower()}")
    part("cw-review-now").click()
    expect(page.get_by_test_id("cw-card")).to_be_visible()
    run_command(page, OPEN)
    due.last.get_by_role("button").click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=classroom.LATE)).to_be_visible()


def minutes(school: School) -> dict[str, int]:
    """What the database keeps of ada's time at exercises, by their keys."""
    counted = "SELECT a.slug, t.minutes FROM study_time t JOIN assessments a ON a.id = t.assessment_id"
    with school.engine.connect() as connection:
        return {str(key): int(count) for key, count in connection.execute(text(counted))}


def open_item(page: Page, key: str) -> None:
    """Open an item from the Course panel and wait for its notebook."""
    page.locator(f'.cw-Tree [data-key="{key}"]').first.click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=key)).to_be_visible()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownCell").first).to_be_visible()


def test_time_is_what_was_worked_and_not_what_was_open(school: School, lab: RunningLab, page: Page) -> None:
    page.clock.install()
    show_lab(page, lab)
    open_item(page, classroom.LESSON)
    open_item(page, classroom.LATE)
    page.clock.fast_forward(10 * 60_000)
    assert minutes(school) == {}
    text_of_it = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownCell").first
    text_of_it.click()
    wait_until(lambda: minutes(school) == {classroom.LATE: 1})
    page.clock.fast_forward(61_000)
    text_of_it.click()  # by the service's clock it is still the same minute
    page.clock.fast_forward(61_000)
    school.pass_by(timedelta(minutes=1))
    page.keyboard.press("ArrowDown")
    wait_until(lambda: minutes(school) == {classroom.LATE: 2})
    run_command(page, OPEN)
    week = 2 + sum(classroom.EARLIER.values())
    expect(page.get_by_test_id("cw-week")).to_have_attribute("data-minutes", str(week))
    module = page.locator(f'[data-testid="cw-dashboard-module"][data-key="{classroom.FIRST}"]')
    expect(module.get_by_test_id("cw-spent")).to_contain_text("1 h 42 min")


def first_in_view(page: Page) -> str:
    """The heading of the first cell that the notebook in front shows."""
    return str(
        page.evaluate(
            """() => {
                const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
                const top = panel.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect().top;
                const cells = [...panel.querySelectorAll('.jp-Cell')];
                const first = cells.find(cell => cell.getBoundingClientRect().bottom > top + 1);
                return (first?.querySelector('h2')?.textContent ?? '').replace('¶', '');
            }"""
        )
    )


def headings_of(notebook: Path) -> dict[str, str]:
    """The second-level heading of each cell of a notebook that has one, by the cell's id."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    found = ((cell["id"], re.search(r"^## (.+)$", "".join(cell["source"]), re.MULTILINE)) for cell in cells)
    return {number: heading.group(1) for number, heading in found if heading}


def scrolled_to(page: Page, heading: str) -> bool:
    """Turn the wheel a little unless this cell is the first in view; whether it is."""
    if first_in_view(page) == heading:
        return True
    page.mouse.wheel(0, 60)
    return False


def test_a_restart_of_jupyterlab_leads_back_to_the_same_place(school: School, page: Page) -> None:
    with running_lab(school.folder, school.url, *OPTIONS, lab=True) as lab:
        show_lab(page, lab)
        open_item(page, classroom.EARLY)
        open_item(page, classroom.LESSON)
        text_of_it = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownCell").first
        text_of_it.hover()
        wait_until(lambda: scrolled_to(page, "Part 12"))
        track = page.locator('.cw-Tree [data-node="track:developer"]')
        track.locator("> .cw-Row").click()
        expect(track).to_have_attribute("aria-expanded", "false")
        path = f"courses/{classroom.FIRST}/{classroom.LESSON}.ipynb"
        headings = headings_of(next(school.folder.rglob(f"{classroom.LESSON}.ipynb")))
        address = f"{lab.url}/lab/api/workspaces/default?token={JUPYTER_TOKEN}"

        def kept() -> str:
            """The heading of the cell that is kept as the place, once the open rows are kept, too."""
            data = page.request.get(address).json()["data"]
            place = data.get(f"coursewright:place:{path}", {})
            return headings.get(place.get("cell"), "") if "coursewright:open-rows" in data else ""

        wait_until(lambda: kept() == first_in_view(page))  # the wheel turns on for a moment
        here = first_in_view(page)
        assert here != "Part 1"
    page.goto("about:blank")
    with running_lab(school.folder, school.url, *OPTIONS, lab=True) as lab:
        page.goto(f"{lab.url}/lab?token={JUPYTER_TOKEN}")
        expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=classroom.LESSON)).to_be_visible()
        expect(page.locator(".lm-TabBar-tab", has_text=classroom.EARLY)).to_have_count(1)
        wait_until(lambda: first_in_view(page) == here)
        expect(track).to_have_attribute("aria-expanded", "false")
        expect(page.get_by_test_id("cw-continue")).to_have_attribute("data-key", classroom.LESSON)
        page.locator(".lm-TabBar-tab", has_text=classroom.EARLY).click()
        wait_until(lambda: first_in_view(page) == "Part 1")
