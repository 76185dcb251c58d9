"""Two students and an instructor: they follow each other, hear of a grade at once, mute, block and hide."""

import uuid

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.answers import solution
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.lab import PATIENCE, Lab
from tests.journeys.learner import Learner
from tests.journeys.platform import Platform
from tests.journeys.waiting import wait_until

pytestmark = pytest.mark.journey

KEY = "b1-encapsulate"
AT_ONCE = 2_000  # milliseconds
ANSWERS = {
    "meta_category": "digital",
    "archetype": "builder",
    "words": {
        "entity_primary": "Opening",
        "entity_plural": "Openings",
        "metric": "Win rate",
        "container": "Book",
    },
    "tool": "intuition",
}


def test_friends_hear_of_each_other_and_nobody_else_does(platform: Platform, browser: Browser) -> None:
    for name in ("mira", "theo"):
        add_student(platform, name)
    with Learner(platform.url, "theo", PASSWORD) as http:
        http.log_in()
        http.start_server()
        _have_a_course(http, "Chess openings")
        with (
            Lab(browser, platform, "mira", PASSWORD) as mira,
            Lab(browser, platform, "theo", PASSWORD) as theo,
            Lab(browser, platform, "ines") as ines,
        ):
            _become_friends(mira, theo)
            _follow(ines, "theo")
            _follow(theo, "ines")
            _hear_of_a_grade(mira, theo)
            _mute(mira, ines, http)
            _block(mira, theo)
            _hide(ines, theo)


def _have_a_course(http: Learner, domain: str) -> None:
    body = {**ANSWERS, "domain": domain, "idempotency_key": str(uuid.uuid4())}
    answer = http.send("POST", "coursewright/api/v1/courses", body)
    assert answer.status_code == 202, answer.text
    address = f"coursewright/api/v1/courses/{answer.json()['id']}"
    wait_until(f"the course about {domain}", lambda: http.get(address).json()["state"] == "ready")


def _choose(lab: Lab, *entries: str) -> None:
    """Go through the menus, the bar's first."""
    lab.page.locator(".lm-MenuBar-item", has_text=entries[0]).click()
    for entry in entries[1:]:
        lab.page.locator(".lm-Menu-item", has_text=entry).first.click()


def _tab(lab: Lab, name: str) -> Locator:
    """Open the guild by the Course menu, at a tab."""
    _choose(lab, "Course", "Guild")
    lab.part("guild").get_by_role("tab", name=name).click()
    return lab.part("guild")


def _find(lab: Lab, username: str) -> Locator:
    """Look for somebody by the exact name; what comes of it is a profile, or a refusal."""
    guild = _tab(lab, "People")
    guild.get_by_label("Find somebody by the exact username").fill(username)
    lab.page.keyboard.press("Enter")
    return lab.part("profile")


def _pictures(lab: Lab, name: str) -> None:
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        _choose(lab, "Settings", "Theme", theme)
        expect(lab.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
        expect(lab.page.locator("#jupyterlab-splash")).to_have_count(0)  # Lab's own, between two themes
        lab.picture(f"{name}-{theme.split()[-1].lower()}")


def _told(lab: Lab, name: str) -> Locator:
    """What the open feed tells of somebody."""
    return lab.page.locator(f'[data-testid="cw-guild-item"][data-username="{name}"]')


def _become_friends(mira: Lab, theo: Lab) -> None:
    _tab(mira, "Class")
    row = mira.part("circle-classmates").locator('[data-username="theo"]')
    row.get_by_role("button", name="Follow theo").click()
    standing = row.locator('[data-testid="cw-standing"]')
    expect(standing).to_have_text("you follow")
    profile = _find(theo, "mira")
    expect(profile.locator('[data-testid="cw-standing"]')).to_have_text("follows you")
    profile.get_by_role("button", name="Follow mira").click()
    expect(standing).to_have_text("friend", timeout=AT_ONCE)  # without a click of her own
    mira.picture("guild-class")


def _follow(lab: Lab, name: str) -> None:
    profile = _find(lab, name)
    profile.get_by_role("button", name=f"Follow {name}").click()
    expect(profile.get_by_role("button", name=f"Unfollow {name}")).to_be_visible()


def _hear_of_a_grade(mira: Lab, theo: Lab) -> None:
    _tab(mira, "Home")
    theo.open(KEY, "atom_state")
    for name, source in solution(KEY).items():
        theo.type_into(KEY, name, source)
    theo.submit()
    theo.await_result(1)
    expect(mira.part("ticker")).to_contain_text("theo", timeout=AT_ONCE)
    passed = _told(mira, "theo").filter(has_text="theo passed")
    expect(passed).to_have_count(1, timeout=AT_ONCE)
    _pictures(mira, "guild")


def _mute(mira: Lab, ines: Lab, http: Learner) -> None:
    passed = _told(mira, "theo").filter(has_text="theo passed")
    passed.get_by_role("button", name="theo").click()
    mira.part("profile").get_by_role("button", name="Mute theo").click()
    expect(mira.part("profile").locator('[data-testid="cw-standing"]')).to_contain_text("muted")
    expect(_told(mira, "theo")).to_have_count(0)
    mira.picture("guild-profile")
    _tab(mira, "Home")
    _tab(ines, "Home")
    _have_a_course(http, "Aquariums")
    expect(_told(ines, "theo").filter(has_text="Aquariums")).to_have_count(1, timeout=PATIENCE)
    expect(_told(mira, "theo")).to_have_count(0)
    expect(mira.page.locator(".cw-Ticker")).not_to_contain_text("theo")
    _tab(mira, "People")
    muted = mira.part("circle-muted").locator('[data-username="theo"]')
    muted.get_by_role("button", name="Unmute theo").click()
    expect(muted).to_have_count(0)
    _tab(mira, "Home")
    expect(_told(mira, "theo").filter(has_text="Aquariums")).to_have_count(1)


def _block(mira: Lab, theo: Lab) -> None:
    _find(theo, "mira").get_by_role("button", name="Block mira").click()
    expect(theo.part("profile")).to_have_count(0)
    expect(_told(mira, "theo")).to_have_count(0, timeout=AT_ONCE)
    expect(mira.page.locator(".cw-Ticker")).not_to_contain_text("theo")
    _find(mira, "theo")
    expect(mira.part("circle-followed")).not_to_contain_text("theo")
    expect(mira.part("not-found")).to_contain_text("nobody of this name")
    _tab(mira, "Class")
    expect(mira.part("circle-classmates").locator("li").first).to_be_visible()
    expect(mira.part("circle-classmates").locator('[data-username="theo"]')).to_have_count(0)
    _tab(theo, "People")
    expect(theo.part("circle-blocked").locator('[data-username="mira"]')).to_be_visible()
    theo.picture("guild-people")


def _hide(ines: Lab, theo: Lab) -> None:
    expect(_told(ines, "theo").first).to_be_visible()
    _choose(theo, "Course", "Hide Me From Everybody")
    expect(theo.part("hidden")).to_be_visible()
    expect(_told(ines, "theo")).to_have_count(0, timeout=AT_ONCE)
    theo.part("hide").click()
    expect(theo.part("hidden")).to_have_count(0)
    expect(_told(ines, "theo").first).to_be_visible(timeout=AT_ONCE)
