"""Examines the database the way each part of the platform meets it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from db import engine, upgrade
from db.access import Access, Role
from db.repositories.cohort import CohortRepository
from db.repositories.drift import DriftRepository
from db.unit_of_work import UnitOfWork
from hub.platform.database import Database, operating


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_good: bool
    detail: str


def examine(found: Database) -> list[Finding]:
    """Log in as every role and to each running cohort's gradebook; compare the tables' step and caches."""
    findings = [_login(f"role {role}", found.access.url(role)) for role in Role]
    if not all(finding.is_good for finding in findings):
        return findings
    findings.append(_tables(found.access))
    if findings[-1].is_good:
        findings += _gradebooks(found.access)
        findings += _caches(found.access)
    return findings


def mend(found: Database) -> int:
    """Write anew every value that is kept for quick reading and has drifted; how many rows that changed."""
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        changed = DriftRepository(uow.session).mend()
        uow.commit()
    return changed


def _login(what: str, url: URL) -> Finding:
    connected = engine.create(url, pool_size=1)
    try:
        with connected.connect():
            return Finding(what, is_good=True, detail=f"logs in as {url.username}")
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        return Finding(what, is_good=False, detail=f"{reason}: run `coursewright db upgrade`")
    finally:
        connected.dispose()


def _tables(access: Access) -> Finding:
    here, wanted = upgrade.current(access.url(Role.OWNER)), upgrade.head()
    if here == wanted:
        return Finding("tables", is_good=True, detail=f"at step {here}")
    detail = f"at step {here}, this version wants {wanted}: run `coursewright db upgrade`"
    return Finding("tables", is_good=False, detail=detail)


def _gradebooks(access: Access) -> Iterator[Finding]:
    with operating(access) as connected, UnitOfWork(connected) as uow:
        cohorts = CohortRepository(uow.session).list_active()
    for cohort in cohorts:
        yield _login(f"gradebook {cohort.slug}", access.course_url(cohort.slug))


def _caches(access: Access) -> Iterator[Finding]:
    with operating(access) as connected, UnitOfWork(connected) as uow:
        drifts = DriftRepository(uow.session).find()
    for drift in drifts:
        detail = f"{drift.rows} rows drifted"
        if drift.rows:
            detail += f" ({'; '.join(drift.examples)}): run `coursewright db check --mend`"
        yield Finding(drift.cache, is_good=not drift.rows, detail=detail)
