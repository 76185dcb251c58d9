"""A rubric is shown beside the marks it was used for, and not before."""

import json

from sqlalchemy import Engine, text

from tests.hub.api.service import Service
from tests.hub.world import World, notebook

RUBRIC = [
    ("why", "why_1", "Names the cause", 2),
    ("why", "why_2", "Names a remedy", 1),
    ("how", "how_1", "Is clear", 3),
]


def _judge(engine: Engine, number: str, **marked: bool) -> None:
    tests = [
        {
            "grade_id": name,
            "title": name,
            "points": 0,
            "max_points": 3,
            "outcome": "manual",
            "reason": None,
            "comment": None,
            "is_marked": is_marked,
        }
        for name, is_marked in marked.items()
    ]
    judged = """
        UPDATE code_submissions SET grading_state = 'graded', status = 'graded', grade = 0, graded_at = now(),
          test_results = CAST(:tests AS jsonb) WHERE id = :id
    """
    with engine.begin() as connection:
        connection.execute(text(judged), {"tests": json.dumps(tests), "id": number})


def _write_rubric(engine: Engine, key: str) -> None:
    row = """
        INSERT INTO rubric_items (assessment_id, answer, key, title, points, order_index)
        SELECT id, :answer, :key, :title, :points, 0 FROM assessments WHERE slug = :slug
        ON CONFLICT DO NOTHING
    """
    with engine.begin() as connection:
        for answer, name, title, points in RUBRIC:
            values = {"answer": answer, "key": name, "title": title, "points": points, "slug": key}
            connection.execute(text(row), values)


def test_lines_are_shown_for_marked_answers_only(service: Service, world: World, engine: Engine) -> None:
    _write_rubric(engine, world.task)
    path = f"/exercises/{world.task}"
    assert service.get(path, "ada").json()["rubric"] == []
    body = {"notebook": notebook(world.task)}
    number = service.post(f"{path}/submissions", "ada", body).json()["id"]
    _judge(engine, number, why=False, how=False)
    assert "Names" not in service.get(path, "ada").text
    _judge(engine, number, why=True, how=False)
    assert service.get(path, "ada").json()["rubric"] == [
        {"answer": answer, "key": key, "title": title, "description": None, "points": points}
        for answer, key, title, points in RUBRIC
        if answer == "why"
    ]
    assert service.get(path, "bob").json()["rubric"] == []
    again = {"notebook": notebook(world.task, text="x = 2")}
    service.post(f"{path}/submissions", "ada", again)
    assert len(service.get(path, "ada").json()["rubric"]) == 2
