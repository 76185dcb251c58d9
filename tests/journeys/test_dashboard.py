"""A learner sees at a glance where she is, works for some minutes, and finds her place after a restart.

Browser, JupyterLab, service and database are real; the hub is one that knows a single token, so that the
service runs in the test's own process and its clock can be set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from db.access import Role
from tests.coursewright_lab.browsing import browser_page, findings, run_command, show_lab, switch_off_news
from tests.coursewright_lab.running import RunningLab, running_lab
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
