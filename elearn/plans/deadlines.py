"""`rules.first_due` for many people at once, in SQL."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, case, literal, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from elearn.people.models import Person


class days_after(GenericFunction[date]):  # noqa: N801 - a function of SQL
    """`days_after(day, count)`: the day so many days later."""

    type = Date()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _in_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    day, count = (compiler.process(one, **options) for one in element.clauses)
    return f"date({day}, '+' || {count} || ' days')"


@compiles(days_after, "postgresql")
def _in_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    day, count = (compiler.process(one, **options) for one in element.clauses)
    return f"(CAST({day} AS DATE) + CAST({count} AS INTEGER))"


def first_due(due_on: date | None, due_days: int | None, since: Any) -> ColumnElement[Any]:
    """The last day of somebody of `Person` who came into the plan on `since`, a day."""
    if due_days is not None:
        later = case((Person.joined_on > since, Person.joined_on), else_=since)
        return days_after(later, literal(due_days, Integer))
    return literal_column("NULL", Date) if due_on is None else literal(due_on, Date)


def day(value: date) -> ColumnElement[Any]:
    """A day as a value of SQL."""
    return literal(value, Date)
