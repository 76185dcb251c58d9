"""`coursewright user`: people who may log in."""

import csv
from pathlib import Path
from typing import Any, TextIO

import click

from db.enums import UserRole
from hub.cli.session import json_option, opened, show

_COLUMNS = ("username", "email", "full_name", "role")


@click.group()
def command() -> None:
    """Add people."""


@command.command()
@click.argument("username")
@click.argument("email")
@click.option("--full-name", help="The name that others see.")
@click.option(
    "--role", type=click.Choice([role.value for role in UserRole]), default="student", show_default=True
)
@click.option("--password-file", type=click.File(), help="First line: the password; - reads standard input.")
@json_option
def add(
    username: str,
    email: str,
    full_name: str | None,
    role: str,
    password_file: TextIO | None,
    *,
    as_json: bool,
) -> None:
    """Add the person USERNAME with the address EMAIL; a password is made up unless one is given."""
    person = {"username": username, "email": email, "full_name": full_name, "role": role}
    if password_file:
        person["password"] = password_file.readline().rstrip("\n")
    show(_store([person]), as_json=as_json)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_people(file: Path, *, as_json: bool) -> None:
    """Add everybody in a CSV FILE, or nobody if a line is wrong.

    Its first line names the columns: username, email and, if you like, full_name, role and password.
    Passwords that are missing are made up and printed.
    """
    show(_store(_read(file)), as_json=as_json)


def _read(file: Path) -> list[dict[str, Any]]:
    from db.errors import Invalid  # noqa: PLC0415

    with file.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        given = set(reader.fieldnames or ())
        unknown = given - {*_COLUMNS, "password"}
        if unknown or not {"username", "email"} <= given:
            what = f"unknown: {', '.join(sorted(map(str, unknown)))}" if unknown else "one is missing"
            raise Invalid(
                f"{file}: the first line must name the columns username and email, and may name full_name, "
                f"role and password ({what}). Mend it and try again."
            )
        return [{**row, "line": reader.line_num} for row in reader]


def _store(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add all people in one transaction; each row tells the password if it was made up."""
    from hub.platform.people import add_people  # noqa: PLC0415

    with opened() as session, session.begin() as uow:
        rows = add_people(uow, people)
        uow.commit()
    return rows
