"""What the pages of plans are sent, in an address or in a form, read into a decision; errors beside their fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from elearn import clock
from elearn.errors import Invalid, Refusal
from elearn.ids import CourseSlug, OrganisationId
from elearn.people.forms import Errors
from elearn.plans import checks, naming
from elearn.plans.audience import Audience, staying
from elearn.plans.checks import MOST_DAYS, MOST_MONTHS
from elearn.plans.queries import PlanView, Spec
from elearn.web.numbers import whole_number

MOST_PEOPLE = 500
"""Named one by one in a plan; more are a group."""

FIELDS = {
    "plan_unnamed": "name",
    "plan_name_long": "name",
    "plan_exists": "name",
    "plan_without_courses": "course",
    "plan_course_unknown": "course",
    "plan_needed": "needed",
    "plan_due_past": "due_on",
    "plan_day_unreadable": "due_on",
    "plan_due_days": "due_days",
    "plan_valid_months": "valid_months",
    "plan_people_unknown": "people",
    "plan_people_many": "people",
    "plan_audience_outside": "unit",
    "group_exists": "name",
}
"""Which field a refusal stands beside."""
ORDER = ("name", "course", "needed", "valid_months", "due_on", "due_days", "unit", "people")
"""Fields of a plan, as its page shows them."""


@dataclass(frozen=True, slots=True)
class PlanForm:
    """Everything as typed, courses in their order. `due`: none, on or days."""

    name: str = ""
    courses: tuple[str, ...] = ()
    needed: str = ""
    due: str = "none"
    due_on: str = ""
    due_days: str = ""
    valid_months: str = ""
    units: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    people: str = ""

    @classmethod
    def read(cls, sent: MultiDict[str, str]) -> "PlanForm":
        courses = dict.fromkeys(sent.getlist("course"))
        return cls(
            name=sent.get("name", ""),
            courses=tuple(placed(list(courses), {slug: sent.get(f"place-{slug}") for slug in courses})),
            needed=sent.get("needed", "").strip(),
            due=sent.get("due", "none"),
            due_on=sent.get("due_on", "").strip(),
            due_days=sent.get("due_days", "").strip(),
            valid_months=sent.get("valid_months", "").strip(),
            units=_numbers(sent, "unit"),
            positions=_numbers(sent, "position"),
            groups=_numbers(sent, "group"),
            people=sent.get("people", ""),
        )

    @classmethod
    def of(cls, session: Session, view: PlanView) -> "PlanForm":
        """A plan as its form shows it; who has left its units since is named no more."""
        spec = view.spec
        return cls(
            name=spec.name,
            courses=spec.courses,
            needed=_typed(spec.needed),
            due="on" if spec.due_on else "days" if spec.due_days else "none",
            due_on=_typed(spec.due_on),
            due_days=_typed(spec.due_days),
            valid_months=_typed(spec.valid_months),
            units=spec.audience.units,
            positions=spec.audience.positions,
            groups=spec.audience.groups,
            people="\n".join(naming.names_of(session, spec.audience.people, staying(view.unit_id, clock.today()))),
        )

    def decided(self, session: Session, unit_id: OrganisationId) -> Spec:
        """The decision, not yet checked. Raises Invalid: `plan_day_unreadable`, `plan_due_days`, `plan_needed`,
        `plan_valid_months`, `plan_people_unknown` (lines), `plan_people_many` (most)."""
        return Spec(
            name=self.name,
            courses=tuple(CourseSlug(slug) for slug in self.courses),
            needed=self._needed(),
            due_on=self._due_on(),
            due_days=self._due_days(),
            valid_months=self._valid_months(),
            audience=Audience(self.units, self.positions, self.groups, self._people(session, unit_id)),
        )

    def wrong(self, session: Session, unit_id: OrganisationId, refusal: Refusal) -> Errors:
        """Beside its field the refusal that was met first, and whatever else can't be read, in the order of the page.
        Raises the refusal again where no field explains it."""
        if refusal.code not in FIELDS:
            raise refusal
        met = {FIELDS[refusal.code]: refusal}
        rules = (
            *(lambda: checks.plain_name(self.name), self._require_course, self._needed, self._valid_months),
            *(self._due_on, self._due_days, lambda: self._people(session, unit_id)),
        )
        for rule in rules:
            try:
                rule()
            except Refusal as one:
                met.setdefault(FIELDS[one.code], one)
        errors = Errors()
        for name in sorted(met, key=ORDER.index):
            errors.add(name, met[name])
        return errors

    def _require_course(self) -> None:
        if not self.courses:
            raise Invalid("plan_without_courses")

    def _needed(self) -> int | None:
        return _number(self.needed, "plan_needed", most=len(self.courses)) if self.courses else None

    def _valid_months(self) -> int | None:
        return _number(self.valid_months, "plan_valid_months", most=MOST_MONTHS)

    def _due_days(self) -> int | None:
        return _number(self.due_days or "0", "plan_due_days", most=MOST_DAYS) if self.due == "days" else None

    def _due_on(self) -> date | None:
        if self.due != "on":
            return None
        try:
            return date.fromisoformat(self.due_on)
        except ValueError:
            raise Invalid("plan_day_unreadable") from None

    def _people(self, session: Session, unit_id: OrganisationId) -> tuple[int, ...]:
        typed = naming.lines(self.people)
        if len(typed) > MOST_PEOPLE:
            raise Invalid("plan_people_many", most=MOST_PEOPLE)
        found = naming.named(session, typed, staying(unit_id, clock.today()))
        if found.unknown:
            raise Invalid("plan_people_unknown", lines=", ".join(found.unknown[:5]))
        return found.people


def placed(listed: Sequence[str], typed: Mapping[str, str | None]) -> list[str]:
    """In the order in which they are listed, but for those at which another place, from 1, was typed: they come to
    stand there. What is no number moves nothing.

    >>> placed(["a", "b", "c", "d"], {"a": "1", "b": "2", "c": "3", "d": "2"})
    ['a', 'd', 'b', 'c']
    """
    wanted = {one: whole_number(typed.get(one)) or place for place, one in enumerate(listed, start=1)}
    moved = [one for place, one in enumerate(listed, start=1) if wanted[one] != place]
    found = [one for one in listed if one not in moved]
    for one in sorted(moved, key=wanted.__getitem__):
        found.insert(wanted[one] - 1, one)
    return found


def beside(refusal: Refusal, fields: Mapping[str, str] = FIELDS) -> Errors:
    """The refusal as a sentence beside its field; raised again where none of them explains it."""
    if refusal.code not in fields:
        raise refusal
    errors = Errors()
    errors.add(fields[refusal.code], refusal)
    return errors


def kept(sent: Mapping[str, str] | MultiDict[str, str]) -> list[tuple[str, str]]:
    """What was sent, to be sent again by another form: without tokens, signs of what was seen, and places in lists."""
    left_out = {"csrf_token", "seen", "effects", "who", "page"}
    every = sent.items(multi=True) if isinstance(sent, MultiDict) else sent.items()
    return [(name, value) for name, value in every if name not in left_out]


def _numbers(sent: MultiDict[str, str], name: str) -> tuple[int, ...]:
    return tuple(number for number in map(whole_number, sent.getlist(name)) if number is not None)


def _number(typed: str, code: str, *, most: int) -> int | None:
    """Raises Invalid(code, most) for what is no whole number from 1."""
    if not typed:
        return None
    number = whole_number(typed)
    if not number or number > most:
        raise Invalid(code, most=most)
    return number


def _typed(value: object) -> str:
    return "" if value is None else str(value)
