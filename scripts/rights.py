"""Writes the page that says what each role of the database may do."""

from db.access import Role
from db.base import Base
from db.models import User  # noqa: F401  (fills the metadata)
from db.rights import Rights, TableRights

_SHOWN = (Role.SERVICE, Role.WORKER, Role.LOGIN, Role.ANALYST)
_WORDS = {"SELECT": "read", "INSERT": "add", "UPDATE": "change", "DELETE": "remove"}
_MOST_NAMED = 9
_HEAD = """\
# Rights of the database's roles

What each login role may do with the tables of the schema `coursewright`, as a migrated database itself says.
Written by `make reference`. Why it is so, and on whose rows, is told in
[roles and row-level security](../explanation/row-level-security.md).

The owner, as whom migrations and backups run, owns everything. The operator (the command line, the seeds,
the build of the curriculum) reads and writes every row of every table but `alembic_version`. The hub and the
course servers have no right on any of these tables.

Tables marked with * are protected: their policies decide row by row. A right on some columns names them, or
those that it leaves out.
"""


def rights_page(rights: Rights) -> str:
    """One table of tables and roles, one of functions."""
    lines = [_HEAD, "| table | " + " | ".join(_SHOWN) + " |", "|---" * (len(_SHOWN) + 1) + "|"]
    for table, by_role in rights.tables.items():
        mark = " *" if table in rights.protected else ""
        cells = [_cell(table, by_role.get(role)) for role in _SHOWN]
        lines.append(f"| `{table}`{mark} | " + " | ".join(cells) + " |")
    lines += ["", "## Functions", "", "Who may call which; triggers call theirs with nobody's right.", ""]
    lines += ["| function | roles |", "|---|---|"]
    lines += [
        f"| `{name.removeprefix('coursewright.')}` | {', '.join(r)} |" for name, r in rights.functions.items()
    ]
    return "\n".join(lines) + "\n"


def _cell(table: str, rights: TableRights | None) -> str:
    if rights is None:
        return ""
    found = {
        word: _columns(table, rights.actions[action])
        for action, word in _WORDS.items()
        if action in rights.actions
    }
    return "; ".join(f"{word}{columns}" for word, columns in found.items())


def _columns(table: str, columns: tuple[str, ...] | None) -> str:
    if columns is None:
        return ""
    every = [column.name for column in Base.metadata.tables[f"coursewright.{table}"].columns]
    left_out = [name for name in every if name not in columns]
    if len(left_out) <= _MOST_NAMED and len(left_out) < len(columns):
        return f" all but {_named(left_out)}"
    return f" {_named([name for name in every if name in columns])}"


def _named(columns: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)
