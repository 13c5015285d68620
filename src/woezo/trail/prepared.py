"""Queries of every event, compiled once. Django compiles a query each time it is asked, which takes ten times as long as
the database takes to answer it; the rows become the same objects as ever.

Only for equality and for bounds that come from rows. Not where a query's shape depends on its values: None, prefetches,
lists (PreparedMany has a way).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, cached_property
from typing import Any, Final, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.query import QuerySet, get_related_populators

M = TypeVar("M", bound=models.Model)

LEAST, GREATEST = -(1 << 63), (1 << 63) - 1
"""No row holds a number beyond them."""
LONGEST: Final = 512
"""A longer list is asked for in pieces: SQLite takes 999 values, and each length is compiled once."""


class Shape(NamedTuple):
    """A compiled query. places: of each parameter, which argument it is and how that is sent, or the constant itself."""

    sql: str
    places: list[tuple[int | None, Any]]
    model: type[models.Model]
    columns: tuple[int, int]
    names: list[str]
    populators: Sequence[Any]
    converters: list[tuple[int, list[Any], Any]]
    annotations: list[tuple[str, int]]


class Prepared(Generic[M]):
    """query: makes the query from its arguments. examples: arguments of the same types that can be told apart."""

    def __init__(self, query: Callable[..., QuerySet[M]], *examples: object) -> None:
        self.query = query
        self.examples = examples

    def rows(self, *args: object) -> list[M]:
        """What the query finds."""
        if any(type(value) is int and not LEAST <= value <= GREATEST for value in args):
            return []  # Django says the same; the database would be upset
        shape = self._shape
        values = [constant if index is None else constant(args[index]) for index, constant in shape.places]
        with connection.cursor() as cursor:
            cursor.execute(shape.sql, values)
            return [self._made(shape, list(row)) for row in cursor.fetchall()]

    def first(self, *args: object) -> M | None:
        """The first of them. The query says how many it wants."""
        found = self.rows(*args)
        return found[0] if found else None

    @cached_property
    def _shape(self) -> Shape:
        compiler = self.query(*self.examples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        assert compiler.klass_info is not None
        assert compiler.select is not None
        chosen = compiler.klass_info["select_fields"]
        start, end = chosen[0], chosen[-1] + 1
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return Shape(
            sql,
            [self._place(value) for value in params],
            compiler.klass_info["model"],
            (start, end),
            [column[0].target.attname for column in compiler.select[start:end]],
            get_related_populators(compiler.klass_info, compiler.select, connection.alias),  # type: ignore[call-arg]
            [(at, list(found), expression) for at, (found, expression) in converters.items()],
            list((compiler.annotation_col_map or {}).items()),
        )

    def _place(self, value: object) -> tuple[int | None, Any]:
        for index, example in enumerate(self.examples):
            if value == example:
                return index, _as_it_is
            if isinstance(example, UUID) and value == example.hex:
                return index, _hex
        return None, value

    def _made(self, shape: Shape, row: list[Any]) -> M:
        for at, converters, expression in shape.converters:
            for convert in converters:
                row[at] = convert(row[at], expression, connection)
        start, end = shape.columns
        made: M = shape.model.from_db(connection.alias, shape.names, row[start:end])  # type: ignore[assignment]
        for populator in shape.populators:
            populator.populate(row, made)
        for name, at in shape.annotations:
            setattr(made, name, row[at])
        return made


class PreparedMany(Generic[M]):
    """The same for a list of ids: lists are filled up to the next power of two with an id that they hold."""

    def __init__(self, query: Callable[[list[int]], QuerySet[M]]) -> None:
        self.query = query
        self._by_size: dict[int, Prepared[M]] = {}

    def rows(self, ids: Collection[int]) -> list[M]:
        """What the query finds; in its order for up to LONGEST ids, piece by piece for more."""
        wanted, found = list(ids), []
        for at in range(0, len(wanted), LONGEST):
            piece = wanted[at : at + LONGEST]
            size = 1 << (len(piece) - 1).bit_length()
            found += self._of_size(size).rows(*piece, *(piece[-1:] * (size - len(piece))))
        return found

    def _of_size(self, size: int) -> Prepared[M]:
        if size not in self._by_size:
            examples = [-1_000_000 - number for number in range(size)]
            self._by_size[size] = Prepared(lambda *ids: self.query(list(ids)), *examples)
        return self._by_size[size]


def insert(row: models.Model, once: bool = False) -> bool:
    """Store a new row; it gets its id. once: False, and nothing, where one is there that it would double.

    Otherwise raises IntegrityError there. One statement, which needs no transaction.
    """
    statement, fields = _insert_into(type(row))
    if once:
        statement += " ON CONFLICT DO NOTHING"
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # versions before 3.35 cannot return what they insert
            cursor.execute(statement, values)
            id = cursor.lastrowid if cursor.rowcount == 1 else None
        else:
            cursor.execute(statement + " RETURNING id", values)
            found = cursor.fetchone()
            id = found[0] if found else None
    if id is not None:
        row.pk = id
        row._state.adding, row._state.db = False, connection.alias
    return id is not None


@cache
def _insert_into(model: type[models.Model]) -> tuple[str, list[models.Field[Any, Any]]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", fields  # noqa: S608  # our own names


def _as_it_is(value: object) -> object:
    return value


def _hex(value: UUID) -> str:
    return value.hex
