"""No text that a request brings reaches the database without a look at its characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from woezo.accounts.fields import Line
from woezo.entrypoints.api import api

CHECK = next(part for part in Line.__metadata__ if isinstance(part, AfterValidator))  # type: ignore[attr-defined]


def test_every_text_of_a_request_is_checked() -> None:
    found = [text for operation in operations() for model in operation.models for text in texts(model)]
    assert len(found) > 20
    assert not [name for name, is_checked in found if not is_checked]


def operations() -> Iterator[Any]:
    """Every operation of the API."""
    for _, router in api._routers:
        for view in router.path_operations.values():
            yield from view.operations


def texts(model: type[BaseModel]) -> Iterator[tuple[str, bool]]:
    """Every text in a model of arguments, and whether it is checked."""
    for name, field in model.model_fields.items():
        yield from texts_in(f"{model.__name__}.{name}", field.annotation, field.metadata)


def texts_in(name: str, kind: Any, metadata: list[Any]) -> Iterator[tuple[str, bool]]:
    """The same of one type."""
    if get_origin(kind) is Annotated:
        yield from texts_in(name, kind.__origin__, [*kind.__metadata__, *metadata])
    elif kind is str:
        yield name, CHECK in metadata
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from texts(kind)
    else:
        for part in get_args(kind):
            yield from texts_in(name, part, [])
