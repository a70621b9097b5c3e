"""Taking tests and lessons."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "attempt_unknown": Words(
        _l("There is no such attempt among yours."), _l("Open the test from the contents of its course.")
    ),
    "attempt_over": Words(
        _l("The test has ended; this answer came too late and does not count."),
        _l("What was saved before the end counts: open the result."),
    ),
    "quiz_unknown": Words(_l("There is no such test in this course."), _l("Open it from the contents of the course.")),
    "question_not_playable": Words(
        _l("This type of question cannot be answered in the browser yet."), _l("Tell the trainer of the course.")
    ),
    "answer_malformed": Words(
        _l("What was sent is not an answer to this question."), _l("Reload the page and answer again.")
    ),
    "save_malformed": Words(
        _l("The answer arrived damaged and was not saved."), _l("Reload the page and answer again.")
    ),
    "names_not_confirmed": Words(
        _l("The names for your certificate are not confirmed yet."), _l("Confirm them, then start the final test.")
    ),
    "no_attempts_left": Words(
        _l("You have no attempts left at this test."), _l("The coordinator of your unit can give you one more.")
    ),
    "wait": Words(
        _l("The next attempt is not open yet."), _l("The start page of the test says from when on you can try again.")
    ),
    "review_closed": Words(
        _l("This test does not show how single answers did."), _l("The result page names what to read again.")
    ),
    "review_busy": Words(
        _l("An attempt that asks the same questions is open."),
        _l("Submit it first; then you can look at your answers."),
    ),
    "reason_missing": Words(_l("A reason is missing."), _l("Say in a few words why.")),
    "person_not_enrolled": Words(_l("The person is not enrolled in this course."), _l("Enrol the person first.")),
    "enrolment_unknown": Words(_l("There is no such enrolment."), _l("Start from the list of courses.")),
    "course_completed": Words(
        _l("This course is completed, and that stays so."), _l("Its lessons stay open; there is nothing to leave.")
    ),
}
