"""Formgrader, as an instructor in front of it uses it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page
from sqlalchemy import create_engine, text

from hub.settings import Settings
from tests.journeys.lab import PATIENCE
from tests.journeys.platform import Platform

ASKS = re.compile(r"/hub/api/oauth2/authorize")
SHOWS = re.compile(r"/user/course-[^/]+/formgrader")
NOTEBOOK = text(
    """SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id
       JOIN assignment a ON a.id = s.assignment_id WHERE s.student_id = :student AND a.name = :key"""
)


def follow(page: Page, button: Locator) -> Page:
    """Press a button that opens formgrader, and return its tab once it shows the assignments."""
    with page.expect_popup() as opened:
        button.click()
    tab = opened.value
    tab.set_default_timeout(PATIENCE)
    tab.wait_for_url(re.compile(f"{ASKS.pattern}|{SHOWS.pattern}"))
    if ASKS.search(tab.url):
        tab.click("[type=submit]")
        tab.wait_for_url(SHOWS)
    return tab


def mark(tab: Page, platform: Platform, student: str, key: str, cell: str, points: str) -> None:
    """Type points for a written answer of a student's latest attempt."""
    course = "/".join(tab.url.split("/")[:5])  # http://HOST/user/course-SLUG
    slug = urlsplit(course).path.rpartition("course-")[2]
    notebook = _notebook(platform, slug, student, key)
    tab.goto(f"{course}/formgrader/gradebook/{key}/{key}")
    tab.click(f"td a[href*='{notebook}']")
    tab.wait_for_selector(f"#{cell}_extra_credit[placeholder]")
    tab.fill(f"#{cell}", points)
    tab.press(f"#{cell}", "Tab")


def _notebook(platform: Platform, slug: str, student: str, key: str) -> str:
    access = Settings(state=platform.state, port=platform.port).access()
    engine = create_engine(access.course_url(slug))
    try:
        with engine.connect() as connection:
            return str(connection.execute(NOTEBOOK, {"student": student, "key": key}).scalar_one())
    finally:
        engine.dispose()
