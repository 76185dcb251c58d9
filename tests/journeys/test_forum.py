"""A learner asks about a cell, a classmate answers, and an instructor sees it solved, in real browsers."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.answers import solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import Platform

pytestmark = pytest.mark.journey

MODULE = "module-01-blockchain"
EXERCISE = "m01-hash-chain"
SOURCE = "def seal(index, data, previous):\n    return hash((previous, data, index))"
TITLE = "Why does my seal differ?"
THEMES = ("JupyterLab Dark", "JupyterLab Light")
QUICKLY = 2_000


def test_a_question_about_a_cell_is_answered_accepted_and_seen_by_staff(
    platform: Platform, browser: Browser
) -> None:
    for name in ("frida", "oskar"):
        add_student(platform, name)
    with (
        Lab(browser, platform, "frida", PASSWORD) as frida,
        Lab(browser, platform, "oskar", PASSWORD) as oskar,
    ):
        quoted = _ask_about_a_cell(frida)
        _open_forum(oskar)
        _row(oskar).click()
        _check_folded(oskar, quoted)
        _answer(oskar)
        # without a reload: what was read stays, what is new comes
        reply = _post(frida, "Look at the order")
        expect(reply).to_be_visible(timeout=QUICKLY)
        expect(frida.part("news")).to_have_text("New reply by oskar", ignore_case=True)
        reply.get_by_test_id("cw-upvote").click()
        reply.get_by_test_id("cw-accept").click()
        expect(oskar.part("answer-mark")).to_be_visible(timeout=QUICKLY)
        expect(_post(oskar, "Look at the order").get_by_test_id("cw-score")).to_have_text("1 vote")
        _picture(frida, "forum")
        with Lab(browser, platform, "ines") as ines:
            _see_as_staff(ines, quoted)
            expect(oskar.page.get_by_text("This thread is closed")).to_be_visible(timeout=QUICKLY)


def _ask_about_a_cell(lab: Lab) -> str:
    """Ask about a cell of the exercise by the menu of the cell; its source."""
    lab.open(EXERCISE, MODULE)
    lab.type_into(EXERCISE, next(iter(solution(EXERCISE))), SOURCE)
    lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell.jp-mod-active").click(button="right")
    lab.page.locator(".lm-Menu-item", has_text="Ask About This Cell").click()
    quoted = lab.part("quoted").inner_text()
    assert quoted == SOURCE
    lab.part("title").fill(TITLE)
    lab.part("words").fill("I expected `True`:\n\n```python\nassert seal(a) == seal(b)\n```\n\nWhy?")
    lab.page.keyboard.press("Control+Enter")
    expect(lab.page.locator(".cw-Thread h2")).to_have_text(TITLE, timeout=PATIENCE)
    return quoted


def _open_forum(lab: Lab) -> None:
    lab.page.locator(".lm-MenuBar-item", has_text="Course").click()
    lab.page.locator(".lm-Menu-item", has_text="Forum").click()
    expect(_row(lab)).to_be_visible(timeout=PATIENCE)


def _row(lab: Lab) -> Locator:
    return lab.part("thread-row").filter(has_text=TITLE).first


def _post(lab: Lab, words: str) -> Locator:
    return lab.part("post").filter(has_text=words).last


def _check_folded(lab: Lab, quoted: str) -> None:
    """Who has not passed the exercise reads the words, and neither the cell nor code."""
    question = _post(lab, "I expected")
    expect(question).to_contain_text("Why?", timeout=PATIENCE)
    expect(question.get_by_test_id("cw-folded")).to_be_visible()
    expect(lab.part("quoted")).to_have_count(0)
    text = lab.page.locator(".cw-ForumPanel").inner_text()
    assert "assert seal" not in text
    assert quoted.strip().splitlines()[-1].strip() not in text


def _answer(lab: Lab) -> None:
    lab.part("words").fill("Look at the **order** of the fields.")
    lab.part("send").press("Enter")
    expect(_post(lab, "Look at the order")).to_be_visible(timeout=PATIENCE)


def _see_as_staff(lab: Lab, quoted: str) -> None:
    _open_forum(lab)
    expect(_row(lab)).to_contain_text("solved")
    lab.part("forum-search").fill("order fields")
    lab.part("hit").first.click()
    expect(lab.part("quoted")).to_have_text(quoted, timeout=PATIENCE)
    expect(lab.part("answer-mark")).to_be_visible()
    lab.part("lock").click()
    expect(lab.part("lock")).to_have_text("Open for replies")


def _picture(lab: Lab, name: str) -> None:
    """Keep a screenshot in the dark and in the light theme."""
    for theme in THEMES:
        lab.page.locator(".lm-MenuBar-item", has_text="Settings").click()
        lab.page.locator(".lm-Menu-item", has_text="Theme").first.click()
        lab.page.locator(".lm-Menu-item", has_text=theme).first.click()
        expect(lab.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
        expect(lab.page.locator("#jupyterlab-splash")).to_have_count(0)
        lab.picture(f"{name}-{theme.split()[-1].lower()}")
