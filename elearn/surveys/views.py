"""What surveys of a course have found, for its trainers."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from elearn.ids import CourseSlug
from elearn.permissions import Permission
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.surveys import queries
from elearn.web.guard import needs
from elearn.web.transaction import reading

bp = Blueprint("surveys", __name__, template_folder="templates")


@bp.get("/author/courses/<course>/surveys")
@needs(Permission.AUTHOR)
def of_course(course: str) -> ResponseReturnValue:
    session, slug = reading(), CourseSlug(course)
    outline = library.outline(session, current(session, slug))
    return render_template("surveys/course.html", outline=outline, surveyed=queries.of_course(session, slug))
