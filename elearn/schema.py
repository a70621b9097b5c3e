"""Every table of the product: migrations and tests read the metadata here; a test keeps the list complete."""

from elearn.audit import models as audit
from elearn.certificates import models as certificates
from elearn.db import Base
from elearn.enrolment import models as enrolment
from elearn.jobs import models as jobs
from elearn.lessons import models as lessons
from elearn.mail import models as mail
from elearn.people import models as people
from elearn.progress import models as progress
from elearn.publishing import models as publishing
from elearn.quizzes import models as quizzes

MODELS = (audit, certificates, enrolment, jobs, lessons, mail, people, progress, publishing, quizzes)

metadata = Base.metadata
