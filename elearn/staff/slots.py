"""What bringing in people must know and only downstream does: lent in wiring.py."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.permissions import Actor
from elearn.web.lending import Slot

release: Slot[Callable[[Session, Actor, PersonId], bool]] = Slot("staff.release")
"""Takes back the enrolments of somebody who is taken out again. False, and nothing is changed, where the person has
learnt something."""
