"""`coursewright cohort`: classes, who is in them, and their end."""

from dataclasses import asdict

import click

from db.enums import CohortRole
from hub.cli.session import Session, json_option, opened, show


@click.group()
def command() -> None:
    """Create, fill and archive cohorts."""


@command.command()
@click.argument("slug")
@click.argument("name")
@click.option("--description", help="What the cohort is about.")
@json_option
def create(slug: str, name: str, description: str | None, *, as_json: bool) -> None:
    """Create the cohort SLUG called NAME, with a gradebook, and release the exercises to it."""
    from db.repositories.cohort import CohortRepository  # noqa: PLC0415
    from hub.account_name import check_slug  # noqa: PLC0415
    from hub.platform import content  # noqa: PLC0415

    check_slug(slug)
    with opened() as session:
        with session.begin() as uow:
            cohort = CohortRepository(uow.session).create(slug, name, description=description)
            uow.commit()
        content.refresh(session.settings, session.database)
    show([{"slug": cohort.slug, "name": cohort.name}], as_json=as_json)


@command.command("list")
@json_option
def list_cohorts(*, as_json: bool) -> None:
    """List the running cohorts."""
    from db.repositories.cohort import CohortRepository  # noqa: PLC0415

    with opened() as session, session.begin() as uow:
        repository = CohortRepository(uow.session)
        rows = [
            {"slug": cohort.slug, "name": cohort.name, "members": len(repository.members(cohort.id))}
            for cohort in repository.list_active()
        ]
    show(rows, as_json=as_json)


@command.command()
@click.argument("slug")
@click.argument("usernames", nargs=-1, required=True)
@click.option(
    "--role", type=click.Choice([role.value for role in CohortRole]), default="student", show_default=True
)
@json_option
def enroll(slug: str, usernames: tuple[str, ...], role: str, *, as_json: bool) -> None:
    """Make people members of the cohort SLUG; all of them or, if one is unknown, none."""
    with opened() as session:
        rows = _enroll(session, slug, usernames, CohortRole(role))
    show(rows, as_json=as_json)


@command.command()
@click.argument("slug")
@click.option("--undo", is_flag=True, help="Bring an archived cohort back.")
@json_option
def archive(slug: str, *, undo: bool, as_json: bool) -> None:
    """Take the cohort SLUG out of use; everything in it is kept."""
    from db.repositories.cohort import CohortRepository  # noqa: PLC0415

    with opened() as session, session.begin() as uow:
        cohorts = CohortRepository(uow.session)
        cohorts.set_archived(cohorts.require(slug).id, is_archived=not undo)
        uow.commit()
    show([{"slug": slug, "archived": not undo}], as_json=as_json)


@command.command()
@click.argument("slug")
@click.option("--tries", type=click.IntRange(min=1), help="How many sittings of each quiz there may be.")
@click.option("--any-number", is_flag=True, help="As many sittings as one likes, as it is at first.")
@click.option(
    "--wait-minutes", type=click.IntRange(min=0), help="The pause between two sittings; 0 at first."
)
@click.option(
    "--reviews-per-day", type=click.IntRange(min=0), help="Questions of the daily review; 20 at first."
)
@json_option
def quizzes(
    slug: str,
    tries: int | None,
    *,
    any_number: bool,
    wait_minutes: int | None,
    reviews_per_day: int | None,
    as_json: bool,
) -> None:
    """Show the rules for quizzes and reviews in the cohort SLUG, or change those that are given."""
    from db.repositories.cohort import CohortRepository, QuizRules  # noqa: PLC0415

    if any_number and tries is not None:
        raise click.UsageError("--tries and --any-number contradict each other: give one of them.")
    with opened() as session, session.begin() as uow:
        cohorts = CohortRepository(uow.session)
        cohort = cohorts.require(slug)
        before = cohorts.quiz_rules(cohort.id)
        rules = QuizRules(
            tries=None if any_number else tries or before.tries,
            wait_minutes=before.wait_minutes if wait_minutes is None else wait_minutes,
            reviews_per_day=before.reviews_per_day if reviews_per_day is None else reviews_per_day,
        )
        cohorts.set_quiz_rules(cohort.id, rules)
        uow.commit()
    show([{"slug": slug, **asdict(rules)}], as_json=as_json)


def _enroll(
    session: Session, slug: str, usernames: tuple[str, ...], role: CohortRole
) -> list[dict[str, object]]:
    from db.errors import NotFound  # noqa: PLC0415
    from db.repositories.cohort import CohortRepository  # noqa: PLC0415
    from db.repositories.user import UserRepository  # noqa: PLC0415

    with session.begin() as uow:
        cohorts, users = CohortRepository(uow.session), UserRepository(uow.session)
        cohort = cohorts.require(slug)
        rows: list[dict[str, object]] = []
        for name in usernames:
            person = users.by_username(name)
            if person is None:
                raise NotFound(
                    f"There is no user {name}; nobody was enrolled. Add them with `coursewright user add`."
                )
            changed = cohorts.enroll(cohort.id, person.id, role)
            rows.append({"username": person.username, "role": role.value, "changed": changed})
        uow.commit()
        return rows
