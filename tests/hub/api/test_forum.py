"""The forum over HTTP: asking, answering, voting, finding, and who reads what."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from db.enums import RelationshipStatus, VoteType
from db.models import Assessment, Cohort, ForumPost, ForumVote, Module, User
from hub.services.forum_write import DEEPEST, MOST_POSTS
from hub.services.post_text import FOLDED
from tests.factories.forum import make_reply, make_thread
from tests.factories.submission import make_submission
from tests.factories.user import make_follow
from tests.hub.api.service import Service
from tests.hub.world import World

MODULE = "ledgers"
SECRET = "return sha256(previous + body).hexdigest()"


def _person(session: Session, name: str) -> User:
    return session.scalars(select(User).where(User.username == name)).one()


def _ask(service: Service, who: str = "ada", **given: object) -> Any:  # noqa: ANN401
    body = {"idempotency_key": str(uuid.uuid4()), "title": "How does it work?", "content": "Say *it*."}
    return service.post("/forum/threads", who, body | given)


def _thread(service: Service, who: str = "ada", **given: object) -> dict[str, Any]:
    answer = _ask(service, who, **given)
    assert answer.status_code == 201, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def _reply(service: Service, who: str, post: str, content: str = "Like this.") -> Any:  # noqa: ANN401
    body = {"idempotency_key": str(uuid.uuid4()), "content": content}
    return service.post(f"/forum/posts/{post}/replies", who, body)


def _replies(service: Service, thread: str, who: str = "ada") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = service.get(f"/forum/threads/{thread}/replies", who).json()["items"]
    return items


def _listed(service: Service, who: str = "ada", **query: object) -> list[str]:
    params = {name: str(value) for name, value in query.items()}
    page = service.get("/forum/threads", who, params=params).json()
    return [item["title"] for item in page["items"]]


def _code(answer: Any) -> tuple[int, str]:  # noqa: ANN401
    return answer.status_code, answer.json()["error"]["code"]


def _pass(engine: Engine, who: str, world: World) -> None:
    with Session(engine) as session:
        task = session.scalars(select(Assessment).where(Assessment.slug == world.task)).one()
        cohort = session.scalars(select(Cohort).where(Cohort.slug == "demo")).one()
        make_submission(session, _person(session, who), task, cohort=cohort, grade=Decimal(10))
        session.commit()


def test_a_question_is_asked_answered_and_read_by_everybody(service: Service) -> None:
    thread = _thread(service, module=MODULE, title="  What is a ledger?  ")
    number = thread["post"]["id"]
    assert (thread["title"], thread["module"], thread["post"]["is_mine"]) == (
        "What is a ledger?",
        MODULE,
        True,
    )
    first = _reply(service, "bob", number).json()
    second = _reply(service, "ada", first["id"], "Thanks!").json()
    assert (first["depth"], second["depth"], second["parent_id"]) == (1, 2, first["id"])
    for who in ("ada", "bob", "zoe", "ines"):
        seen = service.get(f"/forum/threads/{number}", who).json()
        assert (seen["reply_count"], seen["post"]["content"]) == (2, "Say *it*.")
        assert [each["content"] for each in _replies(service, number, who)] == ["Like this.", "Thanks!"]
        [line] = service.get("/forum/threads", who).json()["items"]
        assert (line["title"], line["opening"], line["username"]) == ("What is a ledger?", "Say *it*.", "ada")


def test_threads_are_listed_by_module_exercise_and_standing(service: Service, world: World) -> None:
    _thread(service, title="About the module", module=MODULE)
    solved = _thread(service, "bob", title="About the task", key=world.task)["post"]["id"]
    _thread(service, "zoe", title="About nothing")
    answer = _reply(service, "ada", solved).json()["id"]
    service.ask("PUT", f"/forum/threads/{solved}/answer", "bob", json={"post": answer})
    assert _listed(service) == ["About the task", "About nothing", "About the module"]
    assert _listed(service, module=MODULE) == ["About the task", "About the module"]
    assert _listed(service, key=world.task) == ["About the task"]
    assert _listed(service, show="mine") == ["About the module"]
    assert _listed(service, show="unanswered") == ["About nothing", "About the module"]
    assert _listed(service, show="unsolved") == ["About nothing", "About the module"]
    assert _listed(service, show="solved", module=MODULE) == ["About the task"]
    assert _listed(service, key=world.late_task) == []
    assert service.get("/forum/threads", "ada", params={"module": "secret"}).status_code == 404


@pytest.mark.parametrize("query", [{}, {"module": MODULE}, {"show": "mine"}])
def test_threads_are_read_page_by_page_each_once(
    service: Service, engine: Engine, query: dict[str, str]
) -> None:
    with Session(engine) as session:
        module = session.scalars(select(Module).where(Module.slug == MODULE)).one()
        same = datetime.now(UTC)
        for place in range(7):
            thread = make_thread(session, _person(session, "ada"), module)
            thread.is_pinned, thread.last_activity_at = place == 3, same
        session.commit()
    seen: list[str] = []
    before: str | None = None
    for _ in range(10):
        params = query | {"limit": "2"} | ({"before": before} if before else {})
        page = service.get("/forum/threads", "ada", params=params).json()
        seen += [item["id"] for item in page["items"]]
        before = page["next"]
        if before is None:
            break
    assert len(seen) == len(set(seen)) == 7


def test_replies_are_read_page_by_page(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    written = [_reply(service, "bob", number, f"Reply {place}").json()["id"] for place in range(5)]
    first = service.get(f"/forum/threads/{number}/replies?limit=3", "ada").json()
    rest = service.get(f"/forum/threads/{number}/replies?limit=3&before={first['next']}", "ada").json()
    assert [each["id"] for each in (*first["items"], *rest["items"])] == written
    assert rest["next"] is None


@pytest.mark.parametrize("cursor", ["x", "MXx8", "MHwyMDI2fDE=", "é"])
def test_a_cursor_that_is_none_is_refused(service: Service, cursor: str) -> None:
    number = _thread(service)["post"]["id"]
    for path in ("/forum/threads", f"/forum/threads/{number}/replies", "/forum/search"):
        assert _code(service.get(path, "ada", params={"before": cursor})) == (422, "invalid")


def test_the_same_request_writes_once_and_another_person_may_use_its_key(service: Service) -> None:
    key = str(uuid.uuid4())
    first, again = (_thread(service, idempotency_key=key) for _ in range(2))
    assert first["post"]["id"] == again["post"]["id"]
    assert _thread(service, "bob", idempotency_key=key)["post"]["id"] != first["post"]["id"]
    assert len(_listed(service)) == 2


def test_who_writes_too_much_waits_and_loses_nothing_that_was_sent(service: Service, engine: Engine) -> None:
    key = str(uuid.uuid4())
    _thread(service, idempotency_key=key)
    for _ in range(MOST_POSTS - 1):
        _thread(service)
    refused = _ask(service)
    assert _code(refused) == (429, "rate_limited")
    assert 0 < int(refused.headers["Retry-After"]) <= 601
    assert _ask(service, idempotency_key=key).status_code == 201  # it is stored, and is not written again
    assert _ask(service, "bob").status_code == 201
    with engine.begin() as connection:
        connection.execute(text("UPDATE forum_posts SET created_at = created_at - interval '11 minutes'"))
    assert _ask(service).status_code == 201


@pytest.mark.parametrize(
    "given",
    [
        {"title": "Why"},
        {"title": "A title\nof two lines"},
        {"title": "x" * 201},
        {"content": "   "},
        {"content": "x" * 20_001},
        {"module": MODULE, "key": "m01-hash-chain"},
        {"cell_id": "a"},
        {"content": "<script>alert(1)</script>"},
        {"content": "[x](javascript:alert(1))"},
    ],
)
def test_a_question_that_breaks_a_rule_is_refused(service: Service, given: dict[str, str]) -> None:
    assert _ask(service, "ada", **given).status_code == 422
    assert _listed(service) == []


def test_a_question_about_what_one_has_not_is_refused(service: Service, world: World) -> None:
    for given in ({"module": "secret"}, {"key": "m09-nothing"}, {"key": world.lesson}):
        assert _ask(service, **given).status_code == 404


def test_a_title_that_looks_like_html_is_served_as_the_words_that_it_is(service: Service) -> None:
    title = "<img src=x onerror=alert(1)>"
    number = _thread(service, title=title)["post"]["id"]
    answer = service.get(f"/forum/threads/{number}", "bob")
    assert answer.json()["title"] == title
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_post_is_changed_by_its_author_and_tells_so(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    path = f"/forum/posts/{number}"
    assert service.ask("PUT", path, "bob", json={"content": "Mine now."}).status_code == 403
    assert _code(service.ask("PUT", path, "ada", json={"content": "<b>x</b>"})) == (422, "not_plain")
    same = service.ask("PUT", path, "ada", json={"content": "Say *it*."}).json()
    assert same["edited_at"] is None
    changed = service.ask(
        "PUT", path, "ada", json={"content": "Say *more*.", "title": "Another title"}
    ).json()
    assert changed["content"] == "Say *more*."
    assert changed["edited_at"] is not None
    assert service.get(f"/forum/threads/{number}", "bob").json()["title"] == "Another title"


def test_a_reply_that_is_deleted_keeps_its_place_without_words(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    first = _reply(service, "bob", number).json()["id"]
    second = _reply(service, "ada", first, "And then?").json()["id"]
    for _ in range(2):
        answer = service.ask("DELETE", f"/forum/posts/{first}", "bob")
        assert (answer.status_code, answer.json()) == (200, {"id": first, "thread_id": number})
    gone, left = _replies(service, number)
    assert (gone["id"], gone["content"], gone["username"], gone["is_withheld"]) == (first, None, None, True)
    assert (left["id"], left["parent_id"], left["content"]) == (second, first, "And then?")
    for answer in (
        _reply(service, "ada", first),
        service.ask("PUT", f"/forum/posts/{first}/vote", "ada", json={"vote": "upvote"}),
        service.ask("PUT", f"/forum/posts/{first}", "bob", json={"content": "I am back."}),
    ):
        assert answer.status_code == 404


def test_a_thread_that_others_replied_to_is_not_deleted(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    _reply(service, "ada", number)
    theirs = _reply(service, "bob", number).json()["id"]
    assert _code(service.ask("DELETE", f"/forum/posts/{number}", "ada")) == (409, "has_replies")
    service.ask("DELETE", f"/forum/posts/{theirs}", "bob")
    assert service.ask("DELETE", f"/forum/posts/{number}", "ada").status_code == 200
    assert service.get(f"/forum/threads/{number}", "ada").status_code == 404
    assert _listed(service) == []


def test_a_person_has_one_vote_and_the_counts_are_those_of_the_votes(
    service: Service, engine: Engine
) -> None:
    number = _thread(service)["post"]["id"]
    path = f"/forum/posts/{number}/vote"
    for who, vote in (
        ("bob", "upvote"),
        ("zoe", "downvote"),
        ("bob", "upvote"),
        ("zoe", "upvote"),
        ("bob", "downvote"),
    ):
        answer = service.ask("PUT", path, who, json={"vote": vote}).json()
        assert answer["my_vote"] == vote
        with Session(engine) as session:
            grouped = select(ForumVote.vote_type, func.count()).group_by(ForumVote.vote_type)
            votes = {row.vote_type: row[1] for row in session.execute(grouped)}
        counted = (votes.get(VoteType.UPVOTE, 0), votes.get(VoteType.DOWNVOTE, 0))
        assert (answer["upvotes"], answer["downvotes"]) == counted
    for _ in range(2):
        answer = service.ask("DELETE", path, "bob").json()
        assert (answer["upvotes"], answer["downvotes"], answer["my_vote"]) == (1, 0, None)
    assert _code(service.ask("PUT", path, "ada", json={"vote": "upvote"})) == (409, "own_post")


def test_who_asked_accepts_an_answer_changes_it_and_opens_the_thread_again(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    first, second = (_reply(service, who, number).json()["id"] for who in ("bob", "zoe"))
    elsewhere = _reply(service, "bob", _thread(service)["post"]["id"]).json()["id"]
    path = f"/forum/threads/{number}/answer"
    assert service.ask("PUT", path, "bob", json={"post": first}).status_code == 403
    for wrong in (number, elsewhere, str(uuid.uuid4())):
        assert service.ask("PUT", path, "ada", json={"post": wrong}).status_code == 404
    for chosen in (first, second):
        assert service.ask("PUT", path, "ada", json={"post": chosen}).json()["is_solved"] is True
        assert [each["id"] for each in _replies(service, number) if each["is_answer"]] == [chosen]
    service.ask("DELETE", f"/forum/posts/{second}", "zoe")
    assert service.get(f"/forum/threads/{number}", "ada").json()["is_solved"] is False
    service.ask("PUT", path, "ada", json={"post": first})
    assert service.ask("PUT", path, "ada", json={"post": None}).json()["is_solved"] is False


def test_replies_have_a_deepest_level(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        post = make_thread(session, _person(session, "bob"))
        for _ in range(DEEPEST):
            post = make_reply(session, _person(session, "bob"), post)
        session.commit()
        number = str(post.id)
    assert _code(_reply(service, "ada", number)) == (409, "too_deep")


def test_posts_are_found_by_words_and_titles_that_resemble_them(service: Service) -> None:
    hash_ = _thread(service, module=MODULE, title="Collisions", content="Can two *preimages* share a digest?")
    reply = _reply(service, "bob", hash_["post"]["id"], "A preimage is what was hashed.").json()["id"]
    _thread(service, title="Something else", content="Nothing of it.")

    def found(words: str, **more: str) -> list[str]:
        page = service.get("/forum/search", "zoe", params={"words": words, **more}).json()
        return [item["id"] for item in page["items"]]

    assert set(found("preimage")) == {hash_["post"]["id"], reply}
    assert found("preimage", module=MODULE, is_solved="true") == []
    assert found("colision") == [hash_["post"]["id"]]
    assert found("-") == found("") == []
    first = service.get("/forum/search?words=preimage&limit=1", "zoe").json()
    rest = service.get(f"/forum/search?words=preimage&limit=1&before={first['next']}", "zoe").json()
    assert {first["items"][0]["id"], rest["items"][0]["id"]} == {hash_["post"]["id"], reply}


def test_code_about_an_exercise_is_folded_for_who_has_not_passed_it(
    service: Service, engine: Engine, world: World
) -> None:
    words = f"My block is wrong:\n\n```python\n{SECRET}\n```\n\nWhy?"
    asked = _thread(service, key=world.task, cell_id="a", quoted=SECRET, content=words)
    number = asked["post"]["id"]
    assert (asked["key"], asked["cell_id"], asked["quoted"], asked["module"]) == (
        world.task,
        "a",
        SECRET,
        MODULE,
    )
    _reply(service, "ines", number, f"Try:\n\n    {SECRET}\n")
    _pass(engine, "zoe", world)
    for who, sees in (("ada", True), ("bob", False), ("zoe", True), ("ines", True)):
        everything = [
            service.get(path, who).text
            for path in (
                f"/forum/threads/{number}",
                f"/forum/threads/{number}/replies",
                "/forum/threads",
                f"/forum/threads?key={world.task}",
                "/forum/search?words=block",
                "/forum/search?words=sha256",
            )
        ]
        told = "sha256(previous" in "".join(everything[: 1 if who == "ada" else 6])
        assert told is sees, who
    seen = service.get(f"/forum/threads/{number}", "bob").json()
    assert (seen["quoted"], seen["cell_id"], seen["post"]["is_folded"]) == (None, "a", True)
    assert seen["post"]["content"] == f"My block is wrong:\n\n{FOLDED}\n\nWhy?"
    _pass(engine, "bob", world)
    assert service.get(f"/forum/threads/{number}", "bob").json()["quoted"] == SECRET


def test_an_answer_to_a_vote_does_not_unfold(service: Service, world: World) -> None:
    number = _thread(service, "ada", key=world.task, content=f"```\n{SECRET}\n```")["post"]["id"]
    for answer in (
        service.ask("PUT", f"/forum/posts/{number}/vote", "bob", json={"vote": "upvote"}),
        service.ask("DELETE", f"/forum/posts/{number}/vote", "bob"),
    ):
        assert answer.status_code == 200
        assert SECRET not in answer.text


def test_questions_answers_and_votes_earn_badges_with_the_next_post(service: Service, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO achievements "
                "(slug, title, description, icon, category, rarity, points, criteria_json) "
                "VALUES ('curious', 'Curious', 'd', 'i', 'social', 'common', 15, :three),"
                "('lighthouse', 'Lighthouse', 'd', 'i', 'helper', 'common', 15, :one)"
            ),
            {
                "three": '{"all": [{"fact": "questions_asked", "at_least": 2}]}',
                "one": '{"all": [{"fact": "answers_accepted", "at_least": 1}]}',
            },
        )

    def earned() -> set[tuple[str, str]]:
        query = text(
            "SELECT u.username, a.slug FROM user_achievements e JOIN users u ON u.id = e.user_id "
            "JOIN achievements a ON a.id = e.achievement_id WHERE e.earned_at IS NOT NULL"
        )
        with engine.connect() as connection:
            return {(row.username, row.slug) for row in connection.execute(query)}

    try:
        number = _thread(service)["post"]["id"]
        assert earned() == set()
        _thread(service)
        assert earned() == {("ada", "curious")}
        answer = _reply(service, "bob", number).json()["id"]
        service.ask("PUT", f"/forum/threads/{number}/answer", "ada", json={"post": answer})
        _reply(service, "bob", number)
        assert earned() == {("ada", "curious"), ("bob", "lighthouse")}
    finally:
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM user_achievements"))
            connection.execute(text("DELETE FROM achievements WHERE slug IN ('curious', 'lighthouse')"))


@pytest.mark.parametrize(
    ("actor", "object_", "status"),
    [
        ("bob", "ada", RelationshipStatus.MUTED),
        ("bob", "ada", RelationshipStatus.BLOCKED),
        ("ada", "bob", RelationshipStatus.BLOCKED),
    ],
)
def test_nothing_of_who_is_shut_out_comes_through(
    service: Service, engine: Engine, actor: str, object_: str, status: RelationshipStatus
) -> None:
    hers = _thread(service, "ada", title="A needle of mine", content="A needle in my words.")["post"]["id"]
    theirs = _thread(service, "zoe", title="A thread of zoe's")["post"]["id"]
    reply = _reply(service, "ada", theirs, "A needle in a reply.").json()["id"]
    with Session(engine) as session:
        make_follow(session, _person(session, actor), _person(session, object_), status)
        session.commit()
    for path in (
        "/forum/threads",
        "/forum/threads?show=unanswered",
        f"/forum/threads/{theirs}",
        f"/forum/threads/{theirs}/replies",
        "/forum/search?words=needle",
    ):
        answer = service.get(path, "bob")
        assert answer.status_code == 200
        assert "eedle" not in answer.text, path
        assert '"ada"' not in answer.text, path
    for method, path, body in (
        ("GET", f"/forum/threads/{hers}", None),
        ("GET", f"/forum/threads/{hers}/replies", None),
        ("PUT", f"/forum/posts/{reply}/vote", {"vote": "upvote"}),
        ("DELETE", f"/forum/posts/{reply}/vote", None),
        ("POST", f"/forum/posts/{reply}/replies", {"idempotency_key": str(uuid.uuid4()), "content": "So?"}),
        ("POST", f"/forum/posts/{hers}/replies", {"idempotency_key": str(uuid.uuid4()), "content": "So?"}),
        ("PUT", f"/forum/posts/{reply}", {"content": "So?"}),
        ("DELETE", f"/forum/posts/{reply}", None),
    ):
        options = {} if body is None else {"json": body}
        assert service.ask(method, path, "bob", **options).status_code == 404, (method, path)


def test_who_hides_writes_without_a_name_for_others_and_with_hers_for_herself(
    service: Service, engine: Engine
) -> None:
    number = _thread(service)["post"]["id"]
    with engine.begin() as connection:
        connection.execute(text("UPDATE users SET is_hidden = true WHERE username = 'ada'"))
    try:
        for who, name in (("ada", "ada"), ("bob", None)):
            post = service.get(f"/forum/threads/{number}", who).json()["post"]
            assert (post["username"], post["is_mine"]) == (name, who == "ada")
            [line] = service.get("/forum/threads", who).json()["items"]
            assert line["username"] == name
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE users SET is_hidden = false"))


def test_a_post_is_stored_with_the_words_before_each_change(service: Service, engine: Engine) -> None:
    number = _thread(service)["post"]["id"]
    for content in ("Second words.", "Third words."):
        service.ask("PUT", f"/forum/posts/{number}", "ada", json={"content": content})
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT title, content FROM forum_edits ORDER BY replaced_at")).all()
        stored = connection.scalar(select(ForumPost.content))
    assert [row.content for row in kept] == ["Say *it*.", "Second words."]
    assert {row.title for row in kept} == {"How does it work?"}
    assert stored == "Third words."


def test_the_pace_is_counted_over_ten_minutes_alone(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        for _ in range(MOST_POSTS):
            make_thread(session, _person(session, "ada")).created_at = datetime.now(UTC) - timedelta(
                minutes=11
            )
        session.commit()
    assert _ask(service).status_code == 201


def _deeds(engine: Engine, subject: str) -> list[tuple[str, str]]:
    query = text("SELECT actor, action FROM audit_log WHERE subject = :subject ORDER BY id")
    with engine.connect() as connection:
        return [(row.actor, row.action) for row in connection.execute(query, {"subject": subject})]


def test_staff_pins_and_closes_a_thread_on_record(service: Service, engine: Engine) -> None:
    first = _thread(service, title="The first one", module=MODULE)["post"]["id"]
    _thread(service, title="The second one", module=MODULE)
    for path, mark in (("pin", "is_pinned"), ("lock", "is_locked")):
        assert service.ask("PUT", f"/forum/threads/{first}/{path}", "ada").status_code == 403
        for _ in range(2):
            assert service.ask("PUT", f"/forum/threads/{first}/{path}", "ines").json()[mark] is True
    assert _listed(service, module=MODULE) == ["The first one", "The second one"]
    assert _code(_reply(service, "ada", first)) == (409, "thread_locked")
    assert _reply(service, "ines", first).status_code == 201
    for path in ("pin", "lock"):
        service.ask("DELETE", f"/forum/threads/{first}/{path}", "ines")
    assert _reply(service, "ada", first).status_code == 201
    actions = ["forum.pinned", "forum.locked", "forum.unpinned", "forum.unlocked"]
    assert _deeds(engine, f"post {first}") == [("ines", action) for action in actions]


def test_what_staff_hides_is_withheld_until_staff_gives_it_back(service: Service, engine: Engine) -> None:
    number = _thread(service)["post"]["id"]
    reply = _reply(service, "bob", number, "Something rude.").json()["id"]
    service.ask("PUT", f"/forum/threads/{number}/answer", "ada", json={"post": reply})
    path = f"/forum/posts/{reply}/hiding"
    for _ in range(2):
        assert service.ask("PUT", path, "ines").json() == {
            "id": reply,
            "thread_id": number,
            "is_hidden": True,
        }
    for who in ("ada", "bob", "ines"):
        assert [each["content"] for each in _replies(service, number, who)] == [None]
        assert service.get("/forum/search?words=rude", who).json()["items"] == []
    assert service.get(f"/forum/threads/{number}", "ada").json()["is_solved"] is False
    assert service.ask("PUT", f"/forum/posts/{reply}", "bob", json={"content": "Again."}).status_code == 404
    assert service.ask("DELETE", path, "bob").status_code == 404
    assert service.ask("DELETE", path, "ines").json()["is_hidden"] is False
    assert [each["content"] for each in _replies(service, number)] == ["Something rude."]
    assert _deeds(engine, f"post {reply}") == [("ines", "forum.hidden"), ("ines", "forum.shown")]


def test_staff_does_not_bring_back_what_its_author_deleted(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    reply = _reply(service, "bob", number).json()["id"]
    service.ask("DELETE", f"/forum/posts/{reply}", "bob")
    for method in ("PUT", "DELETE"):
        assert service.ask(method, f"/forum/posts/{reply}/hiding", "ines").status_code == 404


def test_earlier_words_are_read_by_the_author_and_staff_alone(service: Service) -> None:
    number = _thread(service)["post"]["id"]
    service.ask("PUT", f"/forum/posts/{number}", "ada", json={"content": "Second words."})
    for who in ("ada", "ines"):
        [edit] = service.get(f"/forum/posts/{number}/edits", who).json()["items"]
        assert (edit["title"], edit["content"]) == ("How does it work?", "Say *it*.")
    assert service.get(f"/forum/posts/{number}/edits", "bob").status_code == 403
