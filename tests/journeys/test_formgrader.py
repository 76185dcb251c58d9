"""An instructor grades in formgrader; what she does reaches the gradebook, our tables and the student."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine, text

from db.access import Access
from hub.settings import Settings
from tests.journeys.answers import half
from tests.journeys.learner import Json, Learner
from tests.journeys.platform import Platform
from tests.journeys.waiting import wait_until

pytestmark = pytest.mark.journey

HASH_CHAIN, WRITTEN = "m01-hash-chain", "why-the-forger-fails"
COURSE = "coursewright/api/v1/cohorts/demo/course-server"
PATIENCE_MS = 120_000.0
NOTEBOOK_OF_ADA = """
    SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id WHERE s.student_id = 'ada' AND a.name = 'm01-hash-chain'
"""
COMMENT = "Say *whose* majority, too."


@pytest.fixture(scope="module")
def access(platform: Platform) -> Access:
    return Settings(state=platform.state, port=platform.port).access()


@pytest.fixture(scope="module")
def ada(platform: Platform) -> Iterator[Learner]:
    """A student with her server running."""
    with platform.learner("ada") as ada:
        ada.log_in()
        ada.start_server()
        yield ada


@pytest.fixture(scope="module")
def submission(ada: Learner) -> str:
    """The id of her half-solved, graded attempt."""
    path = ada.open(HASH_CHAIN)
    ada.write(path, half(HASH_CHAIN))
    answer = ada.submit(path)
    assert answer.is_success, answer.text
    found: str = answer.json()["id"]
    assert ada.result(found)["score"] == 5
    return found


@pytest.fixture(scope="module")
def formgrader(platform: Platform) -> str:
    """The address of formgrader, after the instructor opened the course server."""
    with platform.learner("ines") as ines:
        ines.log_in()
        ines.start_server()
        return platform.url + wait_until("the course server", lambda: opened(ines)).rsplit("/", 1)[0]


@pytest.fixture(scope="module")
def page(platform: Platform, browser: Browser, formgrader: str) -> Iterator[Page]:
    """The instructor's browser, in formgrader."""
    context = browser.new_context(viewport={"width": 1300, "height": 850})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{platform.url}/hub/login?next=/hub/home")
    page.fill("#username_input", "ines")
    page.fill("#password_input", platform.passwords["ines"])
    page.click("#login_submit")
    page.wait_for_url("**/hub/home")
    page.goto(f"{formgrader}/manage_assignments")
    if "oauth2/authorize" in page.url:
        page.click("[type=submit]")
    yield page
    context.close()


def opened(learner: Learner) -> str | None:
    """Ask for the course server and return its path once it is ready."""
    answer = learner.send("POST", COURSE)
    assert answer.is_success, answer.text
    found: Json = answer.json()
    return str(found["url"]) if found["state"] == "ready" else None


def stored(access: Access, statement: str) -> object:
    """One value of the cohort's gradebook, read as the course server reads it."""
    engine = create_engine(access.course_url("demo"))
    try:
        with engine.begin() as connection:
            answer = connection.execute(text(statement))
            return answer.scalar_one_or_none() if answer.returns_rows else None
    finally:
        engine.dispose()


def close_dialog(page: Page, heading: str) -> None:
    """Wait for a dialog with this heading and close it."""
    page.wait_for_selector(f".modal-title:text-is('{heading}')")
    page.wait_for_selector(".modal.in")
    page.click(".modal-footer button")
    page.wait_for_selector(".modal", state="detached")


def test_a_student_gets_no_course_server(ada: Learner, formgrader: str) -> None:
    assert ada.send("POST", COURSE).status_code in {403, 404}
    for address in (f"{formgrader}/manage_assignments", formgrader.replace("/formgrader", "/api/contents")):
        assert ada.client.get(address).status_code in {403, 404}
    assert ada.get("formgrader/manage_assignments").status_code == 404


