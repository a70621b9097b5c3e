"""Which table answers which order."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from elearn.errors import NotFound
from elearn.reports import course_table, matrix_table, plan_table, record_table, staff_table
from elearn.reports.orders import Order
from elearn.reports.rules import Kind, Report

TABLES: Mapping[Kind, Callable[[Session, Order], Report]] = {
    Kind.PEOPLE: staff_table.report,
    Kind.MATRIX: matrix_table.report,
    Kind.COURSE: course_table.report,
    Kind.PLAN: plan_table.report,
    Kind.AUDIT: record_table.report,
}


def table(session: Session, order: Order) -> Report:
    """The table asked for, its rows not yet read. Raises NotFound("report_file_unknown") and what each raises."""
    made = TABLES.get(order.kind)
    if made is None:
        raise NotFound("report_file_unknown")
    return made(session, order)
