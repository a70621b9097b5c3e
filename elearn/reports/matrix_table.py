"""Person by course as a table: a state and its day for each course, everybody whom the filters of the page leave."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from elearn.content.phrases import N_
from elearn.coordinating import choices
from elearn.coordinating.filters import Wish
from elearn.coordinating.naming import STATES
from elearn.coordinating.queries import Circle
from elearn.coordinating.rules import State
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug
from elearn.publishing.models import Published
from elearn.reports.orders import Order, course_title, facts, words_of
from elearn.reports.rules import Chart, Column, Format, Report, Row, Series
from elearn.reports.standing_rows import narrowed, people_ids, someone, standing

Counts = dict[str, dict[str, int]]
"""By course and state."""


def report(session: Session, order: Order) -> Report:
    """Raises NotAllowed("not_permitted") for a unit out of reach."""
    wish = Wish.read(order.asked)
    circle = choices.circle_of(session, order.actor, wish)
    ids = people_ids(session, circle, wish, order.today, order.patience)
    outlines = choices.outlines(session)
    slugs = [slug for slug in _courses(session, wish) if slug in outlines]
    titles = {slug: course_title(outlines[slug], order.language) for slug in slugs}
    slugs.sort(key=lambda slug: titles[slug].casefold())
    counts: Counts = {}
    return Report(
        title=order.say(N_("People and courses")),
        facts=facts(session, order, *narrowed(session, order, wish)),
        columns=_columns(order, [titles[slug] for slug in slugs]),
        total=len(ids),
        rows=_rows(session, order, circle, ids, slugs, counts),
        chart=lambda: chart(order, titles, counts),
        words=words_of(order),
        exact=order.patience is None or len(ids) < order.patience,
    )


def _courses(session: Session, wish: Wish) -> Sequence[CourseSlug]:
    """The course asked for, those of the plan asked for, or all that are given now and all that anybody stands in."""
    if wish.course is not None:
        return [wish.course]
    if wish.plan is not None:
        return choices.courses_of_plan(session, wish.plan)
    taken = exists().where(Enrolment.course_slug == Published.course_slug)
    known = select(Published.course_slug).where(or_(Published.withdrawn_at.is_(None), taken))
    return [CourseSlug(slug) for slug in session.scalars(known)]


def _columns(order: Order, titles: Sequence[str]) -> tuple[Column, ...]:
    when = (N_("State: %(course)s"), N_("Due: %(course)s"), N_("Done on: %(course)s"))
    formats = (Format.TEXT, Format.DAY, Format.DAY)
    each = (
        Column(order.say(head, course=title), kind, 22 if kind is Format.TEXT else 17)
        for title in titles
        for head, kind in zip(when, formats, strict=True)
    )
    return (*someone(order), *each)


def _rows(
    session: Session, order: Order, circle: Circle, ids: Sequence[int], slugs: Sequence[CourseSlug], counts: Counts
) -> Iterator[Row]:
    words = {state.value: order.say(STATES[state]) for state in State}
    place = {str(slug): 4 + 3 * at for at, slug in enumerate(slugs)}
    for slug in place:
        counts[slug] = dict.fromkeys(words, 0)
    blank: list[str | None] = [None] * (3 * len(slugs))
    for who, stands in standing(session, circle, ids, order.today):
        row: list[object] = [who.name, who.unit, who.position, who.number, *blank]
        for one in stands:
            at = place.get(one.slug)
            if at is not None:
                row[at : at + 3] = words[one.state], one.due, one.done_on
                counts[one.slug][one.state] += 1
        yield row  # type: ignore[misc]  # cells, one for each column


def chart(order: Order, titles: Mapping[CourseSlug, str], counts: Counts) -> Chart:
    """Courses, each put together from its states."""
    slugs = [slug for slug in titles if any(counts.get(slug, {}).values())]
    return Chart(
        order.say(N_("States by course")),
        tuple(titles[slug] for slug in slugs),
        tuple(
            Series(order.say(STATES[state]), state.value, tuple(counts[slug][state.value] for slug in slugs))
            for state in State
        ),
    )
