"""The yearly statement: for the coordinator from the person's page, and for the learner herself."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn import clock
from elearn.errors import NotFound
from elearn.ids import PersonId
from elearn.people.queries import person as person_of
from elearn.permissions import Permission
from elearn.reports import queries, service, yearly
from elearn.reports.blueprint import bp
from elearn.reports.handouts import handed_out, waiting
from elearn.reports.orders import Order
from elearn.reports.queries import FileView
from elearn.reports.rules import Form, Kind
from elearn.web import locale
from elearn.web.guard import actor, needs, person
from elearn.web.numbers import whole_number
from elearn.web.seeing import note_seen
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/people/<int:person_id>/year")
@needs(Permission.PEOPLE_MANAGE)
def year_of_person(person_id: int) -> ResponseReturnValue:
    """`?year=`; this one without it."""
    page = _page(yearly.person_of(reading(), actor(), person_id), mine=False)
    note_seen("person_seen", ("person", person_id))
    return page


@bp.post("/coordinate/people/<int:person_id>/year")
@needs(Permission.PEOPLE_MANAGE)
def print_year_of_person(person_id: int) -> ResponseReturnValue:
    file_id = _ask(yearly.person_of(reading(), actor(), person_id))
    return redirect(url_for("reports.file", file_id=file_id), 303)


@bp.get("/my/year")
@needs(Permission.LEARN)
def my_year() -> ResponseReturnValue:
    return _page(person(), mine=True)


@bp.post("/my/year")
@needs(Permission.LEARN)
def print_my_year() -> ResponseReturnValue:
    return redirect(url_for("reports.my_year_file", file_id=_ask(person())), 303)


@bp.get("/my/year/files/<int:file_id>")
@needs(Permission.LEARN)
def my_year_file(file_id: int) -> ResponseReturnValue:
    return waiting(_own(file_id), "reports.my_year_download")


@bp.get("/my/year/files/<int:file_id>/download")
@needs(Permission.LEARN)
def my_year_download(file_id: int) -> ResponseReturnValue:
    return handed_out(_own(file_id))


def _own(file_id: int) -> FileView:
    """A statement that the learner asked for about herself."""
    found = queries.one(reading(), actor(), file_id)
    if found.kind is not Kind.YEAR or found.about != person():
        raise NotFound("report_file_unknown")
    return found


def _page(person_id: PersonId, *, mine: bool) -> ResponseReturnValue:
    session, year = reading(), _year(request.args.get("year"))
    told = yearly.statement(session, person_id, year, locale.language())
    years = yearly.years(session, person_id)
    options = [(str(one), str(one)) for one in sorted({year, *years}, reverse=True)]
    return render_template("reports/year.html", told=told, options=options, person_id=person_id, mine=mine)


def _year(given: str | None) -> int:
    """This year for what is none of any training."""
    year = whole_number(given)
    today = clock.today().year
    return year if year is not None and yearly.FIRST_YEAR <= year <= today else today


def _ask(person_id: PersonId) -> int:
    """Have the statement printed; the id of its file."""
    year, language = _year(request.form.get("year")), locale.language()
    me = person_of(reading(), person())
    asked = {"person": str(person_id), "year": str(year)}
    order = Order(actor(), me.name, Kind.YEAR, asked, language, clock.now())
    title = yearly.title(year, person_of(reading(), person_id).name, language)
    with writing() as session:
        return service.ask(session, order, Form.PDF, title, None)
