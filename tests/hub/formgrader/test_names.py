"""Names in formgrader's addresses."""

import pytest

from hub.formgrader.names import is_plain


@pytest.mark.parametrize("name", ["m01-hash-chain", "ada.l_1@x", "Übung 3", "", None])
def test_ordinary_names_pass(name: str | None) -> None:
    assert is_plain(name)


@pytest.mark.parametrize("name", ['x";alert(1)//', "<b>", "a'b", "a&b", "a\\b", "a\nb", "a`b"])
def test_names_that_mean_something_to_a_page_do_not(name: str) -> None:
    assert not is_plain(name)
