"""Every table of the product: migrations and tests read the metadata here; a test keeps the list complete."""

from elearn.audit import models as audit
from elearn.db import Base
from elearn.jobs import models as jobs
from elearn.mail import models as mail

MODELS = (audit, jobs, mail)

metadata = Base.metadata
