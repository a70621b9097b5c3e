"""`/coordinate/import`: a table is sent, its columns are matched, its rows looked at, applied and undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from elearn.errors import Conflict, Invalid, Refusal
from elearn.extensions import limiter
from elearn.people import choosing
from elearn.people.forms import Errors, sentence
from elearn.people.granting import administers_all
from elearn.people.reach import require_unit
from elearn.permissions import Permission
from elearn.staff import checking, forms, pages, queries, service, wording
from elearn.staff.batches import fields_of
from elearn.staff.blueprint import bp
from elearn.staff.checking import Doors
from elearn.staff.fields import lacking, matched
from elearn.staff.models import BatchState
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.transaction import reading, writing

__all__ = ["bp"]

REFRESH_SECONDS = "3"
UPLOADS = "12 per minute"


@contextmanager
def _looking() -> Iterator[Session]:
    yield reading()


DOORS = Doors(_looking, writing)


@bp.get("/coordinate/import")
@needs(Permission.PEOPLE_MANAGE)
def imports() -> ResponseReturnValue:
    """Where a table is chosen, and the earlier ones."""
    return _imports(Errors())


@bp.post("/coordinate/import")
@needs(Permission.PEOPLE_MANAGE)
@limiter.limit(UPLOADS, key_func=lambda: f"import:{actor().person_id}")
def upload() -> ResponseReturnValue:
    """Read the file and judge its rows; of the file itself nothing is kept."""
    errors = Errors()
    try:
        unit_id = forms.unit_id(reading(), actor(), request.form)
        require_unit(reading(), actor(), Permission.PEOPLE_MANAGE, unit_id)
        sent = forms.sent_file(request.files.get("file"))
    except (Invalid, Conflict) as refusal:
        errors.add(forms.field_of(refusal), refusal)
        return _imports(errors), refusal.status
    columns = matched(sent.table.heads, forms.OFFERED, but=sent.table.refused)
    options = forms.options(request.form, everywhere=administers_all(actor()))
    batch_id = checking.bring_in(DOORS, actor(), unit_id, sent, columns, options)
    return redirect(url_for("staff.columns" if lacking(columns) else "staff.batch", batch_id=batch_id), 303)


@bp.get("/coordinate/import/<int:batch_id>")
@needs(Permission.PEOPLE_MANAGE)
def batch(batch_id: int) -> ResponseReturnValue:
    """What each row would do or has done; while a job runs, how far it is."""
    page = pages.batch_page(reading(), actor(), batch_id, forms.verdict(request.args.get("verdict")))
    response = make_response(render_template("staff/batch.html", page=page))
    if page.batch.running and not page.stalled:
        response.headers["Refresh"] = REFRESH_SECONDS
    return response


@bp.get("/coordinate/import/<int:batch_id>/columns")
@needs(Permission.PEOPLE_MANAGE)
def columns(batch_id: int) -> ResponseReturnValue:
    """What each column holds, by its head or by hand, and what else is to happen."""
    found = queries.batch(reading(), actor(), batch_id)
    if found.state is not BatchState.CHECKED:
        return redirect(url_for("staff.batch", batch_id=batch_id), 303)
    return _columns(batch_id)


@bp.post("/coordinate/import/<int:batch_id>/columns")
@needs(Permission.PEOPLE_MANAGE)
def choose(batch_id: int) -> ResponseReturnValue:
    """Judge the rows again by these columns and options."""
    found = queries.batch(reading(), actor(), batch_id)
    try:
        chosen = forms.columns(request.form, len(found.heads))
    except Invalid as refusal:
        return _columns(batch_id, refusal), 400
    options = forms.options(request.form, everywhere=administers_all(actor()))
    checking.check_again(DOORS, actor(), batch_id, chosen, options)
    return redirect(url_for("staff.columns" if lacking(chosen) else "staff.batch", batch_id=batch_id), 303)


@bp.post("/coordinate/import/<int:batch_id>/apply")
@needs(Permission.PEOPLE_MANAGE)
def apply(batch_id: int) -> ResponseReturnValue:
    """Have it applied; sent on once more where its job has died."""
    with writing() as session:
        if service.found(session, actor(), batch_id).state in service.JOBS:
            service.go_on(session, actor(), batch_id)
        else:
            service.apply(session, actor(), batch_id)
    return redirect(url_for("staff.batch", batch_id=batch_id), 303)


@bp.get("/coordinate/import/<int:batch_id>/undo")
@needs(Permission.PEOPLE_MANAGE)
def undoing(batch_id: int) -> ResponseReturnValue:
    """What undoing does, and what it leaves."""
    found = queries.batch(reading(), actor(), batch_id)
    if found.state is not BatchState.APPLIED:
        return redirect(url_for("staff.batch", batch_id=batch_id), 303)
    return render_template("staff/undo.html", batch=found)


@bp.post("/coordinate/import/<int:batch_id>/undo")
@needs(Permission.PEOPLE_MANAGE)
def undo(batch_id: int) -> ResponseReturnValue:
    """Have an applied import undone."""
    with writing() as session:
        service.undo(session, actor(), batch_id)
    return redirect(url_for("staff.batch", batch_id=batch_id), 303)


@bp.post("/coordinate/import/<int:batch_id>/discard")
@needs(Permission.PEOPLE_MANAGE)
def discard(batch_id: int) -> ResponseReturnValue:
    """Throw away what was never applied."""
    with writing() as session:
        service.discard(session, actor(), batch_id)
    return redirect(url_for("staff.imports"), 303)


def _imports(errors: Errors) -> str:
    session = reading()
    return render_template(
        "staff/imports.html",
        units=choosing.choice(session, actor(), whole_number(request.form.get("unit"))),
        sent=request.form,
        listing=pages.listing(session, actor()),
        errors=errors.by_field,
    )


def _columns(batch_id: int, refusal: Refusal | None = None) -> str:
    session = reading()
    found = queries.batch(session, actor(), batch_id)
    return render_template(
        "staff/columns.html",
        batch=found,
        columns=pages.columns(session, found),
        namings=[(field.value, wording.FIELDS[field]) for field in forms.OFFERED],
        sent=request.form,
        lacking=() if refusal else lacking(fields_of(found.columns)),
        error=sentence(refusal) if refusal else "",
        wrong=f"column-{refusal.details.get('column', 0)}" if refusal else "",
    )
