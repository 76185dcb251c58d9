"""A learner answers the questions by keyboard, learns in her own words, and makes another course."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.platform import ROOT, Platform

pytestmark = pytest.mark.journey

AXE = ROOT / "extensions" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("JupyterLab Light", "JupyterLab Dark")


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


def test_axe_finds_nothing_serious_light_and_dark(platform: Platform, browser: Browser) -> None:
    add_student(platform, "mette")
    with Lab(browser, platform, "mette", PASSWORD) as lab:
        answer_by_keyboard(lab, topic="Birdwatching", place="Marsh")
        for theme in THEMES:
            choose_theme(lab, theme)
            for step in ("System", "Topic", "Words", "Your course"):
                lab.page.locator(".cw-Step button", has_text=step).click()
                assert findings(lab) == []
            lab.picture(f"onboarding-{theme.split()[-1].lower()}")


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
    expect(lab.page.locator('[data-testid="cw-making"][data-state="ready"]')).to_be_visible(timeout=PATIENCE)


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
