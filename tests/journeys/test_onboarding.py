"""A learner answers the questions by keyboard, learns in her own words, and makes another course."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy import text

from db.access import Role
from hub.settings import Settings
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import ROOT, Platform
from tests.journeys.waiting import wait_until
from tests.server import engine_of

pytestmark = pytest.mark.journey

AXE = ROOT / "extensions" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
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
        expect(lab.page.locator(".cw-Tree")).to_contain_text("The Beekeeping Architect")

        lab.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="Your Own Course").click()
        lab.part("again").press("Enter")
        answer_by_keyboard(lab, topic="Aquariums", place="Cellar")
        expect(lab.part("pitch")).to_contain_text("The Beekeeping Architect will be archived")
        begin(lab)
        lab.part("open-first").press("Enter")
        expect(notebook).to_contain_text("You know Aquariums", timeout=PATIENCE)
        tree = lab.page.locator(".cw-Tree")
        expect(tree).to_contain_text("The Aquariums Architect")
        expect(tree).not_to_contain_text("The Beekeeping Architect")

        course_menu(lab, "Bring Back “The Beekeeping Architect”").click()
        expect(tree).to_contain_text("The Beekeeping Architect")
        expect(tree).not_to_contain_text("The Aquariums Architect")


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
        wait_until("the saved layout", lambda: "coursewright-onboarding:" not in workspaces(lab))
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
            choose_theme(lab, theme)
            for step in ("System", "Topic", "Your course", "Words"):
                lab.page.locator(".cw-Step button", has_text=step).click()
                assert findings(lab) == []
            lab.picture(f"onboarding-{theme.split()[-1].lower()}")


@contextmanager
def no_course_stored(platform: Platform) -> Iterator[None]:
    """Hold the makings up just before they store what they wrote."""
    access = Settings(state=platform.state, port=platform.port).access()
    with engine_of(access, Role.OPERATOR) as engine, engine.begin() as connection:
        connection.execute(text("LOCK TABLE coursewright.generated_courses IN SHARE MODE"))
        yield


def workspaces(lab: Lab) -> str:
    """The layouts that JupyterLab has saved."""
    return lab.page.request.get(f"{lab.platform.url}/user/{lab.name}/lab/api/workspaces").text()


def choose_theme(lab: Lab, theme: str) -> None:
    """Choose a theme in the Settings menu, as a person does."""
    lab.page.locator(".lm-MenuBar-item", has_text="Settings").click()
    lab.page.locator(".lm-Menu-item", has_text="Theme").first.click()
    lab.page.locator(".lm-Menu-item", has_text=theme).first.click()
    expect(lab.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()


def answer_by_keyboard(lab: Lab, *, topic: str, place: str) -> None:
    """Answer all questions without a mouse: the fourth kind, its first archetype, her topic and tool."""
    press, insert = lab.page.keyboard.press, lab.page.keyboard.insert_text
    at(lab, "kind").locator("input").first.focus()
    for _ in range(3):
        press("ArrowDown")
    press("Enter")
    at(lab, "archetype")
    press("Tab")
    press("Space")
    press("Enter")
    at(lab, "topic")
    press("Tab")
    insert(topic)
    press("Enter")
    at(lab, "words")
    expect(lab.part("preview")).to_contain_text(f"You know {topic}")
    for _ in range(4):
        press("Tab")
    press("Control+A")
    insert(place)
    expect(lab.part("preview")).to_contain_text(place.lower())
    press("Enter")
    at(lab, "tool")
    press("Tab")
    press("Space")
    press("Enter")
    at(lab, "course")
    expect(lab.part("pitch")).to_contain_text(f"The {topic} Architect")


def at(lab: Lab, step: str) -> Locator:
    """The questions, once they are at this step."""
    form = lab.page.locator(f'[data-testid="cw-onboarding"][data-step="{step}"]')
    expect(form).to_be_visible(timeout=PATIENCE)
    return form


def begin(lab: Lab) -> None:
    """Have the course made, and wait until it is there."""
    lab.part("next").press("Enter")
    expect(making(lab, "ready")).to_be_visible(timeout=PATIENCE)


def making(lab: Lab, state: str) -> Locator:
    """The making of the course, where it stands so."""
    return lab.page.locator(f'[data-testid="cw-making"][data-state="{state}"]')


def course_menu(lab: Lab, entry: str) -> Locator:
    """An entry of the Course panel's menu, which is open then."""
    lab.page.locator("#coursewright-course .cw-CourseMenu").click()
    return lab.page.locator(".lm-Menu-item", has_text=entry)


def findings(lab: Lab) -> list[str]:
    """What axe finds serious or critical in the questions and the Course panel."""
    lab.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = lab.page.evaluate(
        """async () => {
            const parts = [['.cw-Onboarding'], ['#coursewright-course']];
            const scope = { include: parts, exclude: [['jp-button']] };
            const { violations } = await window.axe.run(scope);
            return violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => id + ': ' + nodes.map(node => node.html).join(' | '));
        }"""
    )
    return [str(each) for each in found]