def test_the_instructor_sees_the_assignment_and_the_submission(
    page: Page, formgrader: str, submission: str
) -> None:
    page.goto(f"{formgrader}/manage_assignments")
    row = page.locator("tr", has_text=HASH_CHAIN)
    assert int(row.locator(".num-submissions").inner_text()) >= 1
    page.goto(f"{formgrader}/manage_submissions/{HASH_CHAIN}")
    assert page.locator("tr", has_text="ada").locator(".score").inner_text() == "5 / 15"


def test_autograding_is_queued_and_followed_to_its_end(page: Page, formgrader: str, submission: str) -> None:
    page.goto(f"{formgrader}/manage_submissions/{HASH_CHAIN}")
    row = page.locator("tr", has_text="ada")
    row.locator(".autograde a").click()
    close_dialog(page, "Queued for grading")
    row.locator(".label-primary").wait_for(state="detached")
    row.locator(".label-info:has-text('needs manual grading')").wait_for()
    assert row.locator(".score").inner_text() == "5 / 15"


def test_points_and_a_comment_typed_in_formgrader_reach_the_student(
    page: Page, formgrader: str, submission: str, ada: Learner, access: Access
) -> None:
    page.goto(f"{formgrader}/gradebook/{HASH_CHAIN}/{HASH_CHAIN}")
    notebook = stored(access, NOTEBOOK_OF_ADA)
    page.click(f"td a[href*='{notebook}']")
    page.wait_for_selector(f"#{WRITTEN}_extra_credit[placeholder]")
    page.wait_for_selector(f"#{WRITTEN}-comment[placeholder]")
    page.fill(f"#{WRITTEN}", "4")
    page.press(f"#{WRITTEN}", "Tab")
    page.fill(f"#{WRITTEN}-comment", COMMENT)
    page.press(f"#{WRITTEN}-comment", "Tab")

    def shown() -> Json | None:
        found: Json = ada.get(f"coursewright/api/v1/submissions/{submission}").json()
        written = next(test for test in found["tests"] if test["grade_id"] == WRITTEN)
        return found if found["score"] == 9 and written["comment"] == COMMENT else None

    assert wait_until("the typed points", shown)["needs_manual_grade"] is False
    assert stored(access, "SELECT max(manual_score) FROM grade") == 4
    assert stored(access, "SELECT manual_comment FROM comment WHERE manual_comment IS NOT NULL") == COMMENT


def test_nbgrader_in_a_terminal_writes_to_the_same_tables(
    page: Page, formgrader: str, submission: str, ada: Learner, access: Access
) -> None:
    def score() -> float:
        found: Json = ada.get(f"coursewright/api/v1/submissions/{submission}").json()
        return float(found["score"])

    stored(access, "UPDATE grade SET auto_score = 0 WHERE auto_score > 0")
    wait_until("the changed gradebook", lambda: score() == 4)
    page.goto(formgrader.replace("/formgrader", "/lab?reset"))
    page.click(".jp-LauncherCard:has-text('Terminal')")
    page.wait_for_selector(".xterm-helper-textarea")
    page.keyboard.type(f"nbgrader autograde {HASH_CHAIN} --student ada --force\n")
    wait_until("the regraded submission", lambda: score() == 9)


def test_release_and_feedback_work_from_formgrader(page: Page, formgrader: str, submission: str) -> None:
    page.goto(f"{formgrader}/manage_assignments")
    row = page.locator("tr", has_text=HASH_CHAIN)
    for button in (".assign", ".release", ".generate-feedback", ".release-feedback"):
        row.locator(f"{button} a").click()
        close_dialog(page, "Success")


def test_formgrader_opens_as_a_tab_of_jupyterlab(page: Page, formgrader: str) -> None:
    page.goto(formgrader.replace("/formgrader", "/lab?reset"))
    page.click(".lm-MenuBar-itemLabel:text-is('Nbgrader')")
    page.click(".lm-Menu-itemLabel:text-is('Formgrader')")
    page.frame_locator("iframe").locator(f"a:text-is('{HASH_CHAIN}')").wait_for()
