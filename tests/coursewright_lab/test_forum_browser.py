"""The forum in a real JupyterLab and a real browser, with the fake service behind it."""

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
from tests.coursewright_lab.fake_forum import FIRST, QUOTED, SECOND
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, RunningService, wait_until

pytestmark = pytest.mark.journey

THEMES = ("JupyterLab Light", "JupyterLab Dark")
UNREAD = ".cw-Markdown .jp-RenderedMarkdown:empty"  # until Lab has rendered it


@pytest.fixture
def page(first_day: None, full_lab: RunningLab) -> Iterator[Page]:
    """A learner in front of the forum, with a connection that may be cut."""
    with browser_page(LOST) as page:
        show_lab(page, full_lab)
        expect(page.locator(".jp-Launcher")).to_be_focused()  # a starting Lab gives it the focus, at last
        run_command(page, "coursewright:open-forum")
        expect(page.get_by_test_id("cw-thread-row").first).to_be_visible()
        yield page


def opened(page: Page, number: str) -> Locator:
    """The thread, once it is shown with its words rendered."""
    page.locator(f'[data-testid="cw-thread-row"][data-id="{number}"]').click()
    thread = page.locator(f'[data-testid="cw-thread"][data-id="{number}"]')
    expect(thread.get_by_test_id("cw-post").first).to_be_visible()
    expect(page.locator(UNREAD)).to_have_count(0)
    return thread


def post(page: Page, number: str) -> Locator:
    return page.locator(f'[data-testid="cw-post"][data-id="{number}"]')


def titles(page: Page) -> list[str]:
    return page.locator(".cw-Forum-threadTitle").all_inner_texts()


def test_threads_are_listed_narrowed_and_searched(page: Page) -> None:
    assert titles(page) == ["Is a chain a list?", "Why is my digest empty?"]
    page.get_by_test_id("cw-forum-show").select_option("mine")
    expect(page.get_by_test_id("cw-thread-row")).to_have_count(1)
    page.get_by_test_id("cw-forum-show").select_option("all")
    page.get_by_test_id("cw-forum-module").select_option("m01-foundations")
    expect(page.locator(".cw-Forum-threadTitle")).to_have_text(["Is a chain a list?"])
    page.get_by_test_id("cw-forum-module").select_option("")
    page.get_by_test_id("cw-forum-search").fill("forgot")
    expect(page.get_by_test_id("cw-hit")).to_contain_text("You forgot to")
    page.get_by_test_id("cw-hit").click()
    expect(page.locator(f'[data-testid="cw-thread"][data-id="{FIRST}"]')).to_be_visible()


def test_a_thread_shows_markdown_code_formulas_the_cell_and_the_tree(page: Page) -> None:
    thread = opened(page, FIRST)
    expect(thread.locator("h2")).to_be_focused()
    question = post(page, FIRST)
    expect(question.locator("strong", has_text="digest")).to_be_visible()
    expect(question.locator("pre code")).to_have_text("x = 1\n")
    expect(question.locator("mjx-container")).to_be_visible()
    expect(thread.get_by_test_id("cw-quoted")).to_have_text(QUOTED)
    expect(page.locator(".cw-Replies .cw-Replies").get_by_test_id("cw-post")).to_have_attribute(
        "data-id", "r2"
    )


def test_html_in_a_post_does_nothing(page: Page, shared_service: RunningService) -> None:
    attacks = [
        "<script>window.hacked = 1</script>",
        "<img src=x onerror='window.hacked = 1'>",
        "<svg/onload='window.hacked = 1'>",
        "[press](javascript:window.hacked=1)",
        "<a href='javascript:window.hacked=1'>press</a>",
        "<button data-commandlinker-command='hub:control-panel'>press</button>",
    ]
    state = shared_service.state.forum
    state.threads[SECOND]["post"]["content"] = "\n\n".join(attacks)
    state.threads[SECOND]["title"] = "<img src=x onerror='window.hacked = 1'>"
    thread = opened(page, SECOND)
    expect(thread.locator("h2")).to_have_text("<img src=x onerror='window.hacked = 1'>")
    for link in thread.locator(".cw-Markdown a").all():
        assert not (link.get_attribute("href") or "").startswith("javascript")
    assert page.evaluate("window.hacked") is None
    assert thread.locator(".cw-Markdown").locator("script, [onerror], [onload]").count() == 0


