"""The words of the letter that brings a trainer's answer, in the reader's language, without any request."""

from collections.abc import Mapping
from typing import NamedTuple

from elearn.content.model import Language
from elearn.content.phrases import catalogue
from elearn.people.queries import PersonView
from elearn.settings import Settings


class Words(NamedTuple):
    subject: str
    text: str


def answer(reader: PersonView, lesson: Mapping[Language, str], said: str, answered: str, settings: Settings) -> Words:
    """`said` is what the reader reported, `answered` what the trainer wrote; both are quoted whole."""
    _ = catalogue(reader.language).gettext
    title = lesson.get(Language(reader.language)) or next(iter(lesson.values()), "")
    paragraphs = [
        _("Dear %(name)s,") % {"name": reader.name},
        _("you reported an error in the lesson “%(lesson)s”. This is the answer:") % {"lesson": title},
        answered,
        _("What you wrote:") + "\n" + "\n".join(f"> {line}" for line in said.splitlines()),
        _("All your reports: %(link)s") % {"link": f"{settings.address}/my/reports"},
        settings.issuer_en if reader.language == "en" else settings.issuer_bg,
    ]
    return Words(_("Answer to your report: %(lesson)s") % {"lesson": title}, "\n\n".join(paragraphs) + "\n")
