"""JupyterLab without a hub: the demo in a real browser, called a demo and kept on this computer."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.coursewright_lab.browsing import (
    browser_page,
    findings,
    run_command,
    show_lab,
    switch_off_news,
)
from tests.coursewright_lab.running import RunningLab, running_lab
from tests.factories.classroom import STUDENT_PYTHON
from tests.journeys.picture import keep_picture

pytestmark = pytest.mark.journey

LESSON, EXERCISE = "m01-l1-ledgers", "m01-hash-chain"
QUIZ = "module-01-blockchain-quiz"
EXPOSED = "--LabApp.expose_app_in_browser=True"
PARTS = ["#coursewright-course", "#coursewright-exercise", ".cw-Quiz"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who installed the package, and nothing else."""
    folder = tmp_path_factory.mktemp("laptop")
    switch_off_news(folder)
    return folder


def laptop(folder: Path) -> AbstractContextManager[RunningLab]:
    """JupyterLab where nothing but the package is installed, as `pip install` does it."""
    return running_lab(folder, "", EXPOSED, lab=True, python=STUDENT_PYTHON)


@pytest.fixture
def lab(folder: Path) -> Iterator[RunningLab]:
    """JupyterLab, started anew."""
    (folder / "data" / "coursewright" / "demo.json").unlink(missing_ok=True)
    with laptop(folder) as running:
        yield running


@pytest.fixture
def page(lab: RunningLab) -> Iterator[Page]:
    """A browser."""
    with browser_page() as page:
        yield page


def row(page: Page, key: str) -> Locator:
    return page.locator(f'.cw-Tree [data-key="{key}"]').first


def part(page: Page, name: str) -> Locator:
    return page.get_by_test_id(f"cw-{name}")


def open_item(page: Page, key: str) -> None:
    row(page, key).click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=key)).to_be_visible()


def test_a_lesson_is_read_an_exercise_is_not_graded_and_all_is_there_after_a_restart(
    page: Page, lab: RunningLab, folder: Path
) -> None:
    show_lab(page, lab)
    panel = page.locator("#coursewright-course")
    expect(panel.get_by_test_id("cw-demo")).to_contain_text("nothing is graded")
    expect(part(page, "onboarding")).to_have_count(0)
    expect(page.locator(".cw-Tree")).to_contain_text("The Sneakers Architect")

    open_item(page, LESSON)
    row(page, LESSON).get_by_test_id("cw-toggle-done").click()
    expect(row(page, LESSON)).to_have_attribute("data-status", "completed")

    open_item(page, EXERCISE)
    exercise = page.locator("#coursewright-exercise")
    expect(exercise.get_by_test_id("cw-demo")).to_be_visible()
    part(page, "panel-submit").click()
    told = page.locator(".Toastify__toast", has_text="nothing was submitted")
    expect(told).to_contain_text("log in to a hub to be graded.")
    expect(told.get_by_role("button", name="Try again")).to_have_count(0)
    expect(part(page, "attempts")).to_contain_text("0")
    assert (lab.root / "courses" / "module-01-blockchain" / f"{EXERCISE}.ipynb").is_file()

    with laptop(folder) as again:
        show_lab(page, again)
        expect(row(page, LESSON)).to_have_attribute("data-status", "completed")
        expect(row(page, EXERCISE)).to_have_attribute("data-status", "in-progress")
        page.goto("about:blank")  # its server ends now


def test_the_quiz_is_marked_by_the_demo_itself(page: Page, lab: RunningLab) -> None:
    show_lab(page, lab)
    row(page, QUIZ).click()
    part(page, "begin-quiz").click()
    for answer in ("1", "2", "3"):
        expect(part(page, "question")).to_be_visible()
        page.keyboard.press(answer)
        part(page, "next").click()
    page.locator(".cw-Sitting textarea").fill("the space bar")
    part(page, "next").click()
    part(page, "submit-quiz").click()
    expect(part(page, "quiz-score")).to_contain_text("6")
    expect(row(page, QUIZ)).to_have_attribute("data-status", "passed")


def test_the_dashboard_shows_what_the_demo_has(page: Page, lab: RunningLab) -> None:
    show_lab(page, lab)
    run_command(page, "coursewright:open-dashboard")
    dashboard = part(page, "dashboard")
    expect(dashboard.get_by_test_id("cw-demo")).to_be_visible()
    expect(dashboard.get_by_test_id("cw-week")).to_be_visible()
    expect(dashboard.get_by_test_id("cw-error")).to_have_count(0)
    expect(dashboard.get_by_test_id("cw-dashboard-module")).to_have_count(2)


def test_what_needs_a_hub_says_so(page: Page, lab: RunningLab) -> None:
    show_lab(page, lab)
    for command, panel in (("open-onboarding", ".cw-Onboarding"), ("open-review", ".cw-Review")):
        run_command(page, f"coursewright:{command}")
        told = page.locator(f"{panel} [data-testid=cw-error]")
        expect(told).to_contain_text("The demo does not have this.")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_serious_in_the_demo(page: Page, lab: RunningLab, theme: str) -> None:
    show_lab(page, lab)
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    open_item(page, EXERCISE)
    expect(page.locator("#coursewright-exercise").get_by_test_id("cw-demo")).to_be_visible()
    assert findings(page, PARTS) == []
    keep_picture(page, lab.root.parent / "pictures", f"demo-{theme.rsplit(maxsplit=1)[-1].lower()}")
