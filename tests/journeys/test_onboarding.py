"""A learner answers the questions by keyboard, learns in her own words, and makes another course."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import text

from db.access import Role
from hub.settings import Settings
from tests.coursewright_lab.browsing import findings
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, THEMES, Lab
from tests.journeys.onboarding import answer_by_keyboard, at, begin, course_menu, making
from tests.journeys.platform import Platform
from tests.journeys.waiting import wait_until
from tests.server import engine_of

pytestmark = pytest.mark.journey

OFFER = "in your own words"
ALL_WRITTEN = re.compile(r"(\d+) of \1 notebooks are written")


def test_from_six_answers_to_the_first_lesson_and_on_to_another_course(
    platform: Platform, browser: Browser
) -> None:
    add_student(platform, "lotte")
    with Lab(browser, platform, "lotte", PASSWORD) as lab:
        answer_by_keyboard(lab, topic="Beekeeping", place="Meadow")
        lab.picture("onboarding-course")
        begin(lab)
        lab.part("open-first").press("Enter")
        notebook = lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        expect(notebook).to_contain_text("You know Beekeeping", timeout=PATIENCE)
        expect(notebook).to_contain_text("one hive")
        tree = lab.page.locator(".cw-Tree")
        expect(tree).to_contain_text("The Beekeeping Architect")
        done = tree.locator('[data-node^="own:"][data-kind="lesson"][data-status="completed"]')
        tree.locator('[data-node^="own:"][data-key="atom_state"]').click()
        lesson = tree.locator('[data-node^="own:"][data-kind="lesson"]').first
        lesson.get_by_test_id("cw-toggle-done").click()
        expect(done).to_have_count(1)

        lab.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="Your Own Course").click()
        lab.part("again").press("Enter")
        answer_by_keyboard(lab, topic="Aquariums", place="Cellar")
        expect(lab.part("pitch")).to_contain_text("The Beekeeping Architect will be archived")
        begin(lab)
        lab.part("open-first").press("Enter")
        expect(notebook).to_contain_text("You know Aquariums", timeout=PATIENCE)
        expect(tree).to_contain_text("The Aquariums Architect")
        expect(done).to_have_count(0)
        expect(tree).not_to_contain_text("The Beekeeping Architect")

        course_menu(lab, "Bring Back “The Beekeeping Architect”").click()
        expect(tree).to_contain_text("The Beekeeping Architect")
        expect(tree).not_to_contain_text("The Aquariums Architect")
        expect(done).to_have_count(1)  # with all that was done in it


def test_a_tab_closed_while_the_course_is_made_loses_nothing(platform: Platform, browser: Browser) -> None:
    add_student(platform, "nele")
    with Lab(browser, platform, "nele", PASSWORD) as lab:
        answer_by_keyboard(lab, topic="Chess", place="Club")
        with no_course_stored(platform):
            lab.part("next").press("Enter")
            expect(making(lab, "making")).to_contain_text(ALL_WRITTEN, timeout=PATIENCE)
            expect(lab.part("own-course")).to_contain_text("The Chess Architect is being made")
            lab.picture("onboarding-making")
            lab.reopen()
            expect(making(lab, "making")).to_contain_text(ALL_WRITTEN, timeout=PATIENCE)
            lab.page.close()
        lab.reopen()
        expect(lab.page.locator(".cw-Tree")).to_contain_text("The Chess Architect", timeout=PATIENCE)
        expect(making(lab, "ready")).to_be_visible(timeout=PATIENCE)
        expect(lab.part("own-course")).to_have_count(0)


def test_who_does_not_want_to_answer_now_is_not_asked_again_and_finds_the_questions_in_the_panel(
    platform: Platform, browser: Browser
) -> None:
    add_student(platform, "otto")
    with Lab(browser, platform, "otto", PASSWORD) as lab:
        at(lab, "kind")
        lab.part("skip").click()
        expect(lab.part("onboarding")).to_have_count(0)
        wait_until("the saved layout", lambda: is_kept_closed(workspaces(lab)))
        lab.reopen()
        expect(lab.part("own-course")).to_contain_text(OFFER, timeout=PATIENCE)
        expect(lab.part("onboarding")).to_have_count(0)
        lab.part("open-onboarding").click()
        at(lab, "kind")


def test_axe_finds_nothing_serious_light_and_dark(platform: Platform, browser: Browser) -> None:
    add_student(platform, "mette")
    with Lab(browser, platform, "mette", PASSWORD) as lab:
        answer_by_keyboard(lab, topic="Birdwatching", place="Marsh")
        for theme in THEMES:
            lab.choose_theme(theme)
            for step in ("System", "Topic", "Your course", "Words"):
                lab.page.locator(".cw-Step button", has_text=step).click()
                assert findings(lab.page, [".cw-Onboarding", "#coursewright-course"]) == []
            lab.picture(f"onboarding-{theme.split()[-1].lower()}")


@contextmanager
def no_course_stored(platform: Platform) -> Iterator[None]:
    """Hold the makings up just before they store what they wrote."""
    access = Settings(state=platform.state, port=platform.port).access()
    with engine_of(access, Role.OPERATOR) as engine, engine.begin() as connection:
        connection.execute(text("LOCK TABLE coursewright.generated_courses IN SHARE MODE"))
        yield


def is_kept_closed(layouts: str) -> bool:
    """Whether JupyterLab has saved that the questions were offered, and that they are closed."""
    return "isOffered" in layouts and "coursewright-onboarding:" not in layouts


def workspaces(lab: Lab) -> str:
    """The layouts that JupyterLab has saved."""
    return lab.page.request.get(f"{lab.platform.url}/user/{lab.name}/lab/api/workspaces").text()
