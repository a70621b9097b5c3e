"""`/my`, and the contents of a course with its ticks."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from elearn import clock
from elearn.ids import CourseSlug
from elearn.permissions import Permission
from elearn.plans import queries as plans
from elearn.progress import panels, picks, slots
from elearn.progress.contents import contents, questions_left
from elearn.progress.mine import my_course, my_courses
from elearn.publishing import library, media
from elearn.publishing.queries import current
from elearn.web.guard import needs, person
from elearn.web.locale import language
from elearn.web.transaction import reading

bp = Blueprint("progress", __name__, template_folder="templates")


@bp.get("/my")
@needs(Permission.LEARN)
def my() -> ResponseReturnValue:
    session, person_id = reading(), person()
    asked = plans.asked_of(session, person_id)
    courses = picks.in_order(my_courses(session, person_id, clock.today()), asked)
    going = picks.go_on(courses)
    return render_template(
        "progress/my.html",
        courses=courses,
        going=going,
        short=picks.short(courses, going.step if going else None),
        due=picks.with_deadlines(courses),
        papers=picks.papers(courses, language()),
        address=media.address,
        plans=asked,
        certificates=slots.my_certificates.call(session, person_id, language()),
        panels=panels,
        resume=picks.resume,
    )


@bp.get("/learn/<course>")
@needs(Permission.LEARN)
def course_contents(course: str) -> ResponseReturnValue:
    session, slug = reading(), CourseSlug(course)
    mine = my_course(session, person(), slug, clock.today())
    if mine is None or mine.withdrawn:
        outline = library.outline(session, current(session, slug))  # of a withdrawn course this says why
        return make_response(render_template("lessons/not_enrolled.html", outline=outline), 403)
    page = contents(session, mine)
    return render_template(
        "progress/contents.html", page=page, course=mine, panels=panels, questions_left=questions_left, slug=slug
    )
