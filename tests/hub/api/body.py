"""What a right request to each route of the table holds."""

import uuid
from typing import Final

from tests.hub.api.quiz_world import MODULE
from tests.hub.api.scene import OWN_TASK, Scene
from tests.hub.world import World, notebook

ANSWERS: Final = {
    "meta_category": "economic",
    "archetype": "allocator",
    "domain": "Sneakers",
    "words": {"container": "Vault"},
    "tool": "spreadsheets",
}

LINK: Final = {
    "title": "How a block is made",
    "url": "https://example.org/blocks",
    "type": "article",
    "difficulty": "beginner",
    "description": "Says it once more, with pictures.",
}


def right_body(route: str, scene: Scene) -> object:
    """The body of a right request to the route; None for those that hold nothing."""
    bodies: dict[str, object] = {
        "POST /onboarding/preview": ANSWERS,
        "PUT /me/privacy": {"default_visibility": "private", "is_hidden": True},
        "POST /exercises/{task}/submissions": {"notebook": notebook(World.task)},
        "POST /exercises/{own_task}/submissions": {"notebook": notebook(OWN_TASK)},
        "POST /items/{lesson}/minutes": {"east": 60},
        "POST /items/{own_task}/minutes": {"east": 60},
        "POST /modules/{module}/quiz/sessions": {"only_missed": False},
        "POST /modules/{module}/resources": LINK | {"idempotency_key": str(uuid.uuid4())},
        "POST /submissions/{submission}/regrade-requests": {"reason": "The second test is too strict."},
        "PUT /quiz-sessions/{sitting}/answers/{question}": {"answer": None},
        "POST /review/cards/{card}/answers": {"question": scene.question("choice"), "answer": None},
        "PUT /review/answers/{review_answer}/verdict": {"is_correct": True},
        "POST /courses": {**ANSWERS, "idempotency_key": str(uuid.uuid4())},
        "POST /cohorts/{demo}/assignments/{task}/grading": {"students": None},
        "POST /cohorts/{other}/assignments/{task}/grading": {"students": None},
    }
    bodies |= _in_forum(scene)
    if route in bodies:
        return bodies[route]
    if "/resources/" in route and route.endswith("/decision"):
        return {"decision": "declined", "reason": "It asks for money before it explains anything."}
    if route.endswith("/decision"):
        return {"points": 3}
    if route.endswith("/answer"):
        return {"decision": "kept", "answer": "The test is right as it is."}
    return None


def _in_forum(scene: Scene) -> dict[str, object]:
    words = {"idempotency_key": str(uuid.uuid4()), "content": "Why is it *one* hash?"}
    asked = {**words, "title": "One hash", "module": MODULE}
    return {
        "POST /forum/threads": asked,
        "PUT /forum/threads/{thread}/answer": {"post": scene.reply()},
        "POST /forum/posts/{thread}/replies": words,
        "POST /forum/posts/{of_blocker}/replies": words,
        "PUT /forum/posts/{thread}": {"content": "Why is it *two* hashes?", "title": "Two hashes"},
        "PUT /forum/posts/{reply}/vote": {"vote": "upvote"},
        "PUT /forum/posts/{of_blocker}/vote": {"vote": "upvote"},
    }
