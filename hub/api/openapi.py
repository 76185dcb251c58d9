"""Generates the OpenAPI 3.1 document from the table of routes and their schemas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel, RootModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from hub.api.route import Route
from hub.api.rule import Rule
from hub.api.schemas.failure import Error

Json = dict[str, Any]
_REF = "#/components/schemas/{model}"
_ALWAYS = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)
_IDENTIFIED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


class Document(RootModel[Json]):
    """An OpenAPI document."""


class _WithoutFieldTitles(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes of fields' names, which say nothing more."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        """Never."""
        return False


def document(routes: Iterable[Route]) -> Document:
    """Describe these routes completely: parameters, bodies, answers, errors and who may ask."""
    table = list(routes)
    references, definitions = models_json_schema(
        _models(table), ref_template=_REF, schema_generator=_WithoutFieldTitles
    )
    schemas = Schemas(references, definitions.get("$defs", {}))
    paths: dict[str, Json] = {}
    for route in table:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
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
                "schemas": schemas.named,
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


@dataclass(frozen=True)
class Schemas:
    """The schemas of all models: how each is referred to, and what each name stands for."""

    references: Mapping[tuple[Any, JsonSchemaMode], Json]
    named: dict[str, Json]

    def of_request(self, model: type[BaseModel]) -> Json:
        """The reference to what goes in."""
        return self.references[model, "validation"]

    def of_answer(self, model: type[BaseModel]) -> Json:
        """The reference to what comes out."""
        return self.references[model, "serialization"]

    def of_query(self, model: type[BaseModel]) -> Json:
        """The schema itself, to be spelled out as parameters."""
        return self.named[self.of_request(model)["$ref"].rsplit("/", 1)[-1]]


def _models(routes: list[Route]) -> list[tuple[type[BaseModel], JsonSchemaMode]]:
    found: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Error, "serialization"): None}
    for route in routes:
        for model in (route.request, route.query):
            if model:
                found[model, "validation"] = None
        if route.response:
            found[route.response, "serialization"] = None
    return list(found)


def _operation(route: Route, schemas: Schemas) -> Json:
    operation: Json = {
        "operationId": _operation_id(route),
        "summary": route.summary,
        "description": f"For: {route.rule.value}.",
        "parameters": [*_path_parameters(route), *_query_parameters(route, schemas)],
        "responses": {str(route.status.value): _answer(route, schemas), **_errors(route, schemas)},
        "security": [] if route.rule is Rule.ANYONE else [{"hubToken": []}],
    }
    if route.request:
        content = {"application/json": {"schema": schemas.of_request(route.request)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _operation_id(route: Route) -> str:
    name: str = route.endpoint.__name__
    return name.strip("_")


def _path_parameters(route: Route) -> list[Json]:
    schema = {"type": "string", "minLength": 1, "maxLength": 128}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in route.parameters]


def _query_parameters(route: Route, schemas: Schemas) -> list[Json]:
    if route.query is None:
        return []
    described = schemas.of_query(route.query)
    required = described.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in described["properties"].items()
    ]


def _answer(route: Route, schemas: Schemas) -> Json:
    if route.response is None:
        schema: Json = {"type": "string"}
    else:
        schema = schemas.of_answer(route.response)
    return {"description": route.summary, "content": {route.media_type: {"schema": schema}}}


def _errors(route: Route, schemas: Schemas) -> Json:
    statuses = {*_ALWAYS, *route.errors}
    if route.rule is not Rule.ANYONE:
        statuses.update(_IDENTIFIED)
    if route.request:
        statuses.add(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if route.parameters or route.query:
        statuses.add(HTTPStatus.BAD_REQUEST)
    if route.request or route.query:
        statuses.add(HTTPStatus.UNPROCESSABLE_ENTITY)
    content = {"application/json": {"schema": schemas.of_answer(Error)}}
    return {
        str(status.value): {"description": status.phrase, "content": content} for status in sorted(statuses)
    }
