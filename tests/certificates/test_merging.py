"""Two records of one person become one; and a name that was wrong is put right."""

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.certificates.models import Certificate
from elearn.enrolment import queries as enrolments
from elearn.enrolment.models import Enrolment
from elearn.errors import Invalid, NotAllowed, NotFound
from elearn.ids import OrganisationId, PersonId
from elearn.mail import service as mail
from elearn.mail.models import Letter
from elearn.people import merging, sessions, sign_in, slots, staffing
from elearn.people.models import Credential, Person, RoleGrant
from elearn.people.queries import NameParts
from elearn.people.staffing import Entry as Kept
from elearn.permissions import Actor, Grant, Role
from elearn.plans.models import Entry, GroupMember, PersonGroup, Plan, PlanMember, PlanRequest, PlanState
from elearn.progress import rebuild
from elearn.progress.models import Completion, Progress
from elearn.progress.queries import has_completed
from elearn.quizzes.models import Attempt
from tests.factories import progress
from tests.factories.lessons import SAMPLE, WHY
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.progress import BASICS
from tests.factories.publishing import a_snapshot


@pytest.fixture
def town(session) -> OrganisationId:
    a_snapshot(session)
    return an_organisation(session, "Община Първа")


@pytest.fixture
def kalina(session, town) -> Actor:
    return an_actor(session, a_person(session, organisation_id=town, roles=(Role.COORDINATOR,)))


def learner(session, town, **details) -> Actor:
    """Enrolled in the sample course, with the name confirmed."""
    person_id = a_person(session, organisation_id=town, **details)
    progress.an_enrolment(session, person_id)
    actor = an_actor(session, person_id)
    progress.confirm_names(session, actor)
    return actor


def halfway(session, town) -> Actor:
    actor = learner(session, town)
    progress.do_lessons(session, actor, WHY)
    return actor


def graduate(session, town) -> Actor:
    actor = learner(session, town)
    progress.complete(session, actor)
    return actor


def facts(session) -> list[tuple[object, ...]]:
    """What no merging may change: completions, certificates, attempts with their results."""
    return [
        *session.execute(select(Completion.id, Completion.enrolment_id, Completion.completed_at)).all(),
        *session.execute(select(Certificate.id, Certificate.number, Certificate.enrolment_id, Certificate.code)).all(),
        *session.execute(select(Attempt.id, Attempt.enrolment_id, Attempt.points, Attempt.number)).all(),
    ]


@pytest.mark.parametrize("stays", ["halfway", "graduate"])
def test_of_two_enrolments_in_one_course_the_completed_one_counts_whoever_remains(session, kalina, town, stays) -> None:
    one, other = halfway(session, town), graduate(session, town)
    new, old = (one, other) if stays == "halfway" else (other, one)
    completed = enrolments.active(session, other.person_id, SAMPLE).id
    before = facts(session)
    merging.merge(session, kalina, new.person_id, old.person_id)
    session.expire_all()
    found = enrolments.active(session, new.person_id, SAMPLE)
    assert (found.id, found.cycle) == (completed, 2)
    assert has_completed(session, new.person_id, SAMPLE)
    assert facts(session) == before
    for model in (Enrolment, Attempt, Certificate):
        assert set(session.scalars(select(model.person_id))) == {new.person_id}
    behind = session.scalars(select(Enrolment).where(Enrolment.id != completed)).one()
    assert (behind.cycle, behind.withdrawn_at is not None) == (1, True)
    assert session.get_one(Progress, behind.id).steps_done == 1
    assert [rebuild.difference(session, one) for one in session.scalars(select(Enrolment.id))] == [None, None]


def test_two_completions_and_two_certificates_both_stay(session, kalina, town) -> None:
    one, other = graduate(session, town), graduate(session, town)
    before = facts(session)
    merging.merge(session, kalina, one.person_id, other.person_id)
    session.expire_all()
    assert facts(session) == before
    rows = session.scalars(select(Enrolment).where(Enrolment.person_id == one.person_id)).all()
    assert sorted(row.cycle for row in rows) == [1, 2]
    assert not any(row.withdrawn_at for row in rows)
    papers = session.scalars(select(Certificate).where(Certificate.person_id == one.person_id)).all()
    assert len([paper for paper in papers if paper.superseded_at is None and paper.revoked_at is None]) == 2


