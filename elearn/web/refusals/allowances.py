"""Giving a person more time or more attempts."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "not_to_oneself": Words(
        _l("Nobody gives more time or attempts to herself."), _l("Ask another trainer or the coordinator.")
    ),
    "reason_too_long": Words(_l("The reason is too long."), _l("Say in a few words what was decided.")),
    "extra_time_unreadable": Words(
        _l("This is no extra time."), _l("Write 1.5 or 2 for a factor up to 10, or +15 for minutes up to 1440.")
    ),
    "no_time_limit": Words(
        _l("No time limit holds here, so there is nothing to extend."), _l("Choose a test that has a limit.")
    ),
    "person_out_of_reach": Words(
        _l("Nobody with this address is in your organisation."),
        _l("Check the address, or ask the person's own coordinator."),
    ),
    "person_missing": Words(_l("No person is named."), _l("Write the person's e-mail address.")),
    "test_missing": Words(_l("No test is chosen."), _l("Choose a test, or all tests of a course.")),
    "attempts_for_one_test": Words(_l("Further attempts are given for one test."), _l("Choose which one.")),
    "what_missing": Words(_l("Nothing is chosen."), _l("Choose what is given.")),
    "extra_minutes_unreadable": Words(_l("This is no number of minutes."), _l("Write a whole number from 1 to 1440.")),
    "extra_attempts_unreadable": Words(_l("This is no number of attempts."), _l("Write a whole number from 1 to 10.")),
}
