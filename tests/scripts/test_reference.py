"""The reference pages say what the code does."""

from pathlib import Path

import pytest

from hub.settings import described
from scripts.reference import pages


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: path.name)
def test_a_generated_page_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == pages()[path], "run `make reference` and commit the page"


def test_every_setting_says_what_it_is_for_what_fits_and_its_default() -> None:
    assert [
        name for name, _, setting in described() if not (setting.help and setting.fits and setting.default)
    ] == []
