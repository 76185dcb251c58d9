"""What the words of a post may hold: Markdown without HTML, pictures or links that do something."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from db.errors import Invalid

FOLDED: Final = "*[…]*"
"""Stands where code was left out."""
LONGEST_SPAN: Final = 40
"""Code inside a line that is no longer than this, a name or a call, gives no solution away."""
_SCHEMES: Final = frozenset({"", "http", "https", "mailto"})
_LOOSE_TAG: Final = re.compile(r"<[a-z][a-z0-9]*/[a-z]+\s*=", re.IGNORECASE)
"""No HTML by the rules of Markdown, but to browsers it is: `<svg/onload=...>`."""
_CODE_SPAN: Final = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_PARSER: Final = MarkdownIt("commonmark").enable("table")
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - judged below


class NotPlain(Invalid):
    """The words hold something that a post may not."""

    code = "not_plain"


def require_plain(text: str) -> None:
    """Raise NotPlain for HTML outside of code, for a picture, and for a link that may do something.

    JupyterLab cleans what it shows, too; what would have to be cleaned is not stored in the first place.
    """
    for token in _tokens(text):
        is_loose = token.type == "text" and _LOOSE_TAG.search(token.content)
        if is_loose or token.type in {"html_inline", "html_block"}:
            raise NotPlain(
                "A post can't hold HTML: put code between backticks (`like <this>`) and send it again."
            )
        if token.type == "image":
            raise NotPlain("A post can't show pictures: link to the picture instead and send it again.")
        if token.type == "link_open" and not _is_harmless(str(token.attrGet("href") or "")):
            raise NotPlain(
                "A post can link to http, https and mailto only: change the link and send it again."
            )


def fold_code(text: str) -> tuple[str, bool]:
    """The words without their blocks of code and long code spans, and whether there were any."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = [token.map for token in _PARSER.parse("\n".join(lines)) if token.type in {"fence", "code_block"}]
    for place in reversed([block for block in blocks if block]):
        lines[place[0] : place[1]] = [FOLDED]
    without = "\n".join(lines)
    folded = _CODE_SPAN.sub(lambda found: FOLDED if len(found[2]) > LONGEST_SPAN else found[0], without)
    return folded, bool(blocks) or folded != without


def _tokens(text: str) -> Iterator[Token]:
    for block in _PARSER.parse(text):
        yield block
        yield from _inner(block)


def _inner(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _inner(child)


def _is_harmless(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False
