"""Screenshots, for the documents and for whoever looks into a failure."""

import os
from pathlib import Path

from playwright.sync_api import Page


def keep_picture(page: Page, folder: Path, name: str) -> None:
    """Keep a screenshot: for the documents where `make pictures` asks for it, else in `folder`."""
    chosen = Path(os.environ.get("COURSEWRIGHT_PICTURES") or folder)
    chosen.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(chosen / f"{name}.png"))
