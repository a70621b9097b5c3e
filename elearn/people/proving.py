"""The hash of a counted try, which stands between two transactions and never in one."""

from collections.abc import Iterator
from contextlib import contextmanager

from elearn.people import passwords, tries
from elearn.people.passwords import Busy, Hashing
from elearn.people.sign_in import Candidate
from elearn.web.guard import actor
from elearn.web.transaction import writing


@contextmanager
def hashing(candidate: Candidate) -> Iterator[Hashing]:
    """A try that nobody looked at, because too many wait, is given back: it was no wrong password."""
    try:
        yield passwords.current()
    except Busy:
        with writing() as session:
            tries.give_back(session, candidate.name, actor().address, candidate.tried_at)
        raise
