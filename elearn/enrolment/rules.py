"""What plans change in the enrolments of people, step by step. Pure."""

from dataclasses import dataclass
from datetime import date

from elearn.ids import CourseSlug, EnrolmentId, PersonId


@dataclass(frozen=True, slots=True)
class Enrol:
    """A course not taken up before, or its next cycle."""

    person_id: PersonId
    course: CourseSlug
    cycle: int
    due: date | None
    plan_id: int


@dataclass(frozen=True, slots=True)
class TakeUp:
    """A withdrawn enrolment is in force again."""

    enrolment_id: EnrolmentId
    due: date | None
    plan_id: int


@dataclass(frozen=True, slots=True)
class Settle:
    """An enrolment in force gets another deadline, another plan, or is a plan's no more."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    due: date | None
    plan_id: int | None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Nobody asks for it and nothing was done."""

    enrolment_id: EnrolmentId


Step = Enrol | TakeUp | Settle | Withdraw
