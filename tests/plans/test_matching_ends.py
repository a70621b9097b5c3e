"""A match that is killed anywhere is finished by the next one, and nothing is done twice."""

import multiprocessing
import os
import signal
import time

import pytest
from sqlalchemy import func, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import clock, wiring
from elearn.audit.models import AuditEntry
from elearn.enrolment import service as enrolling
from elearn.enrolment.models import Enrolment
from elearn.ids import OrganisationId
from elearn.jobs.models import Job
from elearn.people import merging
from elearn.permissions import Via
from elearn.plans import groups, jobs, naming, queries, service, settling
from elearn.plans.audience import Audience
from elearn.plans.following import MATCH
from elearn.plans.models import PlanMember
from elearn.plans.queries import Spec
from elearn.progress.models import Progress
from elearn.publishing import service as publishing
from elearn.settings import Settings
from elearn.work import Work, open_work
from tests.factories.people import OPERATOR, a_person, an_organisation
from tests.plans import naive
from tests.plans.town import SLUGS, matched

PEOPLE = 12


@pytest.fixture
def unit(work: Work) -> OrganisationId:
    """A unit with people, whom an active plan is for."""
    with work.writing() as session:
        unit = an_organisation(session)
        for _ in range(PEOPLE):
            a_person(session, organisation_id=unit, password=None)
        spec = Spec("План", SLUGS, due_days=10, audience=Audience(units=(unit,)))
        plan_id = service.create(session, OPERATOR, unit, spec)
        service.activate(session, OPERATOR, plan_id, seen=queries.plan(session, OPERATOR, plan_id).digest)
    return unit


def whole(session: Session) -> None:
    today = clock.today()
    assert naive.in_plans(session) == naive.members(session, today)
    assert naive.studied(session) == naive.asked(session, today)
    counts = [session.scalar(select(func.count()).select_from(model)) for model in (Enrolment, Progress)]
    made = select(func.count()).where(AuditEntry.action == "enrolment.made")
    assert [*counts, session.scalar(made)] == [PEOPLE * len(SLUGS)] * 3
    came = select(func.count()).where(AuditEntry.action == "plan.member_in")
    assert session.scalar(came) == PEOPLE


def match_slowly(settings: Settings) -> None:
    """In a process of its own: one person in each transaction."""
    wiring.connect(settings)
    settling.PEOPLE, jobs.PAUSE_SECONDS = 1, 0.1
    with open_work(settings, Via.JOB) as opened:
        jobs.match_plans(opened, {})


@pytest.mark.usefixtures("unit")
def test_killed_between_two_people_the_next_match_goes_on(work: Work, settings: Settings) -> None:
    running = multiprocessing.get_context("spawn").Process(target=match_slowly, args=(settings,))
    running.start()
    end, enrolled = time.monotonic() + 60, 0
    while time.monotonic() < end and not 0 < enrolled < PEOPLE * len(SLUGS):
        with work.reading() as session:
            enrolled = session.scalar(select(func.count()).select_from(Enrolment)) or 0
    os.kill(running.pid or 0, signal.SIGKILL)
    running.join()
    with work.reading() as session:
        enrolled = session.scalar(select(func.count()).select_from(Enrolment)) or 0
    assert 0 < enrolled < PEOPLE * len(SLUGS), "it was not killed in the middle"
    matched(work)
    with work.reading() as session:
        whole(session)


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize("step", ["record_all", "announce"])
def test_broken_off_inside_a_transaction_it_leaves_nothing_half_done(
    work: Work, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the worker ends here")

    with monkeypatch.context() as broken:
        broken.setattr(f"elearn.enrolment.by_plan.{step}", breaks)
        with pytest.raises(RuntimeError):
            jobs.match_plans(work, {})
    with work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
    matched(work)
    with work.reading() as session:
        whole(session)


def test_many_changes_ask_for_one_match(work: Work, unit: OrganisationId) -> None:
    with work.writing() as session:
        for _ in range(5):
            a_person(session, organisation_id=unit, password=None)
    with work.reading() as session:
        assert session.scalar(select(func.count()).where(Job.kind == MATCH)) == 1


@pytest.mark.usefixtures("unit")
def test_a_course_that_is_given_no_more_stops_nobody(work: Work) -> None:
    with work.writing() as session:
        publishing.withdraw(session, OPERATOR, SLUGS[0], why="Отменен.")
    matched(work)
    with work.reading() as session:
        assert session.scalar(select(func.count()).select_from(PlanMember)) == PEOPLE
        assert session.scalar(select(func.count()).select_from(Enrolment)) == PEOPLE * (len(SLUGS) - 1)


def test_what_somebody_completed_before_counts_for_the_plan(work: Work) -> None:
    with work.writing() as writing:
        unit = an_organisation(writing)
        who = a_person(writing, organisation_id=unit, password=None)
        enrolling.enrol(writing, OPERATOR, who, SLUGS[0], source="coordinator")
        row = writing.scalars(select(Enrolment)).one()
        row.credited_on = clock.today()
        spec = Spec("План", SLUGS[:1], due_on=clock.today(), audience=Audience(people=(who,)))
        plan_id = service.create(writing, OPERATOR, unit, spec)
        service.activate(writing, OPERATOR, plan_id, seen=queries.plan(writing, OPERATOR, plan_id).digest)
    matched(work)
    with work.reading() as session:
        row = session.scalars(select(Enrolment)).one()
        assert (row.plan_id, row.due, row.cycle) == (plan_id, None, 1)


def test_of_two_who_were_one_the_plans_and_groups_are_the_one_who_remains(work: Work) -> None:
    with work.writing() as session:
        unit, elsewhere = an_organisation(session), an_organisation(session)
        old, new = (a_person(session, organisation_id=unit, password=None) for _ in range(2))
        gone, moved = (a_person(session, organisation_id=one, password=None) for one in (unit, elsewhere))
        group_id = groups.create(session, OPERATOR, unit, "Група")
        groups.fill(session, OPERATOR, group_id, naming.names_of(session, [old], true()))
        for audience in (Audience(people=(old, new, gone)), Audience(groups=(group_id,))):
            spec = Spec(f"План {audience}"[:90], SLUGS[:1], audience=audience)
            plan_id = service.create(session, OPERATOR, unit, spec)
            service.activate(session, OPERATOR, plan_id, seen=queries.plan(session, OPERATOR, plan_id).digest)
    matched(work)
    with work.writing() as session:
        merging.merge(session, OPERATOR, new, old)
        merging.merge(session, OPERATOR, moved, gone)
    matched(work)
    with work.reading() as session:
        assert {person for _, person in naive.in_plans(session)} == {new}
        assert len(naive.in_plans(session)) == 2
        assert naive.in_plans(session) == naive.members(session, clock.today())
        assert {person for person, _ in naive.studied(session)} == {new}


@pytest.mark.usefixtures("unit")
def test_more_people_than_one_run_takes_are_the_next_runs(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "PEOPLE", 2)
    monkeypatch.setattr(jobs, "MOST_BATCHES", 2)
    jobs.match_plans(work, {})
    with work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 2 * 2 * len(SLUGS)
    matched(work)
    with work.reading() as session:
        whole(session)


@pytest.mark.usefixtures("unit")
def test_a_race_that_is_lost_leaves_its_people_for_the_next_run(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def loses(*_: object) -> None:
        raise IntegrityError("", {}, Exception("somebody was faster"))

    with monkeypatch.context() as racing:
        racing.setattr(settling, "apply", loses)
        jobs.match_plans(work, {})
    with work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
    matched(work)
    with work.reading() as session:
        whole(session)