def test_a_question_is_asked_by_keyboard_with_a_preview(page: Page, shared_service: RunningService) -> None:
    press = page.keyboard.press
    page.get_by_test_id("cw-ask-open").press("Enter")
    expect(page.locator(".cw-Ask h2")).to_be_focused()
    press("Tab")
    page.get_by_test_id("cw-ask-module").select_option("m01-foundations")
    press("Tab")
    page.keyboard.insert_text("What is a Merkle root?")
    press("Tab")
    page.keyboard.insert_text("Is it *one* hash of $n$ leaves?")
    page.get_by_test_id("cw-preview-toggle").press("Enter")
    expect(page.get_by_test_id("cw-preview").locator("em")).to_have_text("one")
    page.get_by_test_id("cw-preview-toggle").press("Enter")
    page.get_by_test_id("cw-words").press("Control+Enter")
    expect(page.locator(".cw-Thread h2")).to_have_text("What is a Merkle root?")
    [sent] = shared_service.state.forum.sent
    assert (sent["module"], sent["content"]) == ("m01-foundations", "Is it *one* hash of $n$ leaves?")
    expect(page.locator(".cw-Forum-threadTitle").last).to_have_text("What is a Merkle root?")


def test_votes_acceptance_editing_and_deleting(page: Page, shared_service: RunningService) -> None:
    opened(page, FIRST)
    reply = post(page, "r1")
    up = reply.get_by_test_id("cw-upvote").first
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(reply.get_by_test_id("cw-score").first).to_have_text("1 vote")
    up.click()
    expect(reply.get_by_test_id("cw-score").first).to_have_text("0 votes")
    expect(post(page, FIRST).get_by_test_id("cw-upvote")).to_have_count(0)
    reply.get_by_test_id("cw-accept").first.click()
    expect(reply.get_by_test_id("cw-answer-mark").first).to_be_visible()
    expect(page.locator(".cw-Thread .cw-Forum-mark", has_text="solved")).to_be_visible()
    post(page, FIRST).get_by_test_id("cw-edit").click()
    words = post(page, FIRST).get_by_test_id("cw-words")
    expect(words).to_be_focused()
    words.fill("It was the `return`.")
    post(page, FIRST).get_by_test_id("cw-send").click()
    expect(post(page, FIRST).locator(".cw-Markdown")).to_have_text("It was the return.")
    expect(post(page, FIRST)).to_contain_text("edited")
    mine = shared_service.state.forum.reply("r1", {"idempotency_key": "k", "content": "Oh!"})
    shared_service.say({"type": "forum", "thread_id": FIRST, "post_id": mine["id"], "state": "replied"})
    delete = post(page, mine["id"]).get_by_test_id("cw-delete")
    delete.click()
    expect(delete).to_have_text("Really delete this post?")
    delete.click()
    expect(post(page, mine["id"])).to_have_text("This post is not shown.")


def test_a_reply_by_somebody_else_appears_and_is_announced(
    page: Page, shared_service: RunningService
) -> None:
    opened(page, FIRST)
    expect(page.get_by_test_id("cw-news")).to_have_text("")
    body = {"idempotency_key": "k", "content": "Or a *tuple*."}
    reply = shared_service.state.forum.reply(FIRST, body, "bob")
    shared_service.say({"type": "forum", "thread_id": FIRST, "post_id": reply["id"], "state": "replied"})
    expect(post(page, reply["id"]).locator("em")).to_have_text("tuple", timeout=2_000)
    expect(page.get_by_test_id("cw-news")).to_have_text("New reply by Bob")


