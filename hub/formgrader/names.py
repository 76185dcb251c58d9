"""Which names may stand in an address of formgrader's pages."""

import re

_UNSAFE = re.compile(r"""[\x00-\x1f\x7f<>"'`\\&]""")


def is_plain(value: str | None) -> bool:
    """True for a name that means nothing to HTML or JavaScript; nbgrader prints names unescaped."""
    return value is None or not _UNSAFE.search(value)
