"""The words of every refusal: what happened and what to do next, by stable code.

`{name}` in a sentence is filled from the refusal's details. A code without an entry is a defect that
`tests/architecture` finds.
"""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Words(NamedTuple):
    """`what` happened, and `do`: what to do next."""

    what: LazyString
    do: LazyString


REFUSALS: dict[str, Words] = {
    "feedback_empty": Words(_l("Nothing was written."), _l("Go back, write what is hard for you and send it.")),
    "feedback_long": Words(_l("The text is too long."), _l("Go back and keep it under {most} characters.")),
    "name_unchanged": Words(
        _l("The name on the certificate is the one you have now."),
        _l("Correct your name first, then issue the certificate anew."),
    ),
    "certificate_not_live": Words(
        _l("This certificate no longer stands."),
        _l("Open your certificates to see the one that is valid now."),
    ),
    "certificate_unknown": Words(
        _l("There is no such certificate."),
        _l("Compare the code with the paper, or open your certificates."),
    ),
    "page_unknown": Words(_l("There is no such page."), _l("Check the address, or start from the list of guides.")),
    "not_permitted": Words(
        _l("This page is for people with another role."),
        _l("If you need it for your work, ask the coordinator of your unit."),
    ),
    # people
    "signed_out": Words(_l("Your sign-in has ended."), _l("Sign in again; what you had typed is not lost.")),
    "sign_in_wrong": Words(
        _l("The e-mail or the password is not right."), _l("Check both, or ask for a new password by e-mail.")
    ),
    "sign_in_locked": Words(
        _l("There were too many wrong tries. The next one is possible in {minutes} min."),
        _l("Wait, or ask for a new password by e-mail: the link lifts the wait."),
    ),
    "sign_in_busy": Words(
        _l("Very many people are signing in at this moment."), _l("Press the button again in a few seconds.")
    ),
    "sign_in_page_old": Words(
        _l("This page had been open for too long to be sent."), _l("Type your password again and sign in.")
    ),
    "sign_in_session_unknown": Words(_l("There is no such sign-in."), _l("Reload your list of sign-ins.")),
    "person_unknown": Words(_l("There is no such person."), _l("Check the name or the e-mail.")),
    "organisation_unknown": Words(_l("There is no such organisation."), _l("Check its name.")),
    "organisation_unnamed": Words(_l("The organisation has no name."), _l("Enter its name.")),
    "organisation_exists": Words(
        _l("There is already an organisation called “{name}” in this place."), _l("Use that one, or another name.")
    ),
    "role_unknown": Words(_l("There is no role “{role}”."), _l("Use learner, trainer, coordinator or administrator.")),
    "organisation_not_there": Words(
        _l("There is no organisation “{name}” in this place."),
        _l("Check the spelling, or allow new organisations to be added."),
    ),
    "table_not_utf8": Words(_l("The table is not in UTF-8."), _l("Save it as CSV UTF-8 and choose it again.")),
    "table_broken": Words(_l("The table cannot be read: {problem}."), _l("Save it as CSV again.")),
    "table_head_unknown": Words(
        _l("There is no column called “{head}”."),
        _l("Use email, given, middle, family, organisation and roles as heads."),
    ),
    "table_head_missing": Words(_l("The column “{head}” is missing."), _l("Add it with its head in the first row.")),
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
    # tests
    "attempt_unknown": Words(
        _l("There is no such attempt among yours."), _l("Open the test from the contents of its course.")
    ),
    "attempt_over": Words(
        _l("The test has ended; this answer came too late and does not count."),
        _l("What was saved before the end has been graded: open the result."),
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
    # courses and their editions
    "course_unknown": Words(_l("There is no such course."), _l("Choose one from the list of courses.")),
    "course_withdrawn": Words(
        _l("This course is no longer given. {why}"),
        _l("Choose another from the list of courses. What you have earned stays yours."),
    ),
    "snapshot_unknown": Words(_l("There is no such edition of the course."), _l("Start from the page of the course.")),
    "source_unknown": Words(_l("No course cites this source."), _l("Choose one from the list of sources.")),
    "file_unknown": Words(_l("There is no such file."), _l("Open it from the lesson that shows it.")),
    "publish.kind-not-playable": Words(
        _l("The course asks questions of types that cannot be answered in the browser yet: {questions}."),
        _l("Ask them in one of the five types: one right, several right, true or false, short answer, number."),
    ),
    "publish.id-lost": Words(
        _l("Learners have results on parts that the new text no longer has: {ids}."),
        _l("Put them back, or name each old id under “formerly” in the part that takes its place."),
    ),
    "publish.note-long": Words(_l("The note is longer than {most} characters."), _l("Shorten it.")),
    "publish.change-unknown": Words(_l("There is no such kind of change."), _l("Use one of: {known}.")),
    "publish.why-missing": Words(
        _l("It is not said why the course is withdrawn."), _l("Write one sentence: learners will read it.")
    ),
    "publish.has-errors": Words(
        _l("The course cannot be published: the compiler finds errors in it."),
        _l("Check the drafts, mend the errors and publish again."),
    ),
    "publish.draft-moved": Words(
        _l("The text of the course has changed since you checked it."), _l("Check the drafts again, then publish.")
    ),
    "compile.busy": Words(
        _l("Another course is being checked at this moment."), _l("Send yours again in half a minute.")
    ),
    "compile.too-much": Words(
        _l("The check took too much time or memory and was stopped."),
        _l("Send fewer or shorter files, or check the course on your computer with “elearn check”."),
    ),
    "draft.none": Words(_l("No file was chosen."), _l("Choose a ZIP of a course or one Markdown file.")),
    "draft.type": Words(
        _l("This is neither a ZIP nor a Markdown file."),
        _l("Choose a file whose name ends in .zip or .md."),
    ),
    "draft.no-course": Words(
        _l("There is no course in the archive: it holds no file course.md."),
        _l("Put the whole folder of the course into the archive."),
    ),
    "draft.file-large": Words(_l("The file is larger than {most} MB."), _l("Split it into several lessons.")),
    "archive.broken": Words(
        _l("The archive is damaged or is not a ZIP."), _l("Make it again, by the system's own “compress to ZIP”.")
    ),
    "archive.too-many-files": Words(
        _l("The archive holds more than {most} files."), _l("Leave out what is not part of the course.")
    ),
    "archive.too-large": Words(
        _l("Unpacked, the archive is larger than {most} MB."), _l("Leave out large pictures and documents.")
    ),
    "archive.bomb": Words(
        _l("The file “{name}” is packed so tightly that it looks like an attempt to fill the disk."),
        _l("Leave it out of the archive."),
    ),
    "archive.nested": Words(
        _l("The archive holds another archive: “{name}”."), _l("Put its files into the folder of the course instead.")
    ),
    "archive.encrypted": Words(_l("The archive is locked by a password."), _l("Make it again without one.")),
    "archive.link": Words(
        _l("“{name}” is not a plain file but a link or a device."), _l("Put the file itself into the archive.")
    ),
    "archive.method": Words(
        _l("“{name}” is packed by an unusual method."), _l("Make the archive by the system's own “compress to ZIP”.")
    ),
    "archive.bad-name": Words(
        _l("The archive holds a file whose name is not allowed: {name}."),
        _l("Use letters, digits, spaces, hyphens and dots, in folders inside the archive."),
    ),
    "archive.doubled": Words(
        _l("The archive holds “{name}” twice."), _l("Leave one of the two; capital letters make no difference.")
    ),
}

STATUS: dict[int, Words] = {
    400: Words(_l("The request could not be understood."), _l("Go back, check what you entered and send it again.")),
    403: Words(_l("You may not open this page."), _l("Go back, or ask the coordinator of your unit.")),
    404: Words(_l("There is no such page."), _l("Check the address, or start from the list of courses.")),
    405: Words(_l("This address does not accept that action."), _l("Go back and use the buttons on the page.")),
    409: Words(_l("Something has changed in the meantime."), _l("Reload the page to see how things stand now.")),
    413: Words(_l("The file is too large."), _l("Choose a smaller file and send it again.")),
    429: Words(_l("Too many requests in a short time."), _l("Wait a minute and try again; nothing has been lost.")),
    500: Words(
        _l("Something is not right on our side. Nothing has been lost."),
        _l("Try again in a minute; if it happens again, tell the support team the number below."),
    ),
    503: Words(_l("Very many people are here at this moment."), _l("Try again in a few seconds; nothing is lost.")),
}
