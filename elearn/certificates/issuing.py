"""From a completion to the facts that a certificate states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from elearn import clock
from elearn.certificates import queries, rules
from elearn.certificates.rules import Facts, Logo, ProjectFacts
from elearn.content.model import Outline, Project
from elearn.ids import EnrolmentId
from elearn.people.queries import PaperNames
from elearn.plans import projects
from elearn.plans.logos import EU
from elearn.plans.projects import ProjectTexts
from elearn.settings import Settings


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues, in both languages, and the letters that numbers begin with."""

    name_bg: str
    name_en: str
    prefix: str

    @classmethod
    def of(cls, settings: Settings) -> "Issuer":
        return cls(settings.issuer_bg, settings.issuer_en, settings.certificate_prefix)


def facts(
    issuer: Issuer,
    names: PaperNames,
    outline: Outline,
    digest: str,
    evidence: dict[str, Any],
    completed_on: date,
    *,
    number: str,
    code: str,
    project: ProjectFacts | None,
) -> Facts:
    """All that will be printed, as of today. `project`: on whose behalf, as it stands now."""
    months = outline.certificate.valid_months
    title = {str(language): words for language, words in outline.title.items()}
    return Facts(
        number=number,
        code=code,
        name_bg=names.cyrillic,
        name_en=names.latin,
        course_slug=outline.slug,
        course_bg=title.get("bg") or title[outline.language],
        course_en=title.get("en") or title[outline.language],
        edition=outline.edition,
        digest=digest,
        hours=outline.hours,
        hours_kind=outline.hours_kind.value,
        completed_on=completed_on,
        issued_on=clock.today(),
        law_as_of=outline.law_as_of,
        valid_until=rules.add_months(completed_on, months) if months else None,
        issuer_bg=issuer.name_bg,
        issuer_en=issuer.name_en,
        score=_score(evidence) if outline.certificate.show_score else None,
        project=project,
    )


def _score(evidence: dict[str, Any]) -> tuple[int, int] | None:
    """The exam's points as the completion holds them."""
    exam = evidence.get("exam")
    return (exam["points"], exam["max_points"]) if exam else None


def project(session: Session, enrolment_id: EnrolmentId, outline: Outline) -> ProjectFacts | None:
    """The project of the plan that asks for the course; without one, the course's own."""
    found = projects.project_of(session, enrolment_id)
    if found is None:
        return _of_course(outline.project, outline) if outline.project else None
    kinds = projects.pictures(session, found.logos)
    return _facts(found, [Logo(sha256, kinds[sha256]) for sha256 in found.logos if sha256 in kinds])


def project_on_papers(session: Session, enrolment_id: EnrolmentId, outline: Outline) -> ProjectFacts | None:
    """What other papers about an enrolment name: the project with which its certificate was issued, else today's."""
    issued = queries.live(session, enrolment_id)
    return project(session, enrolment_id, outline) if issued is None else rules.from_json(issued.facts).project


def _of_course(project: Project, outline: Outline) -> ProjectFacts:
    files = {media.path: media for media in outline.media}
    return _facts(project, [Logo(files[path].sha256, files[path].mime) for path in project.logos if path in files])


def _facts(project: Project | ProjectTexts, logos: Sequence[Logo]) -> ProjectFacts:
    def both(texts: Any) -> tuple[str, str]:
        return texts.get("bg", ""), texts.get("en", "") or texts.get("bg", "")

    name, statement, basis, funder = (both(getattr(project, text)) for text in ("name", "statement", "basis", "funder"))
    return ProjectFacts(
        code=project.code,
        name_bg=name[0],
        name_en=name[1],
        statement_bg=statement[0],
        statement_en=statement[1],
        basis_bg=basis[0],
        basis_en=basis[1],
        eu_emblem=EU in project.logos,
        funder_bg=funder[0],
        funder_en=funder[1],
        logos=tuple(logos),
    )
