"""Evidence of attempts."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "evidence_too_early": Words(
        _l("This attempt is still being taken."), _l("Submit it first: its document is made when it has ended.")
    ),
    "evidence_not_opened": Words(
        _l("These answers are not open to you."),
        _l("Open them with a reason first; they then stay open for a day."),
    ),
    "evidence_while_open": Words(
        _l("You have an attempt open that asks the same questions; this document holds their right answers."),
        _l("Submit your attempt first, or leave the audit to a colleague."),
    ),
}
