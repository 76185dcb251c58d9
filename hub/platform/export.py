"""Hands a person everything that is stored about her, as one archive that she can read without us."""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from stat import S_ISREG

from db.errors import Conflict
from db.personal.collect import Collected, PersonalRepository
from db.repositories.user import Person
from db.unit_of_work import UnitOfWork
from hub.platform.database import Database, operating
from hub.settings import Settings

WORK = (".ipynb", ".py", ".md", ".txt", ".csv", ".json", ".toml", ".png", ".svg")
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Exported:
    """What went into the archive."""

    file: Path
    tables: int
    rows: int
    notebooks: int
    files: int


def export(settings: Settings, found: Database, person: Person, file: Path) -> Exported:
    """Write the archive, readable by its owner alone. Raises Conflict where the file exists."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Conflict(f"{file} exists already and is left as it is. Name another file.") from None
    with os.fdopen(descriptor, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        tables, notebooks = _from_tables(found, person, archive)
        files = 0
        for name, content in _work(settings.state / "homes" / person.username):
            archive.writestr(f"home/{name}", content)
            files += 1
        archive.writestr("index.html", _page(person, tables, notebooks, files))
    return Exported(file, len(tables), sum(len(table.rows) for table in tables), notebooks, files)


def _from_tables(found: Database, person: Person, archive: zipfile.ZipFile) -> tuple[list[Collected], int]:
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        personal = PersonalRepository(uow.session, person.id, person.username)
        tables = personal.tables()
        notebooks = 0
        for table in tables:
            text = json.dumps(table.rows, indent=1, ensure_ascii=False, default=str)
            archive.writestr(f"data/{table.table}.json", text)
        for name, content in personal.notebooks():
            archive.writestr(f"handed-in/{name}.ipynb", content)
            notebooks += 1
    return tables, notebooks


def _work(home: Path) -> Iterator[tuple[str, bytes]]:
    """The files that she works on, by path; nothing hidden, nothing huge, and nothing behind a link."""
    if not home.is_dir():
        return
    for folder, folders, files, descriptor in os.fwalk(home):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or not name.endswith(WORK):
                continue
            content = _content(name, descriptor)
            if content is not None:
                yield str((Path(folder) / name).relative_to(home)), content


def _content(name: str, folder: int) -> bytes | None:
    try:
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return None
    with os.fdopen(file, "rb") as content:
        status = os.fstat(content.fileno())
        return content.read() if S_ISREG(status.st_mode) and status.st_size <= MOST_BYTES else None


def _page(person: Person, tables: list[Collected], notebooks: int, files: int) -> str:
    """What is in the archive, in plain words."""
    name = escape(person.full_name or person.username)
    rows = "\n".join(
        f'<tr><td><a href="data/{table.table}.json">{table.table}.json</a></td>'
        f"<td>{escape(table.about)}</td><td>{len(table.rows)}</td></tr>"
        for table in tables
    )
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Everything about {name}</title>
<style>body {{ font-family: sans-serif; max-width: 48em; margin: 2em auto; line-height: 1.5 }}
td, th {{ text-align: left; padding: .2em 1em .2em 0; vertical-align: top }}</style>
<h1>Everything about {name}</h1>
<p>This is what your course platform had stored about you on {datetime.now(UTC):%d %B %Y}. Your password
is not in it: the platform does not know it either, only a value that tells whether you typed it right.</p>
<ul>
<li><b>handed-in/</b>: {notebooks} notebooks that you submitted. JupyterLab opens them.</li>
<li><b>home/</b>: {files} files from your own folder.</li>
<li><b>data/</b>: the rest, one file for each kind of thing. Any text editor opens them; they are JSON,
which programs read easily.</li>
</ul>
<table><tr><th>file</th><th>what it is</th><th>entries</th></tr>
{rows}
</table>
<p>Long codes such as <code>01a1f0c2-...</code> are numbers by which entries refer to each other.
Times are in UTC.</p>
</html>
"""
