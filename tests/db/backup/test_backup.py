"""What is restored from a backup is what was saved: every row of every schema, and every right."""

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from curriculum.grading import gradebook
from db import provision
from db.access import Access, Role, conninfo, gradebook_schema
from db.backup import archive, tool
from db.backup.errors import BackupError, Damaged, NotOverwritten
from db.backup.restore import renamed, restore
from db.backup.save import save
from db.secret import Secret
from db.upgrade import DatabaseTooNew, upgrade
from tests.factories.everything import fill_every_table
from tests.server import TestServer, engine_of

SLUG = "spring-26"
_RIGHTS = """
    SELECT n.nspname || '.' || c.relname || ' ' || c.relrowsecurity || ' ' || pg_get_userbyid(c.relowner)
        || ' ' || coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
                                                c.relowner))::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('coursewright', 'queue', 'jupyterhub', :book) AND c.relkind IN ('r', 'S')
    UNION ALL
    SELECT p.oid::regprocedure || ' ' || p.prosecdef || ' '
        || coalesce(p.proacl, acldefault('f', p.proowner))::text
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'coursewright'
    UNION ALL
    SELECT a.attrelid::regclass || '.' || a.attname || ' ' || a.attacl::text
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND c.relnamespace = 'coursewright'::regnamespace
    UNION ALL
    SELECT tablename || ' ' || policyname || ' ' || roles::text || ' ' || coalesce(qual, '') FROM pg_policies
    UNION ALL
    SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
"""


@dataclass(frozen=True)
class Saved:
    """A database with rows in every table of every schema, and its backup."""

    access: Access
    file: Path


@pytest.fixture(scope="module")
def saved(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saved]:
    folder = tmp_path_factory.mktemp("backup")
    access = Access(postgres.template.host, postgres.template.port, "old-school", postgres.template.secret)
    provision.provision(postgres.admin, access)
    upgrade(access.url(Role.OWNER))
    with engine_of(access, Role.OPERATOR) as engine, Session(engine) as session:
        fill_every_table(session)
        session.execute(text("INSERT INTO cohorts (slug, name) VALUES (:slug, 'Spring')"), {"slug": SLUG})
        session.commit()
    _fill_gradebook_and_hub(postgres, access)
    save(access, folder / "school.backup", bin_folder=None, report=lambda _: None)
    yield Saved(access, folder / "school.backup")
    _drop(postgres, access)


def _fill_gradebook_and_hub(postgres: TestServer, access: Access) -> None:
    provision.provision_cohort(postgres.admin, access, SLUG)
    gradebook.create_tables(access.url(Role.OWNER), gradebook_schema(SLUG), SLUG)
    provision.watch_gradebook(access, SLUG)
    with gradebook.opened(access.course_url(SLUG), SLUG) as book:
        book.update_or_create_student("ada", first_name="Ada")
    with psycopg.connect(conninfo(access.url(Role.HUB))) as hub:
        hub.execute("CREATE TABLE users (id serial PRIMARY KEY, name text)")
        hub.execute("INSERT INTO users (name) VALUES ('ada'), (E'tab\\tand\\nline')")


def _drop(postgres: TestServer, access: Access) -> None:
    postgres.run("DROP DATABASE {} WITH (FORCE)", access.database)
    for name in (*map(access.role_name, Role), access.course_role_name(SLUG)):
        postgres.run("DROP ROLE {}", name)


@pytest.fixture
def elsewhere(postgres: TestServer, tmp_path: Path) -> Iterator[Access]:
    """Another machine: nothing there but a server, and a secret of its own."""
    access = replace(
        postgres.template, database="new_school", secret=Secret.load_or_create(tmp_path / "secret")
    )
    postgres.run("CREATE DATABASE {}", access.database)
    yield access
    _drop(postgres, access)


def bring_back(postgres: TestServer, saved: Saved, access: Access) -> archive.Manifest:
    return restore(postgres.admin, access, saved.file, bin_folder=None, report=lambda _: None)


def rights(access: Access) -> set[str]:
    with engine_of(access, Role.OWNER) as engine, engine.connect() as connection:
        found = connection.scalars(text(_RIGHTS), {"book": gradebook_schema(SLUG)}).all()
    plain = [re.sub(r'[\\"]', "", str(row)).replace(access.database, "") for row in found]
    return {re.sub(r"\{(.*?)\}", lambda rights: ",".join(sorted(rights[1].split(","))), row) for row in plain}


def test_a_restore_drill_finds_every_row_and_every_right_again(
    postgres: TestServer, saved: Saved, elsewhere: Access
) -> None:
    manifest = bring_back(postgres, saved, elsewhere)
    assert manifest.tables["jupyterhub.users"].rows == 2
    assert manifest.tables[f"nbgrader_{SLUG}.student"].rows == 1
    assert all(manifest.tables[f"coursewright.{name}"].rows for name in ("users", "outbox", "forum_posts"))
    assert rights(elsewhere) == rights(saved.access)


