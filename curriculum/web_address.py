"""Addresses of outside material: read as a browser reads them, and written one way only."""

import ipaddress
import re
from typing import Final

from pydantic import ValidationError
from pydantic_core import Url

MOST: Final = 500
"""Characters that an address may have."""
_SCHEME: Final = re.compile(r"https?://[^/\\?#]", re.IGNORECASE)
_INVISIBLE: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NOWHERE: Final = frozenset(
    (
        *("arpa", "corp", "example", "home", "internal", "intranet", "invalid"),
        *("lan", "local", "localdomain", "localhost", "private", "test"),
    )
)
"""Last parts of names that mean something in one network alone."""


class UnusableAddress(ValueError):  # noqa: N818
    """Not an address that everybody can follow; the message says why, and what to do."""


def read_web_address(text: str) -> str:
    """Return a web address in its one form: lower case, `xn--` for other scripts, without a default port.

    UnusableAddress for another scheme, for a name or password in it, and for what is no public host.
    """
    given = text.strip()
    if not _SCHEME.match(given):
        raise UnusableAddress("This is no web address: begin it with https:// or http://.")
    if _INVISIBLE.search(given):
        raise UnusableAddress("There is a space or something invisible in this address: copy it once more.")
    try:
        url = Url(given)
    except ValidationError:
        raise UnusableAddress("No browser can read this address: copy it once more.") from None
    if url.username is not None or url.password is not None:
        raise UnusableAddress("There is a user name or a password in this address: leave it out.")
    if not _is_public(url.host or ""):
        raise UnusableAddress(
            "This address leads to one computer or network alone: give one that everybody can reach."
        )
    written = str(url)
    if len(written) > MOST:
        raise UnusableAddress(f"An address may have {MOST} characters: look for a shorter one of the page.")
    return written


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        first, dot, last = host.rpartition(".")
        return bool(first and dot and last) and last not in _NOWHERE
