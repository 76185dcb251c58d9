"""The panels speak the language that Lab was set to."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.coursewright_lab.browsing import LOST, browser_page, show_lab
from tests.coursewright_lab.running import RunningLab

pytestmark = pytest.mark.journey


@pytest.fixture
def page(first_day: None) -> Iterator[Page]:
    """A browser that is reloaded while Lab still asks for things."""
    with browser_page(LOST) as page:
        yield page


def test_a_lab_that_is_switched_to_german_shows_the_course_in_german(
    page: Page, full_lab: RunningLab
) -> None:
    show_lab(page, full_lab)
    expect(page.locator("#coursewright-course")).to_have_attribute("aria-label", "Course")
    with page.expect_navigation():
        page.evaluate("() => void window.jupyterapp.commands.execute('jupyterlab-translation:de_DE')")
        page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_selector(".cw-Tree")
    expect(page.locator("#coursewright-course")).to_have_attribute("aria-label", "Kurs")
    expect(page.get_by_test_id("cw-continue")).to_have_text("Beginnen")
    expect(page.locator('.cw-Tree [data-key="m01-hash-chain"]')).to_contain_text("10 Punkte")
    expect(page.locator(".lm-MenuBar-item", has_text="Kurs")).to_be_visible()
    page.locator(".lm-MenuBar-item", has_text="Kurs").click()
    expect(page.locator(".lm-Menu-item", has_text="Aufgabe anzeigen")).to_be_visible()
