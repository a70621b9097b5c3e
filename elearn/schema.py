"""Every table of the product: migrations and tests read the metadata here; a test keeps the list complete."""

from elearn.audit import models as audit
from elearn.certificates import models as certificates
from elearn.db import Base
from elearn.enrolment import models as enrolment
from elearn.evidence import models as evidence
from elearn.jobs import models as jobs
from elearn.lessons import models as lessons
from elearn.mail import models as mail
from elearn.marking import models as marking
from elearn.people import models as people
from elearn.plans import models as plans
from elearn.progress import models as progress
from elearn.publishing import models as publishing
from elearn.quizzes import models as quizzes
from elearn.regrading import models as regrading
from elearn.reports import models as reports
from elearn.staff import models as staff
from elearn.surveys import models as surveys

MODELS = (
    audit,
    certificates,
    enrolment,
    evidence,
    jobs,
    lessons,
    mail,
    marking,
    people,
    plans,
    progress,
    publishing,
    quizzes,
    regrading,
    reports,
    staff,
    surveys,
)

metadata = Base.metadata
