"""Looking counts too: whoever opens somebody else's data is noted in the record, once a day for the same data.

A page that is read writes nothing; the entry is made once the answer has left.
"""

from sqlalchemy.orm import Session

from elearn.audit import seeing
from elearn.web.guard import actor
from elearn.web.transaction import after_response, reading


def note_seen(action: str, subject: tuple[str, int], *, about: int | None = None, unit: int | None = None) -> None:
    """`subject`, `about` and `unit` as in `audit.service.record`. One's own data may be looked at unnoted."""
    who = actor()
    concerned = about if subject[0] != "person" else subject[1]
    if who.person_id is None or who.person_id == concerned:
        return
    if seeing.seen_today(reading(), who, action, subject):
        return

    def write(session: Session) -> None:
        seeing.note(session, who, action, subject, about=about, unit=unit)

    after_response(write)
