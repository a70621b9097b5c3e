"""On whose behalf a certificate is issued: its plan's project or its course's, as it stood at the issue."""

import io
from dataclasses import replace

import pypdf
import pytest
from PIL import Image
from sqlalchemy import select

from elearn.certificates import pdf, rules, service, template
from elearn.certificates.issuing import Issuer
from elearn.certificates.models import Certificate
from elearn.certificates.rules import Logo
from elearn.demo.stories import Story, finished
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug
from elearn.jobs.runner import run_all
from elearn.people.models import Person
from elearn.plans import projects
from elearn.plans.projects import ProjectTexts
from elearn.publishing import media
from elearn.storage.files import Files
from elearn.worker import HANDLERS
from tests.certificates.test_rules import some_facts
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.people import OPERATOR, a_person, an_organisation
from tests.factories.plans import TEXTS, a_plan, a_project
from tests.factories.publishing import a_snapshot
from tests.quizzes.visiting import again

LONGEST = {name: {"bg": "Щ" * most, "en": "W" * most} for name, most in projects.LONGEST.items() if name != "code"}


def a_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 20), (34, 100, 58, 128)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def planned(session) -> int:
    """A learner whose plan has a project; its id. Nothing is done yet."""
    a_snapshot(session, a_course())
    unit = an_organisation(session)
    project_id = a_project(session, unit)
    plan_id = a_plan(session, unit, "sample", project_id=project_id)
    person_id = a_person(session, organisation_id=unit)
    enrolment_id = an_enrolment(session, person_id)
    session.get_one(Enrolment, enrolment_id).plan_id = plan_id
    session.flush()
    return project_id


def finish(session) -> Certificate:
    person_id = session.scalars(select(Enrolment.person_id)).one()
    finished(Story(session, person_id, CourseSlug("sample"), secret="a-secret-of-the-test"))
    return session.scalars(select(Certificate).order_by(Certificate.id.desc())).first()


def printed(certificate: Certificate) -> rules.ProjectFacts | None:
    return rules.from_json(certificate.facts).project


def test_the_plan_s_project_is_printed_instead_of_the_course_s_own(session, planned) -> None:
    assert planned
    found = printed(finish(session))
    assert (found.code, found.funder_en, found.eu_emblem) == (TEXTS.code, TEXTS.funder["en"], True)
    assert (found.statement_bg, found.basis_bg) == (TEXTS.statement["bg"], TEXTS.basis["bg"])


def test_what_is_issued_keeps_the_project_as_it_was(session, planned) -> None:
    certificate = finish(session)
    other = ProjectTexts("OTHER", TEXTS.name, TEXTS.funder, TEXTS.statement, TEXTS.basis, ())
    projects.change(session, OPERATOR, planned, other)
    assert printed(certificate).code == TEXTS.code


def test_a_corrected_name_keeps_the_project_of_the_first_issue(session, settings, planned) -> None:
    certificate = finish(session)
    projects.change(session, OPERATOR, planned, ProjectTexts("OTHER", *[getattr(TEXTS, n) for n in LONGEST], ()))
    session.get_one(Person, certificate.person_id).family = "Новакова"
    session.flush()
    code = service.correct_name(session, OPERATOR, Issuer.of(settings), certificate.code)
    assert printed(session.scalars(select(Certificate).where(Certificate.code == code)).one()).code == TEXTS.code


def test_without_a_plan_the_course_s_own_project_or_none_is_printed(session) -> None:
    a_snapshot(session, a_course())
    an_enrolment(session)
    assert printed(finish(session)) is None


def test_the_worker_prints_the_logos(session, settings, work, planned) -> None:
    sha256 = Files.of(settings.data).put(a_png())
    media.admit(session, sha256, "image/png", 99)
    texts = ProjectTexts(TEXTS.code, TEXTS.name, TEXTS.funder, TEXTS.statement, TEXTS.basis, ("eu", sha256))
    projects.change(session, OPERATOR, planned, texts)
    certificate = finish(session)
    session.commit()
    run_all(work, {"render_certificate": HANDLERS["render_certificate"]})
    again(session).refresh(certificate)
    page = pypdf.PdfReader(io.BytesIO(Files.of(settings.data).read(certificate.sha256))).pages[0]
    assert len(page.images) == 1
    text = " ".join(page.extract_text().replace("\N{NO-BREAK SPACE}", " ").split())
    for words in (TEXTS.name["bg"], TEXTS.funder["bg"], TEXTS.basis["bg"], TEXTS.code, TEXTS.name["en"]):
        assert words in text


@pytest.mark.parametrize("logos", [0, 3])
def test_the_longest_texts_stay_on_the_one_page(logos) -> None:
    pictures = {letter * 64: a_png() for letter in "abc"[:logos]}
    project = rules.ProjectFacts(
        code="W" * projects.LONGEST["code"],
        **{f"{name}_{language}": text for name, texts in LONGEST.items() for language, text in texts.items()},
        eu_emblem=True,
        logos=tuple(Logo(sha256, "image/png") for sha256 in pictures),
    )
    facts = rules.from_json(rules.to_json(some_facts()) | {"project": None})
    data = pdf.render(replace(facts, project=project), "https://elearn.example", pictures)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert "WWW." in reader.pages[0].extract_text().replace("\n", "")


def test_certificates_of_before_are_read_as_they_are() -> None:
    stored = rules.to_json(some_facts())
    for new in ("funder_bg", "funder_en", "logos"):
        del stored["project"][new]
    facts = rules.from_json(stored)
    assert facts == some_facts()
    assert "Funding" not in template.render(facts, "https://elearn.example/verify", "font")
