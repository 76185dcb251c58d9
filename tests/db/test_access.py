"""Role names, passwords and addresses follow from the database's name and the secret."""

from db.access import Access, Role, gradebook_schema
from db.secret import Secret

ACCESS = Access("127.0.0.1", 5433, "coursewright", Secret(b"\x01" * 32))


def test_every_role_has_its_own_name_and_password() -> None:
    urls = [ACCESS.url(role) for role in Role] + [ACCESS.course_url("demo"), ACCESS.course_url("demo-2")]
    assert len({url.username for url in urls}) == len(urls)
    assert len({url.password for url in urls}) == len(urls)
    assert ACCESS.url(Role.SERVICE).username == "coursewright_service"
    assert ACCESS.course_url("demo-2").username == "coursewright_course_demo-2"


def test_addresses_hold_no_percent_sign() -> None:
    assert "%" not in ACCESS.course_url("spring-2027").render_as_string(hide_password=False)


def test_a_course_server_gets_its_password_beside_the_address() -> None:
    env = ACCESS.course_env("demo")
    password = ACCESS.password("coursewright_course_demo")
    assert env == {
        "NBGRADER_DB_URL": "postgresql+psycopg://coursewright_course_demo@127.0.0.1:5433/coursewright",
        "PGPASSWORD": password,
    }


def test_the_environment_of_a_role_is_what_libpq_reads() -> None:
    assert ACCESS.env(Role.WORKER) == {
        "PGHOST": "127.0.0.1",
        "PGPORT": "5433",
        "PGDATABASE": "coursewright",
        "PGUSER": "coursewright_worker",
        "PGPASSWORD": ACCESS.password("coursewright_worker"),
    }


def test_options_of_the_users_own_server_are_kept() -> None:
    access = Access("db.example", 5432, "school", Secret(b"\x01" * 32), (("sslmode", "require"),))
    assert access.url(Role.HUB).query == {"sslmode": "require"}
    assert "secret" not in repr(access)


def test_each_cohort_has_its_own_schema() -> None:
    assert gradebook_schema("demo") == "nbgrader_demo"
