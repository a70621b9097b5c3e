"""Every file says at its head by which filters it was narrowed, and on whose behalf a plan trains."""

from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.people.models import Person
from elearn.plans.models import Plan
from elearn.reports import building, plan_paper
from elearn.reports.orders import Order
from elearn.reports.rules import Kind
from tests.coordinating.towns import Town, a_colleague, a_town
from tests.factories.plans import TEXTS, a_plan, a_project

Facts = dict[str, str]


@pytest.fixture
def head(session: Session) -> Callable[..., Facts]:
    """The head of a file about a town with a plan, narrowed by these filters."""
    town = a_town(session, "Липово")
    anna = a_colleague(session, town.department, "Аннова")
    session.execute(update(Person).where(Person.id == anna).values(given="Анна"))
    plan_id = a_plan(session, town.top, "sample", project_id=a_project(session, town.top))
    session.execute(update(Plan).values(name="План 2026"))
    known = {"unit": town.department, "plan": plan_id, "person": anna}

    def ask(kind: Kind, language: str = "en", **asked: object) -> Facts:
        given = {name: str(known.get(name, value)) for name, value in asked.items()}
        order = Order(town.actor, "Елена", kind, given, language, clock.now())
        return dict(building.table(session, order).facts)

    return ask


OURS = "Отдел на Липово"
PROJECT = {f"{TEXTS.name['en']} ({TEXTS.code})", TEXTS.funder["en"], TEXTS.statement["en"], TEXTS.basis["en"]}


@pytest.mark.parametrize(
    ("kind", "asked", "told"),
    [
        (Kind.PLAN, {"plan": 0, "unit": 0, "left": 1}, {"План 2026", OURS, "with those who have left", *PROJECT}),
        (Kind.MATRIX, {"plan": 0, "course": "sample"}, {"План 2026", "Sample course", *PROJECT}),
        (
            Kind.MATRIX,
            {"state": "late", "since": "2026-11-01", "until": "2026-11-30", "name": "ан"},
            {"overdue", "1 November 2026", "30 November 2026", "ан"},
        ),
        (Kind.COURSE, {"course": "sample", "plan": 0, "left": 1}, {"План 2026", "with those who have left", *PROJECT}),
        (Kind.PEOPLE, {"unit": 0, "state": "never", "q": "ан"}, {OURS, "have not signed in yet", "ан"}),
        (
            Kind.AUDIT,
            {"person": 0, "about": "а", "by": "б", "act": "seeing", "since": "2026-11-01", "until": "2026-11-30"},
            {"Анна Петрова Аннова", "а", "б", "Data looked at", "1 November 2026", "30 November 2026"},
        ),
    ],
)
def test_a_table_names_its_filters_in_words(
    head: Callable[..., Facts], kind: Kind, asked: dict[str, object], told: set[str]
) -> None:
    found = head(kind, **asked)
    assert told <= set(found.values())
    assert {"Елена"} <= set(found.values())
    assert "none" not in found.values()


def test_a_table_that_nothing_narrows_says_so(head: Callable[..., Facts]) -> None:
    assert head(Kind.MATRIX, "bg")["Филтър"] == "няма"


def test_somebody_out_of_reach_is_told_by_number_alone(session: Session) -> None:
    here, there = a_town(session, "Липово"), a_town(session, "Брестово")
    order = Order(here.actor, "", Kind.AUDIT, {"person": str(there.coordinator)}, "en", clock.now())
    assert dict(building.table(session, order).facts)["Only one person"] == f"№ {there.coordinator}"


def test_the_paper_says_that_it_is_about_a_unit_and_with_leavers(session: Session) -> None:
    town: Town = a_town(session, "Липово")
    plan_id = a_plan(session, town.top)
    asked = {"plan": str(plan_id), "unit": str(town.department), "left": "1"}
    told = plan_paper.report(session, Order(town.actor, "", Kind.PLAN, asked, "en", clock.now()))
    assert [words for _, words in told.narrowed] == [OURS, "with those who have left"]
