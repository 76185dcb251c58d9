"""Every setting of the platform: its environment variable, type, default and meaning."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Any, Self, get_type_hints

from sqlalchemy import URL

from db.access import Access
from db.embedded import read_port
from db.errors import Unavailable
from db.secret import Secret
from hub import setting
from hub.setting import Isolation, Setting

PREFIX = "COURSEWRIGHT_"
REPOSITORY = Path(__file__).resolve().parent.parent


class NotStarted(Unavailable):
    """The platform of this state folder has never run."""

    code = "not_started"


@dataclass(frozen=True)
class Settings:
    """The settings of one run of the platform; each field is read from `COURSEWRIGHT_<NAME>`."""

    state: Annotated[
        Path,
        Setting(
            help="Folder that holds all state: the database, the secret, homes, course folders and logs.",
            fits="a folder",
            default="`.coursewright` in the checkout",
            read=setting.folder,
        ),
    ] = REPOSITORY / ".coursewright"
    port: Annotated[
        int,
        Setting(
            help="Port on which the platform is reached.",
            fits="a number from 1 to 65535",
            default="`8000`",
            read=setting.port,
        ),
    ] = 8000
    address: Annotated[
        str,
        Setting(
            help="Address on which the platform listens. Other machines reach it only with an address "
            "other than the default; put a proxy with TLS in front then.",
            fits="an IPv4 address of this machine",
            default="`127.0.0.1`",
            read=lambda text: str(IPv4Address(text)),
        ),
    ] = "127.0.0.1"
    hub_port: Annotated[
        int | None,
        Setting(
            help="Port on which the hub answers its proxy.",
            fits="a number from 1 to 65535",
            default="chosen at the first start",
            read=setting.port,
        ),
    ] = None
    proxy_port: Annotated[
        int | None,
        Setting(
            help="Port on which the proxy takes the hub's orders.",
            fits="a number from 1 to 65535",
            default="chosen at the first start",
            read=setting.port,
        ),
    ] = None
    service_port: Annotated[
        int | None,
        Setting(
            help="Port on which the service of the API answers the proxy.",
            fits="a number from 1 to 65535",
            default="chosen at the first start",
            read=setting.port,
        ),
    ] = None
    database_url: Annotated[
        URL | None,
        Setting(
            help="A PostgreSQL server of your own, as the role that provisions it: it needs CREATEROLE and "
            "owns the database. Without it the platform runs a server inside the state folder.",
            fits="`postgresql://role:password@host:port/database`",
            default="none: the embedded server",
            read=setting.database_url,
        ),
    ] = None
    postgres_bin: Annotated[
        Path | None,
        Setting(
            help="The `bin` folder of the PostgreSQL (15 to 18) to run inside the state folder.",
            fits="a folder",
            default="found: the system's PostgreSQL, else the packaged one",
            read=setting.folder,
        ),
    ] = None
    isolation: Annotated[
        Isolation,
        Setting(
            help="How students are kept apart: `accounts` gives each student an account number of its "
            "own (needs root), `shared` runs all under one account, kept apart by Landlock alone, `auto` "
            "takes `accounts` where it can.",
            fits="`auto`, `accounts` or `shared`",
            default="`auto`",
            read=Isolation,
        ),
    ] = Isolation.AUTO
    workers: Annotated[
        int,
        Setting(
            help="How many grading workers run; each grades one submission at a time.",
            fits="a number from 1 to 64",
            default="`1`",
            read=lambda text: setting.number(text, range(1, 65)),
        ),
    ] = 1
    student_python: Annotated[
        Path,
        Setting(
            help="The Python that students' servers and their code in grading run on.",
            fits="a Python executable",
            default="`.venv-student/bin/python` in the checkout",
            read=setting.folder,
        ),
    ] = REPOSITORY / ".venv-student" / "bin" / "python"
    cull_after_minutes: Annotated[
        int,
        Setting(
            help="Minutes without activity after which a student's server is stopped; 0 never stops one.",
            fits="a number from 0 to 10080",
            default="`60`",
            read=lambda text: setting.number(text, range(10_081)),
        ),
    ] = 60
    demo: Annotated[
        bool,
        Setting(
            help="Whether start-up adds the demo cohort with its accounts.",
            fits="`1` or `0`",
            default="`1`",
            read=setting.flag,
        ),
    ] = True

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings that are set; an empty value counts as not set. Raises SettingError."""
        given = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for name, variable, described_as in described():
            text = given.get(variable, "").strip()
            if text:
                values[name] = described_as.value(variable, text)
        return cls(**values)

    def to_env(self) -> dict[str, str]:
        """The variables from which another process of the platform reads these settings again.

        The password of the role that provisions the database is left out: only this process needs it.
        """
        values = {variable: getattr(self, name) for name, variable, _ in described()}
        return {variable: _text(value) for variable, value in values.items() if value is not None}

    def secret(self) -> Secret:
        """The platform's secret; made at the first start."""
        return Secret.load_or_create(self.state / "secret")

    def access(self) -> Access:
        """How each role reaches the database of this state folder. Raises NotStarted before that."""
        if not (self.state / "secret").exists():
            raise NotStarted(f"There is no platform in {self.state} yet. Start it with `make up`.")
        if self.database_url:
            query = tuple((name, str(value)) for name, value in self.database_url.query.items())
            host, port = str(self.database_url.host), self.database_url.port or 5432
            return Access(host, port, self.database_name, self.secret(), query)
        port = read_port(self.state / "postgres") or 0
        return Access("127.0.0.1", port, self.database_name, self.secret())

    @property
    def retold(self) -> Path:
        """The folder of the lessons that a language model retold."""
        return self.state / "retold"

    @property
    def database_name(self) -> str:
        """The database that holds everything: the one of the user's URL, or `coursewright`."""
        return (self.database_url.database if self.database_url else None) or "coursewright"


def described() -> list[tuple[str, str, Setting]]:
    """Field, environment variable and description of every setting, in reading order."""
    hints = get_type_hints(Settings, include_extras=True)
    return [(name, PREFIX + name.upper(), hint.__metadata__[0]) for name, hint in hints.items()]


def _text(value: object) -> str:
    if isinstance(value, URL):
        return _without_password(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def _without_password(url: URL) -> str:
    return URL.create(
        url.drivername, url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()
