"""Time at work, in a real JupyterLab and a real browser, with the fake service behind it."""

import functools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.coursewright_lab.browsing import browser_page, run_command, show_lab
from tests.coursewright_lab.running import RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

KEY = "m01-hash-chain"
LESSON = "m01-l1-ledgers"
CELLS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell"


@pytest.fixture
def page(first_day: None, full_lab: RunningLab) -> Iterator[Page]:
    """A browser whose clock can be moved, with an exercise open."""
    with browser_page("Kernel is dead") as page:  # its heartbeat does not outlive leaps of the clock
        page.clock.install()
        show_lab(page, full_lab)
        open_item(page, KEY)
        yield page


def open_item(page: Page, key: str) -> None:
    page.locator(f'.cw-Tree [data-key="{key}"]').locator(".cw-Row-title").click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text=key)).to_be_visible()
    expect(page.locator(CELLS).first).to_be_visible()


def test_an_open_notebook_counts_nothing_and_every_sign_of_work_does(
    page: Page, shared_service: RunningService
) -> None:
    counted = shared_service.state.facts.counted
    page.clock.fast_forward(30 * 60_000)
    run_command(page, "coursewright:refresh")
    assert counted == []
    cell = page.locator(CELLS).last
    acts: list[Callable[[], None]] = [
        lambda: cell.locator(".cm-content").click(),
        lambda: page.keyboard.type("x"),
        lambda: page.mouse.wheel(0, 10),
        lambda: page.mouse.move(700, 300),
        lambda: run_command(page, "notebook:run-cell"),
    ]
    for act in acts:
        before = len(counted)
        act()
        wait_until(functools.partial(_has_grown, counted, before))
        page.clock.fast_forward(61_000)
    assert counted == [KEY] * len(acts)


def _has_grown(counted: list[str], before: int) -> bool:
    return len(counted) > before


def test_it_is_told_once_a_minute_at_most_for_whatever_is_in_front(
    page: Page, shared_service: RunningService
) -> None:
    counted = shared_service.state.facts.counted
    page.locator(CELLS).last.click()
    wait_until(lambda: counted == [KEY])
    page.keyboard.press("ArrowUp")
    open_item(page, LESSON)
    page.locator(CELLS).last.click()
    page.clock.fast_forward(61_000)
    page.locator(CELLS).last.click()
    wait_until(lambda: counted == [KEY, LESSON])


def test_what_is_refused_is_not_asked_again_and_what_failed_is_not_sent_twice(
    page: Page, shared_service: RunningService
) -> None:
    state, path = shared_service.state, f"items/{KEY}/minutes"
    state.faults[path] = ["busy"]
    page.locator(CELLS).last.click()
    wait_until(lambda: state.requests.count(("POST", path)) == 1)
    state.item(KEY)["key"] = "gone"
    page.clock.fast_forward(61_000)
    page.locator(CELLS).last.click()
    wait_until(lambda: state.requests.count(("POST", path)) == 2)
    page.clock.fast_forward(61_000)
    page.locator(CELLS).last.click()
    open_item(page, LESSON)
    page.locator(CELLS).last.click()
    wait_until(lambda: state.facts.counted == [LESSON])
    assert state.requests.count(("POST", path)) == 2
