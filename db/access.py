"""Who logs in to the database as what: role names, derived passwords and addresses."""

from dataclasses import dataclass, field
from enum import StrEnum

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from db.secret import Secret

DRIVER = "postgresql+psycopg"


class Role(StrEnum):
    """A login role of the platform; each process holds one of them."""

    OWNER = "owner"
    OPERATOR = "operator"
    HUB = "hub"
    LOGIN = "login"
    SERVICE = "service"
    WORKER = "worker"
    ANALYST = "analyst"


@dataclass(frozen=True)
class Access:
    """Where the database is and how each role logs in to it."""

    host: str
    port: int
    database: str
    secret: Secret = field(repr=False)
    query: tuple[tuple[str, str], ...] = ()

    def role_name(self, role: Role) -> str:
        """The PostgreSQL role behind `role`; named after the database, so that two can share a server."""
        return f"{self.database}_{role.value}"

    def course_role_name(self, slug: str) -> str:
        """The PostgreSQL role of the course server of cohort `slug`."""
        return f"{self.database}_course_{slug}"

    def password(self, role_name: str) -> str:
        """The password of a PostgreSQL role, by its full name: hex digits only."""
        return self.secret.derive(role_name)

    def url(self, role: Role) -> URL:
        """The SQLAlchemy address, password included, with which `role` logs in."""
        return self._url(self.role_name(role))

    def course_url(self, slug: str) -> URL:
        """The SQLAlchemy address of the gradebook of cohort `slug`."""
        return self._url(self.course_role_name(slug))

    def env(self, role: Role) -> dict[str, str]:
        """libpq's environment variables with which a process of `role` logs in."""
        return self._env(self.role_name(role))

    def course_env(self, slug: str) -> dict[str, str]:
        """The environment of a course server: the gradebook's address, and its password beside it."""
        user = self.course_role_name(slug)
        url = self._url(user, with_password=False)
        return {"NBGRADER_DB_URL": url.render_as_string(), "PGPASSWORD": self.password(user)}

    def _url(self, user: str, *, with_password: bool = True) -> URL:
        return URL.create(
            DRIVER,
            username=user,
            password=self.password(user) if with_password else None,
            host=self.host,
            port=self.port,
            database=self.database,
            query=dict(self.query),
        )

    def _env(self, user: str) -> dict[str, str]:
        return {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGDATABASE": self.database,
            "PGUSER": user,
            "PGPASSWORD": self.password(user),
        }


def conninfo(url: URL) -> str:
    """The address as libpq reads it, whatever characters are in it."""
    parts = url.translate_connect_args(username="user", database="dbname")
    return make_conninfo(**parts, **{name: str(value) for name, value in url.query.items()})


def gradebook_schema(slug: str) -> str:
    """The schema that holds nbgrader's tables of cohort `slug`."""
    return f"nbgrader_{slug}"
