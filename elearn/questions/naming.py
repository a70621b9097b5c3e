"""What the types of questions are called, for whoever speaks of them: messages of the catalogue."""

from collections.abc import Mapping
from typing import Final

from elearn.content.phrases import N_

KINDS: Final[Mapping[str, str]] = {
    "single": N_("one right answer"),
    "multiple": N_("several right answers"),
    "true-false": N_("true or false"),
    "text": N_("short answer"),
    "number": N_("number"),
    "matching": N_("matching"),
    "ordering": N_("ordering"),
    "gaps": N_("gaps"),
    "sorting": N_("sorting"),
    "matrix": N_("statements"),
    "survey": N_("survey"),
    "essay": N_("free answer"),
}
