"""Accounts, organisations and tables of people."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "signed_out": Words(_l("Your sign-in has ended."), _l("Sign in again; what you had typed is not lost.")),
    "sign_in_wrong": Words(
        _l("The e-mail, the staff number or the password is not right."),
        _l("Check both, or ask for a new password by e-mail."),
    ),
    "sign_in_locked": Words(
        _l("There were too many wrong tries. The next one is possible in {minutes} min."),
        _l("Wait. Who has an e-mail here can also ask for a new password: its link lifts the wait."),
    ),
    "sign_in_busy": Words(
        _l("Very many people are signing in at this moment."), _l("Press the button again in a few seconds.")
    ),
    "sign_in_page_old": Words(
        _l("This page had been open for too long to be sent."), _l("Type your password again and sign in.")
    ),
    "sign_in_session_unknown": Words(_l("There is no such sign-in."), _l("Reload your list of sign-ins.")),
    "person_unknown": Words(_l("There is no such person."), _l("Check the name or the e-mail.")),
    "organisation_unnamed": Words(_l("The organisation has no name."), _l("Enter its name.")),
    "organisation_exists": Words(
        _l("There is already an organisation called “{name}” in this place."), _l("Use that one, or another name.")
    ),
    "role_unknown": Words(_l("There is no role “{role}”."), _l("Use learner, trainer, coordinator or administrator.")),
    "organisation_not_there": Words(
        _l("There is no organisation “{name}” in this place."),
        _l("Check the spelling, or allow new organisations to be added."),
    ),
    "role_without_organisation": Words(
        _l("A coordinator needs an organisation."), _l("Name the organisation for which the role holds.")
    ),
    "email_invalid": Words(_l("This is not an e-mail address."), _l("Write it in full, like name@example.org.")),
    "email_taken": Words(_l("There is already an account with this e-mail."), _l("Use that account.")),
    "email_domain": Words(
        _l("People with an address at {domain} cannot register themselves."),
        _l("Use your work e-mail, or ask the coordinator of your unit for an account."),
    ),
    "registration_closed": Words(_l("Registration is closed."), _l("Ask the coordinator of your unit for an account.")),
    "name_missing": Words(_l("A given name and a family name are needed."), _l("Fill in both.")),
    "name_too_long": Words(_l("The name is longer than {most} characters."), _l("Shorten it.")),
    "name_characters": Words(
        _l("The sign “{character}” cannot stand in this name."),
        _l("Use letters of the one alphabet, a hyphen, an apostrophe or a space."),
    ),
    "password_short": Words(
        _l("The password is shorter than {least} characters."), _l("Choose a longer one: three or four words will do.")
    ),
    "password_long": Words(_l("The password is longer than {most} characters."), _l("Choose a shorter one.")),
    "password_common": Words(
        _l("This password is among those that are guessed first."), _l("Choose another: three or four words will do.")
    ),
    "password_personal": Words(
        _l("The password contains your name or e-mail."), _l("Choose another: three or four words will do.")
    ),
    "password_differs": Words(_l("The two passwords are not the same."), _l("Type the new password twice.")),
    "password_wrong": Words(_l("The present password is not right."), _l("Check it and type it again.")),
    "language_unknown": Words(_l("There is no such language here."), _l("Choose Bulgarian or English.")),
    "link_unknown": Words(
        _l("There is no such link."), _l("Copy it whole from the letter, or ask for a new one on the sign-in page.")
    ),
    "link_used": Words(
        _l("This link has been used already; it works once."), _l("Sign in, or ask for a new link on its page.")
    ),
    "link_expired": Words(_l("This link has ended."), _l("Open it again: the page offers you a new one.")),
    "not_enrolled": Words(
        _l("You are not enrolled in this course."),
        _l("Enrol on the page of the course, or ask the coordinator of your unit."),
    ),
    "comes_first": Words(
        _l("This is not open yet: something else comes first."),
        _l("Open the contents of the course; it says what must be finished before."),
    ),
    "lesson_unknown": Words(
        _l("There is no such lesson in this course."),
        _l("Open the contents of the course and choose a lesson there."),
    ),
    "module_unknown": Words(
        _l("There is no such module in this course."),
        _l("Open the contents of the course and choose a lesson there."),
    ),
    "question_unknown": Words(
        _l("This question is no longer part of the lesson."),
        _l("Reload the page to see how the lesson stands now."),
    ),
    "answer_empty": Words(
        _l("Nothing has been answered yet."),
        _l("Go back and choose or write an answer."),
    ),
    "self_checks_left": Words(
        _l("This lesson is done by answering its questions."),
        _l("Go back and answer each self-check question; right or wrong, both count."),
    ),
    "report_empty": Words(
        _l("The message is empty."),
        _l("Go back and write what you want to say."),
    ),
    "report_too_long": Words(
        _l("The message is longer than {most} characters."),
        _l("Go back and keep the most important part."),
    ),
    "report_unknown": Words(
        _l("There is no such report."),
        _l("Reload the list of reports."),
    ),
    "report_answered": Words(
        _l("This report has already been answered."),
        _l("Reload the list to read the answer."),
    ),
    "form_malformed": Words(
        _l("The form was not sent by this page."),
        _l("Reload the page, fill in the form and send it again."),
    ),
}
