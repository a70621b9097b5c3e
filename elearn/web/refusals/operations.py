"""Background work and letters that were given up."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "job_unknown": Words(_l("There is no such work."), _l("It may have been done and forgotten; look at the list.")),
    "job_alive": Words(
        _l("This work was not given up, or somebody has had it tried again."), _l("Look at the list anew.")
    ),
    "letter_unknown": Words(_l("There is no such letter."), _l("Look at the list of letters.")),
    "letter_on_its_way": Words(
        _l("This letter was not given up, or somebody has sent it again."), _l("Look at the list anew.")
    ),
    "letter_to_nobody": Words(
        _l("Whoever this letter is to has left, or has no e-mail any more."),
        _l("It stays in the list and is not sent."),
    ),
}
