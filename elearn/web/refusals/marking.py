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
    "review_waits": Words(
        _l("This attempt waits for marking; until then nothing of it is shown."),
        _l("The page of the result says who marks it and until when; you get a letter."),
    ),
    "marking_waits": Words(
        _l("Your last attempt at this test still waits for marking."),
        _l("The start page of the test says who marks it and until when; then you can go on."),
    ),
    "not_waiting": Words(
        _l("This attempt does not wait for marking any more."), _l("Open the list of what waits; it shows the rest.")
    ),
    "marks_missing": Words(_l("Not every essay of this attempt has its mark yet."), _l("Mark the rest, then finish.")),
    "points_out_of_range": Words(
        _l("The points do not fit what can be earned."), _l("Open the answer again and give the points anew.")
    ),
    "comment_too_long": Words(_l("The comment is too long."), _l("Shorten it to at most {most} characters.")),
    "mark_newer": Words(
        _l("Somebody else has marked this attempt in the meantime."),
        _l("Open it again to see the marks as they stand now."),
    ),
    "answers_not_open": Words(
        _l("You have not opened these answers, or the day for which they were open is over."),
        _l("Open them from the list of what waits for marking."),
    ),
}
