"""The project that paid stands in the evidence: today's until a certificate has fixed it."""

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.enrolment.models import Enrolment
from elearn.evidence import printing
from elearn.plans import projects
from elearn.quizzes.models import Attempt
from tests.evidence.test_documents import document
from tests.factories.people import OPERATOR, an_organisation
from tests.factories.plans import TEXTS, a_plan, a_project
from tests.factories.progress import BASICS, EXAM, PRACTICE, a_learner, confirm_names, do_lessons, sit

LATER = replace(TEXTS, code="BG-2", statement={"bg": "Друго финансиране", "en": "Funded otherwise"})


def test_the_evidence_names_the_project_of_the_plan_as_the_certificate_fixed_it(session: Session) -> None:
    learner = a_learner(session)
    project_id = a_project(session)
    plan_id = a_plan(session, an_organisation(session), "sample", project_id=project_id)
    session.execute(update(Enrolment).values(plan_id=plan_id))
    do_lessons(session, learner)
    sit(session, learner, BASICS)
    attempt_id = session.scalars(select(Attempt.id)).one()
    said = document(session, attempt_id, language="bg").project
    assert said is not None
    assert (said.code, said.statement, said.emblem) == (TEXTS.code, TEXTS.statement["bg"], True)
    paper = printing.page(document(session, attempt_id), "file:///font")
    assert all(text in paper for text in (TEXTS.name["en"], TEXTS.funder["en"], TEXTS.basis["en"], "<svg"))
    projects.change(session, OPERATOR, project_id, LATER)
    assert document(session, attempt_id).project.code == "BG-2"  # type: ignore[union-attr]  # there is one
    confirm_names(session, learner)
    for quiz_id in (PRACTICE, EXAM):
        sit(session, learner, quiz_id)
    projects.change(session, OPERATOR, project_id, TEXTS)
    fixed = document(session, attempt_id).project
    assert fixed is not None
    assert (fixed.code, fixed.statement) == ("BG-2", "Funded otherwise")