def test_a_credit_that_gives_way_is_not_taken_for_a_course_that_was_left(session, kalina, town) -> None:
    one, other = graduate(session, town), learner(session, town)
    credited = session.get_one(Enrolment, enrolments.active(session, other.person_id, SAMPLE).id)
    credited.credited_on = clock.today()
    session.flush()
    merging.merge(session, kalina, other.person_id, one.person_id)
    session.expire_all()
    assert has_completed(session, other.person_id, SAMPLE)
    assert (credited.cycle, credited.withdrawn_at, credited.credited_on) == (1, None, clock.today())


def test_what_only_the_other_has_goes_over_as_it_is_and_goes_on(session, kalina, town) -> None:
    other = halfway(session, town)
    stays = a_person(session, organisation_id=town)
    found = enrolments.active(session, other.person_id, SAMPLE)
    mail.send(session, to="x@example.org", subject="Срок", text="…", key="due:1", person_id=other.person_id)
    merging.merge(session, kalina, stays, other.person_id)
    session.expire_all()
    moved = enrolments.active(session, stays, SAMPLE)
    assert (moved.id, moved.cycle) == (found.id, 1)
    assert session.scalars(select(Letter.person_id)).all() == [stays]
    goes_on = an_actor(session, stays)
    progress.confirm_names(session, goes_on)
    progress.complete(session, goes_on)
    assert has_completed(session, stays, SAMPLE)


def test_the_record_that_ends_signs_in_no_more_and_names_the_other(session, kalina, town) -> None:
    stays = a_person(session, organisation_id=town, email="stays@example.org")
    goes = a_person(session, organisation_id=town, email="goes@example.org")
    token = sessions.open_session(session, Actor(), goes)
    merging.merge(session, kalina, stays, goes)
    row = session.get_one(Person, goes, populate_existing=True)
    assert (row.email, row.staff_number, row.merged_into_id) == (None, None, stays)
    assert sessions.find(session, token, days=14) is None
    assert session.get(Credential, goes) is None
    assert session.get(Credential, stays) is not None
    assert session.get_one(Person, stays).email == "stays@example.org"
    assert sign_in.begin(session, Actor(), "goes@example.org").person_id is None
    with pytest.raises(NotFound, match="person_unknown"):
        merging.merge(session, kalina, stays, goes)
    said = session.scalars(select(AuditEntry).where(AuditEntry.action == "person_merged")).one()
    assert (said.person_id, said.subject_id) == (kalina.person_id, str(stays))
    assert said.details["merged"] == goes
    assert said.details["before"]["email"] == "goes@example.org"


def test_who_has_no_e_mail_takes_over_the_others_with_its_password(session, kalina, town) -> None:
    stays = a_person(session, organisation_id=town, password=None)
    goes = a_person(session, organisation_id=town, email="goes@example.org")
    row = session.get_one(Person, stays)
    row.staff_number, row.email = "17", None
    session.get_one(Person, goes).staff_number = "18"
    session.flush()
    merging.merge(session, kalina, stays, goes)
    session.expire_all()
    row = session.get_one(Person, stays)
    assert (row.email, row.staff_number) == ("goes@example.org", "17")
    assert sign_in.begin(session, Actor(), "goes@example.org").person_id == stays
    assert session.get(Credential, stays) is not None


def test_roles_go_over_once_each(session, town) -> None:
    stays = a_person(session, organisation_id=town, roles=(Role.LEARNER, Grant(Role.TRAINER, town)))
    goes = a_person(session, organisation_id=town, roles=(Role.LEARNER, Grant(Role.TRAINER, town), Role.COORDINATOR))
    merging.merge(session, OPERATOR, stays, goes)
    found = session.execute(select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_((stays, goes))))
    assert sorted(found.all()) == [(stays, Role.COORDINATOR), (stays, Role.LEARNER), (stays, Role.TRAINER)]


