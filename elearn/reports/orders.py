"""What somebody asks a report for, and the words that say so in the file itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Language, Outline
from elearn.content.phrases import N_, catalogue, day, say
from elearn.ids import OrganisationId
from elearn.people import reach
from elearn.people.models import Organisation
from elearn.permissions import Actor, Permission
from elearn.plans import projects
from elearn.reports.rules import Kind, Words

NEEDED = Permission.PEOPLE_MANAGE

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """A report of a kind for `actor`, who is called `name`; `asked` is what the address of the page says."""

    actor: Actor
    name: str
    kind: Kind
    asked: Mapping[str, str]
    language: str
    at: datetime
    patience: int | None = None
    """Rows are counted so far where counting takes long; None: all of them."""

    @property
    def today(self) -> date:
        return clock.day_of(self.at)

    def say(self, message: str, **given: object) -> str:
        """A message marked with `N_`, in the language of the report."""
        words = say(self.language, message)
        return words % given if given else words

    def count(self, forms: tuple[str, str], number: int) -> str:
        return catalogue(self.language).ngettext(*forms, number) % {"num": number}

    def day(self, value: date) -> str:
        return day(self.language, value)

    def moment(self, value: datetime) -> str:
        return f"{self.day(clock.day_of(value))}, {value.astimezone(clock.ZONE):%H:%M}"


def words_of(order: Order) -> Words:
    """What the sheets are called."""
    return Words(
        cover=order.say(N_("About this report")),
        chart_data=order.say(N_("Numbers of the chart")),
        chart=order.say(N_("Chart")),
        rows=order.say(N_("Rows")),
    )


def facts(session: Session, order: Order, *narrowed: Fact) -> tuple[Fact, ...]:
    """Who made it, when, over whom, and everything that narrows it."""
    filters = narrowed or ((order.say(N_("Filter")), order.say(N_("none"))),)
    return (
        (order.say(N_("Made by")), order.name),
        (order.say(N_("Made on")), order.moment(order.at)),
        (order.say(N_("Scope")), scope(session, order)),
        *filters,
    )


def scope(session: Session, order: Order) -> str:
    """The units that the maker answers for, by name."""
    if reach.everywhere(order.actor, NEEDED):
        return order.say(N_("all organisations"))
    names = session.scalars(
        select(Organisation.name).where(reach.highest(order.actor, NEEDED)).order_by(Organisation.path)
    )
    return order.say(N_("%(units)s, with all units below"), units=", ".join(names))


def plan_facts(session: Session, order: Order, plan_id: int, name: str) -> tuple[Fact, ...]:
    """A plan of that name, and the project on whose behalf it trains."""
    project = projects.of_plan(session, plan_id)
    lines = () if project is None else projects.lines(project, order.language)
    return (order.say(N_("Plan")), name), *((order.say(label), text) for label, text in lines)


def unit_fact(session: Session, order: Order, unit_id: OrganisationId | None) -> tuple[Fact, ...]:
    """Raises NotAllowed("not_permitted") for a unit out of reach."""
    if unit_id is None:
        return ()
    unit = reach.require_unit(session, order.actor, NEEDED, unit_id)
    return ((order.say(N_("Unit with all below it")), unit.name),)


def course_title(outline: Outline, language: str) -> str:
    return titled(outline.title, outline, language)


def titled(texts: Mapping[Language, str], outline: Outline, language: str) -> str:
    """A text of a course in the language of the report, else in the course's own."""
    return texts.get(Language(language)) or texts.get(outline.language) or outline.slug
