"""A headless browser in front of a running JupyterLab."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.coursewright_lab.running import JUPYTER_TOKEN, RunningLab, wait_until

CHROMIUM = os.environ.get("COURSEWRIGHT_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
AXE = Path(__file__).parents[2] / "extensions" / "node_modules" / "axe-core" / "axe.min.js"
PANELS = [
    "#coursewright-course",
    "#coursewright-exercise",
    ".cw-DashboardPanel",
    ".cw-GuildPanel",
    ".cw-Onboarding",
    ".cw-Ticker",
    ".cw-SubmitButton",
    ".cw-Compare",
    ".cw-Requests",
    ".cw-QuizPanel",
    ".cw-ReviewPanel",
    ".cw-ResourcesPanel",
]
LOST = "Failed to fetch"  # what JupyterLab says where a request of its own was cut off
expect.set_options(timeout=20_000)
_standing: list[Browser] = []


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser: the one that stands already, as Playwright runs once in a process, or a new one."""
    if _standing:
        yield _standing[0]
        return
    assert Path(CHROMIUM).exists(), "install Debian's package chromium to run the journeys"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _standing.append(browser)
        try:
            yield browser
        finally:
            _standing.clear()
            browser.close()


@contextmanager
def browser_page(*tolerated: str, zone: str | None = None) -> Iterator[Page]:
    """A fresh browser of one page; fails if a script of the page fails, or asks another machine.

    `tolerated` are errors of JupyterLab's own that a test brings about, `zone` is where the person sits.
    """
    errors: list[str] = []
    asked: set[str] = set()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 850}, timezone_id=zone)
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
        try:
            yield page
        finally:
            page.context.close()
    assert set(errors) <= set(tolerated), errors
    assert asked <= {"127.0.0.1", ""}, asked  # a `data:` or `blob:` address has no host


def show_lab(page: Page, lab: RunningLab) -> None:
    """Open JupyterLab as on the first day and wait for the courses, or what is said instead."""
    page.goto(f"{lab.url}/lab?token={JUPYTER_TOKEN}&reset")
    page.wait_for_selector(".cw-Tree, [data-testid=cw-error]")


def wait_until_kept(page: Page, lab: RunningLab, panel: str) -> None:
    """Wait until a reload brings a panel back: JupyterLab keeps its layout some time after it changed."""
    address = f"{lab.url}/lab/api/workspaces/default?token={JUPYTER_TOKEN}"

    def is_kept() -> bool:
        data = page.request.get(address).json()["data"]
        return panel in str(data.get("layout-restorer:data")) and any(name.startswith(panel) for name in data)

    wait_until(is_kept)


def run_command(page: Page, command: str, **arguments: str) -> None:
    """Run a command of JupyterLab, as its palette does."""
    page.evaluate("([id, args]) => window.jupyterapp.commands.execute(id, args)", [command, arguments])


def write_answer(page: Page, source: str) -> None:
    """Put `source` into the last cell of the notebook in front."""
    page.evaluate(
        "source => [...window.jupyterapp.shell.currentWidget.content.widgets].pop()"
        ".model.sharedModel.setSource(source)",
        source,
    )


def findings(page: Page, parts: Sequence[str] = PANELS) -> list[str]:
    """Return what axe finds serious or critical in these parts, JupyterLab's own buttons left out."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async selectors => {
            const parts = selectors.filter(selector => document.querySelector(selector));
            const scope = { include: parts.map(part => [part]), exclude: [['jp-button']] };
            const { violations } = await window.axe.run(scope);
            return violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => id + ': ' + nodes.map(node => node.html).join(' | '));
        }""",
        list(parts),
    )
    return [str(finding) for finding in found]


def switch_off_news(folder: Path) -> None:
    """Keep JupyterLab's own question about news out of the way."""
    config = folder / "config" / "labconfig"
    config.mkdir(parents=True)
    disabled = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (config / "page_config.json").write_text(json.dumps(disabled))
