"""What publishing must know and only downstream does: lent in wiring.py."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from elearn.ids import CourseSlug
from elearn.web.lending import Slot

facts_on_ids: Slot[Callable[[Session, CourseSlug], frozenset[str]]] = Slot("publishing.facts_on_ids")
"""Ids of a course's lessons, tests and questions on which learners have facts: they may not disappear."""

playable_kinds: Slot[Callable[[], frozenset[str]]] = Slot("publishing.playable_kinds")
"""Question kinds that can be answered in the browser."""
