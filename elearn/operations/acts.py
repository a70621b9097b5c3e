"""The words of every act in the record, by its action; one without words is a defect that a test finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Kind(StrEnum):
    """What a reader of the record looks for."""

    PEOPLE = "people"
    PLANS = "plans"
    LEARNING = "learning"
    RESULTS = "results"
    CERTIFICATES = "certificates"
    SEEING = "seeing"
    SIGN_IN = "sign-in"
    COURSES = "courses"
    SYSTEM = "system"


KINDS: Mapping[Kind, LazyString] = {
    Kind.PEOPLE: _l("People, units and roles"),
    Kind.PLANS: _l("Plans and enrolments"),
    Kind.LEARNING: _l("Lessons and attempts"),
    Kind.RESULTS: _l("Marks, objections and results"),
    Kind.CERTIFICATES: _l("Completions and certificates"),
    Kind.SEEING: _l("Data looked at"),
    Kind.SIGN_IN: _l("Signing in"),
    Kind.COURSES: _l("Courses"),
    Kind.SYSTEM: _l("Background work and letters"),
}


@dataclass(frozen=True, slots=True)
class Act:
    kind: Kind
    words: LazyString


_WORDS: Mapping[Kind, Mapping[str, LazyString]] = {
    Kind.PEOPLE: {
        "person_created": _l("Person added"),
        "person_changed": _l("Person's data changed"),
        "person_merged": _l("Duplicate person merged"),
        "person_removed": _l("Person taken out again"),
        "person_left": _l("Marked as having left"),
        "person_returned": _l("Mark of having left taken away"),
        "names_confirmed": _l("Names for papers confirmed"),
        "language_chosen": _l("Language of letters chosen"),
        "role_granted": _l("Role given"),
        "role_taken_back": _l("Role taken back"),
        "position_added": _l("Position added"),
        "position_renamed": _l("Position renamed"),
        "organisation_created": _l("Unit added"),
        "organisation_renamed": _l("Unit renamed"),
        "organisation_described": _l("Kind or sign of an organisation changed"),
        "organisation_moved": _l("Unit moved"),
        "organisation_removed": _l("Unit removed"),
        "people_imported": _l("People brought in from a table"),
        "people_import_undone": _l("Table of people undone"),
        "people_batch_opened": _l("Table of people uploaded"),
        "people_batch_chosen": _l("Columns of a table chosen"),
        "people_batch_applied": _l("Bringing in of a table begun"),
        "people_batch_undone": _l("Undoing of a table begun"),
        "people_batch_discarded": _l("Table of people discarded"),
        "people_batch_resumed": _l("Table of people gone on with"),
        "invitations_asked": _l("Invitations ordered"),
    },
    Kind.PLANS: {
        "enrolment.made": _l("Enrolled in a course"),
        "enrolment.withdrawn": _l("Enrolment withdrawn"),
        "enrolment.due_changed": _l("Deadline changed"),
        "enrolment.moved": _l("Enrolment moved to another record of the person"),
        "enrolments_released": _l("Enrolments let go"),
        "project.made": _l("Project added"),
        "project.changed": _l("Project changed"),
        "project.removed": _l("Project removed"),
        "plan.made": _l("Plan made"),
        "plan.changed": _l("Plan changed"),
        "plan.activated": _l("Plan begun"),
        "plan.ended": _l("Plan ended"),
        "plan.member_in": _l("Taken into a plan"),
        "plan.member_out": _l("Let go from a plan"),
        "plan.member_moved": _l("Place in a plan moved to another record of the person"),
        "plan.entry_decided": _l("Who may enter a plan by themselves decided"),
        "plan.entry_asked": _l("Asked to be taken into a plan"),
        "plan.entry_granted": _l("Wish to enter a plan granted"),
        "plan.entry_refused": _l("Wish to enter a plan refused"),
        "credit.given": _l("Exemption or completion elsewhere entered"),
        "credit.taken_back": _l("Exemption or completion elsewhere taken back"),
        "extension.given": _l("More time until a deadline given"),
        "extension.taken_back": _l("More time until a deadline taken back"),
        "group.made": _l("Group of people made"),
        "group.renamed": _l("Group of people renamed"),
        "group.removed": _l("Group of people removed"),
        "group.member_in": _l("Put into a group"),
        "group.member_out": _l("Taken out of a group"),
        "group.member_moved": _l("Place in a group moved to another record of the person"),
    },
    Kind.LEARNING: {
        "lesson.done": _l("Lesson done"),
        "attempt.start": _l("Attempt started"),
        "attempt.submit": _l("Attempt handed in"),
        "attempt.grant": _l("One more attempt given"),
        "attempt.time": _l("More time given"),
        "attempt.prolong": _l("Open attempt prolonged"),
        "text.reported": _l("Mistake in a text reported"),
        "text.report_answered": _l("Report of a mistake answered"),
    },
    Kind.RESULTS: {
        "essay.mark": _l("Free answer marked"),
        "attempt.mark": _l("Marking of an attempt finished"),
        "objection.made": _l("Objection made"),
        "objection.answered": _l("Objection answered"),
        "regrade.decided": _l("Regrading decided"),
        "regrade.resumed": _l("Regrading gone on with"),
        "attempt.regraded": _l("Points of an attempt changed by regrading"),
        "regrade.done": _l("Regrading finished"),
    },
    Kind.CERTIFICATES: {
        "course.completed": _l("Course completed"),
        "completion.review_raised": _l("Completion marked for review"),
        "completion.review_settled": _l("Review of a completion settled"),
        "certificate.issued": _l("Certificate issued"),
        "certificate.revoked": _l("Certificate revoked"),
    },
    Kind.SEEING: {
        "answers.open": _l("Answers opened"),
        "evidence.print": _l("Answers printed as a document"),
        "person_seen": _l("Training record of a person looked at"),
        "attempts_seen": _l("Attempts of a person looked at"),
        "account_seen": _l("Account of a person looked at"),
        "answers_seen": _l("Opened answers looked at"),
        "attachment_seen": _l("Attachment of an exemption or completion downloaded"),
        "report_seen": _l("Report with data of people downloaded"),
    },
    Kind.SIGN_IN: {
        "signed_in": _l("Signed in"),
        "sign_in_refused": _l("Sign-in refused"),
        "sign_in_turned_away": _l("Sign-in of somebody who has left turned away"),
        "sign_in_ended": _l("Signed out"),
        "sign_ins_ended": _l("All sign-ins ended"),
        "password_changed": _l("Password changed"),
        "password_rehashed": _l("Password stored more safely"),
        "link_sent": _l("Letter with a link sent"),
        "link_used": _l("Link from a letter used"),
        "slip_given": _l("Slip for the first sign-in given"),
        "slip_used": _l("Slip for the first sign-in used"),
        "slip_refused": _l("Slip for the first sign-in refused"),
    },
    Kind.COURSES: {
        "course.published": _l("Course published"),
        "course.rolled-back": _l("Course put back to an earlier edition"),
        "course.withdrawn": _l("Course withdrawn"),
        "course.given-again": _l("Withdrawn course offered again"),
        "feedback_sent": _l("Remark on accessibility sent"),
    },
    Kind.SYSTEM: {
        "job_retried": _l("Failed work tried again"),
        "jobs_retried": _l("All failed work of a kind tried again"),
        "job_dropped": _l("Failed work dropped"),
        "letter_retried": _l("Letter sent again"),
    },
}

ACTS: Mapping[str, Act] = {action: Act(kind, words) for kind, acts in _WORDS.items() for action, words in acts.items()}


def of_kind(kind: Kind) -> tuple[str, ...]:
    return tuple(action for action, act in ACTS.items() if act.kind is kind)
