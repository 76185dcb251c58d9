"""The API describes itself completely."""

import re
from typing import Any

import pytest

from hub.api.openapi import document
from hub.api.route import Route
from hub.api.routes import ROUTES
from hub.api.rule import Rule
from hub.settings import REPOSITORY
from tests.hub.api.service import Service

DOCUMENT = document(ROUTES).root


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = DOCUMENT["paths"][route.path][route.method.lower()]
    return operation


def _name(route: Route) -> str:
    return f"{route.method} {route.path}"


def _references(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in node.values()))
    return set().union(*(_references(value) for value in node)) if isinstance(node, list) else set()


def test_the_served_document_is_the_one_of_the_table(shared_service: Service) -> None:
    served = shared_service.get("/openapi.json").json()
    assert served == DOCUMENT
    assert served["openapi"] == "3.1.0"


@pytest.mark.parametrize("route", ROUTES, ids=_name)
def test_every_route_describes_parameters_answers_errors_and_security(route: Route) -> None:
    operation = _operation(route)
    in_path = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
    assert in_path == re.findall(r"{(\w+)}", route.path)
    assert str(route.status.value) in operation["responses"]
    assert {"500", "503"} <= set(operation["responses"])
    assert operation["security"] == ([] if route.rule is Rule.ANYONE else [{"hubToken": []}])
    assert ("401" in operation["responses"]) == bool(operation["security"])
    assert ("requestBody" in operation) == (route.request is not None)


def test_operation_ids_are_unique() -> None:
    names = [_operation(route)["operationId"] for route in ROUTES]
    assert len(names) == len(set(names))


def test_every_reference_leads_to_a_schema() -> None:
    known = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    assert _references(DOCUMENT) <= known


def test_every_schema_has_a_short_name_of_its_own() -> None:
    # Two models of one name would get the names of their modules.
    assert [
        name for name in DOCUMENT["components"]["schemas"] if not re.fullmatch(r"[A-Za-z0-9]+", name)
    ] == []


def test_what_every_answer_holds_is_required() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    result = schemas["TestResult"]
    assert set(result["required"]) == set(result["properties"])
    assert "students" not in schemas["GradingRequest"].get("required", [])


def test_query_parameters_carry_their_bounds() -> None:
    parameters = DOCUMENT["paths"]["/feed"]["get"]["parameters"]
    limit = next(each for each in parameters if each["name"] == "limit")
    assert (limit["in"], limit["required"]) == ("query", False)
    assert (limit["schema"]["minimum"], limit["schema"]["maximum"]) == (1, 100)


@pytest.mark.parametrize("route", ROUTES, ids=_name)
def test_every_route_is_in_the_reference(route: Route) -> None:
    reference = (REPOSITORY / "docs/reference/api.md").read_text(encoding="utf-8")
    lines = reference.replace("?", "`?").splitlines()
    assert any(f"{route.path.strip('/')}`" in line and route.method in line for line in lines)
