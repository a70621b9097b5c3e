"""What publishing must know and only downstream does: lent in wiring.py."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from elearn.ids import CourseSlug, PersonId
from elearn.web.lending import Slot

facts_on_ids: Slot[Callable[[Session, CourseSlug], frozenset[str]]] = Slot("publishing.facts_on_ids")
"""Ids of a course's lessons, tests and questions on which learners have facts: they may not disappear."""

playable_kinds: Slot[Callable[[], frozenset[str]]] = Slot("publishing.playable_kinds")
"""Question kinds that can be answered in the browser."""

taken_up: Slot[Callable[[Session, PersonId, CourseSlug], bool]] = Slot("publishing.taken_up")
"""Whether a person studies a course now: the course page then leads on instead of offering it."""

completed: Slot[Callable[[Session, PersonId, CourseSlug], bool]] = Slot("publishing.completed")
"""Whether a person who studies a course has completed it: nothing is left there to go on with."""

essays_waiting: Slot[Callable[[Session], int]] = Slot("publishing.essays_waiting")
"""How many attempts wait for marking: the menu of trainers says so."""

open_objections: Slot[Callable[[Session], int]] = Slot("publishing.open_objections")
"""How many objections to questions wait for an answer: the menu of trainers says so."""

open_reports: Slot[Callable[[Session], Mapping[CourseSlug, int]]] = Slot("publishing.open_reports")
"""How many reports about each course's texts wait for an answer; courses without any are absent."""

plans_to_join: Slot[Callable[[Session, PersonId, CourseSlug], Sequence[tuple[int, str]]]] = Slot(
    "publishing.plans_to_join"
)
"""Id and name of the training plans with a course that a person may come into by themselves."""
