"""A learner votes for where to read on and proposes a link; her instructor decides what the class finds."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import Platform

pytestmark = pytest.mark.journey

MODULE = "module-01-blockchain"
TITLE = "Blocks, drawn step by step"
REASON = "The page asks for money before it explains anything."


def test_a_link_is_proposed_approved_voted_for_and_taken_away(platform: Platform, browser: Browser) -> None:
    for name in ("lena", "emil"):
        add_student(platform, name)
    with Lab(browser, platform, "lena", PASSWORD) as lena, Lab(browser, platform, "ines") as ines:
        _open(lena)
        _vote(lena)
        _propose(lena, "HTTPS://Example.org/drawn", TITLE)
        _propose(lena, "https://example.org/rich", "Get rich with blocks")
        expect(_own(lena, TITLE)).to_have_attribute("data-state", "waiting")
        with Lab(browser, platform, "emil", PASSWORD) as emil:
            _open(emil)
            expect(_link(emil, TITLE)).to_have_count(0)
        lena.pictures("resources")
        _decide(ines)
        expect(_own(lena, TITLE)).to_have_count(0, timeout=PATIENCE)  # without a reload
        expect(_own(lena, "Get rich").get_by_test_id("cw-proposal-reason")).to_contain_text(REASON)
        _show_all(lena)
        expect(_link(lena, TITLE).get_by_role("link")).to_have_attribute("href", "https://example.org/drawn")
        _take_away(ines)
        expect(_own(lena, TITLE)).to_have_attribute("data-state", "declined", timeout=PATIENCE)
        expect(_link(lena, TITLE)).to_have_count(0)


def _open(lab: Lab) -> None:
    lab.part("open-resources").click()
    expect(lab.part("resource").first).to_be_visible(timeout=PATIENCE)
    assert lab.part("resources").get_attribute("data-module") == MODULE


def _link(lab: Lab, title: str) -> Locator:
    return lab.part("resource").filter(has_text=title)


def _own(lab: Lab, title: str) -> Locator:
    return lab.part("proposal").filter(has_text=title)


def _vote(lab: Lab) -> None:
    first = lab.part("vote").first
    first.press("Space")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_have_text("Useful (1)")


def _propose(lab: Lab, url: str, title: str) -> None:
    lab.part("propose").press("Enter")
    form = lab.part("proposal-form")
    form.get_by_label("Address").fill(url)
    form.get_by_label("Title").fill(title)
    form.get_by_label("Kind").select_option("video")
    form.get_by_label("Why is it worth a visit?").fill("It draws every step on a whiteboard.")
    lab.part("proposal-send").press("Enter")
    expect(_own(lab, title)).to_be_visible(timeout=PATIENCE)


def _decide(lab: Lab) -> None:
    lab.page.locator(".lm-MenuBar-item", has_text="Course").click()
    lab.page.locator(".lm-Menu-item", has_text="Proposed Links").click()
    waiting = lab.part("proposed-link")
    expect(waiting.filter(has_text="Get rich")).to_contain_text("https://example.org/rich", timeout=PATIENCE)
    lab.pictures("proposed-links")
    waiting.filter(has_text=TITLE).get_by_test_id("cw-approve").press("Enter")
    expect(waiting.filter(has_text=TITLE)).to_have_count(0)
    _decline(lab, "Get rich")


def _take_away(lab: Lab) -> None:
    lab.part("proposed-links").page.get_by_role("button", name="Approved").click()
    _decline(lab, TITLE)


def _decline(lab: Lab, title: str) -> None:
    found = lab.part("proposed-link").filter(has_text=title)
    found.get_by_test_id("cw-decline").press("Enter")
    found.get_by_test_id("cw-decline-reason").fill(REASON)
    found.get_by_test_id("cw-decline-send").press("Enter")
    expect(found).to_have_count(0)


def _show_all(lab: Lab) -> None:
    while lab.part("more-resources").count():
        before = lab.part("resource").count()
        lab.part("more-resources").click()
        expect(lab.part("resource").nth(before)).to_be_visible(timeout=PATIENCE)