def test_what_was_restored_can_be_saved_again_and_is_the_same(
    postgres: TestServer, saved: Saved, elsewhere: Access, tmp_path: Path
) -> None:
    manifest = bring_back(postgres, saved, elsewhere)
    again = save(elsewhere, tmp_path / "again.backup", bin_folder=None, report=lambda _: None)
    assert (again.tables, again.cohorts, again.revision) == (
        manifest.tables,
        manifest.cohorts,
        manifest.revision,
    )


def test_each_role_works_after_a_restore_with_the_passwords_of_the_new_secret(
    postgres: TestServer, saved: Saved, elsewhere: Access
) -> None:
    bring_back(postgres, saved, elsewhere)
    upgrade(elsewhere.url(Role.OWNER))
    for role in Role:
        with engine_of(elsewhere, role) as engine, engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
    with psycopg.connect(conninfo(elsewhere.url(Role.HUB))) as hub:
        hub.execute("INSERT INTO users (name) VALUES ('bob')")
    with gradebook.opened(elsewhere.course_url(SLUG), SLUG) as book:
        assert [student.id for student in book.students] == ["ada"]


def test_a_backup_is_for_its_owner_alone_and_overwrites_nothing(saved: Saved) -> None:
    assert saved.file.stat().st_mode & 0o777 == 0o600
    before = saved.file.read_bytes()
    with pytest.raises(NotOverwritten, match="Name another file"):
        save(saved.access, saved.file, bin_folder=None, report=lambda _: None)
    assert saved.file.read_bytes() == before
    assert [path.name for path in saved.file.parent.iterdir()] == [saved.file.name]


def test_a_backup_holds_no_secret(saved: Saved) -> None:
    manifest = archive.read_manifest(saved.file).as_json().decode()
    assert all(saved.access.password(saved.access.role_name(role)) not in manifest for role in Role)


def test_a_database_that_holds_something_is_left_as_it_is(postgres: TestServer, saved: Saved) -> None:
    before = rights(saved.access)
    with pytest.raises(NotOverwritten, match=r"holds \d+ tables"):
        bring_back(postgres, saved, saved.access)
    assert rights(saved.access) == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "other"])
def test_a_damaged_file_is_told_before_anything_is_made(
    postgres: TestServer, saved: Saved, tmp_path: Path, damage: str
) -> None:
    broken = tmp_path / "broken.backup"
    content = bytearray(saved.file.read_bytes())
    with tarfile.open(saved.file) as tar:
        middle = tar.getmember(archive.MAIN).offset_data + 5000
    content[middle] ^= 0xFF
    half = bytes(content[: len(content) // 2])
    broken.write_bytes({"cut": half, "flipped": bytes(content), "other": b"no tar"}[damage])
    nowhere = replace(postgres.template, database="nowhere")
    with pytest.raises(Damaged):
        restore(postgres.admin, nowhere, broken, bin_folder=None, report=lambda _: None)
    with psycopg.connect(conninfo(postgres.admin)) as server:
        assert not server.execute("SELECT 1 FROM pg_database WHERE datname = 'nowhere'").fetchone()


def test_a_backup_of_newer_code_is_refused(
    postgres: TestServer, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = replace(archive.read_manifest(saved.file), revision="from the future")
    monkeypatch.setattr(archive, "read_manifest", lambda _file: newer)
    with pytest.raises(DatabaseTooNew):
        bring_back(postgres, saved, replace(postgres.template, database="nowhere"))


def test_a_restore_that_fails_leaves_the_database_empty(
    postgres: TestServer, saved: Saved, elsewhere: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = archive.read_manifest(saved.file)
    wrong = replace(true, tables={**true.tables, "coursewright.lost": true.tables["coursewright.users"]})
    monkeypatch.setattr(archive, "read_manifest", lambda _file: wrong)
    with pytest.raises(Damaged, match=r"coursewright.lost: 2 rows"):
        bring_back(postgres, saved, elsewhere)
    monkeypatch.undo()
    assert bring_back(postgres, saved, elsewhere).rows == true.rows


def test_a_tool_that_is_too_old_or_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"is PostgreSQL 99, and this machine has pg_dump and pg_restore 1"):
        tool.choose(None, 99)
    with pytest.raises(BackupError, match="pg_restore none"):
        tool.choose(tmp_path, 15)


def test_roles_are_renamed_whole_and_only_as_names() -> None:
    before = {"service": "a_service", "course x": "a_course_x"}
    here = {"service": "b-b_service", "course x": "b-b_course_x"}
    said = 'GRANT SELECT ON t TO a_service; GRANT ALL ON a_services TO "a_course_x";'
    assert renamed(said, before, here) == (
        'GRANT SELECT ON t TO "b-b_service"; GRANT ALL ON a_services TO "b-b_course_x";'
    )
