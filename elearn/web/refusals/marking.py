"""Waiting for marking, marking, and opening somebody's answers."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "no_such_attempt": Words(_l("There is no such attempt."), _l("Start from the list that led you here.")),
    "own_answers": Words(
        _l("This attempt is your own: somebody else must mark or examine it."),
        _l("Leave it in the list; another trainer will take it."),
    ),
    "attempt_still_open": Words(
        _l("This attempt is still being taken; nobody else may see its answers yet."), _l("Wait until it has ended.")
    ),
    "not_waiting": Words(
        _l("This attempt does not wait for marking any more."), _l("Open the list of what waits; it shows the rest.")
    ),
    "marks_missing": Words(_l("Not every essay of this attempt has its mark yet."), _l("Mark the rest, then finish.")),
}
