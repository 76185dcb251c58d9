"""The guild in a real JupyterLab and a real browser, with the fake service behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.coursewright_lab.browsing import (
    LOST,
    browser_page,
    findings,
    run_command,
    show_lab,
    wait_until_kept,
)
from tests.coursewright_lab.fake_course import feed_item
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

OPEN = "coursewright:open-guild"
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]


@pytest.fixture
def page(first_day: None) -> Iterator[Page]:
    """A browser on the first day."""
    with browser_page() as page:
        yield page


def show_guild(page: Page, lab: RunningLab, tab: str = "home") -> Locator:
    """Open the guild at a tab."""
    show_lab(page, lab)
    run_command(page, OPEN, tab=tab)
    guild = page.get_by_test_id("cw-guild")
    expect(guild.get_by_test_id("cw-visibility")).to_be_visible()
    return guild


def items(guild: Locator) -> Locator:
    return guild.get_by_test_id("cw-guild-item")


def row(guild: Locator, circle: str, username: str) -> Locator:
    """Somebody in one of the lists of people."""
    return guild.get_by_test_id(f"cw-circle-{circle}").locator(f'[data-username="{username}"]')


def test_home_tells_what_happened_and_names_lead_to_profiles(page: Page, full_lab: RunningLab) -> None:
    guild = show_guild(page, full_lab)
    expect(items(guild)).to_have_count(2)
    expect(items(guild).first).to_contain_text("Bob passed Build a hash chain")
    items(guild).first.get_by_role("button", name="Bob").click()
    profile = guild.get_by_test_id("cw-profile")
    expect(profile.get_by_role("heading", name="Bob")).to_be_focused()
    expect(profile).to_contain_text("here since September 2026")
    expect(profile.get_by_test_id("cw-standing")).to_have_text("follows you")
    expect(items(profile)).to_have_count(1)
    profile.get_by_test_id("cw-leave-profile").click()
    expect(items(guild)).to_have_count(2)
    expect(guild.get_by_role("tabpanel")).to_be_focused()


def test_what_happens_is_shown_by_itself(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab, "class")
    expect(items(guild)).to_have_count(2)
    shared_service.state.feed.insert(0, feed_item(9, "bob", "passed_exercise", None, "Sign a message"))
    shared_service.say({"type": "activity", "user": "bob", "activity_id": "f9"})
    expect(items(guild).first).to_contain_text("Sign a message", timeout=2_000)
    expect(page.get_by_test_id("cw-ticker")).to_contain_text("Sign a message", timeout=2_000)


def test_following_makes_friends_and_can_be_undone(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab, "class")
    bob = row(guild, "classmates", "bob")
    bob.get_by_role("button", name="Follow Bob").click()
    expect(bob.get_by_test_id("cw-standing")).to_have_text("friend")
    page.get_by_role("button", name="Undo").click()
    expect(bob.get_by_role("button", name="Follow Bob", exact=True)).to_be_visible()
    expect(bob.get_by_test_id("cw-standing")).to_have_text("follows you")
    assert not shared_service.state.guild.people["bob"]["is_followed"]


def test_who_is_muted_is_heard_no_more(page: Page, full_lab: RunningLab) -> None:
    guild = show_guild(page, full_lab)
    expect(items(guild)).to_have_count(2)
    items(guild).first.get_by_role("button", name="Bob").click()
    guild.get_by_role("button", name="Mute Bob").click()
    expect(guild.get_by_test_id("cw-standing")).to_contain_text("muted")
    expect(items(guild)).to_have_count(0)
    expect(page.get_by_test_id("cw-ticker")).to_contain_text("Cleo")
    run_command(page, OPEN, tab="people")
    row(guild, "muted", "bob").get_by_role("button", name="Unmute Bob").click()
    expect(row(guild, "muted", "bob")).to_have_count(0)
    expect(page.get_by_test_id("cw-ticker")).to_contain_text("Bob")


def test_a_block_hides_somebody_everywhere_and_its_undo_follows_again(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab, "class")
    bob = row(guild, "classmates", "bob")
    bob.get_by_role("button", name="Follow Bob").click()
    expect(bob.get_by_test_id("cw-standing")).to_have_text("friend")
    bob.get_by_role("button", name="Block Bob").click()
    expect(bob).to_have_count(0)
    expect(guild.get_by_role("heading", name="Classmates")).to_be_focused()
    expect(guild.locator('[data-testid="cw-guild-item"][data-username="bob"]')).to_have_count(0)
    expect(page.get_by_test_id("cw-ticker")).not_to_contain_text("Bob")
    run_command(page, OPEN, tab="people")
    expect(row(guild, "blocked", "bob")).to_be_visible()
    page.locator(".Toastify__toast", has_text="see nothing of each other").get_by_role(
        "button", name="Undo"
    ).click()
    expect(row(guild, "blocked", "bob")).to_have_count(0)
    expect(row(guild, "followed", "bob")).to_be_visible()
    assert shared_service.state.guild.people["bob"]["is_friend"]


def test_somebody_is_found_by_the_exact_name_alone(page: Page, full_lab: RunningLab) -> None:
    guild = show_guild(page, full_lab, "people")
    guild.get_by_label("Find somebody by the exact username").fill("zo")
    page.keyboard.press("Enter")
    expect(guild.get_by_test_id("cw-not-found")).to_contain_text("nobody of this name")
    guild.get_by_test_id("cw-find-name").fill("zoe")
    page.keyboard.press("Enter")
    expect(guild.get_by_test_id("cw-profile").get_by_role("heading", name="zoe")).to_be_visible()


def test_who_hides_while_her_profile_is_open_is_gone(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab)
    run_command(page, OPEN, username="cleo")
    expect(guild.get_by_role("heading", name="Cleo")).to_be_visible()
    shared_service.state.guild.gone.add("cleo")
    shared_service.say({"type": "people"})
    expect(guild.get_by_role("heading", name="Cleo")).to_have_count(0)
    expect(guild.get_by_test_id("cw-error")).to_contain_text("nobody of this name")
    expect(guild).not_to_contain_text("Cleo")
    guild.get_by_test_id("cw-leave-profile").click()
    expect(items(guild)).to_have_count(1)


def test_one_switch_hides_the_learner_from_the_panel_and_from_the_palette(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab)
    switch = guild.get_by_role("switch", name="Hide me from everybody")
    switch.focus()
    page.keyboard.press("Space")
    expect(guild.get_by_test_id("cw-hidden")).to_be_visible()
    assert shared_service.state.guild.privacy["is_hidden"]
    toggled = "() => window.jupyterapp.commands.isToggled('coursewright:hide-me')"
    wait_until(lambda: page.evaluate(toggled))
    run_command(page, "coursewright:hide-me")
    expect(switch).not_to_be_checked()
    assert not shared_service.state.guild.privacy["is_hidden"]
    wait_until(lambda: not page.evaluate(toggled))


def test_showing_less_is_asked_about_because_it_can_not_be_taken_back(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab)
    choice = guild.get_by_label("Who sees what you do")
    choice.select_option("private")
    page.get_by_role("button", name="Cancel").click()
    expect(choice).to_have_value("friends")
    choice.select_option("private")
    page.locator(".jp-Dialog").get_by_role("button", name="Show less").click()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(choice).to_have_value("private")
    wait_until(lambda: shared_service.state.guild.privacy["default_visibility"] == "private")
    choice.select_option("public")
    expect(choice).to_have_value("public")


def test_three_achievements_are_shown_on_the_profile(page: Page, full_lab: RunningLab) -> None:
    guild = show_guild(page, full_lab, "achievements")
    earned = guild.get_by_role("region", name="Earned").get_by_test_id("cw-achievement")
    slugs = ["early", "steady", "first-block", "perfect"]
    expect(earned).to_have_count(len(slugs))
    assert [each.get_attribute("data-slug") for each in earned.all()] == slugs
    begun = guild.locator('[data-slug="reader"]')
    expect(begun).to_contain_text("3 of 10")
    expect(begun).to_contain_text("rare · nobody has it yet")
    for slug in slugs[:3]:
        guild.locator(f'[data-slug="{slug}"]').get_by_test_id("cw-feature").click()
        expect(guild.locator(f'[data-slug="{slug}"]').get_by_test_id("cw-feature")).to_have_text(
            "Take off profile"
        )
    expect(guild.get_by_test_id("cw-shown-count")).to_contain_text("shows 3 of 3")
    expect(earned.last.get_by_test_id("cw-feature")).to_have_attribute("aria-disabled", "true")
    guild.get_by_role("button", name="Your profile", exact=True).click()
    expect(guild.get_by_test_id("cw-featured")).to_have_count(3)
    expect(guild.get_by_test_id("cw-featured").first).to_contain_text("40% of all people have it")


def test_the_tabs_are_reached_by_keys(page: Page, full_lab: RunningLab) -> None:
    guild = show_guild(page, full_lab)
    guild.get_by_role("tab", name="Home").focus()
    for key, name in (("ArrowRight", "Class"), ("End", "Achievements"), ("ArrowRight", "Home")):
        page.keyboard.press(key)
        tab = guild.get_by_role("tab", name=name)
        expect(tab).to_be_focused()
        expect(tab).to_have_attribute("aria-selected", "true")
    expect(items(guild)).to_have_count(2)


def test_what_can_not_be_read_or_done_is_said(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    guild = show_guild(page, full_lab, "class")
    bob = row(guild, "classmates", "bob")
    expect(bob).to_be_visible()
    shared_service.state.faults["people/bob/follow"] = ["500"] * 4
    bob.get_by_role("button", name="Follow Bob").click()
    expect(bob.get_by_role("alert")).to_be_visible()
    shared_service.state.faults.clear()
    bob.get_by_role("button", name="Follow Bob").click()
    expect(bob.get_by_test_id("cw-standing")).to_have_text("friend")
    shared_service.state.faults["achievements"] = ["500"] * 100
    run_command(page, OPEN, tab="achievements")
    expect(guild.get_by_test_id("cw-error")).to_be_visible()
    shared_service.state.faults.clear()
    guild.get_by_test_id("cw-error").get_by_role("button").click()
    expect(guild.get_by_test_id("cw-error")).to_have_count(0)
    expect(guild.get_by_test_id("cw-achievement").first).to_be_visible()


def test_it_is_there_again_after_a_reload(page: Page, full_lab: RunningLab) -> None:
    show_guild(page, full_lab)
    wait_until_kept(page, full_lab, "coursewright-guild")
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    expect(page.get_by_test_id("cw-guild").get_by_test_id("cw-visibility")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_on_any_tab(
    page: Page, full_lab: RunningLab, shared_service: RunningService, theme: str
) -> None:
    people = shared_service.state.guild.people
    people["bob"].update(is_followed=True, is_friend=True)
    people["cleo"].update(is_muted=True)
    people["zoe"].update(is_blocked=True)
    guild = show_guild(page, full_lab)
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    for tab in ("home", "class", "people", "achievements"):
        run_command(page, OPEN, tab=tab)
        expect(guild.get_by_role("tabpanel").locator("li").first).to_be_visible()
        assert findings(page) == [], tab
    run_command(page, OPEN, username="bob")
    expect(guild.get_by_role("heading", name="Bob")).to_be_visible()
    assert findings(page) == []


def test_it_speaks_german(first_day: None, full_lab: RunningLab) -> None:
    """The last one: Lab keeps the language."""
    with browser_page(LOST) as page:
        show_guild(page, full_lab)
        with page.expect_navigation():
            page.evaluate("() => void window.jupyterapp.commands.execute('jupyterlab-translation:de_DE')")
            page.locator(".jp-Dialog .jp-mod-accept").click()
        page.wait_for_selector(".cw-Tree")
        run_command(page, OPEN, tab="people")
        guild = page.get_by_test_id("cw-guild")
        expect(guild.get_by_role("heading", level=2)).to_have_text("Gilde")
        expect(guild.get_by_role("tab", name="Erfolge")).to_be_visible()
        expect(guild.get_by_label("Mich vor allen verbergen")).to_be_visible()
