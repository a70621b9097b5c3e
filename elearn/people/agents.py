"""Telling a person's sign-ins apart: which browser on which system, and which are over by the idle limit."""

from collections.abc import Iterable
from datetime import timedelta

from elearn import clock
from elearn.people.queries import OpenSession
from elearn.people.sessions import SEEN_EVERY
from elearn.settings import Settings

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def describe(agent: str) -> str:
    """`Firefox, Windows` for what the browser says of itself; empty when it says nothing known."""
    found = (next((name for sign, name in signs if sign in agent), "") for signs in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found))


def usable(sessions: Iterable[OpenSession], settings: Settings) -> list[OpenSession]:
    """Those that may still be in use. `last_seen_at` is up to five minutes old, so as much is allowed for."""
    now = clock.now()
    idle = timedelta(minutes=settings.session_idle_minutes) + SEEN_EVERY
    age = timedelta(days=settings.session_days)
    return [row for row in sessions if row.last_seen_at > now - idle and row.created_at > now - age]
