"""Regrading, completions that a regrade no longer supports, and objections."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "regrade_no_versions": Words(
        _l("No version of the question was chosen."), _l("Tick at least one version that attempts have met.")
    ),
    "regrade_no_key": Words(
        _l("This question has no key that could be corrected."),
        _l("An essay can be dropped or counted in full; a survey question has no points."),
    ),
    "regrade_moved": Words(
        _l("A decision on this question has been made in the meantime, or is still being carried out."),
        _l("Open the question again: its page shows how things stand now."),
    ),
    "regrade_nobody": Words(
        _l("No attempt is meant by this choice."), _l("Choose other versions, another period or other attempts.")
    ),
    "regrade_few": Words(
        _l("Fewer than {least} attempts are meant, and their answers are not open to you."),
        _l(
            "The numbers would tell what somebody answered. Choose a longer period or all attempts; "
            "if somebody objected, open the answer from the objection first."
        ),
    ),
    "own_attempt": Words(
        _l("An attempt of your own is meant."), _l("Leave it out, or ask another trainer to decide on it.")
    ),
    "own_completion": Words(_l("This is your own completion."), _l("Ask another trainer to look at it.")),
    "regrade_reason_too_long": Words(
        _l("The reason is longer than {most} characters."), _l("Shorten it: everybody concerned will read it.")
    ),
    "regrade_malformed": Words(
        _l("The choice arrived damaged and nothing was done."), _l("Open the question again and choose anew.")
    ),
    "regrade_unknown": Words(_l("There is no such decision."), _l("Start from the list of decisions on the course.")),
    "objection_too_early": Words(
        _l("Objections are made once an attempt has its result."),
        _l("Come back when the test is submitted and graded."),
    ),
    "objection_length": Words(
        _l("This is shorter than {least} or longer than {most} characters."), _l("Say in a few sentences why.")
    ),
    "objection_made": Words(
        _l("You have objected to this question already."),
        _l("Your objections, with their answers, stand by the result."),
    ),
    "objection_unknown": Words(_l("There is no such objection."), _l("Start from the list of objections.")),
    "objection_answered": Words(
        _l("This objection has its answer already."), _l("Open it again to read what was answered.")
    ),
    "own_objection": Words(_l("This is an objection of your own."), _l("Ask another trainer to answer it.")),
    "verdict_missing": Words(
        _l("It is not said whether the objection is upheld."), _l("Choose one of the two and send it again.")
    ),
    "review_unknown": Words(
        _l("There is no such completion to look at."), _l("Open it from the page of the decision.")
    ),
    "review_settled": Words(
        _l("This completion has been looked at already."), _l("The page of the decision shows what was concluded.")
    ),
    "conclusion_missing": Words(_l("A conclusion is missing."), _l("Say in a few words what was concluded.")),
    "conclusion_too_long": Words(_l("The conclusion is longer than {most} characters."), _l("Shorten it.")),
}
