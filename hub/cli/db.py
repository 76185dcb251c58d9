"""`coursewright db`: the database's shape, its demo rows, its health."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.address import address
from hub.cli.downgrade import downgrade
from hub.cli.session import json_option, opened, show

if TYPE_CHECKING:
    from db.backup.archive import Manifest


@click.group()
def command() -> None:
    """Look after the database."""


command.add_command(address)
command.add_command(downgrade)


@command.command()
@json_option
def upgrade(*, as_json: bool) -> None:
    """Make roles, schemas and tables what this version expects; safe to repeat."""
    from db import provision  # noqa: PLC0415
    from db import upgrade as migration  # noqa: PLC0415
    from db.access import Role  # noqa: PLC0415

    with opened() as session:
        found = session.database
        provision.provision(found.admin, found.access)
        before = migration.current(found.access.url(Role.OWNER))
        migration.upgrade(found.access.url(Role.OWNER))
    show([{"from": before, "to": migration.head()}], as_json=as_json)


@command.command()
@click.option("--demo", is_flag=True, help="Also the demo accounts, and a made-up class with a past.")
@click.option("--scale", type=click.IntRange(min=1_000), metavar="N", help="Also a crowd, for measuring.")
@click.option(
    "--seed", "number", default=1, show_default=True, help="Which crowd: the same again, or another."
)
@click.option("--among-real-people", is_flag=True, help="Bring the crowd in although people live here.")
@json_option
def seed(*, demo: bool, scale: int | None, number: int, among_real_people: bool, as_json: bool) -> None:
    """Store modules, lessons, assessments, the blueprint and achievements; safe to repeat.

    With --demo a class of made-up learners joins the demo cohort, with weeks of lessons, attempts and talk.
    With --scale a crowd moves in that did N things in the last year: one person for every hundred, and all
    that they follow, write, hand in and learn. The platform must not run; ten million take some minutes.
    """
    from hub.platform.crowd import bring_in  # noqa: PLC0415
    from hub.platform.seed import seed as fill  # noqa: PLC0415

    with opened() as session:
        rows = fill(session.settings, session.database, with_demo=demo)
        if scale:
            rows = [*rows, *bring_in(session.database, scale, number, is_forced=among_real_people)]
    show(rows, as_json=as_json)


@command.command()
@click.option("--mend", is_flag=True, help="First write anew what drifted.")
@json_option
def check(*, mend: bool, as_json: bool) -> None:
    """Tell whether server, roles, tables and gradebooks are as they should be; fails if one is not.

    Progress, counts of votes and other values that are kept for quick reading are computed anew and compared:
    0 rows may have drifted.
    """
    from hub.platform import health  # noqa: PLC0415
    from hub.platform.health import examine  # noqa: PLC0415

    with opened() as session:
        if mend:
            health.mend(session.database)
        findings = examine(session.database)
    rows = [{"what": f.what, "ok": f.is_good, "detail": f.detail} for f in findings]
    show(rows, as_json=as_json)
    if not all(f.is_good for f in findings):
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def backup(file: Path, *, as_json: bool) -> None:
    """Save the whole database, every cohort's gradebook included, to FILE; the platform may run on.

    FILE is read back and compared. It must not exist, and is readable by you alone. Files of students and
    courses are not in it: see docs/how-to/back-up.md.
    """
    from db.backup.save import save  # noqa: PLC0415
    from hub.platform.console import say  # noqa: PLC0415

    with opened() as session:
        access, tools = session.database.access, session.settings.postgres_bin
        manifest = save(access, file, bin_folder=tools, report=lambda text: say(f"  {text} ..."))
    show([_told(file, manifest)], as_json=as_json)


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def restore(file: Path, *, as_json: bool) -> None:
    """Make an empty database what the backup FILE holds, and compare every table with it.

    A database that holds anything is left as it is. Roles get passwords of this state folder's secret.
    """
    from db.backup.restore import restore as bring_back  # noqa: PLC0415
    from hub.platform import state  # noqa: PLC0415
    from hub.platform.console import say  # noqa: PLC0415
    from hub.settings import Settings  # noqa: PLC0415

    state.make(Settings.from_env().state)
    with opened() as session:
        found, tools = session.database, session.settings.postgres_bin
        manifest = bring_back(
            found.admin, found.access, file, bin_folder=tools, report=lambda text: say(f"  {text} ...")
        )
    show([_told(file, manifest)], as_json=as_json)


def _told(file: Path, manifest: "Manifest") -> dict[str, object]:
    return {
        "file": file,
        "bytes": file.stat().st_size,
        "made_at": manifest.made_at,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "cohorts": ", ".join(manifest.cohorts),
        "step": manifest.revision,
    }