def test_places_in_groups_and_plans_and_requests_go_over_once_each(session, kalina, town) -> None:
    stays, goes = (a_person(session, organisation_id=town) for _ in range(2))
    now = clock.now()
    shared, alone = (PersonGroup(organisation_id=town, name=name, created_at=now) for name in ("Общи", "Нови"))
    plan = Plan(organisation_id=town, name="План", entry=Entry.APPROVAL, state=PlanState.DRAFT, created_at=now)
    session.add_all([shared, alone, plan])
    session.flush()
    for group, person in ((shared, stays), (shared, goes), (alone, goes)):
        session.add(GroupMember(group_id=group.id, person_id=person))
    session.add(PlanMember(plan_id=plan.id, person_id=goes, by_entry=True, since=clock.today(), look_on=clock.today()))
    for person in (stays, goes):
        session.add(PlanRequest(plan_id=plan.id, person_id=person, words="", asked_at=now))
    session.flush()
    merging.merge(session, kalina, stays, goes)
    session.expire_all()
    for model in (GroupMember, PlanMember, PlanRequest):
        assert set(session.scalars(select(model.person_id))) == {stays}
    assert set(session.scalars(select(GroupMember.group_id))) == {shared.id, alone.id}
    assert len(session.scalars(select(PlanRequest.id)).all()) == 1


def test_nobody_merges_out_of_reach_themselves_or_who_has_a_wider_role(session, kalina, town) -> None:
    next_door = an_organisation(session, "Община Втора")
    mine, other = a_person(session, organisation_id=town), a_person(session, organisation_id=next_door)
    boss = a_person(session, organisation_id=town, roles=(Grant(Role.ADMINISTRATOR),))
    before = session.scalars(select(AuditEntry.id)).all()
    for pair in ((mine, other), (other, mine)):
        with pytest.raises(NotFound, match="person_unknown"):
            merging.merge(session, kalina, *pair)
        with pytest.raises(NotFound, match="person_unknown"):
            merging.kept(session, kalina, *pair)
    for pair in ((mine, boss), (boss, mine)):
        with pytest.raises(NotAllowed, match="person_has_wider_role"):
            merging.merge(session, kalina, *pair)
    for pair in ((mine, kalina.person_id), (kalina.person_id, mine)):
        with pytest.raises(NotAllowed, match="person_is_oneself"):
            merging.merge(session, kalina, *pair)
    with pytest.raises(Invalid, match="merge_with_itself"):
        merging.merge(session, kalina, mine, mine)
    assert session.scalars(select(AuditEntry.id)).all() == before


def test_the_preview_says_what_merging_then_does(session, kalina, town) -> None:
    one, other = halfway(session, town), graduate(session, town)
    (course,) = slots.shared.call(session, one.person_id, other.person_id)
    assert (course.new.kind, course.old.kind, course.counts) == ("doing", "done", "old")
    assert (course.new.certificates, course.old.certificates) == (0, 1)
    (turned,) = slots.shared.call(session, other.person_id, one.person_id)
    assert turned.counts == "new"
    assert merging.twins(session, kalina, one.person_id) == [kalina.person_id, other.person_id]


def test_an_open_attempt_of_the_one_who_remains_goes_on(session, kalina, town) -> None:
    stays, other = learner(session, town), learner(session, town)
    open_attempt = progress.right_answers(session, stays, BASICS)
    merging.merge(session, kalina, stays.person_id, other.person_id)
    session.expire_all()
    found = enrolments.active(session, stays.person_id, SAMPLE)
    assert session.get_one(Attempt, open_attempt).enrolment_id == found.id


def corrected(session, actor: Actor, who: Actor, town, *, correcting: bool) -> list[Certificate]:
    row = session.get_one(Person, who.person_id)
    names = NameParts(row.given, row.middle, "Иванчева")
    entry = Kept(names, row.email, "", town, "", None)
    staffing.change(session, actor, PersonId(row.id), entry, correcting=correcting)
    return list(session.scalars(select(Certificate).where(Certificate.person_id == row.id).order_by(Certificate.id)))


def test_a_corrected_name_supersedes_the_certificate_and_changes_nothing_on_the_old(session, kalina, town) -> None:
    person = graduate(session, town)
    old = session.scalars(select(Certificate)).one()
    printed = dict(old.facts)
    first, second = corrected(session, kalina, person, town, correcting=True)
    assert first.facts == printed
    assert first.superseded_at is not None
    assert (second.supersedes_id, second.superseded_at) == (first.id, None)
    assert second.facts["name_bg"] == "Мария Петрова Иванчева"
    assert second.facts["name_en"] == "Maria Petrova Ivancheva"
    assert second.facts["completed_on"] == printed["completed_on"] == clock.today().isoformat()


def test_a_changed_name_that_was_right_leaves_certificates_alone(session, kalina, town) -> None:
    person = graduate(session, town)
    (only,) = corrected(session, kalina, person, town, correcting=False)
    assert only.superseded_at is None
    assert slots.live_certificates.call(session, person.person_id) == 1
