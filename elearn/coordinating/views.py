"""`/coordinate`: where everybody stands. States, dates and results, of the people in reach; never answers."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import clock
from elearn.coordinating import choices, funnels, matrix, records, waiting, waiting_words, wording
from elearn.coordinating.blueprint import bp
from elearn.coordinating.filters import Wish
from elearn.coordinating.overview import overview
from elearn.coordinating.waiting import Kind
from elearn.errors import NotFound
from elearn.ids import CourseSlug, PersonId
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.paging import Paged, asked
from elearn.web.seeing import note_seen
from elearn.web.transaction import reading

PER_PAGE = 50

__all__ = ["bp"]


@bp.get("/coordinate")
@needs(Permission.PEOPLE_MANAGE)
def at_a_glance() -> ResponseReturnValue:
    """`?unit=` with everything below it, `?plan=`, `?left=1` with those who have left."""
    session, wish = reading(), Wish.read(request.args)
    circle = choices.circle_of(session, actor(), wish)
    seen = overview(session, circle, clock.today())
    offered = choices.choices(session, actor(), circle.unit)
    return _page("overview", seen=seen, wish=wish, circle=circle, offered=offered)


@bp.get("/coordinate/matrix")
@needs(Permission.PEOPLE_MANAGE)
def people_and_courses() -> ResponseReturnValue:
    """Person by course; the filters, the order and the place stand in the address, see `filters.Wish`."""
    session, wish = reading(), Wish.read(request.args)
    circle = choices.circle_of(session, actor(), wish)
    offered = choices.choices(session, actor(), circle.unit)
    page = matrix.page(session, circle, wish, clock.today())
    columns = matrix.columns(session, page, wish, offered)
    return _page("matrix", page=page, wish=wish, circle=circle, offered=offered, columns=columns)


@bp.get("/coordinate/people/<int:person_id>")
@needs(Permission.PEOPLE_MANAGE)
def person_record(person_id: int) -> ResponseReturnValue:
    session = reading()
    who = records.who(session, actor(), PersonId(person_id))
    if who.merged_into is not None:
        return redirect(url_for("coordinating.person_record", person_id=who.merged_into), 303)
    note_seen("person_seen", ("person", who.id))
    studies = records.studies(session, who.id, clock.today())
    return _page("person", who=who, studies=studies, acts=_acts(who))


@bp.get("/coordinate/courses/<course>")
@needs(Permission.PEOPLE_MANAGE)
def course_funnel(course: str) -> ResponseReturnValue:
    """From enrolled to certified; `?unit=`, `?plan=` and `?left=1` as everywhere."""
    session, wish = reading(), Wish.read(request.args)
    circle = choices.circle_of(session, actor(), wish)
    offered = choices.choices(session, actor(), circle.unit)
    outline = offered.courses.get(CourseSlug(course))
    if outline is None:
        raise NotFound("course_unknown", course=course)
    found = funnels.funnel(session, circle, outline, clock.today())
    return _page("course", funnel=found, outline=outline, wish=wish, circle=circle, offered=offered)


@bp.get("/coordinate/waiting/<kind>")
@needs(Permission.PEOPLE_MANAGE)
def waiting_cases(kind: str) -> ResponseReturnValue:
    """Who waits for one kind of decision, the oldest first."""
    if kind not in set(Kind):
        raise NotFound("page_unknown")
    session, wish, which = reading(), Wish.read(request.args), Kind(kind)
    circle, today = choices.circle_of(session, actor(), wish), clock.today()
    total = waiting.count(session, circle, today, which)
    first = asked(PER_PAGE, total)
    found = waiting.cases(session, circle, today, which, first, PER_PAGE)
    paged = Paged(found, first, total, PER_PAGE)
    return _page("waiting", kind=which, cases=paged, courses=choices.outlines(session), wish=wish, circle=circle)


def _acts(who: records.Who) -> list[tuple[str, str]]:
    """Where something can be done about a person; what asks for an e-mail only for who has one."""
    found = [
        (_("Change what is kept of the person"), f"/coordinate/people/{who.id}/edit"),
        (_("Statement of completed trainings"), f"/coordinate/people/{who.id}/year"),
        (_("Exempt from a course, or recognise one completed elsewhere"), f"/coordinate/people/{who.id}/courses"),
    ]
    if who.email:
        found += [
            (_("Give time or attempts"), url_for("quizzes.allowance_form", person=who.email)),
            (_("Attempts and their evidence"), url_for("evidence.of_person", person=who.email)),
        ]
    return found


def _page(name: str, **given: object) -> str:
    return render_template(
        f"coordinating/{name}.html",
        say=wording,
        words=wording.state_words(),
        due=waiting_words,
        today=clock.today(),
        **given,
    )
