"""How many requests of one process run at once; the others wait in order, and so does nobody who merely waits.

Python runs one thread at a time. Thirty that run by turns all finish late and unevenly; a few at a time finish sooner,
each and all. Whoever waits for something else meanwhile (a password's hash, another process) steps `aside`.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from elearn.queueing import Places

AT_ONCE = 4

_places = Places(AT_ONCE)
_held = threading.local()


def install(application: WSGIApplication) -> WSGIApplication:
    """The application behind the turnstile."""

    def enter(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _places.take()
        _held.place = True
        try:
            return application(environ, start_response)
        finally:
            _held.place = False
            _places.give_back()

    return enter


@contextmanager
def aside() -> Iterator[None]:
    """Give the place to another request meanwhile. Outside a request it does nothing."""
    if not getattr(_held, "place", False):
        yield
        return
    _places.give_back()
    _held.place = False
    try:
        yield
    finally:
        _places.take()
        _held.place = True
