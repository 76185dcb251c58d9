"""Where to read on, in a real JupyterLab, with the fake service behind it."""

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
from tests.coursewright_lab.fake_resource import MODULE, link
from tests.coursewright_lab.running import RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

OPEN = "coursewright:open-resources"
STAFF = "coursewright:open-proposed-links"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
REASON = "It asks for money before it explains anything."


@pytest.fixture
def page(first_day: None, full_lab: RunningLab, shared_service: RunningService) -> Iterator[Page]:
    """A student in front of the links of her module."""
    with browser_page(LOST) as page:
        show_lab(page, full_lab)
        run_command(page, OPEN)
        expect(resource(page, "r1")).to_be_visible()
        yield page


@pytest.fixture
def staff_page(first_day: None, full_lab: RunningLab, shared_service: RunningService) -> Iterator[Page]:
    """An instructor in front of two links that wait."""
    shared_service.state.username = "ines"
    shared_service.state.resources.links += [
        link(5, "Blocks, drawn", state="waiting", username="bob"),
        link(6, "Get rich", state="waiting", username="cleo", url="https://example.org/rich?from=you"),
    ]
    with browser_page(LOST) as page:
        show_lab(page, full_lab)
        run_command(page, STAFF)
        expect(proposed(page, "r5")).to_be_visible()
        yield page


def resource(page: Page, number: str) -> Locator:
    return page.locator(f'[data-testid="cw-resource"][data-id="{number}"]')


def proposal(page: Page, number: str) -> Locator:
    return page.locator(f'[data-testid="cw-proposal"][data-id="{number}"]')


def proposed(page: Page, number: str) -> Locator:
    return page.locator(f'[data-testid="cw-proposed-link"][data-id="{number}"]')


def fill(page: Page, url: str = "https://example.org/mine") -> None:
    form = page.get_by_test_id("cw-proposal-form")
    form.get_by_label("Address").fill(url)
    form.get_by_label("Title").fill("Blocks <b>drawn</b>")
    form.get_by_label("Kind").select_option("video")
    form.get_by_label("Level").select_option("advanced")
    form.get_by_label("Why is it worth a visit?").fill("It draws every step.")


def test_the_course_panel_leads_to_the_links_of_the_module_one_is_in(
    page: Page, shared_service: RunningService
) -> None:
    page.locator("#coursewright-resources-" + MODULE).get_by_role("region").wait_for(state="attached")
    card = page.get_by_test_id("cw-read-on")
    expect(card).to_have_attribute("data-module", MODULE)
    page.keyboard.press("Alt+w")
    card.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Further Reading: ")).to_be_visible()


def test_links_open_in_a_tab_of_their_own_that_learns_nothing(page: Page) -> None:
    anchor = resource(page, "r1").get_by_role("link")
    expect(anchor).to_have_attribute("href", "https://example.org/1")
    expect(anchor).to_have_attribute("target", "_blank")
    expect(anchor).to_have_attribute("rel", "noopener noreferrer")
    expect(anchor).to_have_accessible_name("Bitcoin: a peer-to-peer cash system (opens in a new tab)")
    expect(resource(page, "r1")).to_contain_text("example.org")
    expect(resource(page, "r1")).to_contain_text("Documentation · demanding")


