"""What the learner's pages show and only downstream knows: lent in wiring.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.web.lending import Slot


@dataclass(frozen=True, slots=True)
class MyCertificate:
    """A certificate as `/my` lists it: `title` in the page's language, `href` of its PDF or of its page."""

    course: str
    title: str
    number: str
    href: str
    ready: bool


my_certificates: Slot[Callable[[Session, PersonId, str], Sequence[MyCertificate]]] = Slot("progress.my_certificates")
"""A person's valid certificates, newest first; the last argument is the page's language."""
