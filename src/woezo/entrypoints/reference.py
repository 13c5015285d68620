"""The page /api/v1/docs: the OpenAPI document as a page of our own, without script and without anybody else's server."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from woezo.entrypoints.api import api


@dataclass(frozen=True)
class Argument:
    """A parameter or a field of a body."""

    name: str
    place: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """What one method of one address does."""

    anchor: str
    verb: str
    path: str
    summary: str
    description: str
    arguments: list[Argument]
    answers: list[str]


@require_GET
def reference(request: HttpRequest) -> HttpResponse:
    """All operations by subject."""
    return render(request, "portal/reference.html", {"subjects": subjects()})


@cache
def subjects() -> dict[str, list[Operation]]:
    """{tag: operations}, as the OpenAPI document has them."""
    schema: dict[str, Any] = api.get_openapi_schema()
    models = schema["components"]["schemas"]
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for verb, operation in methods.items():
            subject = (operation.get("tags") or ["other"])[0]
            found.setdefault(subject, []).append(_operation(path, verb, operation, models))
    return found


def _operation(path: str, verb: str, operation: dict[str, Any], models: dict[str, Any]) -> Operation:
    arguments = [
        Argument(found["name"], found["in"], _kind(found["schema"]), found.get("required", False))
        for found in operation.get("parameters", [])
    ]
    content = operation.get("requestBody", {}).get("content", {})
    for body in content.values():
        arguments += _fields(body["schema"], models)
    return Operation(
        anchor=operation["operationId"],
        verb=verb.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        arguments=arguments,
        answers=[f"{code} {_answer(found)}".strip() for code, found in operation.get("responses", {}).items()],
    )


def _fields(schema: dict[str, Any], models: dict[str, Any], prefix: str = "") -> list[Argument]:
    """The fields of a body, those of an object in it as `outer.inner`."""
    model = models[_model(schema)] if "$ref" in schema else schema
    found: list[Argument] = []
    for name, entry in model.get("properties", {}).items():
        field = entry["allOf"][0] if "allOf" in entry else entry
        if "$ref" in field and "properties" in models[_model(field)]:
            found += _fields(field, models, f"{prefix}{name}.")
        else:
            found.append(Argument(prefix + name, "body", _kind(field), name in model.get("required", [])))
    return found


def _kind(field: dict[str, Any]) -> str:
    """A field's type and bounds in a few words."""
    if "anyOf" in field:
        return " | ".join(_kind(option) for option in field["anyOf"])
    if "$ref" in field:
        return _model(field)
    if "enum" in field:
        return " | ".join(str(value) for value in field["enum"])
    words = [str(field.get("format") or field.get("type", ""))]
    if "items" in field:
        words.append(f"of {_kind(field['items'])}")
    if isinstance(field.get("additionalProperties"), dict):
        words.append(f"of {_kind(field['additionalProperties'])}")
    bounds = {
        "minimum": "≥",
        "maximum": "≤",
        "maxLength": "length ≤",
        "minLength": "length ≥",
        "maxProperties": "size ≤",
    }
    words += [f"{sign} {field[name]}" for name, sign in bounds.items() if name in field]
    return " ".join(words)


def _answer(response: dict[str, Any]) -> str:
    for content in response.get("content", {}).values():
        return _kind(content["schema"])
    return ""


def _model(schema: dict[str, Any]) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[1]
