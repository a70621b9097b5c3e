"""`/coordinate/files`: asking for a table as a file, how far it is, and the files that are one's own for a few days."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn import clock
from elearn.errors import Invalid, NotFound
from elearn.people.queries import person as person_of
from elearn.permissions import Permission
from elearn.reports import building, commas, handing, queries, service, yearly_views
from elearn.reports.blueprint import bp
from elearn.reports.handouts import handed_out, sent, waiting
from elearn.reports.noting import note_taken
from elearn.reports.orders import Order
from elearn.reports.rules import KEPT_FOR, SMALL, TYPES, Form, Kind, Report, file_name
from elearn.web import locale
from elearn.web.guard import actor, needs, person
from elearn.web.transaction import reading, writing

LEFT_OUT = {"csrf_token", "kind", "form", "lang", "after", "before", "page"}
MOST_ASKED = 30


@bp.get("/coordinate/files")
@needs(Permission.PEOPLE_MANAGE)
def files() -> ResponseReturnValue:
    return render_template("reports/files.html", files=queries.mine(reading(), actor()), days=KEPT_FOR.days)


@bp.get("/coordinate/files/new")
@needs(Permission.PEOPLE_MANAGE)
def offer() -> ResponseReturnValue:
    """What a file would hold. `?kind=` and everything that narrows the page on which it was asked for."""
    order = _order(request.args)
    report = building.table(reading(), order)
    return render_template("reports/offer.html", order=order, report=report, small=report.total <= SMALL)


@bp.post("/coordinate/files")
@needs(Permission.PEOPLE_MANAGE)
def make() -> ResponseReturnValue:
    """A small file at once; for a large one its page, which says how far it is."""
    order = _order(request.form)
    form = _form(order.kind, request.form.get("form"))
    report = building.table(reading(), order)
    with writing() as session:
        if form is Form.PDF or report.total > SMALL:
            rows = report.total if report.exact and form is not Form.PDF else None
            file_id = service.ask(session, order, form, report.title, rows)
            return redirect(url_for("reports.file", file_id=file_id), 303)
        note_taken(session, order, form, report.total)
    return _at_once(order, form, report)


@bp.get("/coordinate/files/<int:file_id>")
@needs(Permission.PEOPLE_MANAGE)
def file(file_id: int) -> ResponseReturnValue:
    return waiting(queries.one(reading(), actor(), file_id), "reports.download")


@bp.get("/coordinate/files/<int:file_id>/download")
@needs(Permission.PEOPLE_MANAGE)
def download(file_id: int) -> ResponseReturnValue:
    return handed_out(queries.to_hand_out(reading(), actor(), file_id))


def _order(given: Mapping[str, str]) -> Order:
    """Raises NotFound("report_file_unknown") for a kind that there is not."""
    kind = given.get("kind", "")
    if kind not in set(Kind):
        raise NotFound("report_file_unknown")
    asked = {name: value for name, value in given.items() if name not in LEFT_OUT and value}
    if len(asked) > MOST_ASKED or any(len(value) > 255 for value in asked.values()):
        raise Invalid("report_filter_long")
    who = person_of(reading(), person())
    return Order(actor(), who.name, Kind(kind), asked, locale.language(), clock.now(), SMALL + 1)


def _form(kind: Kind, given: str | None) -> Form:
    """Raises NotFound("report_file_unknown") for a form that this kind of table does not have."""
    offered = {Form.XLSX, Form.CSV} | ({Form.PDF} if kind is Kind.PLAN else set())
    if given not in {form.value for form in offered}:
        raise NotFound("report_file_unknown")
    return Form(given)


def _at_once(order: Order, form: Form, report: Report) -> Response:
    with tempfile.TemporaryDirectory(prefix="elearn-") as folder:
        path = Path(folder) / "made"
        if form is Form.XLSX:
            handing.workbook(report, path, order.name)
        else:
            with path.open("wb") as out:
                commas.write(report, out)
        response = make_response(path.read_bytes())
    response.headers["Content-Type"] = TYPES[form]
    return sent(response, file_name(report.title, order.at.astimezone(clock.ZONE), form))


__all__ = ["bp", "yearly_views"]
