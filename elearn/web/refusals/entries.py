"""Ways into a plan, and requests to be let in."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "plan_key_wrong": Words(_l("This is not the key of the plan."), _l("Copy it from the letter or the notice anew.")),
    "plan_key_locked": Words(
        _l("Too many keys were wrong."), _l("Try again in {minutes} minutes, or ask the coordinator for the key.")
    ),
    "words_too_long": Words(_l("This is longer than {most} characters."), _l("Shorten it.")),
    "answer_missing": Words(_l("A refusal needs its reason."), _l("Say in a few words why; the person reads it.")),
    "request_unknown": Words(_l("No such request waits for you."), _l("Look at the list of requests again.")),
    "request_decided": Words(
        _l("Somebody else has decided on this request."), _l("Look at the list of requests again.")
    ),
    "request_outside": Words(
        _l("The person no longer works where the plan applies."), _l("Refuse the request and say so.")
    ),
}
