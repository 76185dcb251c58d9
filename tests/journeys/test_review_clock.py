"""A learner takes a quiz by keyboard, misses, tries again, and meets what she missed the next day.

Browser, JupyterLab, service and database are real; the hub is one that knows a single token, so that the
service runs in the test's own process and its clock can be set.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Response, expect
from sqlalchemy import Engine, text

from db.access import Role
from tests.coursewright_lab.browsing import (
    browser_page,
    run_command,
    show_lab,
    switch_off_news,
    wait_until_kept,
)
from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, running_lab, wait_until
from tests.hub import world
from tests.hub.api.quiz_world import MODULE, RIGHT, SECRETS, WRONG, build_quiz, clock
from tests.hub.api.service import SCOPE, Service, running
from tests.server import TestServer, engine_of

pytestmark = pytest.mark.journey


@dataclass
class School:
    """A service with a quiz, and JupyterLab in front of it."""

    service: Service
    lab: RunningLab
    engine: Engine

    def forget(self) -> None:
        """Take everything back that was learnt."""
        with self.engine.begin() as connection:
            for table in ("review_answers", "review_cards", "quiz_sessions", "user_progress"):
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608


@pytest.fixture(scope="module")
def shared_school(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Ada's JupyterLab over a world with a quiz."""
    folder: Path = tmp_path_factory.mktemp("quiz-lab")
    switch_off_news(folder)
    with postgres.copy() as access, engine_of(access, Role.OPERATOR) as operator:
        world.build(operator)
        build_quiz(operator)
        with engine_of(access, Role.SERVICE) as engine, running(engine) as service:
            service.hub.models["learner-token"] = {"kind": "user", "name": "ada", "scopes": [SCOPE]}
            options = ("--LabApp.expose_app_in_browser=True",)
            with running_lab(folder, service.url.rstrip("/"), *options, lab=True) as lab:
                yield School(service, lab, operator)


@pytest.fixture
def school(shared_school: School) -> School:
    """The same, with nothing learnt yet."""
    shared_school.forget()
    shared_school.service.context.clock = lambda: datetime.now(UTC)
    return shared_school


@dataclass
class Traffic:
    """Every answer of the API that the browser got."""

    _answers: list[Response] = field(default_factory=list)
    read: int = 0

    def listen(self, page: Page) -> None:
        """Record from now on."""
        page.on("response", self._hear)

    def _hear(self, response: Response) -> None:
        if "/coursewright/" in response.url:
            self._answers.append(response)

    def told(self) -> list[str]:
        """The secrets in what came since this was asked last."""
        said = [answer.text() for answer in self._answers]
        self._answers.clear()
        self.read += len(said)
        return [secret for secret in SECRETS if any(secret in each for each in said)]


@pytest.fixture
def page(school: School) -> Iterator[Page]:
    """A browser with JupyterLab open."""
    with browser_page() as page:
        show_lab(page, school.lab)
        yield page


def begin(page: Page) -> None:
    """Open the quiz from the Course panel and begin it."""
    row = page.locator(f'.cw-Tree [data-key="{MODULE}"][data-kind="module"]').first
    if row.get_attribute("aria-expanded") == "false":
        row.click()
    page.locator(f'.cw-Tree [data-key="{MODULE}-quiz"]').click()
    page.get_by_test_id("cw-begin-quiz").click()
    expect(at(page, 1)).to_be_visible()


def at(page: Page, place: int) -> Locator:
    return page.locator(f'[data-testid="cw-sitting"][data-place="{place}"]')


def answer_by_keyboard(page: Page, answer: str | None) -> None:
    """Answer the question in front with keys alone."""
    if answer is None:
        return
    choices = page.get_by_test_id("cw-choice")
    if choices.count() == 0:
        page.keyboard.press("Tab")
        page.keyboard.type(answer)
        return
    wait_until(lambda: all(len(each.split()) > 1 for each in choices.all_inner_texts()))
    said = [each.casefold().split()[-1] for each in choices.all_inner_texts()]
    place = said.index(answer)
    page.keyboard.press("1234"[place] if place % 2 else "abcd"[place])
    expect(choices.nth(place).locator("input")).to_be_checked()


def answer_all(page: Page, answers: list[str | None]) -> None:
    """Answer the questions in their order until the summary, by keyboard."""
    for place, answer in enumerate(answers, start=1):
        expect(at(page, place)).to_be_visible()
        answer_by_keyboard(page, answer)
        page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("cw-summary")).to_be_visible()
    expect(page.get_by_test_id("cw-saving")).to_have_attribute("data-state", "saved")


