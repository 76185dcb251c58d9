"""JupyterLab as a person in front of it uses it, in a real browser."""

import json
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.answers import exercise
from tests.journeys.picture import keep_picture
from tests.journeys.platform import Platform
from tests.journeys.waiting import wait_until

PATIENCE = 120_000  # milliseconds
THEMES = ("JupyterLab Dark", "JupyterLab Light")


def position(key: str, grade_id: str) -> int:
    """Return the place of a graded cell in the notebook of an exercise, counted from 0."""
    names = [
        cell["metadata"].get("nbgrader", {}).get("grade_id")
        for cell in json.loads(exercise(key).released)["cells"]
    ]
    return names.index(grade_id)


class Lab:
    """A browser window of its own, logged in, with JupyterLab open."""

    def __init__(self, browser: Browser, platform: Platform, name: str, password: str | None = None) -> None:
        self.platform = platform
        self.name = name
        self._password = password or platform.passwords[name]
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def __enter__(self) -> Self:
        self.log_in()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.page.screenshot(path=str(self.platform.state / f"{self.name}-failed.png"))
        self.context.close()

    def log_in(self) -> None:
        """Fill in the login form and wait until JupyterLab stands."""
        self.page.goto(f"{self.platform.url}/hub/login")
        self.page.fill("#username_input", self.name)
        self.page.fill("#password_input", self._password)
        self.page.click("#login_submit")
        self.page.wait_for_selector("#jp-main-dock-panel")
        self.page.wait_for_selector("#coursewright-course")

    def reopen(self) -> None:
        """Close the tab and open JupyterLab in a new one, as the next day."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(f"{self.platform.url}/user/{self.name}/lab")
        self.page.wait_for_selector("#coursewright-course")

    def part(self, name: str) -> Locator:
        """Return the part of our panels with this test id."""
        return self.page.locator(f'[data-testid="cw-{name}"]')

    def row(self, key: str) -> Locator:
        """Return the Course panel's row of a module, lesson or exercise."""
        return self.page.locator(f'.cw-Tree [data-key="{key}"]').first

    def open(self, key: str, module: str | None = None) -> None:
        """Open an item from the Course panel, unfolding its module first, and wait for its notebook."""
        if module and self.row(module).get_attribute("aria-expanded") == "false":
            self.row(module).click()
        self.row(key).click()
        tab = self.page.locator(".lm-TabBar-tab.lm-mod-current", has_text=key).first
        expect(tab).to_be_visible(timeout=PATIENCE)

    def type_into(self, key: str, grade_id: str, source: str) -> None:
        """Replace a cell's source by keyboard, in the notebook of exercise ``key`` that is in front."""
        cell = self._scroll_to(position(key, grade_id))
        if "jp-MarkdownCell" in (cell.get_attribute("class") or ""):
            cell.dblclick()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(source)

    def _scroll_to(self, index: int) -> Locator:
        """Scroll until the cell with this index is drawn: JupyterLab draws only what is near the screen."""
        notebook = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
        cell = notebook.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
        notebook.evaluate("element => { element.scrollTop = 0; }")

        def is_drawn() -> bool:
            if cell.count():
                return True
            notebook.evaluate("element => { element.scrollTop += 300; }")
            return False

        wait_until(f"cell {index}", is_drawn, patience=30)
        cell.scroll_into_view_if_needed()
        return cell

    def submit(self) -> None:
        """Press Submit in the toolbar of the notebook in front."""
        self.page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) [data-testid="cw-submit"]').click()

    def await_result(self, attempt: int) -> None:
        """Wait until the Exercise panel shows the result of this attempt."""
        expect(self.page.locator(f'[data-testid="cw-result"][data-attempt="{attempt}"]')).to_be_visible(
            timeout=PATIENCE
        )

    def outcome(self, grade_id: str) -> str:
        """Return the outcome that the Exercise panel shows for one test."""
        found = self.page.locator(f'[data-testid="cw-test"][data-grade-id="{grade_id}"]').first
        return found.get_attribute("data-outcome") or ""

    def choose_theme(self, theme: str) -> None:
        """Choose a theme in the Settings menu, as a person does."""
        self.page.locator(".lm-MenuBar-item", has_text="Settings").click()
        self.page.locator(".lm-Menu-item", has_text="Theme").first.click()
        self.page.locator(".lm-Menu-item", has_text=theme).first.click()
        expect(self.page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)

    def show_tab(self, title: str) -> None:
        """Bring a tab of the main area to the front."""
        tab = self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=title)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")

    def pictures(self, name: str, tab: str = "") -> None:
        """Keep a screenshot in the dark and in the light theme, with a certain tab in front if so wished."""
        for theme in THEMES:
            self.choose_theme(theme)
            if tab:
                self.show_tab(tab)
            self.picture(f"{name}-{theme.split()[-1].lower()}")

    def picture(self, name: str) -> None:
        """Keep a screenshot: for the documents where `make pictures` asks for it, else beside the state."""
        keep_picture(self.page, self.platform.state.parent / "pictures", name)
