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
    "nobody_chosen": Words(_l("Nobody is chosen."), _l("Mark at least one person in the list.")),
    "slips_too_many": Words(
        _l("{number} slips are more than are printed at once: at most {most}."),
        _l("Choose a unit, or mark fewer people."),
    ),
    "slips_ambiguous": Words(
        _l("The number {number} belongs to people of several employers, and this employer has no code."),
        _l("Give the organisation a code first; then its people sign in with the code and the number."),
    ),
    "printing_busy": Words(
        _l("Other slips are being printed at this moment."), _l("Press the button again in a minute.")
    ),
    "printing_failed": Words(
        _l("The slips could not be printed. No slip has changed."),
        _l("Go back and choose fewer people; if it happens again, tell the support."),
    ),
    "invitations_unknown": Words(
        _l("There is no such sending of invitations, or it ended more than a week ago."),
        _l("Open the list of invitations; it shows how things stand now."),
    ),
}
