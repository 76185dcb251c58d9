"""`coursewright user`: people who may log in, and all that is stored about one."""

import csv
from pathlib import Path
from typing import Any, TextIO

import click

from db.enums import UserRole
from hub.cli.session import json_option, opened, show

_COLUMNS = ("username", "email", "full_name", "role")


@click.group()
def command() -> None:
    """Add people, hand out what is stored about them, erase them."""


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


@command.command("export")
@click.argument("name")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file [default: NAME.zip].")
@json_option
def export_person(name: str, out: Path | None, *, as_json: bool) -> None:
    """Write everything that is stored about the person NAME into an archive that she can read.

    A zip file with a page in plain words, her notebooks, and the rest as JSON.
    """
    from hub.platform.export import export  # noqa: PLC0415
    from hub.platform.farewell import find  # noqa: PLC0415

    with opened() as session:
        person = find(session.database, name)
        file = out or Path(f"{person.username}.zip")
        done = export(session.settings, session.database, person, file)
    show([vars(done)], as_json=as_json)


@command.command("erase")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def erase_person(name: str, *, yes: bool, as_json: bool) -> None:
    """Erase the person NAME for good, while the platform does not run; what others need stays, nameless.

    Her account, work, feed, friendships and gradebook entries are deleted. Forum posts stay without author,
    scores, votes and reviews with a stand-in. Her home folder is named, and left to you.
    """
    from hub.platform.farewell import find, say_farewell  # noqa: PLC0415

    with opened() as session:
        person = find(session.database, name)
        if not yes:
            who = f"{person.full_name or person.username} ({person.username}, {person.email})"
            click.confirm(f"Erase {who}? This cannot be undone.", abort=True, err=True)
        done = say_farewell(session.settings, session.database, person)
    show([vars(done)], as_json=as_json)


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
