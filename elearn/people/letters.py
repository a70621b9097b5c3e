"""The words of the letters that carry a link, in the reader's language, without any request."""

from datetime import datetime
from gettext import NullTranslations
from typing import NamedTuple

from babel.dates import format_datetime

from elearn import clock
from elearn.content.phrases import catalogue
from elearn.people.models import LinkPurpose
from elearn.settings import Settings


class Words(NamedTuple):
    subject: str
    text: str


def write(purpose: LinkPurpose, language: str, settings: Settings, *, name: str, link: str, until: datetime) -> Words:
    """The letter for a link. `name` is empty where nobody is known yet; `until` is when the link ends."""
    speech = catalogue(language)
    write_body = {
        LinkPurpose.INVITATION: _invitation,
        LinkPurpose.RESET: _reset,
        LinkPurpose.REGISTRATION: _registration,
    }[purpose]
    issuer = settings.issuer_en if language == "en" else settings.issuer_bg
    subject, body = write_body(speech, issuer)
    paragraphs = [_greeting(speech, name), body, link, _validity(speech, language, until), _not_yours(speech)]
    if settings.support:
        _ = speech.gettext
        paragraphs.append(_("Questions: %(support)s.") % {"support": settings.support})
    return Words(subject, "\n\n".join((*paragraphs, issuer)) + "\n")


def _greeting(speech: NullTranslations, name: str) -> str:
    _ = speech.gettext
    return _("Dear %(name)s,") % {"name": name} if name else _("Good day,")


def _invitation(speech: NullTranslations, issuer: str) -> Words:
    _ = speech.gettext
    body = _("%(issuer)s has opened an account for you in its training platform. Choose a password here:")
    return Words(_("Your account in the training platform"), body % {"issuer": issuer})


def _reset(speech: NullTranslations, issuer: str) -> Words:
    _ = speech.gettext
    body = _(
        "A link to get into your account in the training platform of %(issuer)s was asked for. "
        "Choose a new password here:"
    )
    return Words(_("A new password for the training platform"), body % {"issuer": issuer})


def _registration(speech: NullTranslations, issuer: str) -> Words:
    _ = speech.gettext
    body = _("Confirm your e-mail address and open your account in the training platform of %(issuer)s here:")
    return Words(_("Confirm your registration"), body % {"issuer": issuer})


def _validity(speech: NullTranslations, language: str, until: datetime) -> str:
    _ = speech.gettext
    pattern = "d MMMM yyyy, HH:mm" if language == "en" else "d MMMM yyyy 'г'., HH:mm"
    when = format_datetime(until.astimezone(clock.ZONE), pattern, locale=language)
    return _(
        "The link works once, until %(when)s. If it has ended, open it all the same: the page offers you a new one."
    ) % {"when": when}


def _not_yours(speech: NullTranslations) -> str:
    _ = speech.gettext
    return _("If you expected no such letter, do nothing: without this link nothing changes.")
