"""Generates the OpenAPI 3.1 document from the table of routes and their schemas."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, RootModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from hub.api.route import Route
from hub.api.rule import Rule
from hub.api.schemas.failure import Error

Json = dict[str, Any]
_REF = "#/components/schemas/{model}"
_ALWAYS = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)
_IDENTIFIED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


class Document(RootModel[Json]):
    """An OpenAPI document."""


def document(routes: Iterable[Route]) -> Document:
    """Describe these routes completely: parameters, bodies, answers, errors and who may ask."""
    table = list(routes)
    references, definitions = models_json_schema(_models(table), ref_template=_REF)
    paths: dict[str, Json] = {}
    for route in table:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, references)
    return Document(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Coursewright",
                "version": version("coursewright"),
                "description": "Courses, submissions and grades of the person whom the token belongs to.",
            },
            "servers": [{"url": "/services/coursewright/api/v1"}],
            "paths": paths,
            "components": {
                "schemas": definitions.get("$defs", {}),
                "securitySchemes": {
                    "hubToken": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "A JupyterHub token with access to the service `coursewright`.",
                    }
                },
            },
        }
    )


References = Mapping[tuple[Any, JsonSchemaMode], Json]


def _models(routes: list[Route]) -> list[tuple[type[BaseModel], JsonSchemaMode]]:
    found: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Error, "serialization"): None}
    for route in routes:
        if route.request:
            found[route.request, "validation"] = None
        if route.response:
            found[route.response, "serialization"] = None
    return list(found)


def _operation(route: Route, references: References) -> Json:
    operation: Json = {
        "operationId": _operation_id(route),
        "summary": route.summary,
        "description": f"For: {route.rule.value}.",
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": {str(route.status.value): _answer(route, references), **_errors(route, references)},
        "security": [] if route.rule is Rule.ANYONE else [{"hubToken": []}],
    }
    if route.request:
        content = {"application/json": {"schema": references[route.request, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _operation_id(route: Route) -> str:
    name: str = route.endpoint.__name__
    return name.strip("_")


def _path_parameters(route: Route) -> list[Json]:
    schema = {"type": "string", "minLength": 1, "maxLength": 128}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in route.parameters]


def _query_parameters(route: Route) -> list[Json]:
    if route.query is None:
        return []
    described = route.query.model_json_schema()
    required = described.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in described["properties"].items()
    ]


def _answer(route: Route, references: References) -> Json:
    if route.response is None:
        schema: Json = {"type": "string"}
    else:
        schema = references[route.response, "serialization"]
    return {"description": route.summary, "content": {route.media_type: {"schema": schema}}}


def _errors(route: Route, references: References) -> Json:
    statuses = {*_ALWAYS, *route.errors}
    if route.rule is not Rule.ANYONE:
        statuses.update(_IDENTIFIED)
    if route.request:
        statuses.add(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if route.request or route.query:
        statuses.add(HTTPStatus.UNPROCESSABLE_ENTITY)
    content = {"application/json": {"schema": references[Error, "serialization"]}}
    return {
        str(status.value): {"description": status.phrase, "content": content} for status in sorted(statuses)
    }
