"""Taking up a course, and leaving it."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.enrolment import service, slots
from elearn.errors import Conflict
from elearn.ids import CourseSlug
from elearn.permissions import Permission
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.web.guard import actor, needs, person
from elearn.web.transaction import reading, writing

bp = Blueprint("enrolment", __name__, template_folder="templates")


@bp.post("/courses/<slug>/enrol")
@needs(Permission.LEARN)
def enrol(slug: str) -> ResponseReturnValue:
    """Enrol whoever presses the button, and lead on to the contents of the course."""
    with writing() as session:
        service.enrol(session, actor(), person(), CourseSlug(slug))
    flash(_("You are enrolled. Begin with the first lesson."), "done")
    return redirect(f"/learn/{slug}", 303)


@bp.get("/courses/<slug>/leave")
@needs(Permission.LEARN)
def leave_page(slug: str) -> ResponseReturnValue:
    """Ask first: one press must not end a course."""
    session, course = reading(), CourseSlug(slug)
    outline = library.outline(session, current(session, course))
    enrolment = service.require_active(session, actor(), course)
    if slots.completed.call(session, enrolment.id):
        raise Conflict("course_completed", course=course)
    service.require_unasked(session, person(), course)
    return render_template("enrolment/leave.html", outline=outline, enrolment=enrolment)


@bp.post("/courses/<slug>/leave")
@needs(Permission.LEARN)
def leave(slug: str) -> ResponseReturnValue:
    with writing() as session:
        enrolment = service.require_active(session, actor(), CourseSlug(slug))
        service.withdraw(session, actor(), enrolment.id, "")
    flash(_("You have left the course. You can enrol again at any time."), "done")
    return redirect("/my", 303)
