"""What a plan makes of the courses that people have: renewed, extended, left, and never taken away once done."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment import service as enrolling
from elearn.enrolment.models import Enrolment
from elearn.ids import OrganisationId, PersonId
from elearn.people import staffing
from elearn.people.models import Person
from elearn.people.queries import NameParts
from elearn.people.staffing import Entry
from elearn.plans import queries, rules, service
from elearn.plans.audience import Audience
from elearn.plans.jobs import match_plans
from elearn.plans.models import Extension, PlanMember
from elearn.plans.queries import Spec
from elearn.progress.models import Progress, State
from elearn.work import Work
from tests.factories.people import OPERATOR, an_organisation
from tests.plans.town import SLUGS, matched, running

COURSE = SLUGS[0]


def enrolments(work: Work) -> list[Enrolment]:
    with work.reading() as session:
        return list(session.scalars(select(Enrolment).order_by(Enrolment.cycle)))


def moved(session: Session, who: PersonId, unit: OrganisationId) -> None:
    row = session.get_one(Person, who)
    names = NameParts(row.given, row.middle, row.family)
    staffing.change(session, OPERATOR, who, Entry(names, row.email or "", "", unit, "", None))


def test_what_was_done_too_long_ago_is_asked_for_again_in_the_next_cycle(
    work: Work, unit: OrganisationId, who: PersonId
) -> None:
    today = clock.today()
    with work.writing() as session:
        enrolling.enrol(session, OPERATOR, who, COURSE, source="coordinator")
        session.execute(update(Enrolment).values(credited_on=rules.months_after(today, -12)))
        running(session, unit, Spec("План", (COURSE,), due_days=20, valid_months=12, audience=Audience(units=(unit,))))
    matched(work)
    first, second = enrolments(work)
    assert (first.cycle, first.due, first.withdrawn_at) == (1, None, None)
    assert (second.cycle, second.due) == (2, today + timedelta(days=20))
    with work.reading() as session:
        assert session.get_one(Progress, second.id).state is State.NOT_STARTED
    match_plans(work, {})
    assert len(enrolments(work)) == 2


def test_an_extension_outlives_a_change_of_the_plan_until_the_plan_gives_more(
    work: Work, unit: OrganisationId, who: PersonId
) -> None:
    today = clock.today()
    spec = Spec("План", (COURSE,), due_on=today + timedelta(days=5), audience=Audience(people=(who,)))
    with work.writing() as session:
        plan_id = running(session, unit, spec)
    matched(work)
    [mine] = enrolments(work)
    with work.writing() as session:
        late = today + timedelta(days=30)
        session.add(Extension(enrolment_id=mine.id, due=late, reason="болничен", given_at=clock.now()))
        session.execute(update(Enrolment).values(due=late))
    for days, due in ((10, 30), (40, 40)):
        with work.writing() as session:
            seen = queries.plan(session, OPERATOR, plan_id).digest
            longer = replace(spec, due_on=today + timedelta(days=days))
            service.change(session, OPERATOR, plan_id, longer, seen=seen)
        matched(work)
        assert [row.due for row in enrolments(work)] == [today + timedelta(days=due)]


def test_a_coordinators_earlier_deadline_is_kept_and_a_later_one_gives_way(
    work: Work, unit: OrganisationId, who: PersonId
) -> None:
    today = clock.today()
    early, asked, late = (today + timedelta(days=days) for days in (3, 9, 27))
    with work.writing() as session:
        for slug, due in zip(SLUGS, (early, late, None), strict=True):
            enrolling.enrol(session, OPERATOR, who, slug, due=due, source="coordinator")
        running(session, unit, Spec("План", SLUGS, due_on=asked, audience=Audience(people=(who,))))
    matched(work)
    found: dict[str, date | None] = {row.course_slug: row.due for row in enrolments(work)}
    assert found == dict(zip(SLUGS, (early, asked, asked), strict=True))


def test_who_came_by_themselves_stays_until_they_leave_the_tree(
    work: Work, unit: OrganisationId, who: PersonId
) -> None:
    with work.writing() as session:
        elsewhere = an_organisation(session)
        plan_id = running(session, unit, Spec("План", (COURSE,)))
        today = clock.today()
        session.add(PlanMember(plan_id=plan_id, person_id=who, by_entry=True, since=today, look_on=today))
    matched(work)
    match_plans(work, {})
    assert [(row.person_id, row.withdrawn_at) for row in enrolments(work)] == [(who, None)]
    with work.writing() as session:
        moved(session, who, elsewhere)
    matched(work)
    with work.reading() as session:
        assert session.scalars(select(PlanMember.let_go_at)).one() is not None
    assert enrolments(work)[0].withdrawn_at is not None


def test_who_moves_away_keeps_what_was_begun_without_its_deadline(
    work: Work, unit: OrganisationId, who: PersonId
) -> None:
    with work.writing() as session:
        elsewhere = an_organisation(session)
        running(session, unit, Spec("План", SLUGS[:2], due_days=9, audience=Audience(units=(unit,))))
    matched(work)
    begun, untouched = enrolments(work)
    with work.writing() as session:
        session.execute(
            update(Progress).where(Progress.enrolment_id == begun.id).values(state=State.IN_PROGRESS, percent=20)
        )
        moved(session, who, elsewhere)
    matched(work)
    rows = {row.id: row for row in enrolments(work)}
    assert (rows[begun.id].withdrawn_at, rows[begun.id].due, rows[begun.id].plan_id) == (None, None, None)
    assert rows[untouched.id].withdrawn_at is not None
    with work.writing() as session:
        moved(session, who, unit)
    matched(work)
    assert all(row.withdrawn_at is None and row.due is not None for row in enrolments(work))
