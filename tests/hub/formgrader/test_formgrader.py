"""Formgrader on a course server, over HTTP and a real gradebook."""

import json
import time

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests.hub.formgrader.conftest import ASSIGNMENT, CourseServer

ONE = f"api/submission/{ASSIGNMENT}/ada/autograde"
ALL = f"api/assignment/{ASSIGNMENT}/autograde"
OTHERS = "FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"
GRADING = f"/services/coursewright/api/v1/cohorts/demo/assignments/{ASSIGNMENT}/grading"


@pytest.fixture(autouse=True)
def forgetful(course_server: CourseServer) -> None:
    """Each test finds a service that nobody asked."""
    course_server.service.asked.clear()
    course_server.service.status, course_server.service.answer = 202, {"queued": 1}


def _run(server: CourseServer, statement: str) -> list[object]:
    engine = create_engine(server.gradebook)
    try:
        with engine.begin() as connection:
            answer = connection.execute(text(statement))
            return list(answer.scalars()) if answer.returns_rows else []
    finally:
        engine.dispose()


def _submission(server: CourseServer) -> str:
    found = server.get(f"api/submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}").json()
    return str(found[0]["id"])


def test_the_assignment_and_its_submission_are_listed(course_server: CourseServer) -> None:
    assert [each["name"] for each in course_server.get("api/assignments").json()] == [ASSIGNMENT]
    submission = course_server.get(f"api/submission/{ASSIGNMENT}/ada").json()
    assert (submission["score"], submission["max_score"], submission["needs_manual_grade"]) == (2, 5, True)


def test_autograding_one_asks_the_service_in_the_servers_own_name(course_server: CourseServer) -> None:
    answer = course_server.post(ONE).json()
    assert answer["success"]
    assert answer["log"].startswith("1 submission is waiting")
    assert course_server.service.asked == [
        ("POST", GRADING, {"students": ["ada"]}, "token servers-own-token")
    ]


def test_autograding_all_asks_for_everybody(course_server: CourseServer) -> None:
    course_server.service.answer = {"queued": 7}
    assert course_server.post(ALL).json()["log"].startswith("7 submissions are waiting")
    assert course_server.service.asked[0][2] == {"students": None}


def test_autograding_runs_nothing_here(course_server: CourseServer) -> None:
    graded = course_server.spec.home / f"autograded/ada/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    before = graded.stat().st_mtime_ns
    course_server.post(ONE)
    assert graded.stat().st_mtime_ns == before


def test_what_the_service_refuses_is_told_in_its_own_words(course_server: CourseServer) -> None:
    course_server.service.status = 404
    course_server.service.answer = {"error": {"code": "not_found", "message": "ada handed nothing in."}}
    answer = course_server.post(ONE).json()
    assert (answer["success"], answer["error"]) == (False, "ada handed nothing in.")


def test_a_service_that_breaks_is_reported_with_what_to_do(course_server: CourseServer) -> None:
    course_server.service.status = 500
    answer = course_server.post(ONE).json()
    assert not answer["success"]
    assert "Try again" in answer["error"]


def test_the_page_can_follow_the_queue(course_server: CourseServer) -> None:
    progress = {"students": {"ada": {"state": "grading", "done": 2, "total": 5}}}
    course_server.service.status, course_server.service.answer = 200, progress
    assert course_server.get(f"api/assignment/{ASSIGNMENT}/grading").json() == progress


def test_a_score_that_a_worker_writes_is_seen_by_the_next_request(course_server: CourseServer) -> None:
    score = "UPDATE grade SET auto_score = {} WHERE auto_score IS NOT NULL"
    for worth in (1, 2):
        _run(course_server, score.format(worth))
        assert course_server.get(f"api/submission/{ASSIGNMENT}/ada").json()["score"] == worth


