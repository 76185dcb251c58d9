"""A clever, bored student finds nothing on her server that is not hers."""

import json
from collections.abc import Iterator

import httpx
import pytest

from hub.settings import Settings
from tests.journeys.answers import exercise
from tests.journeys.command import PASSWORD, add_student
from tests.journeys.kernel import Kernel
from tests.journeys.learner import Learner
from tests.journeys.platform import ROOT, Platform

pytestmark = pytest.mark.journey

SEARCH = """
import os, pathlib, json
needles = json.loads({needles!r})
found = []
def look(path):
    try:
        with open(path, "rb") as file:
            data = file.read(4_000_000)
    except OSError:
        return
    found.extend(f"{{path}}: {{n}}" for n in needles if n.encode() in data)
for top in json.loads({places!r}):
    for folder, folders, files in os.walk(top):
        for name in files:
            look(os.path.join(folder, name))
for process in pathlib.Path("/proc").glob("[0-9]*"):
    if process.name != str(os.getpid()):
        for name in ("environ", "cmdline", "maps"):
            look(process / name)
found.extend(f"environment: {{n}}" for n in needles if n in repr(dict(os.environ)))
print(json.dumps(found))
"""

IMPORTS = """
import importlib.util, json
names = ["db", "curriculum", "hub", "nbgrader", "psycopg", "procrastinate"]
print(json.dumps([name for name in names if importlib.util.find_spec(name)]))
"""

READS = """
import json, os
def can(path):
    try:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
    except OSError:
        return False
    return True
print(json.dumps([path for path in json.loads({paths!r}) if can(path)]))
"""

CONNECTS = """
import json, socket
fields = b"user\\0coursewright_service\\0database\\0coursewright\\0\\0"
message = (len(fields) + 8).to_bytes(4, "big") + b"\\0\\3\\0\\0" + fields
with socket.create_connection(("127.0.0.1", {port}), timeout=10) as probe:
    probe.sendall(message)
    print(json.dumps(probe.recv(64)[:9].hex()))
"""


@pytest.fixture(scope="module")
def cleo(platform: Platform) -> Iterator[Learner]:
    with platform.learner("cleo") as learner:
        learner.log_in()
        learner.start_server()
        yield learner


def secrets_of(platform: Platform) -> list[str]:
    """Return what must never be seen: passwords, role names with addresses, solutions, hidden tests."""
    access = Settings(state=platform.state, port=platform.port).access()
    hidden = "A forger changed block 1 and also gave it a fresh seal"
    passwords = [access.course_url("demo").password]
    return [
        *filter(None, passwords),
        *platform.passwords.values(),
        (platform.state / "secret").read_text(encoding="utf-8").strip(),
        "postgresql+psycopg://",
        hidden,
        "text = json.dumps([index, data, previous])",
    ]


def test_neither_files_nor_processes_nor_the_environment_hold_a_secret(
    platform: Platform, cleo: Learner
) -> None:
    assert "A forger changed block 1" in exercise("m01-hash-chain").source.decode()
    places = [str(platform.state), str(ROOT / "curriculum"), str(ROOT / "hub"), "/tmp", "/root", "/home"]  # noqa: S108
    code = SEARCH.format(needles=json.dumps(secrets_of(platform)), places=json.dumps(places))
    with Kernel(cleo) as kernel:
        assert json.loads(kernel.run(code)) == []


def test_the_platform_cannot_be_imported_or_read(platform: Platform, cleo: Learner) -> None:
    state = platform.state
    paths = [
        state / "secret",
        state / "credentials.json",
        state / "postgres",
        state / "courses",
        state / "courses" / "demo",
        state / "logs",
        state / "homes" / "bob",
        ROOT / "curriculum" / "content",
        ROOT / "db",
    ]
    with Kernel(cleo) as kernel:
        assert json.loads(kernel.run(IMPORTS)) == []
        readable = json.loads(kernel.run(READS.format(paths=json.dumps([str(path) for path in paths]))))
    assert readable == []


def test_the_database_asks_a_student_for_a_password(platform: Platform, cleo: Learner) -> None:
    port = Settings(state=platform.state, port=platform.port).access().port
    with Kernel(cleo) as kernel:
        answer = json.loads(kernel.run(CONNECTS.format(port=port)))
    scram_is_asked_for, refused = "52", "45"
    assert answer[:2] in {scram_is_asked_for, refused}


def test_formgrader_and_the_course_server_are_closed_to_students(platform: Platform, cleo: Learner) -> None:
    for path in ("/user/course-demo/formgrader", "/user/course-demo/lab", "/user/bob/lab", "/user/ines/lab"):
        assert cleo.client.get(path).status_code in {403, 404}, path
    for path in ("formgrader", "nbgrader_version", "courses", "assignments"):
        assert cleo.get(path).status_code in {403, 404}, path
    api = "coursewright/api/v1/"
    assert cleo.send("POST", f"{api}cohorts/demo/course-server").status_code in {403, 404}
    grading = cleo.send("POST", f"{api}cohorts/demo/assignments/m01-hash-chain/grading")
    assert grading.status_code in {403, 404}


def test_a_stranger_reaches_nothing_but_the_login_page(platform: Platform) -> None:
    with httpx.Client(base_url=platform.url) as stranger:
        for path in ("me", "course", "feed", "events", "items/m01-hash-chain/notebook"):
            answer = stranger.get(f"/services/coursewright/api/v1/{path}")
            assert answer.status_code in {401, 403}, path
        assert stranger.get("/user/cleo/lab").status_code in {302, 403}


def test_anothers_submission_does_not_exist_for_a_student(platform: Platform, cleo: Learner) -> None:
    add_student(platform, "dora")
    with Learner(platform.url, "dora", PASSWORD) as dora:
        dora.log_in()
        dora.start_server()
        submission = dora.submit(dora.open("m01-hash-chain")).json()
        assert dora.get(f"coursewright/api/v1/submissions/{submission['id']}").is_success
        assert cleo.get(f"coursewright/api/v1/submissions/{submission['id']}").status_code == 404
        dora.result(submission["id"])


def test_what_is_delivered_holds_no_solution_and_no_hidden_test(cleo: Learner) -> None:
    for key in ("m01-hash-chain", "b1-encapsulate"):
        delivered = json.dumps(cleo.get(f"coursewright/api/v1/items/{key}/notebook").json())
        source = exercise(key).source.decode()
        hidden = source.split("### BEGIN HIDDEN TESTS")[1].split("### END HIDDEN TESTS")[0]
        lines = [line.strip('", \\n') for line in hidden.splitlines() if len(line) > 40]
        assert lines
        assert not [line for line in lines if line in delivered]
        assert "BEGIN SOLUTION" not in delivered
