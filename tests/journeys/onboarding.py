"""The questions from which a learner's own course is made, as a learner with a keyboard answers them."""

from playwright.sync_api import Locator, expect

from tests.journeys.lab import PATIENCE, Lab


def answer_by_keyboard(lab: Lab, *, topic: str, place: str) -> None:
    """Answer all questions without a mouse: the fourth kind, its first archetype, her topic and tool."""
    press, insert = lab.page.keyboard.press, lab.page.keyboard.insert_text
    begin_topic(lab)
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
    choose_tool(lab, topic)


def begin_topic(lab: Lab) -> None:
    """Choose a kind of system and an architect, up to the line for the topic, which has the focus then."""
    press = lab.page.keyboard.press
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


def choose_tool(lab: Lab, topic: str) -> None:
    """Choose a tool, up to the course that is offered."""
    press = lab.page.keyboard.press
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


def next_button(lab: Lab) -> Locator:
    """The button that leads on; a quiz has one of the same name."""
    return lab.part("onboarding").get_by_test_id("cw-next")


def begin(lab: Lab) -> None:
    """Have the course made, and wait until it is there."""
    next_button(lab).press("Enter")
    expect(making(lab, "ready")).to_be_visible(timeout=PATIENCE)


def making(lab: Lab, state: str) -> Locator:
    """The making of the course, where it stands so."""
    return lab.page.locator(f'[data-testid="cw-making"][data-state="{state}"]')


def course_menu(lab: Lab, entry: str) -> Locator:
    """An entry of the Course panel's menu, which is open then."""
    lab.page.locator("#coursewright-course .cw-CourseMenu").click()
    return lab.page.locator(".lm-Menu-item", has_text=entry)