def test_no_connection_stays_open_after_a_request(course_server: CourseServer) -> None:
    course_server.get("api/assignments")
    course_server.get(f"api/grades?submission_id={_submission(course_server)}")
    deadline = time.monotonic() + 10
    while (found := _run(course_server, f"SELECT pid {OTHERS}")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == []


def test_a_connection_that_is_cut_does_not_break_the_server(course_server: CourseServer) -> None:
    course_server.get("api/assignments")
    _run(course_server, f"SELECT pg_terminate_backend(pid) {OTHERS}")
    assert course_server.get("api/assignments").status_code == 200


def test_points_and_comments_are_stored(course_server: CourseServer) -> None:
    submission = _submission(course_server)
    grades = course_server.get(f"api/grades?submission_id={submission}").json()
    comments = course_server.get(f"api/comments?submission_id={submission}").json()
    grade = next(each for each in grades if each["name"] == "why")
    comment = next(each for each in comments if each["name"] == "why")
    client = course_server.client
    client.put(f"/formgrader/api/grade/{grade['id']}", json=grade | {"manual_score": 2.5})
    client.put(f"/formgrader/api/comment/{comment['id']}", json=comment | {"manual_comment": "Good."})
    assert _run(course_server, "SELECT manual_score FROM grade WHERE manual_score IS NOT NULL") == [2.5]
    assert _run(course_server, "SELECT manual_comment FROM comment WHERE manual_comment IS NOT NULL") == [
        "Good."
    ]


def test_pages_may_be_framed_by_lab_and_by_nobody_else(course_server: CourseServer) -> None:
    for path in ("manage_assignments", f"submissions/{_submission(course_server)}/"):
        assert "frame-ancestors 'self'" in course_server.get(path).headers["Content-Security-Policy"]


def test_the_page_of_a_submission_runs_its_own_scripts_only(course_server: CourseServer) -> None:
    first, second = (course_server.get(f"submissions/{_submission(course_server)}/") for _ in range(2))
    policy = first.headers["Content-Security-Policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in first.text
    assert nonce not in second.text
    assert "unsafe" not in policy


def test_files_of_a_submission_get_no_rights(course_server: CourseServer) -> None:
    answer = course_server.get(f"submissions/{_submission(course_server)}/{ASSIGNMENT}.ipynb")
    assert (answer.status_code, answer.headers["Content-Security-Policy"].split(";")[0]) == (200, "sandbox")


def test_a_name_that_is_markup_is_not_found(course_server: CourseServer) -> None:
    answer = course_server.get("manage_submissions/x%22;alert(1)")
    assert answer.status_code == 404
    assert "alert(1)" not in answer.text


def test_no_link_can_load_a_configuration(course_server: CourseServer) -> None:
    trap = course_server.spec.home / "trap"
    trap.mkdir(exist_ok=True)
    proof = trap / "proof"
    (trap / "nbgrader_config.py").write_text(f"open({str(proof)!r}, 'w')", encoding="utf-8")
    answer = course_server.client.get("/formgrader/", params={"path": str(trap)})
    assert answer.headers["Location"] == "/formgrader/manage_assignments"
    assert not proof.exists()


def test_no_page_shows_the_configuration_or_a_content_network(course_server: CourseServer) -> None:
    for path in (
        "manage_assignments",
        f"manage_submissions/{ASSIGNMENT}",
        f"submissions/{_submission(course_server)}/",
    ):
        page = course_server.get(path).text
        assert course_server.spec.env["PGPASSWORD"] not in page
        assert "postgresql" not in page
        assert "cdnjs" not in page


@pytest.mark.parametrize(
    "path",
    ["coursewright/grading.js", "coursewright/links.js", "coursewright/submission.js", "mathjax/MathJax.js"],
)
def test_scripts_of_the_pages_are_served(course_server: CourseServer, path: str) -> None:
    assert course_server.get(path).status_code == 200


@pytest.mark.parametrize(("method", "path"), [("GET", "manage_assignments"), ("POST", ONE), ("POST", ALL)])
def test_strangers_get_nothing(course_server: CourseServer, method: str, path: str) -> None:
    answer = httpx.request(
        method, f"{course_server.client.base_url}/formgrader/{path}", follow_redirects=False
    )
    assert answer.status_code in {302, 403}
    assert course_server.service.asked == []


def test_stock_formgrader_and_the_students_extensions_are_off(course_server: CourseServer) -> None:
    log = course_server.log.read_text(encoding="utf-8")
    assert "hub.formgrader | extension was successfully loaded" in log
    for name in ("formgrader", "assignment_list", "course_list"):
        assert f"nbgrader.server_extensions.{name} | extension was successfully loaded" not in log
    assert json.loads(course_server.client.get("/formgrader/api/status").text) == {"status": True}
