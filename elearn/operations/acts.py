"""The words of every act in the record, by its action; one without words is a defect that a test finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.phrases import N_


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


KINDS: Mapping[Kind, str] = {
    Kind.PEOPLE: N_("People, units and roles"),
    Kind.PLANS: N_("Plans and enrolments"),
    Kind.LEARNING: N_("Lessons and attempts"),
    Kind.RESULTS: N_("Marks, objections and results"),
    Kind.CERTIFICATES: N_("Completions and certificates"),
    Kind.SEEING: N_("Data looked at"),
    Kind.SIGN_IN: N_("Signing in"),
    Kind.COURSES: N_("Courses"),
    Kind.SYSTEM: N_("Background work and letters"),
}


@dataclass(frozen=True, slots=True)
class Act:
    kind: Kind
    words: str


_WORDS: Mapping[Kind, Mapping[str, str]] = {
    Kind.PEOPLE: {
        "person_created": N_("Person added"),
        "person_changed": N_("Person's data changed"),
        "person_merged": N_("Duplicate person merged"),
        "person_removed": N_("Person taken out again"),
        "person_left": N_("Marked as having left"),
        "person_returned": N_("Mark of having left taken away"),
        "names_confirmed": N_("Names for papers confirmed"),
        "language_chosen": N_("Language of letters chosen"),
        "role_granted": N_("Role given"),
        "role_taken_back": N_("Role taken back"),
        "position_added": N_("Position added"),
        "position_renamed": N_("Position renamed"),
        "organisation_created": N_("Unit added"),
        "organisation_renamed": N_("Unit renamed"),
        "organisation_described": N_("Kind or sign of an organisation changed"),
        "organisation_moved": N_("Unit moved"),
        "organisation_removed": N_("Unit removed"),
        "people_imported": N_("People brought in from a table"),
        "people_import_undone": N_("Table of people undone"),
        "people_batch_opened": N_("Table of people uploaded"),
        "people_batch_chosen": N_("Columns of a table chosen"),
        "people_batch_applied": N_("Bringing in of a table begun"),
        "people_batch_undone": N_("Undoing of a table begun"),
        "people_batch_discarded": N_("Table of people discarded"),
        "people_batch_resumed": N_("Table of people gone on with"),
        "invitations_asked": N_("Invitations ordered"),
    },
    Kind.PLANS: {
        "enrolment.made": N_("Enrolled in a course"),
        "enrolment.withdrawn": N_("Enrolment withdrawn"),
        "enrolment.due_changed": N_("Deadline changed"),
        "enrolment.moved": N_("Enrolment moved to another record of the person"),
        "enrolments_released": N_("Enrolments let go"),
        "project.made": N_("Project added"),
        "project.changed": N_("Project changed"),
        "project.removed": N_("Project removed"),
        "plan.made": N_("Plan made"),
        "plan.changed": N_("Plan changed"),
        "plan.activated": N_("Plan begun"),
        "plan.ended": N_("Plan ended"),
        "plan.removed": N_("Draft of a plan removed"),
        "plan.member_in": N_("Taken into a plan"),
        "plan.member_out": N_("Let go from a plan"),
        "plan.member_moved": N_("Place in a plan moved to another record of the person"),
        "plan.entry_decided": N_("Who may enter a plan by themselves decided"),
        "plan.entry_asked": N_("Asked to be taken into a plan"),
        "plan.entry_granted": N_("Wish to enter a plan granted"),
        "plan.entry_refused": N_("Wish to enter a plan refused"),
        "credit.given": N_("Exemption or completion elsewhere entered"),
        "credit.taken_back": N_("Exemption or completion elsewhere taken back"),
        "extension.given": N_("More time until a deadline given"),
        "extension.moved": N_("More time until a deadline moved to another record of the person"),
        "extension.taken_back": N_("More time until a deadline taken back"),
        "group.made": N_("Group of people made"),
        "group.renamed": N_("Group of people renamed"),
        "group.removed": N_("Group of people removed"),
        "group.member_in": N_("Put into a group"),
        "group.member_out": N_("Taken out of a group"),
        "group.member_moved": N_("Place in a group moved to another record of the person"),
    },
    Kind.LEARNING: {
        "lesson.done": N_("Lesson done"),
        "attempt.start": N_("Attempt started"),
        "attempt.submit": N_("Attempt handed in"),
        "attempt.grant": N_("One more attempt given"),
        "attempt.time": N_("More time given"),
        "attempt.prolong": N_("Open attempt prolonged"),
        "text.reported": N_("Mistake in a text reported"),
        "text.report_answered": N_("Report of a mistake answered"),
    },
    Kind.RESULTS: {
        "essay.mark": N_("Free answer marked"),
        "attempt.mark": N_("Marking of an attempt finished"),
        "objection.made": N_("Objection made"),
        "objection.answered": N_("Objection answered"),
        "regrade.decided": N_("Regrading decided"),
        "regrade.resumed": N_("Regrading gone on with"),
        "attempt.regraded": N_("Points of an attempt changed by regrading"),
        "regrade.done": N_("Regrading finished"),
    },
    Kind.CERTIFICATES: {
        "course.completed": N_("Course completed"),
        "completion.review_raised": N_("Completion marked for review"),
        "completion.review_settled": N_("Review of a completion settled"),
        "certificate.issued": N_("Certificate issued"),
        "certificate.revoked": N_("Certificate revoked"),
    },
    Kind.SEEING: {
        "answers.open": N_("Answers opened"),
        "evidence.print": N_("Answers printed as a document"),
        "person_seen": N_("Training record of a person looked at"),
        "attempts_seen": N_("Attempts of a person looked at"),
        "account_seen": N_("Account of a person looked at"),
        "answers_seen": N_("Opened answers looked at"),
        "attachment_seen": N_("Attachment of an exemption or completion downloaded"),
        "report_seen": N_("Report with data of people downloaded"),
    },
    Kind.SIGN_IN: {
        "signed_in": N_("Signed in"),
        "sign_in_refused": N_("Sign-in refused"),
        "sign_in_turned_away": N_("Sign-in of somebody who has left turned away"),
        "sign_in_ended": N_("Signed out"),
        "sign_ins_ended": N_("All sign-ins ended"),
        "password_changed": N_("Password changed"),
        "password_rehashed": N_("Password stored more safely"),
        "link_sent": N_("Letter with a link sent"),
        "link_used": N_("Link from a letter used"),
        "slip_given": N_("Slip for the first sign-in given"),
        "slip_used": N_("Slip for the first sign-in used"),
        "slip_refused": N_("Slip for the first sign-in refused"),
    },
    Kind.COURSES: {
        "course.published": N_("Course published"),
        "course.rolled-back": N_("Course put back to an earlier edition"),
        "course.withdrawn": N_("Course withdrawn"),
        "course.given-again": N_("Withdrawn course offered again"),
        "feedback_sent": N_("Remark on accessibility sent"),
    },
    Kind.SYSTEM: {
        "job_retried": N_("Failed work tried again"),
        "jobs_retried": N_("All failed work of a kind tried again"),
        "job_dropped": N_("Failed work dropped"),
        "letter_retried": N_("Letter sent again"),
    },
}

ACTS: Mapping[str, Act] = {action: Act(kind, words) for kind, acts in _WORDS.items() for action, words in acts.items()}


def of_kind(kind: Kind) -> tuple[str, ...]:
    return tuple(action for action, act in ACTS.items() if act.kind is kind)
