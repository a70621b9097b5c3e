"""What enrolling must know and only downstream knows: lent in wiring.py."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.web.lending import Slot

completed: Slot[Callable[[Session, EnrolmentId], bool]] = Slot("enrolment.completed")
"""Whether the course was completed under this enrolment; that stays so for ever."""

standing: Slot[Callable[[Session, Sequence[EnrolmentId]], Mapping[EnrolmentId, tuple[bool, int]]]] = Slot(
    "enrolment.standing"
)
"""Whether each of these is completed, and its progress in percent; what was never judged is left out."""

asked_by: Slot[Callable[[Session, PersonId, CourseSlug], str]] = Slot("enrolment.asked_by")
"""The name of a plan that asks a person for a course, and would have it taken up again; empty where none does."""
