"""What plans must know and only downstream knows: lent in wiring.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.ids import CourseSlug, EnrolmentId
from elearn.permissions import Actor
from elearn.web.lending import Slot


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an enrolment is: whether there is anything done in it, and the day of its completion."""

    begun: bool
    done_on: date | None


standings: Slot[Callable[[Session, Sequence[EnrolmentId]], Mapping[EnrolmentId, Standing]]] = Slot("plans.standings")
"""Where enrolments stand; those that nobody has judged yet are left out. At most two SELECTs."""

tallies: Slot[Callable[[Session, Actor, int, date], Mapping[CourseSlug, Mapping[str, int]]]] = Slot("plans.tallies")
"""How many of a plan's members are in which state of each of its courses: done, doing, soon, late, open, exempt."""
