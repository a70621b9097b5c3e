"""What an address asks to be shown: read once, checked, and written back into every link of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elearn.coordinating.rules import State
from elearn.ids import CourseSlug, OrganisationId
from elearn.web.numbers import whole_number

LONGEST_WORDS = 80
YEARS = 2000, 2100


class Sort(StrEnum):
    """By name from either end; by unit, each after the one above it, then by name."""

    NAME = "name"
    NAME_DOWN = "-name"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that narrows or orders a page. `since` and `until` are the first and the last day of completion.

    `after` or `before`: the person beside whom this page begins or ends, by id.
    """

    unit: OrganisationId | None = None
    plan: int | None = None
    course: CourseSlug | None = None
    state: State | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    with_leavers: bool = False
    sort: Sort = Sort.NAME
    after: int | None = None
    before: int | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wish":
        """From an address; what no page of ours would write is left out."""
        unit = whole_number(given.get("unit"))
        course, state, sort = given.get("course"), given.get("state"), given.get("sort")
        return cls(
            unit=None if unit is None else OrganisationId(unit),
            plan=whole_number(given.get("plan")),
            course=CourseSlug(course) if course else None,
            state=State(state) if state in set(State) else None,
            since=_day(given.get("since")),
            until=_day(given.get("until")),
            words=" ".join(given.get("name", "").split())[:LONGEST_WORDS],
            with_leavers=given.get("left") == "1",
            sort=Sort(sort) if sort in set(Sort) else Sort.NAME,
            after=whole_number(given.get("after")),
            before=whole_number(given.get("before")),
        )

    def address(self, **changed: object) -> dict[str, str]:
        """The parameters of this page with some changed; those that say nothing are left out."""
        kept: dict[str, object] = {
            "unit": self.unit,
            "plan": self.plan,
            "course": self.course,
            "state": self.state,
            "since": self.since,
            "until": self.until,
            "name": self.words,
            "left": "1" if self.with_leavers else "",
            "sort": "" if self.sort is Sort.NAME else self.sort,
        }
        return {name: str(value) for name, value in (kept | changed).items() if value not in (None, "")}

    @property
    def by_enrolment(self) -> bool:
        """Whether it narrows people by what they study."""
        return any((self.plan is not None, self.course, self.state, self.since, self.until))


def _day(text: str | None) -> date | None:
    """None for what is no day, or none of any training."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None
