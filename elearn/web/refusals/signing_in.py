"""Signing in without an e-mail, accounts of people who have left, invitations and slips."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "account_closed": Words(
        _l("This account is closed: your employer has noted that you left."),
        _l(
            "Your certificates stay valid and anyone can verify them. "
            "If you have not left, ask the coordinator of your unit to correct it."
        ),
    ),
    "slip_wrong": Words(
        _l("The staff number and the code do not open an account together."),
        _l(
            "Compare both with the slip. A slip works once, for 30 days, and a newer one ends it: "
            "if this one has ended, ask the coordinator of your unit for another."
        ),
    ),
    "email_or_slip": Words(
        _l("This is not an e-mail address."),
        _l("If you have no e-mail here, ask the coordinator of your unit for a printed slip to sign in with."),
    ),
}