def submit(page: Page) -> None:
    """Submit the quiz from its summary."""
    page.get_by_test_id("cw-submit-quiz").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("cw-quiz-result")).to_be_visible()


def lines(page: Page) -> list[str | None]:
    """The states of the questions in the result."""
    return [line.get_attribute("data-state") for line in page.get_by_test_id("cw-quiz-line").all()]


def test_what_was_missed_is_explained_tried_again_and_reviewed_the_next_day(
    school: School, page: Page
) -> None:
    pass_by = clock(school.service, datetime.now(UTC))
    traffic = Traffic()
    traffic.listen(page)

    begin(page)
    assert traffic.told() == []
    answer_all(page, [WRONG["choice"], WRONG["claim"], RIGHT["figure"], None])
    assert traffic.told() == []
    assert traffic.read > 5
    submit(page)
    assert traffic.told() == list(SECRETS)
    assert lines(page) == ["wrong", "wrong", "right", "wrong"]
    expect(page.get_by_test_id("cw-why-wrong")).to_contain_text("One is too short.")
    expect(page.get_by_test_id("cw-explanation").first).to_contain_text("Because the third is right.")
    expect(page.get_by_test_id("cw-comes-back").first).to_contain_text("Comes back")
    expect(page.locator(f'.cw-Tree [data-key="{MODULE}-quiz"]')).to_have_attribute("data-status", "failed")

    page.get_by_test_id("cw-try-missed").click()
    answer_all(page, [RIGHT["choice"], RIGHT["claim"], RIGHT["essay"]])
    submit(page)
    assert lines(page) == ["right", "right", "waiting"]
    expect(page.locator(f'.cw-Tree [data-key="{MODULE}-quiz"]')).to_have_attribute("data-status", "passed")

    run_command(page, "coursewright:open-review")
    expect(page.get_by_test_id("cw-review-done")).to_contain_text("Nothing is due today")
    pass_by(timedelta(days=1))
    page.reload()
    page.get_by_test_id("cw-open-review").click()
    expect(page.get_by_test_id("cw-review-progress")).to_have_attribute("data-left", "3")
    traffic = Traffic()  # the browser forgets the bodies of what came before the reload
    traffic.listen(page)
    assert review_all(page, traffic) >= 2
    expect(page.get_by_test_id("cw-review-done")).to_contain_text("That is all for today")
    expect(page.get_by_test_id("cw-coming")).to_be_visible()


def review_all(page: Page, traffic: Traffic) -> int:
    """Answer everything that is due by keyboard, right; how many questions that were."""
    count = 0
    while page.get_by_test_id("cw-card").count():
        card = page.get_by_test_id("cw-card")
        expect(card).to_contain_text("?")
        said = card.inner_text()
        key = next(key for key, words in _WORDS.items() if words in said)
        answer_by_keyboard(page, RIGHT[key])
        assert traffic.told() == []
        page.keyboard.press("Control+Enter")
        expect(page.get_by_test_id("cw-solution")).to_be_visible()
        if page.get_by_test_id("cw-had-it").count():
            page.get_by_test_id("cw-had-it").click()
        expect(page.get_by_test_id("cw-comes-back")).to_contain_text("comes back")
        traffic.told()
        page.get_by_test_id("cw-next").click()
        expect(page.get_by_test_id("cw-solution")).to_have_count(0)
        count += 1
    return count


_WORDS = {
    "choice": "Which one?",
    "claim": "Is it so?",
    "figure": "How many blocks?",
    "essay": "Why must votes cost something?",
}


def test_an_open_quiz_is_there_again_after_a_reload(school: School, page: Page) -> None:
    begin(page)
    answer_by_keyboard(page, "two")
    expect(page.get_by_test_id("cw-saving")).to_have_attribute("data-state", "saved")
    wait_until_kept(page, school.lab, "cw-quiz:")
    page.goto(f"{school.lab.url}/lab?token={JUPYTER_TOKEN}")
    expect(at(page, 2)).to_be_visible()
    tab = page.locator(".lm-TabBar-tab", has_text="Quiz: Module")
    expect(tab).to_have_count(1)
    kept = json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))"))
    assert not [key for key in kept if key.startswith("coursewright:quiz:")]
