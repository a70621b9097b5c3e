"""Where a page that refuses or fails leads: to what the refusal speaks of, or to the list one came from."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from elearn.permissions import Actor, Permission, may


class Way(NamedTuple):
    words: LazyString
    address: str


_RESULT = _l("To the result")

TOLD: Mapping[str, Way] = {
    "practice_busy": Way(_l("Go on with the test"), "/attempts/{attempt}"),
    "review_waits": Way(_RESULT, "/attempts/{attempt}/result"),
    "review_closed": Way(_RESULT, "/attempts/{attempt}/result"),
    "review_busy": Way(_RESULT, "/attempts/{attempt}/result"),
    "objection_too_early": Way(_RESULT, "/attempts/{attempt}/result"),
    "objection_made": Way(_l("Your objections"), "/attempts/{attempt}/objections"),
    "evidence_too_early": Way(_l("Go on with the test"), "/attempts/{attempt}"),
    "evidence_not_opened": Way(_l("Open the answers"), "/coordinate/attempts/{audited}"),
    "evidence_while_open": Way(_l("Go on with the test"), "/attempts/{attempt}"),
    "comes_first": Way(_l("To the contents of the course"), "/learn/{course}"),
    "not_enrolled": Way(_l("To the course"), "/courses/{course}"),
    "names_not_confirmed": Way(_l("Confirm the names"), "/my/name"),
}
"""By code of the refusal, whose details fill the address; one that lacks them leads where its list does."""

_LISTS: tuple[tuple[str, Permission, Way], ...] = (
    ("/author/marking", Permission.ATTEMPT_MARK, Way(_l("To marking"), "/author/marking")),
    ("/author/objections", Permission.ATTEMPT_MARK, Way(_l("To the objections"), "/author/objections")),
    ("/author/reports", Permission.AUTHOR, Way(_l("To the reports from learners"), "/author/reports")),
    ("/author/sources", Permission.AUTHOR, Way(_l("To the sources"), "/author/sources")),
    ("/author", Permission.AUTHOR, Way(_l("To courses and editions"), "/author/courses")),
    ("/coordinate/attempts", Permission.ATTEMPT_OPEN, Way(_l("To the attempts of a person"), "/coordinate/attempts")),
    ("/coordinate/matrix", Permission.PEOPLE_MANAGE, Way(_l("To people and courses"), "/coordinate/matrix")),
    ("/coordinate/allowances", Permission.ATTEMPT_GRANT, Way(_l("To time and attempts"), "/coordinate/allowances")),
    ("/coordinate", Permission.PEOPLE_MANAGE, Way(_l("To the overview"), "/coordinate")),
    ("/coordinate", Permission.ATTEMPT_GRANT, Way(_l("To time and attempts"), "/coordinate/allowances")),
)
"""By the beginning of the address, the longest first, for whoever may open the list."""

_NUMBERED = re.compile(r"/attempts/(?P<attempt>\d+)\b|/coordinate/attempts/(?P<audited>\d+)\b")


def told(code: str, path: str, details: Mapping[str, object]) -> Way | None:
    """What the refusal speaks of, where it has a page. Its attempt is that of the details, or of the address."""
    way = TOLD.get(code)
    if way is None:
        return None
    here = _NUMBERED.match(path)
    known = {name: number for name, number in (here.groupdict() if here else {}).items() if number} | dict(details)
    try:
        return Way(way.words, way.address.format_map(known))
    except KeyError:
        return None


def back(actor: Actor, path: str) -> Way | None:
    """The list to which an address of those who write or coordinate belongs, unless it is the very page refused."""
    for beginning, permission, way in _LISTS:
        if f"{path}/".startswith(f"{beginning}/") and path != way.address and may(actor, permission):
            return way
    return None
