"""No route answers anybody whom its rule does not name."""

import pytest

from hub.api.app import application
from hub.api.handler import RouteHandler, UnknownHandler
from hub.api.route import Route
from hub.api.routes import ROUTES
from hub.api.rule import RULES, Rule
from tests.hub.api.service import SCOPE, Service

GUARDED = [route for route in ROUTES if route.rule is not Rule.ANYONE]
STAFF = [route for route in ROUTES if route.rule in {Rule.COHORT_STAFF, Rule.COHORT_GRADER}]
OPEN = {"/health", "/openapi.json"}


def _name(route: Route) -> str:
    return f"{route.method} {route.path}"


def _address(route: Route) -> str:
    given = {
        "key": "m01-hash-chain",
        "id": "x",
        "question": "x",
        "slug": "demo",
        "username": "bob",
        "badge": "x",
    }
    return route.path.format(**given, name="m01-hash-chain", number="1")


def _ask(service: Service, route: Route, by: str | None) -> int:
    body: dict[str, object] = {"json": {}} if route.method in {"POST", "PUT", "PATCH"} else {}
    return service.ask(route.method, _address(route), by, **body).status_code


def test_every_served_address_is_in_the_table(shared_service: Service) -> None:
    served = list(application(shared_service.context, "/").wildcard_router.rules)
    assert len(served) == len({route.path for route in ROUTES})
    assert all(issubclass(rule.target, RouteHandler) for rule in served)
    assert not issubclass(UnknownHandler, RouteHandler)


def test_every_rule_of_the_table_has_a_predicate() -> None:
    assert {route.rule for route in ROUTES} <= set(RULES)


def test_only_these_routes_are_open_to_anybody() -> None:
    assert {route.path for route in ROUTES if route.rule is Rule.ANYONE} == OPEN


@pytest.mark.parametrize("route", GUARDED, ids=_name)
def test_anonymous_is_asked_for_a_token(shared_service: Service, route: Route) -> None:
    assert _ask(shared_service, route, None) == 401


@pytest.mark.parametrize("route", GUARDED, ids=_name)
@pytest.mark.parametrize("who", ["nobody", "gone"])
def test_a_person_without_an_active_account_is_refused(
    shared_service: Service, route: Route, who: str
) -> None:
    assert _ask(shared_service, route, who) in {403, 404}


@pytest.mark.parametrize("route", STAFF, ids=_name)
@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("zoe", 404), ("ada", 403), ("course-other", 404)])
def test_staff_routes_refuse_students_and_hide_cohorts_from_strangers(
    shared_service: Service, route: Route, who: str, status: int
) -> None:
    assert _ask(shared_service, route, who) == status
    assert shared_service.course_servers.opened == []


def test_a_cookie_or_a_token_in_the_address_identifies_nobody(shared_service: Service) -> None:
    cookies = {"Cookie": "jupyterhub-services=of-ada; token=of-ada"}
    assert shared_service.get("/me", headers=cookies).status_code == 401
    assert shared_service.get("/me?token=of-ada").status_code == 401


def test_a_token_without_access_to_the_service_is_refused(shared_service: Service) -> None:
    shared_service.hub.models["weak"] = {
        "kind": "user",
        "name": "ada",
        "scopes": ["read:users:name!user=ada"],
    }
    assert shared_service.get("/me", headers={"Authorization": "token weak"}).status_code == 403


def test_the_token_of_another_service_identifies_nobody(shared_service: Service) -> None:
    shared_service.hub.models["robot"] = {"kind": "service", "name": "ada", "scopes": [SCOPE]}
    assert shared_service.get("/me", headers={"Authorization": "token robot"}).status_code == 401


def test_the_hub_is_asked_about_a_token_once_a_minute(shared_service: Service) -> None:
    for _ in range(3):
        assert shared_service.get("/me", "bob").status_code == 200
    assert shared_service.hub.asked.count("of-bob") == 1


def test_a_silent_hub_is_told_with_when_to_ask_again(shared_service: Service) -> None:
    shared_service.hub.is_down = True
    answer = shared_service.get("/me", "carl")
    shared_service.hub.is_down = False
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_an_unknown_address_and_a_wrong_method_are_answered_as_json(shared_service: Service) -> None:
    assert shared_service.get("/nothing").json()["error"]["code"] == "not_found"
    answer = shared_service.ask("DELETE", "/me", "ada")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json()["error"]["code"] == "method_not_allowed"