def test_what_was_typed_outlives_a_reload_a_refusal_and_a_lost_answer(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    opened(page, FIRST)
    page.get_by_test_id("cw-words").fill("I tried `return`.")
    wait_until_kept(page, full_lab, "cw-forum")
    page.goto(f"{full_lab.url}/lab?token={JUPYTER_TOKEN}")
    words = page.get_by_test_id("cw-words")
    expect(words).to_have_value("I tried `return`.")
    path = f"forum/posts/{FIRST}/replies"
    shared_service.state.faults[path] = ["busy"]
    page.get_by_test_id("cw-send").click()
    expect(page.get_by_test_id("cw-composer-error")).to_contain_text("Try again soon")
    expect(words).to_have_value("I tried `return`.")
    page.get_by_test_id("cw-send").click()
    expect(words).to_have_value("")
    assert [each["content"] for each in shared_service.state.forum.sent] == ["I tried `return`."]


def test_a_question_about_a_cell_carries_its_source(
    page: Page, full_lab: RunningLab, shared_service: RunningService
) -> None:
    run_command(page, "coursewright:open-item", key="m01-hash-chain")
    cell = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell").first
    cell.click(button="right")
    page.locator(".lm-Menu-item", has_text="Ask About This Cell").click()
    quoted = page.get_by_test_id("cw-quoted")
    expect(quoted).to_be_visible()
    page.get_by_test_id("cw-title").fill("Why does it stop?")
    page.get_by_test_id("cw-words").fill("It says `None`.")
    page.get_by_test_id("cw-send").click()
    expect(page.locator(".cw-Thread h2")).to_have_text("Why does it stop?")
    [sent] = shared_service.state.forum.sent
    assert sent["key"] == "m01-hash-chain"
    assert sent["cell_id"]
    assert sent["quoted"]
    assert sent["quoted"] in page.get_by_test_id("cw-quoted").inner_text()


def test_a_folded_and_a_withheld_post_say_so(page: Page, shared_service: RunningService) -> None:
    state = shared_service.state.forum
    state.post("r2").update(is_folded=True, content="Try:\n\n*[…]*")
    state.delete("r1")
    opened(page, FIRST)
    expect(post(page, "r1")).to_have_text("This post is not shown.")
    expect(post(page, "r2").get_by_test_id("cw-folded")).to_contain_text("once you have passed")


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(page: Page, full_lab: RunningLab, theme: str) -> None:
    run_command(page, "apputils:change-theme", theme=theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    assert findings(page, [".cw-ForumPanel"]) == []
    opened(page, FIRST)
    page.get_by_test_id("cw-words").fill("Some *words*.")
    page.get_by_test_id("cw-preview-toggle").click()
    assert findings(page, [".cw-ForumPanel"]) == []
    page.screenshot(path=str(full_lab.root.parent / f"forum-{theme[-4:].strip()}.png"))
    page.get_by_test_id("cw-ask-open").click()
    expect(page.get_by_test_id("cw-title")).to_be_visible()
    assert findings(page, [".cw-ForumPanel"]) == []


def test_an_answer_that_fails_is_told_with_a_retry(page: Page, shared_service: RunningService) -> None:
    shared_service.state.faults[f"forum/threads/{SECOND}"] = ["500", "500", "500", "500"]
    page.locator(f'[data-testid="cw-thread-row"][data-id="{SECOND}"]').click()
    expect(page.get_by_test_id("cw-error")).to_be_visible()
    shared_service.state.faults.clear()
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".cw-Thread h2")).to_have_text("Is a chain a list?")


def test_the_forum_asks_once_for_what_it_shows(page: Page, shared_service: RunningService) -> None:
    opened(page, FIRST)
    asked = [path for method, path in shared_service.state.asked() if path.startswith("forum")]
    wait_until(lambda: len(asked) >= 3)
    assert sorted(asked) == ["forum/threads", f"forum/threads/{FIRST}", f"forum/threads/{FIRST}/replies"]
