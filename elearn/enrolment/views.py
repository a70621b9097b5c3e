"""Taking up a course."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.enrolment import service
from elearn.errors import NotAllowed
from elearn.ids import CourseSlug
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.transaction import writing

bp = Blueprint("enrolment", __name__)


@bp.post("/courses/<slug>/enrol")
@needs(Permission.LEARN)
def enrol(slug: str) -> ResponseReturnValue:
    """Enrol whoever presses the button, and lead on to the contents of the course."""
    who = actor()
    if who.person_id is None:
        raise NotAllowed("signed_out")
    with writing() as session:
        service.enrol(session, who, who.person_id, CourseSlug(slug))
    flash(_("You are enrolled. Begin with the first lesson."), "done")
    return redirect(f"/learn/{slug}", 303)
