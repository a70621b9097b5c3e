"""What pages of people must know and only downstream knows: lent in wiring.py."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.web.lending import Slot

live_certificates: Slot[Callable[[Session, PersonId], int]] = Slot("people.live_certificates")
"""How many certificates of a person are neither superseded nor revoked."""