def test_what_is_no_web_address_never_becomes_a_link(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    shared_service.state.resources.links[0].update(
        url="javascript:window.pwned=1", title="<img src=x onerror='window.pwned=1'>"
    )
    show_lab(page, full_lab)
    run_command(page, OPEN)
    expect(resource(page, "r1")).to_contain_text("<img src=x")
    expect(resource(page, "r1").get_by_role("link")).to_have_count(0)
    assert page.evaluate("window.pwned") is None


def test_the_rest_of_a_long_list_is_shown_on_demand(page: Page) -> None:
    expect(page.get_by_test_id("cw-resource")).to_have_count(3)
    page.get_by_test_id("cw-more-resources").click()
    expect(resource(page, "r4")).to_be_visible()
    expect(page.get_by_test_id("cw-more-resources")).to_have_count(0)


def test_a_vote_is_a_button_that_stays_pressed_and_moves_nothing(
    page: Page, shared_service: RunningService
) -> None:
    vote = resource(page, "r3").get_by_role("button", name="Useful (1)")
    expect(vote).to_have_attribute("aria-pressed", "false")
    vote.focus()
    page.keyboard.press("Space")
    pressed = resource(page, "r3").get_by_role("button", name="Useful (2)")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    wait_until(lambda: shared_service.state.resources.links[2]["votes"] == 2)
    page.keyboard.press("Space")
    expect(resource(page, "r3").get_by_role("button", name="Useful (1)")).to_be_focused()
    wait_until(lambda: shared_service.state.resources.links[2]["votes"] == 1)


def test_a_vote_that_fails_is_told_and_not_shown_as_cast(page: Page, shared_service: RunningService) -> None:
    shared_service.state.faults["resources/r3/vote"] = ["500"]
    resource(page, "r3").get_by_test_id("cw-vote").click()
    expect(resource(page, "r3").get_by_role("alert")).to_be_visible()
    expect(resource(page, "r3").get_by_test_id("cw-vote")).to_have_attribute("aria-pressed", "false")


def test_a_link_is_proposed_waits_and_is_taken_back_by_keyboard(
    page: Page, shared_service: RunningService
) -> None:
    page.get_by_test_id("cw-propose").focus()
    page.keyboard.press("Enter")
    form = page.get_by_test_id("cw-proposal-form")
    expect(form.get_by_label("Address")).to_be_focused()
    fill(page)
    form.get_by_label("Address").press("Enter")
    expect(page.get_by_test_id("cw-proposed")).to_have_text("Thank you. Your link waits for your instructor.")
    expect(page.get_by_test_id("cw-propose")).to_be_focused()
    mine = proposal(page, "r5")
    expect(mine).to_have_attribute("data-state", "waiting")
    expect(mine).to_contain_text("Blocks <b>drawn</b>")
    expect(mine).to_contain_text("Video · demanding")
    expect(mine).to_contain_text("Waiting for approval")
    mine.get_by_role("button", name="Take back: Blocks").press("Enter")
    expect(mine).to_have_count(0)
    assert shared_service.state.resources.links[-1]["state"] == "withdrawn"


def test_what_was_typed_outlives_a_failure_and_a_reload_and_is_sent_once(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    page.get_by_test_id("cw-propose").click()
    fill(page)
    shared_service.state.faults[f"modules/{MODULE}/resources"] = ["drop", "drop", "drop", "drop"]
    page.get_by_test_id("cw-proposal-send").click()
    expect(page.get_by_test_id("cw-proposal-form").get_by_role("alert")).to_be_visible()
    shared_service.state.faults.clear()
    show_lab(page, full_lab)
    run_command(page, OPEN)
    form = page.get_by_test_id("cw-proposal-form")
    expect(form.get_by_label("Address")).to_have_value("https://example.org/mine")
    expect(form.get_by_label("Kind")).to_have_value("video")
    expect(form.get_by_label("Why is it worth a visit?")).to_have_value("It draws every step.")
    page.get_by_test_id("cw-proposal-send").click()
    expect(proposal(page, "r5")).to_be_visible()
    assert len(shared_service.state.resources.links) == 5
    page.get_by_test_id("cw-propose").click()
    expect(form.get_by_label("Address")).to_have_value("")


def test_what_is_refused_is_told_with_what_to_do(page: Page, shared_service: RunningService) -> None:
    page.get_by_test_id("cw-propose").click()
    fill(page, "javascript:alert(1)")
    page.get_by_test_id("cw-proposal-send").click()
    assert [path for method, path in shared_service.state.asked() if method == "POST"] == []
    fill(page, "http://localhost:8888/")
    page.get_by_test_id("cw-proposal-send").click()
    alert = page.get_by_test_id("cw-proposal-form").get_by_role("alert")
    expect(alert).to_contain_text("leads to one computer alone")
    shared_service.state.resources.links += [
        link(number, "Mine", state="waiting", username="ada") for number in (7, 8)
    ]
    fill(page)
    page.get_by_test_id("cw-proposal-send").click()
    expect(alert).to_contain_text("take one back")


def test_a_declined_link_tells_why_when_it_happens(page: Page, shared_service: RunningService) -> None:
    shared_service.state.resources.links.append(
        link(5, "Get rich", state="declined", reason=REASON, username="ada")
    )
    shared_service.say(
        {"type": "resource", "user": "ada", "resource_id": "r5", "key": MODULE, "state": "declined"}
    )
    expect(proposal(page, "r5").get_by_test_id("cw-proposal-reason")).to_contain_text(REASON)
    expect(page.get_by_text("A link that you proposed was declined.")).to_be_visible()
    expect(proposal(page, "r5").get_by_role("button")).to_have_count(0)


def test_the_panel_comes_back_after_a_reload(page: Page, full_lab: RunningLab) -> None:
    wait_until_kept(page, full_lab, "cw-resources")
    page.goto(page.url.replace("&reset", "").split("?")[0])
    expect(resource(page, "r1")).to_be_visible()


def test_staff_approves_and_declines_with_a_reason(staff_page: Page, shared_service: RunningService) -> None:
    page, links = staff_page, shared_service.state.resources.links
    expect(proposed(page, "r6")).to_contain_text("https://example.org/rich?from=you")
    proposed(page, "r5").get_by_role("button", name="Approve: Blocks, drawn").press("Enter")
    expect(proposed(page, "r5")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="“Blocks, drawn” is in the list")).to_be_visible()
    expect(page.get_by_role("heading", name="Demo cohort")).to_be_focused()
    proposed(page, "r6").get_by_test_id("cw-decline").click()
    reason = proposed(page, "r6").get_by_test_id("cw-decline-reason")
    expect(reason).to_be_focused()
    reason.fill("No.")
    proposed(page, "r6").get_by_test_id("cw-decline-send").click()
    assert links[5]["state"] == "waiting"
    reason.fill(REASON)
    proposed(page, "r6").get_by_test_id("cw-decline-send").click()
    expect(page.get_by_text("No link waits for you.")).to_be_visible()
    assert [(each["state"], each["reason"]) for each in links[4:]] == [
        ("approved", None),
        ("declined", REASON),
    ]


def test_staff_takes_an_approved_link_away_and_brings_it_back(
    staff_page: Page, shared_service: RunningService
) -> None:
    page, links = staff_page, shared_service.state.resources.links
    links[4]["state"] = "approved"
    page.get_by_role("button", name="Approved").click()
    proposed(page, "r5").get_by_role("button", name="Take away: Blocks, drawn").click()
    proposed(page, "r5").get_by_test_id("cw-decline-reason").fill(REASON)
    proposed(page, "r5").get_by_test_id("cw-decline-send").click()
    expect(proposed(page, "r5")).to_have_count(0)
    assert links[4]["state"] == "declined"
    page.get_by_role("button", name="Declined").click()
    expect(proposed(page, "r5")).to_contain_text(REASON)
    proposed(page, "r5").get_by_test_id("cw-approve").click()
    expect(proposed(page, "r5")).to_have_count(0)
    assert links[4]["state"] == "approved"


def test_students_never_see_the_command_of_staff(page: Page) -> None:
    assert page.evaluate(f"window.jupyterapp.commands.isVisible('{STAFF}')") is False
    assert page.evaluate(f"window.jupyterapp.commands.isVisible('{OPEN}')") is True


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_where_one_reads_on(
    page: Page, shared_service: RunningService, theme: str
) -> None:
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    resource(page, "r1").get_by_test_id("cw-vote").click()
    page.get_by_test_id("cw-propose").click()
    fill(page, "http://localhost/")
    page.get_by_test_id("cw-proposal-send").click()
    expect(page.get_by_test_id("cw-proposal-form").get_by_role("alert")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_proposed_links(staff_page: Page, theme: str) -> None:
    run_command(staff_page, "apputils:change-theme", theme=theme)
    expect(staff_page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    proposed(staff_page, "r6").get_by_test_id("cw-decline").click()
    assert findings(staff_page) == []
