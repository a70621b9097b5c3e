"""What the pages of background work and letters say, in the language of the page."""

import re
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from elearn.jobs.queries import JobView
from elearn.mail.models import LetterState
from elearn.operations.letters import SentAgain

KINDS: Mapping[str, LazyString] = {
    "deliver_letters": _l("Delivering letters"),
    "close_expired_attempts": _l("Ending attempts whose time is over"),
    "render_certificate": _l("Making a certificate"),
    "render_evidence": _l("Making an evidence document"),
    "follow_editions": _l("Following new editions of courses"),
    "match_plans": _l("Enrolling people by their plans"),
    "regrade": _l("Regrading"),
    "regrade_marked": _l("Regrading of attempts marked meanwhile"),
    "check_people_batch": _l("Checking a table of people"),
    "apply_people_batch": _l("Bringing in a table of people"),
    "undo_people_batch": _l("Undoing a table of people"),
    "forget_people_batches": _l("Forgetting tables of people that were never used"),
    "send_account_link": _l("Sending a link for an account"),
    "send_invitations": _l("Sending invitations"),
    "forget_sign_ins": _l("Forgetting old sign-ins"),
    "make_report": _l("Making a report"),
    "forget_reports": _l("Forgetting old reports"),
    "forget_done_jobs": _l("Forgetting work that is done"),
}

OF: Mapping[str, LazyString] = {
    "certificate_id": _l("certificate"),
    "attempt_id": _l("attempt"),
    "regrade_id": _l("decision"),
    "batch_id": _l("table"),
    "report_file_id": _l("file"),
    "person_id": _l("person"),
    "plan_id": _l("plan"),
}

LETTERS: Mapping[LetterState, LazyString] = {
    LetterState.QUEUED: _l("waiting"),
    LetterState.SENDING: _l("being sent"),
    LetterState.FAILED: _l("given up"),
}

SUBJECTS: Mapping[str, LazyString] = {
    "link": _l("link to an account"),
    "plan_request": _l("answer to a request to join a plan"),
    "text-report": _l("answer to a reported error"),
    "marked": _l("a test that was marked"),
    "report": _l("a file that is ready"),
    "objection": _l("answer to an objection"),
    "regrade": _l("a result that was decided anew"),
}
"""What a letter is about, by the beginning of its key."""


def kind(name: str) -> str:
    """What is done; work of another release by its own sign."""
    words = KINDS.get(name)
    return name if words is None else str(words)


def about(job: JobView) -> str:
    """What it is about, by its ids."""
    return ", ".join(f"{OF.get(name, name.removesuffix('_id'))} № {number}" for name, number in job.about.items())


def subject(key: str) -> str:
    """What a letter is about; one of another release by its own sign."""
    words = next((words for sign, words in SUBJECTS.items() if re.fullmatch(rf"{sign}([-:]\d+)+", key)), None)
    return key if words is None else str(words)


def letter_state(state: LetterState) -> str:
    return str(LETTERS[state])


def letter_sent_again(*, readdressed: bool) -> str:
    if readdressed:
        return str(_("The letter is queued again, to the present address of its addressee."))
    return str(_("The letter is queued again."))


def letters_sent_again(found: SentAgain) -> str:
    """How many, how many of them elsewhere than before, and how many not."""
    said = [ngettext("%(num)s letter is queued again.", "%(num)s letters are queued again.", found.queued)]
    if found.readdressed:
        said.append(
            ngettext(
                "%(num)s of them goes to a new address.",
                "%(num)s of them go to new addresses.",
                found.readdressed,
            )
        )
    if found.left:
        said.append(
            ngettext(
                "%(num)s is not: its addressee has left, or has no e-mail any more.",
                "%(num)s are not: their addressees have left, or have no e-mail any more.",
                found.left,
            )
        )
    return " ".join(map(str, said))
