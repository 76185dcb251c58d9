"""What a learner wrote in her attempts, over HTTP."""

from typing import Any

from sqlalchemy import Engine, text

from tests.hub.api.service import Service
from tests.hub.world import World, notebook


def _cell(source: object, name: str | None = None, **marks: bool) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name, "grade": False, "solution": False, **marks}} if name else {}
    return {"cell_type": "code", "id": f"id-{name}", "metadata": metadata, "source": source, "outputs": []}


def _submit(service: Service, world: World, *cells: dict[str, Any]) -> str:
    body = {**notebook(world.task), "cells": list(cells)}
    answer = service.post(f"/exercises/{world.task}/submissions", "ada", {"notebook": body})
    assert answer.status_code == 202
    number: str = answer.json()["id"]
    return number


def test_her_own_cells_are_shown_in_order_and_tests_are_left_out(service: Service, world: World) -> None:
    number = _submit(
        service,
        world,
        _cell(["def f():\n", "    return 1"], "f", solution=True),
        _cell("assert f() == 41  # hidden", "test-f", grade=True, locked=True),
        _cell("import math", "given", locked=True),
        _cell("I think so.", "essay", grade=True, solution=True),
        _cell("f()"),
    )
    answer = service.get(f"/submissions/{number}/cells", "ada")
    assert "hidden" not in answer.text
    assert answer.json() == {
        "submission_id": number,
        "attempt": 1,
        "cells": [
            {"name": "f", "is_asked_for": True, "cell_type": "code", "source": "def f():\n    return 1"},
            {"name": "essay", "is_asked_for": True, "cell_type": "code", "source": "I think so."},
            {"name": "id-None", "is_asked_for": False, "cell_type": "code", "source": "f()"},
        ],
    }


def test_cells_of_others_are_not_found_by_students_or_staff(service: Service, world: World) -> None:
    number = _submit(service, world, _cell("x = 1"))
    for who in ("bob", "zoe", "eve", "ines", "carl"):
        assert service.get(f"/submissions/{number}/cells", who).status_code == 404
    assert service.get("/submissions/not-an-id/cells", "ada").status_code == 404


def test_a_notebook_that_cannot_be_read_has_no_cells(service: Service, world: World, engine: Engine) -> None:
    number = _submit(service, world, _cell("x = 1"))
    with engine.begin() as connection:
        statement = """
            WITH broken AS (INSERT INTO notebooks (sha256, content) VALUES (sha256('{"cel'), '{"cel')
              ON CONFLICT (sha256) DO UPDATE SET content = EXCLUDED.content RETURNING sha256)
            UPDATE code_submissions SET notebook_sha256 = (SELECT sha256 FROM broken) WHERE id = :id
        """
        connection.execute(text(statement), {"id": number})
    assert service.get(f"/submissions/{number}/cells", "ada").json()["cells"] == []
