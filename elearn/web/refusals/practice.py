"""Practising a test without a grade."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "practice_unknown": Words(
        _l("This test cannot be practised."), _l("Start the test itself from the contents of the course.")
    ),
    "practice_busy": Words(
        _l("You have begun an attempt that can ask the same questions; practice would tell its right answers."),
        _l("Go on with it and submit it first; then you can practise."),
    ),
}
