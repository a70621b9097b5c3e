"""Every table of the product: migrations and tests read the metadata here; a test keeps the list complete."""

from elearn.audit import models as audit
from elearn.db import Base

MODELS = (audit,)

metadata = Base.metadata
