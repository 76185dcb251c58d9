"""Runs the SQL scripts of a migration, with the names of this database's roles filled in."""

from pathlib import Path

from alembic import op
from sqlalchemy import Connection, text

from db.access import Role
from db.errors import Conflict

_FOLDER = Path(__file__).parent / "sql"
_OWNER = f"_{Role.OWNER}"


class RolesMissing(Conflict):
    """The database has not got the login roles that its rights and policies name."""

    code = "roles_missing"


def run(folder: str) -> None:
    """Execute every script of `sql/<folder>` in the order of their names.

    `{service}` and its like in a script stand for the quoted name of that role of this database.
    """
    names = _role_names(op.get_bind())
    for script in sorted((_FOLDER / folder).glob("*.sql")):
        statements = script.read_text("utf-8")
        for role, name in names.items():
            statements = statements.replace(f"{{{role}}}", name)
        op.execute(statements.replace(":", r"\:"))  # a colon is no bind parameter


def _role_names(connection: Connection) -> dict[Role, str]:
    """Each role's quoted name: they share what stands before `_owner` in the name of who migrates."""
    owner = str(connection.scalar(text("SELECT current_user")))
    quote = connection.dialect.identifier_preparer.quote_identifier
    names = {role: f"{owner.removesuffix(_OWNER)}_{role}" for role in Role}
    known = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    if missing := sorted(set(names.values()) - known):
        raise RolesMissing(
            f"The database server has no role {missing[0]}. Migrate with `coursewright db upgrade`, which "
            "makes the roles first and logs in as the owner."
        )
    return {role: quote(name) for role, name in names.items()}
