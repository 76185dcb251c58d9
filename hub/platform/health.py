"""Examines the database the way each part of the platform meets it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from db import engine, upgrade
from db.access import Access, Role
from db.repositories.cohort import CohortRepository
from db.unit_of_work import UnitOfWork
from hub.platform.database import Database


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_good: bool
    detail: str


def examine(found: Database) -> list[Finding]:
    """Log in as every role, compare the tables' step, and log in to each running cohort's gradebook."""
    findings = [_login(f"role {role}", found.access.url(role)) for role in Role]
    if not all(finding.is_good for finding in findings):
        return findings
    findings.append(_tables(found.access))
    if findings[-1].is_good:
        findings += _gradebooks(found.access)
    return findings


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
    connected = engine.create(access.url(Role.OPERATOR), pool_size=1)
    try:
        with UnitOfWork(connected) as uow:
            cohorts = CohortRepository(uow.session).list_active()
    finally:
        connected.dispose()
    for cohort in cohorts:
        yield _login(f"gradebook {cohort.slug}", access.course_url(cohort.slug))
