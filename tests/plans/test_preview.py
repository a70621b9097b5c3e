"""Whom a change is said to affect before it is made is whom it affects."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, Refusal
from elearn.plans import effects, queries, service
from elearn.plans.audience import Audience
from elearn.plans.effects import Change, Kind
from elearn.plans.queries import PlanView, Spec
from elearn.work import Work
from tests.factories.people import OPERATOR, a_person
from tests.plans import naive
from tests.plans.town import Town, matched

ROUNDS, ACTS = 5, 8
Told = dict[str, set[int]]


def foretold(session: Session, view: PlanView, spec: Spec) -> Told:
    """The people of each effect; the counts must be theirs."""
    change = Change(view.reach(spec, active=True), view.terms(spec), view.terms(), clock.today())
    found = {}
    for effect in effects.effects(session, change):
        people = [one.person_id for one in effects.affected(session, OPERATOR, change, effect, 0, 1000)]
        assert len(people) == len(set(people)) == effect.people
        found[effect.key] = {int(one) for one in people}
    return {key: people for key, people in found.items() if people}


def studies(session: Session) -> set[tuple[int, str]]:
    rows = session.scalars(select(Enrolment).where(Enrolment.withdrawn_at.is_(None)))
    return {(row.person_id, row.course_slug) for row in rows}


def happened(members: list[dict[int, date | None]], courses: list[set[tuple[int, str]]], spec: Spec) -> Told:
    before, after = members
    stay = before.keys() & after.keys()
    last = date.max
    found: Told = {
        "in": after.keys() - before.keys(),
        "out": before.keys() - after.keys(),
        "earlier": {one for one in stay if (after[one] or last) < (before[one] or last)},
        "later": {one for one in stay if (after[one] or last) > (before[one] or last)},
    }
    for slug in spec.courses:
        found[f"anew:{slug}"] = {one for one in after if (one, slug) in courses[1] - courses[0]}
    return {key: people for key, people in found.items() if people}


def of(session: Session, plan_id: int) -> dict[int, date | None]:
    return {person: due for (plan, person), due in naive.in_plans(session).items() if plan == plan_id}


@pytest.mark.parametrize("seed", range(2))
def test_a_change_affects_whom_its_preview_names(work: Work, seed: int) -> None:
    random, compared = Random(seed), 0  # noqa: S311 - repeatable
    with work.writing() as session:
        town = Town(session, random)
        town.plan()
    for _ in range(ROUNDS):
        with work.writing() as session:
            town.session = session
            for _ in range(ACTS):
                town.act()
        matched(work)
        with work.writing() as session:
            town.session = session
            try:
                view = town.any_plan()
                spec = service.checked(session, view.unit_id, town.spec(view.unit_id, some=True), view)
            except Refusal:
                continue
            told = foretold(session, view, spec)
            before, had = of(session, view.id), studies(session)
            service.change(session, OPERATOR, view.id, spec, seen=view.digest)
        matched(work)
        with work.reading() as session:
            did = happened([before, of(session, view.id)], [had, studies(session)], spec)
        freed = {key for key in told if key.startswith(Kind.FREED)}
        assert {key: told[key] for key in told.keys() - freed} == did
        compared += len(did)
    assert compared, "no change affected anybody"


def test_a_plan_that_was_changed_meanwhile_is_not_changed_by_what_was_seen_before(session: Session, work: Work) -> None:
    with work.writing() as session:
        town = Town(session, Random(1))  # noqa: S311 - repeatable
        town.plan()
        seen = town.any_plan()
        other = Spec("Друг план", seen.spec.courses, audience=seen.spec.audience)
        service.change(session, OPERATOR, seen.id, other, seen=seen.digest)
        for act in (service.activate, service.end):
            with pytest.raises(Conflict, match="plan_changed"):
                act(session, OPERATOR, seen.id, seen=seen.digest)
        with pytest.raises(Conflict, match="plan_changed"):
            service.change(session, OPERATOR, seen.id, seen.spec, seen=seen.digest)
        assert queries.plan(session, OPERATOR, seen.id).spec == other


def test_the_sign_of_a_preview_tells_one_person_from_another(work: Work) -> None:
    with work.writing() as session:
        town = Town(session, Random(2))  # noqa: S311 - repeatable
        town.plan()
        view, second = town.any_plan(), a_person(session, organisation_id=town.units[0], password=None)
        signs = []
        for person_id in (town.people[0], second):
            audience = Audience(people=(person_id,))
            spec = Spec("План", view.spec.courses, audience=audience)
            change = Change(view.reach(spec, active=True), view.terms(spec), view.terms(), clock.today())
            signs.append(effects.digest(effects.effects(session, change)))
    assert signs[0] != signs[1]
