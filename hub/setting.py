"""What one setting is, and how the text of its environment variable is read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from db.errors import Invalid


class Isolation(StrEnum):
    """How students are kept apart on this machine."""

    AUTO = "auto"
    ACCOUNTS = "accounts"
    SHARED = "shared"


class SettingError(Invalid):
    """A setting holds a value that cannot be used."""

    code = "bad_setting"


@dataclass(frozen=True)
class Setting:
    """One setting as a person meets it: what it is for, what fits it, and its default in words."""

    help: str
    fits: str
    default: str
    read: Callable[[str], object]

    def value(self, variable: str, text: str) -> object:
        """What `text` stands for. Raises SettingError, which does not repeat it: it may hold a password."""
        try:
            return self.read(text)
        except (ValueError, KeyError, ArgumentError):
            raise SettingError(
                f"The setting {variable} has a value that does not fit. Set it to {self.fits}, or unset it "
                f"for the default ({self.default})."
            ) from None


def folder(text: str) -> Path:
    """Read a path; symbolic links in it stay, as an environment's Python is one."""
    return Path(text).expanduser().absolute()


def port(text: str) -> int:
    """Read a TCP port."""
    return number(text, range(1, 65_536))


def number(text: str, allowed: range) -> int:
    """Read a number within bounds."""
    value = int(text)
    if value not in allowed:
        raise ValueError(text)
    return value


def flag(text: str) -> bool:
    """Read a yes or a no."""
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]


def database_url(text: str) -> URL:
    """Read the address of a PostgreSQL database, which names host, role and database."""
    url = make_url(text)
    if url.get_backend_name() != "postgresql" or not url.host or not url.username or not url.database:
        raise ValueError(text)
    return url.set(drivername="postgresql+psycopg")
