"""Letters to those whose result a regrade changed, and the answers to objections: in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import decimals
from elearn.content.model import Language
from elearn.content.phrases import catalogue
from elearn.ids import PersonId
from elearn.mail import service as mail
from elearn.mail.service import Outgoing
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.publishing import library
from elearn.questions.grading import whole_percent
from elearn.quizzes.drawing import outline_of
from elearn.regrading import telling
from elearn.regrading.judging import Judged
from elearn.regrading.models import Objection, Regrade
from elearn.regrading.versions import History
from elearn.settings import Settings


@dataclass(frozen=True, slots=True)
class Reader:
    id: PersonId
    email: str
    name: str
    language: str

    @property
    def speech(self) -> NullTranslations:
        return catalogue(self.language)


@dataclass(frozen=True, slots=True)
class Changed:
    """An attempt whose result changed, with the test's title. `told`: its learner may know what the question earned."""

    judged: Judged
    title: Mapping[Language, str]
    told: bool


def queue(session: Session, settings: Settings, row: Regrade, history: History, changed: Sequence[Judged]) -> None:
    """One letter for each person and regrade: it names every attempt of hers that changed."""
    by_person: dict[PersonId, list[Changed]] = {}
    told = telling.told(session, history.slug, changed)
    for one in changed:
        title = outline_of(library.outline(session, one.met.snapshot_id), one.met.quiz_id).title
        by_person.setdefault(one.met.person_id, []).append(Changed(one, title, one.met.attempt_id in told))
    readers = _readers(session, by_person)
    mail.send_all(session, (_letter(readers[who], row, history, of, settings) for who, of in by_person.items()))


def answer(
    session: Session, settings: Settings, objection: Objection, title: Mapping[Language, str], said: str
) -> None:
    """What a trainer answered to an objection; `said` quotes it whole."""
    reader = _readers(session, [PersonId(objection.person_id)])[PersonId(objection.person_id)]
    _ = reader.speech.gettext
    verdict = _("You are right; the objection is upheld.") if objection.upheld else _("The objection is not upheld.")
    paragraphs = [
        _("Dear %(name)s,") % {"name": reader.name},
        _("you objected to a question of the test “%(title)s”. This is the answer:") % {"title": _in(title, reader)},
        verdict,
        said,
        _("What you wrote:") + "\n" + "\n".join(f"> {line}" for line in objection.text.splitlines()),
        _("Your objections: %(link)s") % {"link": f"{settings.address}/attempts/{objection.attempt_id}/objections"},
        _issuer(settings, reader),
    ]
    subject = _("Answer to your objection: %(title)s") % {"title": _in(title, reader)}
    text = "\n\n".join(paragraphs) + "\n"
    mail.send_all(session, [Outgoing(f"objection-{objection.id}", reader.id, reader.email, subject[:255], text)])


def _letter(reader: Reader, row: Regrade, history: History, changed: Sequence[Changed], settings: Settings) -> Outgoing:
    """The question is named where its points may be told."""
    _ = reader.speech.gettext
    course = _in(history.outline.title, reader)
    question = _in(history.newest.question.title, reader)
    paragraphs = [
        _("Dear %(name)s,") % {"name": reader.name},
        _opening(reader, changed) % {"course": course},
        *([_("Question: %(title)s") % {"title": question}] if any(one.told for one in changed) else []),
        _("Why: %(reason)s") % {"reason": row.reason},
        *(_paragraph(reader, one, settings) for one in changed),
        *([_("Questions: %(support)s.") % {"support": settings.support}] if settings.support else []),
        _issuer(settings, reader),
    ]
    subject = _subject(reader, changed) % {"course": course}
    return Outgoing(
        f"regrade-{row.id}-{reader.id}", reader.id, reader.email, subject[:255], "\n\n".join(paragraphs) + "\n"
    )


def _opening(reader: Reader, changed: Sequence[Changed]) -> str:
    _ = reader.speech.gettext
    if any(one.judged.met.graded for one in changed):
        return _("a question of the course “%(course)s” counts otherwise from now on, and your result has changed.")
    return _("a question of the course “%(course)s” counts otherwise from now on, also in your attempt.")


def _subject(reader: Reader, changed: Sequence[Changed]) -> str:
    _ = reader.speech.gettext
    if any(one.judged.met.graded for one in changed):
        return _("Your result has changed: %(course)s")
    return _("A question counts otherwise: %(course)s")


def _paragraph(reader: Reader, changed: Changed, settings: Settings) -> str:
    """An attempt before and after, as far as the test's policy lets it be told; one that waits has no result yet."""
    _ = reader.speech.gettext
    judged, met = changed.judged, changed.judged.met
    lines = [_("Test “%(title)s”, attempt %(number)d") % {"title": _in(changed.title, reader), "number": met.number}]
    before, after = judged.before, judged.after
    if changed.told:
        points = {"before": _question(reader, before.question), "after": _question(reader, after.question)}
        lines.append(_("This question: %(before)s → %(after)s") % points)
    if met.graded:
        lines.append(
            _("Result: %(before)s → %(after)s")
            % {
                "before": _result(reader, before.points, before.max_points),
                "after": _result(reader, after.points, after.max_points),
            }
        )
        if judged.newly_passed:
            lines.append(_("The test is now passed."))
        if judged.no_longer_passed:
            lines.append(_("By this attempt the test is no longer passed. What you have completed stays completed."))
    else:
        lines.append(_("The attempt still waits for marking."))
    lines.append(f"{settings.address}/attempts/{met.attempt_id}/result")
    return "\n".join(lines)


def _question(reader: Reader, points: int | None) -> str:
    _ = reader.speech.gettext
    return _("does not count") if points is None else _points(reader, points)


def _result(reader: Reader, points: int, of: int) -> str:
    _ = reader.speech.gettext
    return _("%(points)s of %(of)s (%(percent)d %%)") % {
        "points": _points(reader, points),
        "of": _points(reader, of),
        "percent": whole_percent(points, of),
    }


def _points(reader: Reader, hundredths: int) -> str:
    return _number(hundredths, reader.language)


@lru_cache(2048)
def _number(hundredths: int, language: str) -> str:
    return decimals.points(hundredths, language)


def _in(texts: Mapping[Language, str] | Mapping[str, str], reader: Reader) -> str:
    known = {str(language): words for language, words in texts.items()}
    return known.get(reader.language) or next(iter(known.values()), "")


def _issuer(settings: Settings, reader: Reader) -> str:
    return settings.issuer_en if reader.language == "en" else settings.issuer_bg


def _readers(session: Session, ids: Iterable[PersonId]) -> dict[PersonId, Reader]:
    people = session.scalars(select(Person).where(Person.id.in_(list(ids))))
    found = (Reader(PersonId(one.id), one.email or "", full_name(one), one.language or "bg") for one in people)
    return {reader.id: reader for reader in found}
